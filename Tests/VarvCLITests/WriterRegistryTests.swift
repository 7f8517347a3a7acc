import CustomDump
import Foundation
import Testing
import VarvDocuments
import VarvModel

@testable import Varv
@testable import varv

/// Every place where Varv writes text that others made, each with what neutral means there.
///
/// A new writer joins ``WriterRegistry/all``. The last test finds one that has not: each file that writes bytes, and
/// each format a paper has, is known here by name.
struct RegisteredWriter: Sendable, CustomTestStringConvertible {
    enum Place: Sendable {
        /// One line on a terminal or in a log.
        case line
        /// Text of several lines on a terminal, in Markdown or in a text file.
        case text
        case html, csv, json, fileName
        /// Text of several lines that a Markdown reader gives its form.
        case markdown
        /// A TOML string.
        case toml
    }

    var name: String
    var place: Place
    var write: @Sendable (String) -> String
    var testDescription: String { name }
}

enum WriterRegistry {
    static let all: [RegisteredWriter] =
        PaperFormat.allCases.map { format in
            // A format added later has no place here, and does not compile until it has.
            let place: RegisteredWriter.Place =
                switch format {
                case .html: .html
                case .markdown: .markdown
                case .text: .text
                case .csv: .csv
                case .json: .json
                }
            return RegisteredWriter(name: "paper \(format.rawValue)", place: place) { text in
                String(decoding: paper(text).data(as: format), as: UTF8.self)
            }
        } + [
            RegisteredWriter(name: "a paper's file name", place: .fileName) { paper($0).suggestedName },
            RegisteredWriter(name: "a paper's title", place: .line) { paper($0).title },
            RegisteredWriter(name: "rows left out", place: .csv) { LeftOutFile.quoted($0) },
            RegisteredWriter(name: "JSON answer", place: .json) { text in
                var outcome = Outcome(error(text), in: .swedish)
                outcome.plan = plan(text)
                return outcome.json(in: .swedish).text
            },
            RegisteredWriter(name: "error", place: .text) { text in
                ErrorText.lines(Outcome(error(text), in: .swedish), hasColour: false).joined(separator: "\n")
            },
            RegisteredWriter(name: "plan", place: .text) { text in
                PlanText.lines(plan(text), in: .swedish).joined(separator: "\n")
            },
            RegisteredWriter(name: "message", place: .line) { text in
                Issue(.unknownGroup, at: Place(sheet: text, column: text), ["v": .cell(text, .group)])
                    .message(in: .swedish)
            },
            RegisteredWriter(name: "rights question", place: .text) { text in
                let day = Day(iso: "2026-11-24") ?? Day(ordinal: 0)
                let wish = RightsWish(
                    id: text, version: text, title: text, hash: "00", wants: [.read(.names)])
                let before = Grant(
                    routine: text, hash: "01", permissions: [.read(.names)], by: text, on: day, until: day)
                return RightsQuestion(
                    wish: wish, missing: [.read(.names)], until: day, today: day, before: before
                )
                .lines(in: .swedish).joined(separator: "\n")
            },
            RegisteredWriter(name: "console line", place: .text) { spoken($0) { $0.print($1) } },
            RegisteredWriter(name: "console note", place: .text) { spoken($0) { $0.note($1) } },
            RegisteredWriter(name: "foreign text", place: .text) { spoken($0) { $0.printForeign($1) } },
            RegisteredWriter(name: "prompt", place: .text) { spoken($0) { _ = try? $0.ask($1) } },
            RegisteredWriter(name: "school.toml and varv.lock", place: .toml) { TOMLNode.quoted($0) },
            RegisteredWriter(name: "host text", place: .line) { printable($0) },
            RegisteredWriter(name: "worker text", place: .text) { shown($0) },
        ]

    private static func error(_ text: String) -> VarvError {
        VarvError(
            "VARV-E203", .routine, sv: text, en: text, place: text, details: [Phrase(sv: text, en: text)])
    }

    private static func plan(_ text: String) -> Plan {
        let issues = [
            Issue(.unknownGroup, at: Place(row: 2, column: text), ["v": .cell(text, .group)]),
            Issue(.rejectedByRoutine, at: Place(row: 3), ["why": .text(text)]),
        ]
        return Plan(
            rowsRead: 2, used: 0, skipped: 0,
            refused: issues.enumerated().map { LeftOutRow(record: $0 + 1, line: $0 + 2, issue: $1) },
            held: [],
            warnings: issues, warningCount: 2, counts: [], changes: [Phrase(sv: text, en: text)], mark: .none,
            inputNotes: [Phrase(sv: text, en: text)], notes: [text])
    }

    private static func paper(_ text: String) -> Paper {
        Paper(
            document: Document(
                title: text,
                meta: .init(audience: text, organisation: text, madeBy: text, provenance: [text]),
                blocks: [
                    .paragraph([.text(text), .leaf(.text(text)), .lineBreak, .leaf(.text(text))]),
                    .list(ordered: false, items: [[.paragraph([.text("x"), .lineBreak, .text(text)])]]),
                    .table(
                        Table(
                            columns: [.init("k", title: text), .init("l", title: "L")],
                            rows: [
                                [
                                    [.leaf(.text(text))],
                                    [.leaf(.person(PersonReference(handle: "1", pseudonym: text)))],
                                ]
                            ])),
                    .field(
                        FormField(
                            "k", about: text, label: [.text(text)], kind: .text(lines: 1), prefilled: text)),
                ]), names: .names { _ in text })
    }

    private static func spoken(_ text: String, _ say: (Console, String) -> Void) -> String {
        let said = Said()
        say(Console(lines: NoLines(), write: { said.add($1) }), text)
        return said.text
    }

    /// The files that write bytes anywhere, each with the writers above it writes for.
    static let writingFiles: [String: String] = [
        "VarvCLI/Terminal/Console.swift": "console line, console note, prompt",
        "VarvCLI/Terminal/Output.swift": "the streams themselves",
        "VarvCLI/Terminal/OutputFile.swift": "papers, under a name the person typed or a paper's file name",
        "VarvCLI/Terminal/ProgressLine.swift": "a number of rows",
        "VarvCLI/Terminal/Interrupts.swift": "one byte to its own pipe",
        "VarvCLI/Commands/ApiCommand.swift": "the catalogue's own words",
        "VarvCLI/Commands/Papers.swift": "papers",
        "VarvCLI/Commands/RunCommand.swift": "foreign text",
        "VarvCLI/REPL/MeetingPlayer.swift": "papers as text, foreign text, prompt",
        "Varv/Import/LeftOutFile.swift": "rows left out",
        "Varv/Runs/RunInput.swift": "an input to the worker's memory file",
        "Varv/Routines/RoutineMemory.swift": "what routines declare, each text behind its length",
        "Varv/Rights/RightsLock.swift": "school.toml and varv.lock",
        "Varv/SchoolFolder/SchoolFolder+Create.swift": "school.toml and varv.lock",
        "Varv/SchoolFolder/Directory.swift": "whatever the files above give it",
        "Varv/SchoolFolder/Descriptor.swift": "whatever the files above give it",
        "VarvStorage/SQLite/SQLiteDriver.swift": "the lock's owner",
        "VarvStorage/SQLite/ReadsAside.swift": "lines of the read log, each text behind its length",
        "Varv/Worker/WorkerProcess+Probe.swift": "one byte, as the input that a probe tries to write to",
    ]
}

private struct NoLines: LineSource {
    func next(within seconds: Int?) -> LineAnswer { .end }
}

private final class Said: @unchecked Sendable {
    private(set) var text = ""
    func add(_ more: String) { text += more }
}

@Suite struct WriterRegistryTests {
    static let evil = [
        "\u{1B}[2J\u{1B}]0;titel\u{7}", "\u{1B}]8;;http://ex.test\u{1B}\\länk\u{1B}]8;;\u{1B}\\",
        "\u{1B}]52;c;aGVq\u{7}",
        "\u{1B}[31mröd", "a\u{9B}31mb\u{9D}x\u{9C}", "\u{202E}tsisod\u{2066}x\u{2069}",
        "\u{61C}\u{200E}\u{200F}",
        "a\u{200B}\u{FEFF}b\u{2028}c\u{2029}d\u{85}e", "\0\u{8}\u{7F}", "rad\r\u{1B}[Kfalsk rad",
        "\u{E0041}\u{E007F}",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "</style><h1>",
        "javascript:alert(1)", "expression(alert(1))", "]]>-->", "[x](javascript:1)",
        "![x](http://ex.test/a)", "# rubrik", "- punkt", "+ punkt", "1. punkt", "2) punkt", "---", "===",
        "> citat",
        "| a | b |", "=1+1", " =1", "\t=1", "\r=1", "\n=1", "+1", "-1+1", "-=1", "@SUM(1)", "＝1", "＋1", "－1",
        "＠1",
        "=\u{301}1", "\u{A0}=1", "a;b\"c\nd", "\"=1\"", "../../etc/passwd", "..", ".dold", "-rf", "con",
        "NUL.txt", "a.",
        "a/b\\c", "e\u{301}\u{302}", String(repeating: "Å", count: 400), "x = 1\n[people]\ny = \"", "\\",
        "\"\"\"", "",
    ]

    @Test(arguments: WriterRegistry.all)
    func `whatever is written, no writer lets it be more than text`(_ writer: RegisteredWriter) throws {
        for text in Self.evil {
            let written = writer.write(text)
            let byteOrderMark = writer.place == .csv && written.unicodeScalars.first == "\u{FEFF}" ? 1 : 0
            let hidden = written.unicodeScalars.dropFirst(byteOrderMark).filter { scalar in
                switch scalar.value {
                case 0x0A: writer.place == .line || writer.place == .fileName || writer.place == .toml
                case 0x0D: writer.place != .csv
                case 0x09: [.line, .fileName, .json, .toml].contains(writer.place)
                default: !Self.isPlain(scalar)
                }
            }
            // Our own colours are the console's; a foreign text that has them is at most coloured.
            let isColoured = writer.name.hasPrefix("console") || writer.name == "prompt"
            #expect(
                hidden.allSatisfy { isColoured && text == "\u{1B}[31mröd" && $0 == "\u{1B}" },
                "\(text.debugDescription) → \(written.debugDescription)")
            switch writer.place {
            case .html:
                for sign in [
                    "<script", "<img", "<h1>alert", "onmouseover='x\"", "href=\"javascript", "</style><h1>",
                ] {
                    #expect(!written.contains(sign))
                }
            case .csv: expectNoFormula(written)
            case .json:
                #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(written.utf8)) }
            case .fileName:
                #expect(!written.isEmpty && written.utf8.count <= 124)
                #expect(!written.hasPrefix(".") && !written.hasPrefix("-") && !written.hasSuffix("."))
                #expect(!written.contains("/") && !written.contains("\\") && !written.contains(".."))
                #expect(!["con", "nul"].contains(written.lowercased().split(separator: ".").first ?? ""))
            case .toml:
                // A null character is refused when read, not passed on.
                let read = try? TOMLText(Array("x = \(written)\n".utf8), file: "t")
                #expect(read?.root == (text.unicodeScalars.contains("\0") ? nil : ["x": .text(text)]))
            case .markdown:
                expectNoDifference(
                    Self.forms(written), Self.forms(writer.write("x")), "\(text.debugDescription)")
            case .line, .text: break
            }
        }
    }

    /// The signs at the start of lines that make them headings, items, rules or quotes to a Markdown reader.
    private static func forms(_ markdown: String) -> [Substring] {
        markdown.split(separator: "\n").compactMap {
            $0.prefixMatch(of: /\s*(#{1,6}\s|[-+*]\s|\d+[.)]\s|[-=]{3,}|>|```|~~~|\|)/)?.output.1
        }
    }

    static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
            0xFEFF,
            0xE0000...0xE007F:
            false
        default: true
        }
    }

    private func expectNoFormula(_ csv: String, sourceLocation: SourceLocation = #_sourceLocation) {
        var cells: [String] = [""]
        var isQuoted = false
        var rest = Array(csv.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"" where isQuoted && rest.first == "\"":
                // Two within quotes are one that stands in the cell.
                cells[cells.count - 1].unicodeScalars.append(rest.removeFirst())
            case "\"": isQuoted.toggle()
            case ";" where !isQuoted, "\n" where !isQuoted: cells.append("")
            default: cells[cells.count - 1].unicodeScalars.append(scalar)
            }
        }
        for cell in cells {
            let rest = cell.unicodeScalars.drop {
                $0 == " " || $0 == "\u{A0}" || $0 == "\u{FEFF}" || $0 == "\r"
            }
            // A dash alone, and a number below zero, are facts.
            if rest.first == "-",
                rest.dropFirst().allSatisfy({ ("0"..."9").contains($0) || $0 == "," || $0 == "." })
            {
                continue
            }
            #expect(
                rest.first.map { !"=+-@\t\n＝＋－＠".unicodeScalars.contains($0) } ?? true,
                "\(cell.debugDescription)",
                sourceLocation: sourceLocation)
        }
    }

    @Test func `every file that writes is known by name`() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let signs = [
            "Glibc.write(", "unsafe write(", "O_CREAT", "FileHandle", "fputs(", "fwrite(", "createFile(",
            ".write(to: URL", ".write(toFile", "write(.output", "write(.errors", "replace(RightsLock",
            ".replace(name", ".replace(settings", "directory.replace(", "Swift.print(", "dprintf(",
            "varv_memory_file",
        ]
        var found: Set<String> = []
        for target in ["Varv", "VarvCLI", "VarvDocuments", "VarvStorage", "VarvModel"] {
            let walker = FileManager.default.enumerator(atPath: sources.appending(path: target).path)
            while let path = walker?.nextObject() as? String {
                guard path.hasSuffix(".swift") else { continue }
                let text = try String(
                    contentsOf: sources.appending(path: "\(target)/\(path)"), encoding: .utf8)
                let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
                if code.contains(where: { line in
                    signs.contains { line.contains($0) } || line.drop { $0 == " " }.hasPrefix("print(")
                }) {
                    found.insert("\(target)/\(path)")
                }
            }
        }
        #expect(found.subtracting(WriterRegistry.writingFiles.keys).sorted() == [], "joins WriterRegistry")
        #expect(Set(WriterRegistry.writingFiles.keys).subtracting(found).sorted() == [], "writes no longer")
    }

    @Test func `every renderer there is writes one of a paper's formats`() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/VarvDocuments/Renderers")
        let renderers = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix("Renderer.swift") }
        #expect(
            renderers.sorted() == [
                "CSVRenderer.swift", "HTMLRenderer.swift", "JSONRenderer.swift", "MarkdownRenderer.swift",
                "TerminalRenderer.swift",
            ])
        #expect(PaperFormat.allCases.count == renderers.count)
    }
}
