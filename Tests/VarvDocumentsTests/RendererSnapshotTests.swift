import Testing
import VarvDocuments

/// What each renderer makes of the two sample papers, held to files under `Snapshots/`.
struct RendererSnapshotTests {
    static let papers = [
        ("report", Samples.report()), ("form", Samples.form()), ("form-en", Samples.form(.english)),
    ]

    @Test(arguments: papers) func `a terminal of 80 columns`(name: String, paper: Document) throws {
        try expectSnapshot(TerminalRenderer(names: Samples.names).render(paper), name + ".txt")
    }

    @Test func `a narrow terminal`() throws {
        let text = TerminalRenderer(names: Samples.names, width: 44).render(Samples.report())
        try expectSnapshot(text, "report-narrow.txt")
    }

    @Test func `a meeting, with colours and row numbers`() throws {
        let renderer = TerminalRenderer(names: .pseudonyms, width: 90, hasColours: true, hasRowNumbers: true)
        try expectSnapshot(renderer.render(Samples.report()), "report-meeting.ansi")
    }

    @Test(arguments: papers) func markdown(name: String, paper: Document) throws {
        try expectSnapshot(MarkdownRenderer(names: Samples.names).render(paper), name + ".md")
    }

    @Test(arguments: papers) func html(name: String, paper: Document) throws {
        try expectSnapshot(
            String(decoding: HTMLRenderer(names: Samples.names).render(paper), as: UTF8.self), name + ".html")
    }

    @Test func csv() throws {
        let bytes = CSVRenderer(names: Samples.names).render(Samples.report())
        try expectSnapshot(String(decoding: bytes, as: UTF8.self), "report.csv")
    }

    @Test(arguments: papers) func json(name: String, paper: Document) throws {
        try expectSnapshot(
            String(decoding: JSONRenderer(names: Samples.names).render(paper), as: UTF8.self), name + ".json")
    }
}
