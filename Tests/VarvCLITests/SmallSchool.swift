import Testing
import Varv

@testable import varv

/// A school with two adapters, and the pupils a test gives it read in with the one.
extension TypedSchool {
    static let register = """
        return adapter {
          id = "test/register", version = "1.0.0", title = "Register", writes = { "pupils" },
          columns = {
            pupil = column.identity "Nummer", given = column.text "Förnamn", family = column.text "Efternamn",
            group = column.group "Klass", year_group = column.year_group "Åk",
            protection = column.mark { "Skyddad", none = { "" } },
          },
          row = function(row, add)
            add:group { group = row.group, kind = "klass", year_group = row.year_group }
            add:pupil { pupil = row.pupil, given = row.given, family = row.family, group = row.group,
                        year_group = row.year_group, protection = row.protection }
          end,
        }
        """
    static let judgements = """
        return adapter {
          id = "test/judgements", version = "1.0.0", title = "Omdömen", writes = { "results" },
          columns = { pupil = column.identity "Nummer", word = column.text "Ma",
                      on = column.date { "Datum", or_ask = "Vilken dag gäller omdömena?" } },
          scale = "omdöme", steps = { ["Insats"] = "insats", ["Mer"] = "mer", [""] = skip },
          row = function(row, add)
            add:judgement { pupil = row.pupil, subject = "MA", step = row:step(row.word), on = row.on }
          end,
        }
        """
    /// The headings of a file for either adapter.
    static let pupilHeadings = "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n"
    static let judgementHeadings = "Nummer;Ma;Datum\n"
    /// What reads `omdomen.csv` in, but for what is decided about it.
    static let importing = [
        "import", "@omdomen.csv", "--with", "@omdomen.lua", "--write", "results", "--cycle", "3",
    ]

    /// - Parameter pupils: the register's rows.
    convenience init(pupils: String) async throws {
        try await self.init()
        try write("register.lua", Self.register)
        try write("omdomen.lua", Self.judgements)
        try write("elever.csv", Self.pupilHeadings + pupils)
        try await done("import", "@elever.csv", "--with", "@register.lua", "--write", "pupils", "--yes")
    }

    /// Types a command line that must end well.
    func done(_ words: String...) async throws { try await done(words) }

    func done(_ words: [String]) async throws {
        let said = try await type(words)
        #expect(said.status == .done, "\(words) \(said.text) \(said.outcome)")
    }
}
