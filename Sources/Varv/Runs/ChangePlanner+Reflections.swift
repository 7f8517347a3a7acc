import VarvBridge
import VarvModel
import VarvStorage

/// Reflections: new ones, and those the person may mend.
extension ChangePlanner {
    func reflection(_ values: [String: Value]) throws {
        guard let year = SchoolYear(containing: today) else { throw Refused(Issue(.unknownSchoolYear)).error }
        let reflection = Reflection(
            schoolYear: year,
            action: values["action"]?.int ?? 0,
            outcome: try text(values["outcome"], Reflection.headings[0], hasLines: true) ?? "",
            why: try text(values["why"], Reflection.headings[1], hasLines: true) ?? "",
            nextStep: try text(values["next_step"], Reflection.headings[2], hasLines: true) ?? "")
        if let issue = reflection.issues().first(where: { $0.severity == .error }) {
            throw Refused(issue).error
        }
        let cycle =
            try values["cycle"]?.int.map { number in
                let id = try transaction.reader.cycle(
                    number: number, schoolYear: context.query.schoolYear ?? 0)
                guard let id else { throw unknown(Phrase(sv: "varvet", en: "the cycle"), "\(number)") }
                return id
            } ?? context.query.cycle
        var columns = ["action", "cycle", "outcome", "why", "next_step", "written_on"]
        var stored: [StoredValue] = [
            .text("\(reflection.action)"), StoredValue(cycle), .text(reflection.outcome),
            .text(reflection.why),
            .text(reflection.nextStep), .text((try day(values["on"]) ?? today).isoText),
        ]
        let named = Phrase(sv: "reflektionens kod", en: "the reflection's code")
        let code = try text(values["code"], named).map(composed)
        if let issue = tooLong(code, limit: TextLimit.code, field: named) { throw Refused(issue).error }
        if code?.isEmpty == true { throw Refused(Issue(.missingValue, ["field": .phrase(named)])).error }
        if try code.map(mayRewrite) != true {
            // Whoever mends another's words does not become their author.
            columns.append("author")
            stored.append(.text(context.core.person.staff ?? context.core.person.account))
        }
        try put(.reflection, code ?? newCode("REF", .reflection), columns, stored)
    }

    /// Whether a reflection is there already; throws when it is someone else's and the person reaches only
    /// their own.
    private func mayRewrite(_ code: String) throws -> Bool {
        let rows = try transaction.reader.rows("SELECT author FROM reflection WHERE code = ?", [.text(code)])
        guard rows.count > 0 else { return false }
        let person = context.core.person
        let own = [person.account, person.staff].compactMap(\.self)
        guard
            context.visibility.writeReach[.reflections] == .everything || own.contains(rows[0, 0].text ?? "")
        else {
            throw VarvError(
                "VARV-E418", .notGranted,
                sv: "Reflektionen är någon annans; bara den som skrev den kan rätta den.",
                en: "The reflection is someone else's; only its author can mend it.")
        }
        return true
    }
}
