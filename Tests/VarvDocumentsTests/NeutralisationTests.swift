import Foundation
import Testing
import VarvDocuments

/// Whatever text a file, a name or a routine holds, no writer lets it be more than text (`sandbox.md` §8).
///
/// A new writer joins `Writer.all` and is held to the same.
struct NeutralisationTests {
    static let evil = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "</textarea><b>",
        "]]>-->",
        "</title></style><h1>", "&lt;b&gt; & &#60;", "<\u{338}script>", "a | b || c",
        "**fet** _k_ `kod` ~~s~~ $x$",
        "# rubrik", "- punkt", "1. punkt", "> citat", "---", "| a | b |\n|---|---|\n| c | d |",
        "[x](javascript:1)",
        "![x](http://ex.test/a.png)", "http://ex.test www.ex.test a@ex.test", "<!-- varv:next -->",
        "-->\n# x",
        "rad ett\nrad två\r\nrad tre\rrad fyra", "\u{1B}[2J\u{1B}]0;titel\u{7}", "a\u{9B}31mb",
        "\u{202E}tsisod\u{2066}",
        "a\u{200B}\u{FEFF}b\u{2028}c\u{85}d", "\0\u{8}\u{7F}", "=HYPERLINK(\"http://ex.test\")", "+1", "-1+1",
        "@SUM(1)",
        "\t=1", "\r=1", "  =1", "=\u{301}1", "＝1", "a;b\"c\"\u{301};d,e", "\\", "\\\\|", "```\n```",
        "`\u{301}a`",
        "{{x}} {% x %} ${x}", "e\u{301}\u{302}\u{303}", "👩‍👩‍👧‍👦🏽 漢字", "", " ", String(repeating: "Å", count: 300),
        String(repeating: "a\u{301}", count: 200), "\u{E0041}\u{E007F}",
        "An\u{2800}na", "An\u{1D173}na", "An\u{17B5}na",
        "An\u{AD}na", "An\u{34F}na", "\u{115F}", "An\u{1160}na", "An\u{180E}na", "\u{3164}", "An\u{FFA0}na",
    ]

    /// A document with one text in every place a text can stand.
    static func paper(_ text: String) -> Document {
        let inline: [Inline] = [
            .text(text), .leaf(.text(text)), .leaf(.term(code: text, label: text)), .strong([.text(text)]),
            .emphasis([.leaf(.text(text))]), .code(text), .lineBreak, .leaf(.text(text)), .text("x"),
            .strong([.text("x"), .lineBreak, .text(text)]), .lineBreak, .text(text),
            .leaf(.person(PersonReference(handle: text, pseudonym: text))),
        ]
        let choice = FormField.Choice(text, inline)
        func field(_ kind: FormField.Kind) -> Block {
            .field(
                FormField(
                    text, about: text, label: inline, kind: kind, isRequired: true, prefilled: text,
                    help: inline))
        }
        return Document(
            title: text,
            meta: .init(audience: text, organisation: text, madeBy: text, provenance: [text, text]),
            blocks: [
                .heading(level: 2, inline), .paragraph(inline),
                .list(ordered: false, items: [[.paragraph(inline)]]),
                .quote([.paragraph(inline)]), .code(text),
                .table(
                    Table(
                        columns: [.init(text, title: text), .numbers(text, title: text)],
                        rows: [[[.text(text)], inline], [[.leaf(.text(text))], []]], caption: inline,
                        hasRowHeaders: true)),
                .bars(
                    BarChart(
                        title: text,
                        bars: [.init(inline, .number(.whole(1)), note: inline), .init(inline, .few(5))])),
                .lines(count: 1, label: inline), field(.text(lines: 2)), field(.choice([choice])),
                field(.date),
                field(.number), field(.person([PersonReference(handle: text, pseudonym: text)])),
                field(.task(.init(owner: inline, aims: [choice], due: inline))),
            ])
    }

    @Test(arguments: Writer.all, evil)
    func `no control, bidirectional or invisible character gets out`(_ writer: Writer, _ text: String) {
        let written = writer.write(Self.paper(text), .names { _ in text })
        let hidden = written.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x0A, 0x0D, 0x09: false
            case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
                0xFEFF, 0xE0000...0xE007F, 0xAD, 0x034F, 0x115F, 0x1160, 0x180E, 0x3164, 0xFFA0,
                0x2800, 0x17B4, 0x17B5, 0x1BCA0...0x1BCA3, 0x1D159, 0x1D173...0x1D17A:
                true
            default: false
            }
        }
        #expect(hidden.isEmpty)
        #expect(writer.name == "csv" || !written.contains("\r"))
    }

    @Test(arguments: evil)
    func `HTML has the same tags and attributes whatever the data`(_ text: String) {
        let written = Writer.html.write(Self.paper(text), .names { _ in text })
        let plain = Writer.html.write(Self.paper("x"), .names { _ in "x" })
        // A long name may break and has no element of its own.
        func shape(_ html: String) -> [String] {
            tags(html).filter {
                !$0.hasPrefix("span class") && $0 != "/span" && $0 != "option selected" && $0 != "option"
            }
        }
        #expect(shape(written) == shape(plain))
    }

    /// Returns the text between each `<` and `>`, attribute values left out.
    private func tags(_ html: String) -> [String] {
        var tags: [String] = []
        var tag: String?
        var isQuoted = false
        for scalar in html.unicodeScalars {
            switch (tag, scalar) {
            case (nil, "<"): tag = ""
            case (nil, _): break
            case (let open?, ">") where !isQuoted:
                tags.append(open)
                tag = nil
            case (_, "\""): isQuoted.toggle()
            case (let open?, _): if !isQuoted { tag = open + String(scalar) }
            }
        }
        return tags
    }

    @Test(arguments: evil)
    func `a Markdown table has the same rows and cells whatever the data`(_ text: String) {
        func cells(_ text: String) -> [Int] {
            Writer.markdown.write(Self.paper(text), .names { _ in text }).split(separator: "\n")
                .filter { $0.hasPrefix("| ") }.map { line in
                    var count = 0
                    var isEscaped = false
                    for scalar in line.unicodeScalars {
                        if scalar == "|", !isEscaped { count += 1 }
                        isEscaped = scalar == "\\" && !isEscaped
                    }
                    return count
                }
        }
        // The code block keeps its text as it is; it stands between fences.
        guard !text.hasPrefix("| ") else { return }
        #expect(cells(text) == cells("x"))
    }

    @Test(arguments: evil)
    func `Markdown that is read again is the same text`(_ text: String) {
        let document = Document(
            title: "T",
            blocks: [.paragraph([.text("a"), .leaf(.text(text)), .lineBreak, .leaf(.text(text))])])
        let written = MarkdownRenderer(names: .none).render(document)
        var blocks = Markdown.parse(written.split(separator: "\n").dropFirst().joined(separator: "\n"))
        guard case .paragraph(let inlines)? = blocks.popLast(), blocks.isEmpty else {
            Issue.record("not one paragraph: \(written)")
            return
        }
        #expect(
            inlines.allSatisfy {
                switch $0 {
                case .text, .lineBreak: true
                default: false
                }
            }, "\(inlines)")
    }

    @Test func `an address in data becomes no link in Markdown`() {
        let data = Inline.leaf(.text("http://ex.test www.ex.test WWW.ex.test a@ex.test"))
        let written = MarkdownRenderer(names: .none).render(
            Document(title: "T", blocks: [.paragraph([data])]))
        let line = written.split(separator: "\n").last { $0.hasPrefix("http") }
        #expect(line == #"http:\//ex.test www\.ex.test WWW\.ex.test a\@ex.test"#)
    }

    @Test(arguments: evil)
    func `a CSV file has the same rows and cells and no formula whatever the data`(_ text: String) {
        let rows = parse(Writer.csv.write(Self.paper(text), .names { _ in text }))
        #expect(
            rows.map(\.count) == parse(Writer.csv.write(Self.paper("x"), .names { _ in "x" })).map(\.count))
        for cell in rows.joined() {
            let first = cell.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
            #expect(first.map { !"=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(cell)")
        }
    }

    /// Reads semicolon-separated cells as RFC 4180 says.
    private func parse(_ csv: String) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        for scalar in csv.unicodeScalars {
            switch scalar {
            case "\"": isQuoted.toggle()
            case ";" where !isQuoted: rows[rows.count - 1].append("")
            case "\r" where !isQuoted: break
            case "\n" where !isQuoted: rows.append([""])
            default: rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append(scalar)
            }
        }
        return rows
    }

    @Test(arguments: evil)
    func `JSON gives back the text it was given`(_ text: String) throws {
        let bytes = JSONRenderer(names: .pseudonyms).render(Self.paper(text))
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        let title = object?["title"] as? String
        #expect(title?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
    }

    @Test(arguments: evil, ["<script>", "\u{1B}"])
    func `the public neutralisers agree with the renderers`(_ text: String, _ sign: String) {
        #expect(!Neutral.html(text).contains(sign))
        #expect(!Neutral.terminal(text).contains("\u{1B}"))
        #expect(!Neutral.terminal(text, keepsLines: true).contains("\u{1B}"))
    }

    @Test(
        arguments: evil + [
            "../../etc/passwd", "..", ".", ".dold", "con", "NUL.txt", "a/b\\c", ".\u{301}x", "a..b",
        ])
    func `a file name stays in its folder, shows and can be opened anywhere`(_ text: String) {
        let name = Neutral.fileName(text)
        #expect(!name.isEmpty && name.utf8.count <= 124)
        #expect(!name.contains("/") && !name.contains("\\") && !name.contains("..") && !name.hasPrefix("."))
        #expect(
            !name.unicodeScalars.contains { $0 == " " || $0 == ":" || $0.value < 0x20 || $0.value == 0x202E })
        #expect(!["con", "nul"].contains(name.lowercased().split(separator: ".").first ?? ""))
    }

    @Test func `a file name keeps the letters people write`() {
        #expect(Neutral.fileName("EHT-underlag åk 7, varv 3.html") == "EHT-underlag-åk-7-varv-3.html")
    }

    @Test func `escapes can be read`() {
        #expect(Neutral.terminal("Anna\u{1B}[2J\u{202E}\n\tB") == "Anna\\x1B[2J\\u{202E}  B")
    }
}
