import VarvBridge
import VarvModel

/// What the worker found out about an input, as sentences.
enum InputNotes {
    static func phrases(_ shape: Value) -> [Phrase] {
        let encoding = encodingName(shape["encoding"].text ?? "")
        let delimiter = shape["delimiter"].text ?? ""
        var phrases = [
            Phrase(
                sv: "Läser filen som \(encoding) med \(delimiterName(delimiter).sv) mellan kolumnerna.",
                en: "Reading the file as \(encoding) with \(delimiterName(delimiter).en) between columns.")
        ]
        if let skip = shape["skip_rows"].int, skip > 0 {
            phrases.append(
                .counting(
                    ["n": skip], sv: "Hoppar över {n|rad|rader} före rubrikerna.",
                    en: "Skipping {n|line|lines} before the headings."))
        }
        for warning in shape["warnings"].list ?? [] {
            phrases.append(Phrase(sv: warning["sv"].text ?? "", en: warning["en"].text ?? ""))
        }
        return phrases
    }

    private static func encodingName(_ name: String) -> String {
        switch name.lowercased() {
        case "utf8", "utf-8": "UTF-8"
        case "windows1252", "windows-1252": "Windows-1252"
        default: name
        }
    }

    private static func delimiterName(_ delimiter: String) -> Phrase {
        switch delimiter {
        case ";": Phrase(sv: "semikolon", en: "semicolons")
        case ",": Phrase(sv: "komma", en: "commas")
        case "tab", "\t": Phrase(sv: "tabb", en: "tabs")
        default: Phrase(sv: "lodstreck", en: "bars")
        }
    }
}
