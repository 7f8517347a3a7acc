/// Adapters the tests write themselves: as short as they can be.
enum Lua {
    /// A register with a protection column.
    static let register = register(
        id: "test/register", protection: #"column.mark { "Skyddad", none = { "", "Nej" } }"#)

    static func register(id: String, protection: String?) -> String {
        #"""
        return adapter {
          id = "\#(id)", version = "1.0.0", title = "Register", writes = { "pupils" },
          columns = {
            pupil = column.identity "Nummer", given = column.text "Förnamn", family = column.text "Efternamn",
            group = column.group "Klass", year_group = column.year_group "Åk",
            \#(protection.map { "protection = \($0)," } ?? "")
          },
          row = function(row, add)
            add:group { group = row.group, kind = "klass", year_group = row.year_group }
            add:pupil {
              pupil = row.pupil, given = row.given, family = row.family, group = row.group,
              year_group = row.year_group, \#(protection == nil ? "" : "protection = row.protection,")
            }
            add:membership { pupil = row.pupil, group = row.group }
          end,
        }
        """#
    }

    /// Judgements in mathematics.
    static let judgements = #"""
        return adapter {
          id = "test/judgements", version = "1.0.0", title = "Omdömen", writes = { "results" },
          columns = { pupil = column.identity "Nummer", word = column.text "Ma", on = column.date "Datum" },
          scale = "omdöme",
          steps = { ["Insats"] = "insats", ["Godtagbara"] = "godtagbara", ["Mer"] = "mer", ["-"] = no_basis, [""] = skip },
          options = { option.text("comment", "", "En kommentar till alla") },
          row = function(row, add)
            add:judgement { pupil = row.pupil, subject = "MA", step = row:step(row.word), on = row.on }
          end,
        }
        """#

    /// Four pupils of 7A, the third of them protected.
    static let pupils = """
        Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad
        20130101-2389;Ada;Ek;7A;7;
        20130102-2388;Bo;Al;7A;7;Nej
        20130103-2387;Hemliga;Namnet;7A;7;Ja
        20130104-2386;Dag;Lind;7A;7;
        """

    static let marks = """
        Nummer;Ma;Datum
        20130101-2389;Insats;2026-11-20
        20130102-2388;Godtagbara;2026-11-20
        20130103-2387;-;2026-11-20
        20130104-2386;;2026-11-20
        """
}
