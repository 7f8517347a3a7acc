import VarvBridge
import VarvModel
import VarvStorage

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

extension ImportPlanner {
    /// The account as it stands, for a person.
    func plan(_ basis: [PlanMark.Part: String], inputNotes: [Phrase]) throws -> Plan {
        Plan(
            rowsRead: rowsRead, used: used, skipped: skipped, refused: refused, held: held,
            warnings: warnings,
            warningCount: warningCount,
            counts: Plan.Count.all(transaction),
            changes: try changes.sentences(
                transaction.reader, key: key, schoolYear: lookups.schoolYear,
                tellingProtection: tellsProtection),
            mark: PlanMark(basis.merging([.school: hash.hex()]) { $1 }), inputNotes: inputNotes)
    }
}
