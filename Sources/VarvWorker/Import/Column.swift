import Lua
import VarvBridge

/// A column an adapter named, and where the input has it.
struct Column {
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

    var name: [UInt8]
    var kind: Kind
    /// The column's number from 0, or -1 when the file lacks an optional column.
    var index: Int
    var heading: String
    /// For a mark: the words that mean none, trimmed.
    var none: [[UInt8]]
    /// What the run was told instead, for a column the file lacks (`or_ask`).
    var given: Value
}
