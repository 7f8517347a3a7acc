import Lua
import VarvBridge

/// A column an adapter named, and where the input has it.
final class Column {
    enum Kind: String {
        case identity, text, group, date, number, mark, subject, cycle, staff, step
        case yearGroup = "year_group"

        /// Whether a message may quote what stood in the cell (design §4 Messages).
        var isQuotable: Bool {
            switch self {
            case .group, .date, .number, .subject, .cycle, .step, .yearGroup: true
            case .identity, .text, .mark, .staff: false
            }
        }
    }

    let name: [UInt8]
    let kind: Kind
    /// The column's number from 0, or -1 when the file lacks an optional column.
    let index: Int
    let heading: String
    /// For a mark: the words that mean none, trimmed.
    let none: [[UInt8]]
    /// What the run was told instead, for a column the file lacks (`or_ask`).
    let given: Value

    init(name: [UInt8], kind: Kind, index: Int, heading: String, none: [[UInt8]], given: Value) {
        self.name = name
        self.kind = kind
        self.index = index
        self.heading = heading
        self.none = none
        self.given = given
    }
}
