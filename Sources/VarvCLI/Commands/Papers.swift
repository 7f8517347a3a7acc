import ArgumentParser
import Varv
import VarvDocuments

/// What a paper can be written as.
enum PaperChoice: String, CaseIterable, ExpressibleByArgument, Sendable {
    case text, html, md, csv, json
    case docx, pdf, xlsx

    /// What help and completion offer: those there are.
    static var allValueStrings: [String] { allCases.filter { $0.format != nil }.map(\.rawValue) }

    var format: PaperFormat? {
        switch self {
        case .text: .text
        case .html: .html
        case .md: .markdown
        case .csv: .csv
        case .json: .json
        case .docx, .pdf, .xlsx: nil
        }
    }

    var ending: String { self == .text ? "txt" : rawValue }

    /// Throws with status `usage` for what Varv does not write.
    func required() throws(VarvError) -> PaperFormat {
        if let format { return format }
        throw .usage(
            "VARV-E656", "--to \(rawValue) kommer senare; skriv ut från webbläsaren (--to html).",
            "--to \(rawValue) comes later; print from the browser (--to html).")
    }
}

extension Console {
    /// Says what a routine printed while it drew, beside its papers and told from what Varv says.
    func notePrinted(by papers: [Paper]) {
        guard !isJSON else { return }
        for paper in papers where !paper.printed.isEmpty {
            for line in quoted(paper.printed) { note(line) }
        }
    }
}

/// A paper made ready to be written.
struct FinishedPaper: Sendable {
    var title: String
    /// A file name without ending.
    var name: String
    var bytes: [UInt8]
    /// What the routine printed while it drew it.
    var printed = ""
}

extension FinishedPaper {
    init(_ paper: Paper, as format: PaperFormat) {
        self.init(
            title: paper.title, name: paper.suggestedName, bytes: paper.data(as: format),
            printed: paper.printed)
    }
}

/// Puts papers where they were asked for: on the screen, in a file, or each in a file of its own in a folder.
struct PaperRack {
    let console: Console
    let choice: PaperChoice
    /// `-o`; nil for standard output.
    let path: String?
    /// Whether even one paper goes into a folder, as the forms of a dialogue do.
    let prefersFolder: Bool

    func place(_ papers: [FinishedPaper]) throws(VarvError) -> Outcome {
        guard !papers.isEmpty else {
            let words = say("Det finns inget att rita här.", "There is nothing to draw here.")
            console.note(words)
            return .done(words, ["papers": .array([])])
        }
        guard let path else { return try show(papers) }
        var files: [String] = []
        func write(_ paper: FinishedPaper, to file: String) throws(VarvError) {
            // A slip of the hand must not put a paper over the school's database or somebody's routine.
            guard try OutputFile.kind(of: file) != .file || file.lowercased().hasSuffix("." + choice.ending)
            else {
                throw .usage(
                    "VARV-E669",
                    "\(file) finns redan och är ingen \(choice.ending)-fil. Välj ett annat namn.",
                    "\(file) exists and is no \(choice.ending) file. Choose another name.")
            }
            try OutputFile.write(paper.bytes, to: file)
            files.append(file)
        }
        if try wantsFolder(path, papers.count) {
            try OutputFile.folder(path)
            let names = Self.names(papers)
            for (paper, name) in zip(papers, names) {
                let file = (path.hasSuffix("/") ? path : path + "/") + name + "." + choice.ending
                try write(paper, to: file)
            }
        } else {
            try write(papers[0], to: path)
        }
        for file in files { console.printForeign(file) }
        let listed = zip(papers, files).map {
            JSON.members(["title": .string($0.title), "printed": .string($0.printed), "file": .string($1)])
        }
        return .done(say("Skrivet.", "Written."), ["papers": .array(listed)])
    }

    private func wantsFolder(_ path: String, _ count: Int) throws(VarvError) -> Bool {
        let kind = try OutputFile.kind(of: path)
        if path.hasSuffix("/") || kind == .folder { return true }
        let isFile = path.hasSuffix("." + choice.ending)
        if isFile, count > 1 {
            throw .usage(
                "VARV-E657", "Det blev \(count) papper. Ange en mapp med -o, inte en fil.",
                "There are \(count) papers. Name a folder with -o, not a file.")
        }
        return count > 1 || (prefersFolder && !isFile)
    }

    private func show(_ papers: [FinishedPaper]) throws(VarvError) -> Outcome {
        if papers.count > 1, choice != .text, choice != .md, !console.isJSON {
            throw .usage(
                "VARV-E657", "Det blev \(papers.count) papper. Ange en mapp med -o.",
                "There are \(papers.count) papers. Name a folder with -o.")
        }
        if !console.isJSON {
            for (index, paper) in papers.enumerated() {
                if index > 0 { console.print() }
                console.write(.output, String(decoding: paper.bytes, as: UTF8.self))
            }
        }
        let listed = papers.map {
            JSON.members([
                "title": .string($0.title), "printed": .string($0.printed),
                "content": .string(String(decoding: $0.bytes, as: UTF8.self)),
            ])
        }
        return .done(say("Klart.", "Done."), ["papers": .array(listed)])
    }

    /// File names for papers, each its own.
    static func names(_ papers: [FinishedPaper]) -> [String] {
        // A disk may not tell large letters from small.
        var taken: Set<String> = []
        var counts: [String: Int] = [:]
        return papers.map { paper in
            let name = Neutral.fileName(paper.name)
            var made = name
            while !taken.insert(made.lowercased()).inserted {
                let count = counts[name.lowercased(), default: 1] + 1
                counts[name.lowercased()] = count
                made = "\(name)-\(count)"
            }
            return made
        }
    }
}
