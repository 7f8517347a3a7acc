/// One value of one column, as every database under the store understands it.
package enum StoredValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)

    /// Returns the text, or nil when the value is something else.
    package var text: String? { if case .text(let text) = self { text } else { nil } }

    /// Returns the whole number, or nil when the value is something else.
    package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

    /// Returns the number as a fraction, or nil when the value is no number.
    package var real: Double? {
        switch self {
        case .real(let number): number
        case .integer(let number): Double(number)
        case .null, .text: nil
        }
    }
}

extension StoredValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .text(value) }
    package init(nilLiteral: ()) { self = .null }

    /// Wraps a text that may be missing.
    package init(_ text: String?) { self = text.map(StoredValue.text) ?? .null }

    /// Wraps a number that may be missing.
    package init(_ number: Int64?) { self = number.map(StoredValue.integer) ?? .null }
}
