/// Writes a document as one HTML file that looks after itself: its style is inside, it has no script and asks no
/// network for anything, it prints on A4 and it reads well aloud.
package struct HTMLRenderer: Sendable {
    package var names: Names

    package init(names: Names) { self.names = names }

    /// Returns the file's UTF-8 bytes.
    package func render(_ document: Document) -> [UInt8] {
        var page = HTMLPage(document, names: names)
        page.writeAll()
        return page.buffer.bytes
    }
}

/// One page being written.
struct HTMLPage {
    let document: Document
    let text: LeafText
    var buffer = HTMLBuffer()
    /// The level of the last heading written, so that none is skipped.
    private var lastLevel = 1
    /// Counts what needs an id of its own within the page.
    private var lastID = 0

    init(_ document: Document, names: Names) {
        self.document = document
        text = LeafText(document.language, names: names)
    }

    mutating func nextID() -> Int {
        lastID += 1
        return lastID
    }

    mutating func writeAll() {
        buffer.markup("<!DOCTYPE html>\n<html lang=\"")
        buffer.data(document.language.rawValue)
        buffer.markup(
            "\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"")
        buffer.markup(
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n")
        buffer.markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        buffer.markup("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
        buffer.data(document.title)
        buffer.markup("</title>\n<style>\n")
        buffer.markup(HTMLStyle.sheet)
        buffer.markup("</style>\n</head>\n<body>\n<main>\n")
        writeHeader()
        let isForm = !document.fields.isEmpty
        if isForm { buffer.markup("<form autocomplete=\"off\">\n") }
        write(document.blocks)
        if isForm { buffer.markup("</form>\n") }
        writeFooter()
        buffer.markup("</main>\n</body>\n</html>\n")
    }

    private mutating func writeHeader() {
        buffer.markup("<header>\n")
        if let organisation = document.meta.organisation {
            buffer.markup("<p class=\"org\">")
            buffer.data(organisation)
            buffer.markup("</p>\n")
        }
        buffer.markup("<h1>")
        buffer.data(document.title)
        buffer.markup("</h1>\n")
        if let line = text.metaLine(document.meta) {
            buffer.markup("<p class=\"meta\">")
            buffer.data(line)
            buffer.markup("</p>\n")
        }
        buffer.markup("</header>\n")
    }

    private mutating func writeFooter() {
        let lines = text.provenance(document.meta)
        guard !lines.isEmpty else { return }
        buffer.markup("<footer>\n")
        for line in lines {
            buffer.markup("<p>")
            buffer.data(line)
            buffer.markup("</p>\n")
        }
        buffer.markup("</footer>\n")
    }

    mutating func write(_ blocks: [Block]) {
        for block in blocks { write(block) }
    }

    private mutating func write(_ block: Block) {
        switch block {
        case .heading(let level, let inlines): writeHeading(level, inlines)
        case .paragraph(let inlines):
            buffer.markup("<p>")
            write(inlines)
            buffer.markup("</p>\n")
        case .list(let isOrdered, let items): writeList(isOrdered, items)
        case .quote(let blocks):
            buffer.markup("<blockquote>\n")
            write(blocks)
            buffer.markup("</blockquote>\n")
        case .code(let code):
            buffer.markup("<pre>")
            buffer.data(code)
            buffer.markup("</pre>\n")
        case .rule: buffer.markup("<hr>\n")
        case .table(let table): write(table)
        case .bars(let chart): write(chart)
        case .lines(let count, let label):
            buffer.markup("<div class=\"ruled\">")
            if !label.isEmpty {
                buffer.markup("<p>")
                write(label)
                buffer.markup("</p>")
            }
            for _ in 0..<min(max(count, 0), 100) { buffer.markup("<i></i>") }
            buffer.markup("</div>\n")
        case .field(let field): write(field)
        case .pageBreak: buffer.markup("<div class=\"break\"></div>\n")
        }
    }

    /// The title is the only `h1`; a level that would skip one comes closer.
    private mutating func writeHeading(_ level: Int, _ inlines: [Inline]) {
        let level = min(max(level, 2), lastLevel + 1, 6)
        lastLevel = level
        buffer.markup("<h")
        buffer.markup(level)
        buffer.markup(">")
        write(inlines)
        buffer.markup("</h")
        buffer.markup(level)
        buffer.markup(">\n")
    }

    private mutating func writeList(_ isOrdered: Bool, _ items: [[Block]]) {
        if isOrdered { buffer.markup("<ol>\n") } else { buffer.markup("<ul>\n") }
        for item in items {
            buffer.markup("<li>")
            if case .paragraph(let inlines)? = item.first {
                write(inlines)
                if item.count > 1 { buffer.markup("\n") }
                write(Array(item.dropFirst()))
            } else {
                write(item)
            }
            buffer.markup("</li>\n")
        }
        if isOrdered { buffer.markup("</ol>\n") } else { buffer.markup("</ul>\n") }
    }

    mutating func write(_ inlines: [Inline], in setting: LeafText.Setting = .prose) {
        for inline in inlines {
            switch inline {
            case .text(let string): buffer.data(string)
            case .leaf(let leaf): write(leaf, in: setting)
            case .strong(let inner):
                buffer.markup("<strong>")
                write(inner, in: setting)
                buffer.markup("</strong>")
            case .emphasis(let inner):
                buffer.markup("<em>")
                write(inner, in: setting)
                buffer.markup("</em>")
            case .code(let code):
                buffer.markup("<code>")
                buffer.data(code)
                buffer.markup("</code>")
            case .lineBreak: buffer.markup("<br>\n")
            }
        }
    }

    private mutating func write(_ leaf: Leaf, in setting: LeafText.Setting) {
        switch leaf {
        case .few(let limit):
            spoken(text.words.few + " \(limit)", shown: text.text(leaf, in: setting))
        case .missing: spoken(text.words.missing, shown: text.text(leaf, in: setting))
        case .noBasis: spoken(text.words.noBasis, shown: text.text(leaf, in: setting))
        case .date(let date):
            buffer.markup("<time datetime=\"")
            buffer.data(date.iso)
            buffer.markup("\">")
            buffer.data(text.text(leaf, in: setting))
            buffer.markup("</time>")
        case .person:
            let name = text.text(leaf, in: setting)
            // A short name or pseudonym ("Elev 7B-04") stays on one line; a long one may break.
            guard setting == .table, name.utf8.count <= 24 else { return buffer.data(name) }
            buffer.markup("<span class=\"who\">")
            buffer.data(name)
            buffer.markup("</span>")
        default: buffer.data(text.text(leaf, in: setting))
        }
    }

    /// Writes a sign with the words a screen reader says for it and a pointer shows.
    private mutating func spoken(_ words: String, shown: String) {
        buffer.markup("<abbr role=\"img\" aria-label=\"")
        buffer.data(words)
        buffer.markup("\" title=\"")
        buffer.data(words)
        buffer.markup("\">")
        buffer.data(shown)
        buffer.markup("</abbr>")
    }
}
