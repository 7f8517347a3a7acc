/// One thing wrong with one value, worded for the person who can mend it.
public struct Issue: Error, Hashable, Sendable {
    package typealias Code = IssueCode

    /// What is wrong; the host and its tests match on this, never on the wording.
    package var code: IssueCode
    /// Where it stands, as far as that is known.
    public var place: Place?
    /// What the message's braces are filled with, by name.
    package var values: [String: MessageValue]

    package init(_ code: IssueCode, at place: Place? = nil, _ values: [String: MessageValue] = [:]) {
        self.code = code
        self.place = place
        self.values = values
    }

    /// Whether the row was stored.
    public var severity: Severity { code.severity }

    /// The stable code people can search for: `VARV-V07`, `VARV-E103`.
    public var number: String { code.number }
}

/// How much an issue matters.
public enum Severity: String, CaseIterable, Hashable, Sendable {
    /// The row or record is not stored.
    case error
    /// Stored, but someone should look.
    case warning
    /// Only said.
    case info
}

/// A value in a message, typed so that what may be quoted is decided in one place (design §4 Messages).
package enum MessageValue: Hashable, Sendable {
    /// Words of ours or of the school's settings: always shown.
    case text(String)
    case phrase(Phrase)
    case number(Int)
    case day(Day)
    case week(Week)
    case list([String])
    /// What stood in a file, shown only when the column is of a kind that may be quoted.
    case cell(String, CellKind)
    /// An identity already masked: `20130412-****`.
    case masked(String)
}

/// What kind of column a value came from.
package enum CellKind: String, CaseIterable, Hashable, Sendable {
    case step, date, subject, group, number
    case identity, name, freeText, other

    /// Whether messages may show the value.
    package var isQuotable: Bool {
        switch self {
        case .step, .date, .subject, .group, .number: true
        case .identity, .name, .freeText, .other: false
        }
    }
}
