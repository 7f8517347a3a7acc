package import VarvModel

extension Routine {
    /// The title as a list shows it: what a run fills in stands as words, `Samtal (ämne) (grupp), varv …`.
    package func shownTitle(in language: Language) -> String { Self.shown(title, in: language) }

    /// The same for a title that is not loaded.
    package static func shown(_ title: String, in language: Language) -> String {
        var shown = ""
        var rest = title[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            shown += rest[..<open]
            if rest[rest.index(after: open)...].first == "{" {
                shown += "{"
                rest = rest[open...].dropFirst(2)
                continue
            }
            let parts = rest[rest.index(after: open)..<close].split(
                separator: "|", omittingEmptySubsequences: false)
            shown += parts.count == 3 ? "… \(parts[2])" : Self.placeWords(String(parts.first ?? ""), language)
            rest = rest[rest.index(after: close)...]
        }
        return shown + rest
    }

    private static func placeWords(_ key: String, _ language: Language) -> String {
        let isSwedish = language == .swedish
        return switch key {
        case "subject": isSwedish ? "(ämne)" : "(subject)"
        case "group": isSwedish ? "(grupp)" : "(group)"
        case "teacher": isSwedish ? "(lärare)" : "(teacher)"
        default: "…"
        }
    }

    /// Whether a text has a run of blanks, or one wider than a space. A narrow one stands before a per cent sign.
    static func hasBlanksOnEnd(_ text: String) -> Bool {
        var blanks = 0
        for scalar in text.unicodeScalars {
            blanks = scalar.properties.isWhitespace ? blanks + 1 : 0
            if blanks > 2
                || scalar.properties.isWhitespace
                    && !["\n", " ", "\u{A0}", "\u{2009}", "\u{202F}"].contains(scalar)
            {
                return true
            }
        }
        return false
    }
}
