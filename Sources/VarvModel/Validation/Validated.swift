/// What validating a draft gave: the value and what someone should look at, or everything that is wrong.
package enum Validated<Value> {
    case valid(Value, warnings: [Issue])
    case refused([Issue])

    package var value: Value? {
        if case .valid(let value, _) = self { value } else { nil }
    }

    package var issues: [Issue] {
        switch self {
        case .valid(_, let warnings): warnings
        case .refused(let issues): issues
        }
    }

    /// Makes the outcome of collected issues: refused when one of them is an error.
    init(_ issues: [Issue], _ value: @autoclosure () -> Value) {
        self =
            issues.contains { $0.severity == .error } ? .refused(issues) : .valid(value(), warnings: issues)
    }
}

extension Validated: Equatable where Value: Equatable {}
extension Validated: Sendable where Value: Sendable {}

/// The longest texts, in characters.
package enum TextLimit {
    package static let name = 200
    package static let title = 200
    package static let comment = 2000
    package static let reflection = 4000
    package static let answer = 4000
    /// A group, a signature, what a criterion is known by.
    package static let code = 60
    package static let label = 1000
}

/// Returns an issue when a text is longer than its limit.
package func tooLong(_ text: String?, limit: Int, field: Phrase, at place: Place? = nil) -> Issue? {
    // Bytes are quicker to count than characters, and there are never fewer of them.
    guard let text, text.utf8.count > limit else { return nil }
    let count = text.count
    guard count > limit else { return nil }
    return Issue(
        .textTooLong, at: place, ["field": .phrase(field), "n": .number(count), "max": .number(limit)])
}

/// Returns text without surrounding white space.
func trimmed(_ text: String) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }),
        let last = text.lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(text[first...last])
}
