import Testing
import VarvDocuments

/// A renderer by name, so that a test runs over all of them; a new renderer joins `all`.
struct Writer: Sendable, CustomTestStringConvertible {
    var name: String
    var write: @Sendable (Document, Names) -> String

    var testDescription: String { name }

    static let all = [terminal, narrow, markdown, html, csv, json]

    static let terminal = Writer(name: "terminal") { TerminalRenderer(names: $1).render($0) }
    static let narrow = Writer(name: "narrow terminal") {
        TerminalRenderer(names: $1, width: 24, hasRowNumbers: true).render($0)
    }
    static let markdown = Writer(name: "markdown") { MarkdownRenderer(names: $1).render($0) }
    static let html = Writer(name: "html") {
        String(decoding: HTMLRenderer(names: $1).render($0), as: UTF8.self)
    }
    static let csv = Writer(name: "csv") {
        String(decoding: CSVRenderer(names: $1, hasByteOrderMark: false).render($0), as: UTF8.self)
    }
    static let json = Writer(name: "json") {
        String(decoding: JSONRenderer(names: $1).render($0), as: UTF8.self)
    }
}
