/// What is wrong with bytes that came over the border. The worker is hostile until proven otherwise, so the
/// host treats every one of these as the end of the run.
package enum BridgeError: Error, Hashable, Sendable {
    case truncated
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    case invalidUTF8
    case unknownTag(UInt8)
    case outOfRange(String)
    case trailingBytes(Int)

    /// What the log says; only developers and attackers read it.
    package var description: String {
        switch self {
        case .truncated: "a frame ended in the middle of a value"
        case .tooLong(let limit): "a length exceeds \(limit)"
        case .tooDeep(let limit): "values nested deeper than \(limit)"
        case .invalidUTF8: "text that is not UTF-8"
        case .unknownTag(let tag): "unknown tag \(tag)"
        case .outOfRange(let what): "\(what) is out of range"
        case .trailingBytes(let count): "\(count) bytes left over"
        }
    }
}
