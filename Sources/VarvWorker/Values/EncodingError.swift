import Lua
import VarvBridge

/// Why a Lua value cannot cross the border, and where in it: the words are the author's help.
struct EncodingError: Error, Hashable {
    var sv: String
    var en: String
    /// From the whole to the part that cannot cross: `.answers[3]`.
    private var path = ""
    private static let longestPath = 40

    init(sv: String, en: String) {
        self.sv = sv
        self.en = en
    }

    /// The same, seen from what holds the value: `.name` or `[3]`.
    func within(_ outer: String) -> EncodingError {
        var error = self
        // A table that holds itself has a path without end: its innermost part says enough.
        if path.utf8.count < Self.longestPath {
            error.path = outer.prefix(60) + path
        } else if !path.hasPrefix("…") {
            error.path = "…" + path
        }
        return error
    }

    func message(english: Bool) -> String {
        let path = path.hasPrefix(".") ? String(path.dropFirst()) : path
        return (path.isEmpty ? "" : path + ": ") + (english ? en : sv)
    }
}

extension EncodingError {
    static let tooLarge = EncodingError(
        sv: "värdet är för stort: högst 512 KiB", en: "the value is too large: at most 512 KiB")

    static let mixed = EncodingError(
        sv: "tabellen blandar lista och fält, har hål, eller har nycklar som inte är text",
        en: "the table mixes list and fields, has holes, or has keys that are not text")

    static let metatable = EncodingError(
        sv: "tabellen har en metatabell, så vad den innehåller är inte vad den visar; kopiera det till en "
            + "vanlig tabell",
        en: "the table has a metatable, so what it holds is not what it shows; copy that to a plain table")

    /// What is wrong with a text that cannot cross.
    static func text(_ view: borrowing LuaView, atMost limit: Int) -> EncodingError {
        if view.length > limit {
            return EncodingError(
                sv: "texten är för lång: \(view.length) byte, högst \(limit) får plats",
                en: "the text is too long: \(view.length) bytes, at most \(limit) fit")
        }
        guard let text = view.string else {
            return EncodingError(sv: "texten är inte giltig UTF-8", en: "the text is not valid UTF-8")
        }
        if StackedMarks.exceed(in: text) {
            let most = StackedMarks.limit
            return EncodingError(
                sv: "en bokstav i texten har fler än \(most) tecken ovanpå sig",
                en: "a letter of the text has more than \(most) marks on it")
        }
        return EncodingError(
            sv: "texten innehåller tecknet NUL, som ingen text i skolan har",
            en: "the text holds the character NUL, which no text of the school does")
    }
}

/// Whether bytes are a text that may cross: UTF-8 without NUL and without piles of marks. ASCII, nearly everything, is settled eight bytes
/// at a time.
func isText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 8 <= bytes.count {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        // A byte's high bit is set in the first term when it is not ASCII, in the second when it is NUL.
        if (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 != 0 { break }
        index += 8
    }
    while index < bytes.count {
        let byte = unsafe bytes[index]
        if byte == 0 { return false }
        if byte >= 0x80 {
            guard unsafe !bytes[index...].contains(0),
                let text = unsafe String(validating: bytes[index...], as: UTF8.self)
            else { return false }
            return !StackedMarks.exceed(in: text)
        }
        index += 1
    }
    return true
}

/// The same of a text that has been read already.
func isText(_ text: String) -> Bool { !text.utf8.contains(0) && !StackedMarks.exceed(in: text) }
