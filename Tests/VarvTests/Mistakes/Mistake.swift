import VarvModel

@testable import Varv

/// Something an honest author gets wrong, and the file it stands in.
struct Mistake: Sendable {
    enum Place: Sendable {
        /// The whole file.
        case file
        /// Inside an adapter's `row`, or in place of its columns, or among its other parts.
        case row, columns, part
        /// Inside a report's `draw`, a dialogue's `ask`, a task's `work`.
        case draw, ask, work
    }

    var title: String
    var place: Place
    var snippet: String
    /// The input of an adapter.
    var input: String
    var settings: [String: String]
    /// The file's bytes, where they are not the text as UTF-8.
    var bytes: @Sendable (String) -> [UInt8]

    init(
        _ title: String, _ place: Place, _ snippet: String, input: String = Lua.marks,
        settings: [String: String] = [:], bytes: @escaping @Sendable (String) -> [UInt8] = { Array($0.utf8) }
    ) {
        self.title = title
        self.place = place
        self.snippet = snippet
        self.input = input
        self.settings = settings
        self.bytes = bytes
    }

    private static let columns =
        #"pupil = column.identity "Nummer", word = column.text "Ma", on = column.date "Datum","#
    private static let judgement =
        #"add:judgement { pupil = row.pupil, subject = "MA", step = row:step(row.word), on = row.on }"#

    private var head: String { #"id = "skolan/rutin", version = "1.0.0", license = "MIT", title = "Rutin","# }

    /// The file as its author left it; the snippet keeps lines of its own.
    var source: String {
        switch place {
        case .file: snippet
        case .row, .columns, .part:
            """
            return adapter {
              \(head) writes = { "results" },
              columns = {
            \(place == .columns ? snippet : "    " + Self.columns)
              },
              scale = "omdöme",
              steps = { ["Insats"] = "insats", ["Godtagbara"] = "godtagbara", ["-"] = no_basis, [""] = skip },
            \(place == .part ? snippet : "")
              row = function(row, add)
            \(place == .row ? snippet : "    " + Self.judgement)
              end,
            }
            """
        case .draw:
            """
            return report {
              \(head) per = "school", reads = { "results", "staff" },
              options = { option.share("limit", 0.25, "Gräns") },
              draw = function(here, page, opt)
            \(snippet)
              end,
            }
            """
        case .ask:
            """
            return dialogue {
              \(head) with = "teacher", per = "teaching", reads = { "results", "dialogues" },
              ask = function(here, form, opt)
            \(snippet)
              end,
            }
            """
        case .work:
            """
            return task {
              \(head) reads = { "interventions", "staff" }, writes = { "interventions" },
              work = function(here, change, opt)
            \(snippet)
              end,
            }
            """
        }
    }
}
