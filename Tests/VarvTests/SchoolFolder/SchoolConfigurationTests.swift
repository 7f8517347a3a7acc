import CustomDump
import Testing
import VarvModel

@testable import Varv

@Suite struct SchoolConfigurationTests {
    func read(_ text: String) throws -> SchoolConfiguration {
        try SchoolConfiguration(Array(text.utf8), file: "school.toml")
    }

    /// The messages in Swedish, in the order of the file.
    func mistakes(_ text: String) throws -> [String] {
        try #require(throws: SchoolConfigurationErrors.self) { try read(text) }.errors.map {
            $0.message(in: .swedish)
        }
    }

    static let ekskolan = """
        [school]
        name = "Ekskolan"
        code = "12345678"
        municipality = "Ekköping"
        kind = "independent"
        language = "en"

        [pupils]
        number = "digits 4-8"

        [criteria]
        use = ["MA-6-lgr22"]

        [[people]]
        account = "asa.lind"
        role = "leadership"
        staff = "ALI"

        [[people]]
        account = "åke"
        role = "teacher"
        """

    @Test func `everything in it is read`() throws {
        expectNoDifference(
            try read(Self.ekskolan),
            SchoolConfiguration(
                name: "Ekskolan", code: "12345678", responsibleBody: "Ekköping", kind: .independent,
                language: .english,
                people: [
                    Person("asa.lind", role: .leadership, staff: "ALI"),
                    Person("åke", role: .teacher, staff: nil),
                ],
                criteria: ["MA-6-lgr22"], pupilNumber: LocalNumberRule("digits 4-8")))
    }

    @Test func `a new school's file reads back, whatever it is called`() throws {
        for name in ["Ekskolan", "Åsa \"Ö\" \\ skolan", "#[x]=", "😀"] {
            let drafted = try read(SchoolConfiguration.draft(name: name, account: "asa.lind", staff: "ALI"))
            expectNoDifference(
                drafted,
                SchoolConfiguration(name: name, people: [Person("asa.lind", role: .leadership, staff: "ALI")])
            )
        }
    }

    @Test func `lines that end the Windows way are read and counted`() throws {
        #expect(try read(Self.ekskolan.replacing("\n", with: "\r\n")).name == "Ekskolan")
        let wrong = Self.ekskolan.replacing("\"digits 4-8\"", with: "7").replacing("\n", with: "\r\n")
        #expect(try mistakes(wrong).map { $0.prefix(23) } == ["school.toml, rad 9: num"])
    }

    @Test func `every mistake is told at once, with its line and what to write`() throws {
        expectNoDifference(
            try mistakes(
                """
                [school]
                name = 7
                kind = "kommunal"
                nmae = "Ekskolan"

                [[people]]
                account = "asa.lind"
                role = "rektor"

                [[people]]
                role = "leadership"
                """),
            [
                "school.toml, rad 2: name ska vara text inom citattecken: name = \"Ekskolan\"",
                "school.toml, rad 3: kind = \"kommunal\" finns inte. Välj ett av: municipal, independent.",
                "school.toml, rad 4: nmae är ingen inställning här. De som finns: code, kind, language, "
                    + "municipality, name.",
                "school.toml, rad 8: role = \"rektor\" finns inte. Välj ett av: leadership, eht, teacher, "
                    + "author.",
                "school.toml, rad 10: account saknas. Skriv account = \"asa.lind\"",
            ])
    }

    @Test(arguments: ["1234567", "1234567a", "１２３４５６７８"])
    func `a school unit code is eight digits`(_ code: String) throws {
        #expect(
            try mistakes(Self.ekskolan.replacing("12345678", with: code)).map { $0.prefix(24) } == [
                "school.toml, rad 3: code"
            ])
    }

    @Test func `an account that stands twice is refused`() throws {
        #expect(
            try mistakes(Self.ekskolan.replacing("åke", with: "asa.lind")).first?.contains(
                "rad 20: kontot asa.lind står två gånger") == true)
    }

    @Test func `somebody must be leadership, except in an invented school`() throws {
        let none = Self.ekskolan.replacing("leadership", with: "eht")
        #expect(try mistakes(none).count == 1)
        #expect(try read("invented = true\n" + none).isInvented)
    }

    @Test(arguments: ["\\u001b[31m", "a\\u202eb", "a\\nb", "\\u200b"])
    func `a name that steers the terminal is refused`(_ name: String) throws {
        #expect(try mistakes(Self.ekskolan.replacing("Ekskolan", with: name)).count == 1)
        #expect(try mistakes(Self.ekskolan.replacing("asa.lind", with: name)).isEmpty == false)
    }

    @Test func `a name cut short by a null character is refused`() throws {
        #expect(
            try mistakes(Self.ekskolan.replacing("asa.lind", with: "asa\\u0000.lind")).first?.contains(
                "nolltecken") == true)
        #expect(
            try mistakes(Self.ekskolan.replacing("Ekskolan", with: "Ek\0skolan")).first?.contains(
                "nolltecken") == true)
    }

    @Test func `what is not TOML is told with its line`() throws {
        #expect(try mistakes("[school]\nname = Ekskolan\n").first?.hasPrefix("school.toml, rad 2: ") == true)
    }

    @Test func `what is not UTF-8 is told with its line and how to mend it`() throws {
        let bytes = Array("[school]\nname = \"Ek".utf8) + [0xE5] + Array("\"\n".utf8)
        let error = try #require(throws: SchoolConfigurationErrors.self) {
            try SchoolConfiguration(bytes, file: "school.toml")
        }
        #expect(error.errors.map(\.line) == [2])
        #expect(error.errors.map(\.code) == [.badText])
    }

    @Test func `bombs end as a message`() throws {
        let deep = "x = " + String(repeating: "[", count: 100_000)
        let wide = "x = [" + String(repeating: "1,", count: 200_000) + "]"
        let people = String(repeating: "[[people]]\n", count: 3000)
        let dotted = String(repeating: "a.", count: 50_000) + "b = 1"
        let longHeading = "[" + String(repeating: "a.", count: 50_000) + "b]"
        let steps = String(repeating: "x = { a.b.c = [\n", count: 250) + "1"
        let closed =
            "y = " + String(repeating: "[{a.b.c = ", count: 100) + "1" + String(repeating: "}]", count: 100)
        for bomb in [deep, wide, people, dotted, longHeading, steps, closed, dotted + "\n="] {
            #expect(try !mistakes(bomb).isEmpty)
        }
    }

    @Test func `an account is the person it says, and --as only narrows`() throws {
        let school = try read(Self.ekskolan)
        #expect(try school.person(account: "asa.lind") == Person("asa.lind", role: .leadership, staff: "ALI"))
        #expect(
            try school.person(account: "asa.lind", as: .teacher)
                == Person("asa.lind", role: .teacher, staff: "ALI"))
        let error = try #require(throws: VarvError.self) {
            try school.person(account: "åke", as: .leadership)
        }
        #expect(error.code == "VARV-E719")
        #expect(throws: VarvError.self) { try school.person(account: "åke", as: .eht) }
    }

    @Test func `an unknown account sees an invented school only`() throws {
        let error = try #require(throws: SchoolFolderError.self) {
            try read(Self.ekskolan).person(account: "eva")
        }
        #expect(error.code == .unknownAccount)
        let invented = try read("invented = true\n" + Self.ekskolan)
        #expect(try invented.person(account: "eva") == Person("eva", role: .author))
        #expect(throws: VarvError.self) { try invented.person(account: "eva", as: .leadership) }
        #expect(throws: SchoolFolderError.self) {
            try read(Self.ekskolan).person(account: "asa.lind", as: .author)
        }
    }
}
