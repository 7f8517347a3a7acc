import Foundation
import Varv
import VarvBridge
import VarvModel

/// A program with a school of its own: makes one, reads files in through Lua adapters, tells it things without
/// a file, offers routines a function, and draws a paper.
///
///     swift run Embedding FOLDER SAMPLES
@main
struct Embedding {
    static func main() async {
        do {
            try await run()
        } catch {
            // Everything the host throws says what happened and what to do, and how a command line would end.
            print(error.message(in: .swedish))
            exit(error.status.rawValue)
        }
    }

    static func run() async throws(VarvError) {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            throw VarvError(
                "EMBEDDING-1", .usage, sv: "Embedding MAPP EXEMPEL", en: "Embedding FOLDER SAMPLES")
        }
        let (folder, samples) = (arguments[1], arguments[2])

        // Foundation has a Host too. The sample files are of one autumn, whenever this runs.
        let host = try Varv.Host(worker: .besideExecutable, functions: [holidays], clock: { 1_795_521_600 })
        let school = try await host.create(
            folder, name: "Lindbackaskolan", schoolYear: "2026/27", invented: true)

        // Files, through the adapters beside this program.
        for (adapter, file, right) in [
            ("elevregister", "elevregister.csv", Right.pupils),
            ("tjanstefordelning", "tjanstefordelning.csv", Right.staff),
            ("bedomningar", "bedomningar-varv3.csv", Right.results),
        ] {
            let run = try await school.run(
                .file("\(samples)/routines/adapters/\(adapter).lua"), on: .file("\(samples)/data/\(file)"),
                scope: .cycle(3), granting: [.write(right)])
            print(run.plan.summary(in: .swedish))
            let receipt = try await run.apply(partial: true)
            print(
                "Körning \(receipt.run): \(receipt.status == .done ? "allt" : "\(run.plan.leftOut) rader kvar")"
            )
        }

        // Things without a file: the same plan, apply and undo.
        let plan = try await school.plan(
            records: [SchoolRecord("group", ["group": "9X", "kind": "undervisning", "year_group": 9])],
            from: "kommunen/grupper", granting: [.write(.pupils)])
        print(plan.plan.summary(in: .swedish))
        let stored = try await plan.apply()
        _ = try await school.undo(run: stored.run)
        for line in try await school.log(limit: 2) { print(line.text.sv) }

        // A routine that calls the function of our own.
        print(
            try await school.run(
                chunk: "print(municipality.holidays(44)) print(municipality.holidays(60))", name: "lov.lua"),
            terminator: "")

        // A paper, for the leadership.
        let papers = try await school.draw(
            .named("varv/svara-kriterier"), scope: .cycle(3), for: .leadership, granting: [.read(.results)])
        for paper in papers { print("\(paper.title): \(paper.suggestedName).html") }
        await school.close()
    }

    /// A host function of this program's own: routines call it like any of Varv's.
    static let holidays = EmbeddedFunction(
        HostFunction(
            "municipality.holidays", sv: "Antal lovdagar i en vecka.", en: "Returns the holidays in a week.",
            parameters: [Parameter("week", .integer, sv: "ISO-vecka", en: "ISO week")],
            result: .optional(.integer), example: "municipality.holidays(44)  --> 5")
    ) { arguments in
        guard let week = arguments[0].int, (1...53).contains(week) else {
            // What may well happen is no error: the routine gets nil, and why.
            throw Absence(sv: "en sådan vecka finns inte", en: "there is no such week")
        }
        return .int(week == 44 ? 5 : 0)
    }
}
