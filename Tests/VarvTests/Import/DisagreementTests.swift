import CustomDump
import Testing
import VarvModel
import VarvStorage

@testable import Varv

/// Two rows that disagree are both refused, with everything else they gave (V16).
struct DisagreementTests {
    /// A register that also brings a judgement.
    private static let both = Lua.register.replacing(
        #"writes = { "pupils" }"#, with: #"writes = { "pupils", "results" }"#
    )
    .replacing(
        "columns = {",
        with: "scale = \"omdöme\", columns = { word = column.text \"Ma\", subject = column.subject \"Ämne\","
    )
    .replacing(
        "add:membership",
        with:
            "add:judgement { pupil = row.pupil, subject = row.subject, step = row.word, cycle = 3 }\n    "
            + "add:membership"
    )
    private static let head = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad;Ämne;Ma\n"

    private func counts(_ test: TestSchool) async throws -> [String] {
        try await test.rows(
            """
            SELECT (SELECT count(*) FROM pupil) || ' ' || (SELECT count(*) FROM membership) || ' ' ||
            (SELECT count(*) FROM enrolment) || ' ' || (SELECT count(*) FROM judgement)
            """
        ).joined().map { $0 }
    }

    @Test func `two rows that give one judgement different steps are both refused, and say each other's row`()
        async throws
    {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let run = try await test.run(
            adapter: Lua.judgements, on: Lua.marks + "\n20130101-2389;Mer;2026-11-20\n", scope: .cycle(3))
        expectNoDifference(
            run.plan.refused.map { $0.issue.message(in: .swedish) },
            [
                "Rad 2 och 6 säger olika om samma elev och ämne: steg Insats krävs och Mer än godtagbara kunskaper. "
                    + "Ingen av dem läses in.",
                "Rad 6 och 2 säger olika om samma elev och ämne: steg Mer än godtagbara kunskaper och Insats krävs. "
                    + "Ingen av dem läses in.",
            ])
        #expect(run.plan.rowFates == [2, 1, 2, 0])
        await run.discard()
    }

    /// What a run refuses, in English.
    private func refused(_ test: TestSchool, _ adapter: String, _ rows: String) async throws -> [String] {
        let run = try await test.run(adapter: adapter, on: rows, scope: .cycle(3))
        let told = run.plan.refused.map { $0.issue.message(in: .english) }
        await run.discard()
        return told
    }

    @Test func `all that differs is told, and two pairs in one file are told apart`() async throws {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let told = try await refused(
            test, Lua.judgements,
            """
            Nummer;Ma;Datum
            20130101-2389;Insats;2026-11-20
            20130102-2388;Mer;2026-11-20
            20130101-2389;-;2026-11-19
            20130102-2388;Mer;2026-11-18
            """)
        expectNoDifference(
            told,
            [
                "Rows 2 and 4 differ on the same pupil and subject: step Needs support and –, "
                    + "day 2026-11-20 and 2026-11-19. Neither is imported.",
                "Rows 3 and 5 differ on the same pupil and subject: day 2026-11-20 and 2026-11-18. "
                    + "Neither is imported.",
                "Rows 4 and 2 differ on the same pupil and subject: step – and Needs support, "
                    + "day 2026-11-19 and 2026-11-20. Neither is imported.",
                "Rows 5 and 3 differ on the same pupil and subject: day 2026-11-18 and 2026-11-20. "
                    + "Neither is imported.",
            ])
    }

    @Test func `names and protection are told to differ and never told`() async throws {
        let test = try await TestSchool()
        let told = try await refused(
            test, Lua.register,
            """
            Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
            20130101-2389;Ada;Ek;7A;7;
            20130101-2389;Ida;Al;7A;7;
            20130102-2388;Bo;Al;7A;7;Nej
            20130102-2388;Bo;Al;7A;7;Ja
            """)
        expectNoDifference(
            told.prefix(2),
            [
                "Rows 2 and 3 differ on the same pupil's name or data: the given name, the family name. "
                    + "Neither is imported.",
                "Rows 3 and 2 differ on the same pupil's name or data: the given name, the family name. "
                    + "Neither is imported.",
            ])
        for secret in ["Ada", "Ida", "Ek", "Al", "Bo", "2389", "2388", "marked", "none"] {
            #expect(told.allSatisfy { !$0.contains(secret) }, "\(secret)")
        }
    }

    @Test func `a group with a number for its name is masked where two rows differ on it`() async throws {
        let test = try await TestSchool()
        let told = try await refused(
            test, Lua.register,
            """
            Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
            20130101-2389;Ada;Ek;20130412-2384;7;
            20130101-2389;Ada;Ek;7B;8;
            """)
        expectNoDifference(
            told.first,
            "Rows 2 and 3 differ on the same pupil's class or year group: year group 7 and 8, "
                + "group 20130412-**** and 7B. Neither is imported.")
    }

    @Test
    func `two rows that call a new pupil by different names bring neither the pupil nor anything of theirs`()
        async throws
    {
        let test = try await TestSchool()
        let run = try await test.run(
            adapter: Self.both,
            on: Self.head + """
                20130101-2389;Ada;Ek;7A;7;;MA;insats
                20130101-2389;Ida;Ek;7A;7;;SV;mer
                20130102-2388;Bo;Al;7A;7;;MA;mer
                """)
        #expect(run.plan.refused.map(\.line) == [2, 3])
        #expect(run.plan.refused.map(\.issue.code) == [.rowsDisagree, .rowsDisagree])
        #expect(run.plan.used == 1)
        try await run.apply(partial: true)
        #expect(try await counts(test) == ["1 1 1 1"])
    }

    @Test func `a third row that only mentions such a pupil is refused too`() async throws {
        let test = try await TestSchool()
        let adapter = Self.both.replacing("add:pupil {", with: "if row.given ~= \"\" then add:pupil {")
            .replacing("protection = row.protection,\n    }", with: "protection = row.protection,\n    } end")
        let run = try await test.run(
            adapter: adapter,
            on: Self.head + """
                20130101-2389;Ada;Ek;7A;7;;MA;insats
                20130101-2389;Ida;Ek;7A;7;;SV;mer
                20130101-2389;;Ek;7A;7;;EN;mer
                20130102-2388;Bo;Al;7A;7;;MA;mer
                """)
        #expect(run.plan.refused.map(\.line) == [2, 3, 4])
        #expect(run.plan.refused.last?.issue.code == .unknownPupil)
        try await run.apply(partial: true)
        #expect(try await counts(test) == ["1 1 1 1"])
    }

    /// Each time something is withdrawn every table of the run is looked through: once a batch, not once a row.
    @Test func `rows that only mention pupils described in two ways are withdrawn together`() async throws {
        let made = try await TestSchool(numbers: "digits 4")
        await made.school.close()
        let withdrawals = StatementCount(of: "DELETE FROM withdrawn")
        let test = try await TestSchool(reopening: made) { host in
            host.openStore = { folder in
                try Store(driver: CountingDriver(try SQLiteDriver(folder: folder), withdrawals))
            }
        }
        let adapter = Self.both.replacing("add:pupil {", with: "if row.given ~= \"\" then add:pupil {")
            .replacing("protection = row.protection,\n    }", with: "protection = row.protection,\n    } end")
        let numbers = 1001...1040
        let rows = numbers.map {
            "\($0);Ada;Ek;7A;7;;MA;insats\n\($0);Ida;Ek;7A;7;;SV;mer\n\($0);;Ek;7A;7;;EN;mer\n"
        }
        let run = try await test.run(adapter: adapter, on: Self.head + rows.joined())
        #expect(run.plan.refused.count == 3 * numbers.count)
        await run.discard()
        #expect(withdrawals.value <= 10)
    }

    @Test func `rows that disagree about a pupil the school has leave that pupil as they were`() async throws
    {
        let test = try await TestSchool()
        try await test.run(adapter: Lua.register, on: Lua.pupils).apply()
        let before = try await test.rows("SELECT * FROM pupil ORDER BY id")
        let run = try await test.run(
            adapter: Lua.register,
            on: """
                Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
                20130101-2389;Ida;Ek;7A;7;
                20130101-2389;Eda;Ek;7A;7;
                """)
        #expect(run.plan.refused.map(\.line) == [2, 3])
        await #expect { try await run.apply(partial: true) } throws: {
            ($0 as? VarvError)?.code == "VARV-E507"
        }
        let after = try await test.rows("SELECT * FROM pupil ORDER BY id")
        expectNoDifference(after, before)
    }
}
