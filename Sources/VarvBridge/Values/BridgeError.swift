/// What is wrong with bytes that came over the border. The worker is hostile until proven otherwise, so the
/// host treats every one of these as the end of the run.
package enum BridgeError: Error, Hashable, Sendable {
    case truncated
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    case invalidUTF8
    case unknownTag(UInt8)
    case outOfRange(sv: String, en: String)
    case trailingBytes(Int)
    case stackedMarks

    /// What was wrong with the bytes, as what ends a sentence in brackets.
    package var words: Words {
        switch self {
        case .truncated:
            Words(sv: "en ram tog slut mitt i ett värde", en: "a frame ended in the middle of a value")
        case .tooLong(let limit): Words(sv: "en längd över \(limit)", en: "a length exceeds \(limit)")
        case .tooDeep(let limit):
            Words(sv: "värden i varandra, djupare än \(limit)", en: "values nested deeper than \(limit)")
        case .invalidUTF8: Words(sv: "text som inte är UTF-8", en: "text that is not UTF-8")
        case .unknownTag(let tag): Words(sv: "okänt märke \(tag)", en: "unknown tag \(tag)")
        case .outOfRange(let sv, let en):
            Words(sv: "\(sv): utanför det tillåtna", en: "\(en) is out of range")
        case .stackedMarks:
            Words(
                sv: "en bokstav med fler än \(StackedMarks.limit) tecken ovanpå sig",
                en: "a letter with more than \(StackedMarks.limit) marks on it")
        case .trailingBytes(let count): Words(sv: "\(count) byte för mycket", en: "\(count) bytes left over")
        }
    }

    /// The same in English, for developers.
    package var description: String { words.en }
}
