package import VarvModel

/// What `school.toml` says: which school it is, who is who, and what it uses.
package struct SchoolConfiguration: Hashable, Sendable {
    /// Who runs the school: other rules of secrecy and disposal hold (P4, P9).
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case municipal, independent
    }

    package var name: String
    /// Skolenhetskod, eight digits; nil when the school has not written it yet.
    package var code: String?
    /// The municipality or the company that is responsible for the school.
    package var responsibleBody: String?
    package var kind: Kind
    package var language: Language
    /// A made-up school: anyone may see it, which is how routine authors work.
    package var isInvented: Bool
    package var people: [Person]
    /// The criterion sets the school uses, `MA-6-lgr22`; empty for all there are.
    package var criteria: [String]
    /// The shape of the school's own pupil numbers, nil when it has none.
    package var pupilNumber: LocalNumberRule?

    package init(
        name: String, code: String? = nil, responsibleBody: String? = nil, kind: Kind = .municipal,
        language: Language = .swedish, isInvented: Bool = false, people: [Person] = [],
        criteria: [String] = [],
        pupilNumber: LocalNumberRule? = nil
    ) {
        self.name = name
        self.code = code
        self.responsibleBody = responsibleBody
        self.kind = kind
        self.language = language
        self.isInvented = isInvented
        self.people = people
        self.criteria = criteria
        self.pupilNumber = pupilNumber
    }

    /// Returns who an account is: one of `people`, or a routine author.
    ///
    /// `role` narrows, as `--as`. Throws `.unknownAccount` when what is left may not see a real school,
    /// `.widerRole` when `role` is wider than the account's own.
    package func person(account: String, as role: Role? = nil) throws -> Person {
        let known = people.first { $0.account == account }
        var person = known ?? Person(account, role: .author)
        if let role { person = try person.narrowed(to: role) }
        guard RoleMatrix.mayOpen(person.role, invented: isInvented) else {
            let shown = printable(account, atMost: 64)
            throw known == nil
                ? SchoolFolderError(
                    .unknownAccount, file: SchoolFolder.settingsName,
                    sv:
                        "kontot \(shown) finns inte bland [[people]]. Be någon i skolledningen lägga till "
                        + "det.",
                    en:
                        "the account \(shown) is not among [[people]]. Ask someone in the leadership to add "
                        + "it."
                )
                : SchoolFolderError(
                    .unknownAccount, file: SchoolFolder.settingsName,
                    sv: "rollen author ser bara en påhittad skola (invented = true).",
                    en: "the role author sees an invented school only (invented = true).")
        }
        return person
    }
}

/// Everything wrong with a `school.toml`, in the order of the file.
package struct SchoolConfigurationErrors: Error, Hashable, Sendable {
    package let errors: [SchoolFolderError]
}

extension SchoolConfiguration {
    /// Reads a `school.toml`; throws `SchoolConfigurationErrors` with every mistake at once.
    package init(_ bytes: [UInt8], file: String) throws(SchoolConfigurationErrors) {
        let text: TOMLText
        do {
            text = try TOMLText(bytes, file: file)
        } catch {
            throw SchoolConfigurationErrors(errors: [error])
        }
        var top = TOMLReader(text, text.root, code: .badSettings)
        isInvented = top.truth("invented", or: false)

        var school = top.table("school")
        name = school.string("name", example: "\"Ekskolan\"")
        code = school.optionalString("code", example: "\"12345678\"")
        if let code, code.utf8.count != 8 || !code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            school.complain(
                "code", sv: "code är skolenhetskoden, åtta siffror: code = \"12345678\"",
                en: "code is the school unit code, eight digits: code = \"12345678\"")
        }
        responsibleBody = school.optionalString("municipality", example: "\"Ekköpings kommun\"")
        kind = school.word("kind", or: .municipal) ?? .municipal
        language = school.word("language", or: .swedish) ?? .swedish
        top.finish(school)

        var pupils = top.table("pupils")
        let rule = pupils.optionalString("number", example: "\"digits 4-8\"")
        pupilNumber = rule.flatMap { LocalNumberRule($0) }
        if rule != nil && pupilNumber == nil {
            pupils.complain(
                "number",
                sv:
                    "number är formen på skolans egna elevnummer: \"digits 4-8\", \"E digits 6\" eller "
                    + "\"characters 3-12\", "
                    + "men inte tio eller tolv siffror, för så ser personnummer ut.",
                en:
                    "number is the shape of the school's own pupil numbers: \"digits 4-8\", \"E digits 6\" "
                    + "or "
                    + "\"characters 3-12\", but not ten or twelve digits, which personal numbers have.")
        }
        top.finish(pupils)

        var used = top.table("criteria")
        criteria = used.strings("use", example: "\"MA-6-lgr22\"")
        top.finish(used)

        people = []
        for var table in top.tables("people") {
            if let person = SchoolConfiguration.person(&table, among: people) { people.append(person) }
            top.finish(table)
        }
        top = top.finished()
        if top.errors.isEmpty && !isInvented && !people.contains(where: { $0.role == .leadership }) {
            top.complain(
                nil,
                sv:
                    "ingen i [[people]] har role = \"leadership\". Någon måste kunna tillåta rutiner och "
                    + "lägga till andra.",
                en:
                    "nobody in [[people]] has role = \"leadership\". Someone must be able to allow routines "
                    + "and add others."
            )
        }
        guard top.errors.isEmpty else {
            throw SchoolConfigurationErrors(errors: top.errors.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
        }
    }

    private static func person(_ table: inout TOMLReader, among others: [Person]) -> Person? {
        let before = table.errors.count
        let account = table.string("account", example: "\"asa.lind\"", atMost: 64)
        let role: Role? = table.word("role")
        let staff = table.optionalString("staff", example: "\"ALI\"", atMost: 20)
        if !account.isEmpty, others.contains(where: { $0.account == account }) {
            table.complain(
                "account", sv: "kontot \(account) står två gånger. Ta bort det ena.",
                en: "the account \(account) stands twice. Remove one of them.")
        }
        guard table.errors.count == before, let role else { return nil }
        return Person(account, role: role, staff: staff)
    }
}

extension SchoolConfiguration {
    /// Returns the `school.toml` of a new school: explained in Swedish, with the one who made it as
    /// leadership.
    package static func draft(name: String, account: String, staff: String? = nil, invented: Bool = false)
        -> String
    {
        """
        # Skolans inställningar för Varv. Det som står efter # är förklaringar och läses inte.
        # Ändra, spara och kör "varv kolla": den säger om något blev fel och på vilken rad.

        # true bara för en påhittad skola, som vem som helst får se.
        invented = \(invented)

        [school]
        name = \(TOMLNode.quoted(name))
        # Skolenhetskoden, åtta siffror. Ta bort tecknet # framför när du har fyllt i den.
        # code = "12345678"
        # Kommunen, eller huvudmannen för en fristående skola.
        # municipality = "Ekköpings kommun"
        # "municipal" är en kommunal skola, "independent" en fristående.
        kind = "municipal"
        # "sv" eller "en".
        language = "sv"

        [pupils]
        # Skolans egna elevnummer, om den har sådana: "digits 4-8", "E digits 6" eller "characters 3-12".
        # number = "digits 4-8"

        [criteria]
        # Vilka kriterier skolan följer upp. En tom lista betyder alla som finns.
        use = []

        # En [[people]] för var och en som kör Varv. account är kontot på datorn, staff är
        # signaturen i tjänstefördelningen.
        # Rollerna:
        #   "leadership"  skolledning: ser allt, tillåter rutiner
        #   "eht"         elevhälsoteam: elever, resultat, insatser och utredningar
        #   "teacher"     lärare: de egna gruppernas elever och de egna dialogerna
        #   "author"      skriver rutiner, ser bara en påhittad skola
        [[people]]
        account = \(TOMLNode.quoted(account))
        role = "leadership"
        \(staff.map { "staff = " + TOMLNode.quoted($0) } ?? "# staff = \"ALI\"")

        # [[people]]
        # account = "olle.berg"
        # role = "teacher"
        # staff = "OBE"

        """
    }
}
