import Glibc
import Varv
import VarvBridge
import VarvModel

/// A Swift program that opens a school, imports a file through a Lua adapter, and draws a paper.
///
///     swift run Embedding SCHOOL ADAPTER EXPORT
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
        guard arguments.count == 4 else { return print("Embedding SCHOOL ADAPTER EXPORT") }
        let (folder, adapter, export) = (arguments[1], arguments[2], arguments[3])

        // A host function of our own: routines call it like any of Varv's.
        let holidays = EmbeddedFunction(
            HostFunction(
                "municipality.holidays", sv: "Antal lovdagar i en vecka.",
                en: "Returns the holidays in a week.",
                parameters: [Parameter("week", .integer, sv: "ISO-vecka", en: "ISO week")], result: .integer,
                example: "municipality.holidays(44)")
        ) { arguments in .int(arguments[0].int == 44 ? 5 : 0) }

        let host = Host(worker: .besideExecutable, language: .swedish, functions: [holidays])
        let school = try await host.open(folder)
        let run = try await school.run(
            .file(adapter), on: .file(export), scope: .cycle(3), granting: [.write(.results)])
        print(run.plan.summary(in: .swedish))
        let receipt = try await run.apply(partial: true)
        print("Körning \(receipt.run) är sparad" + (receipt.leftOutFile.map { "; kvar: \($0)" } ?? ""))

        print(
            try await school.run(chunk: "print(municipality.holidays(44))", name: "lov.lua"), terminator: "")
        for paper in try await school.draw(
            .named("varv/svara-kriterier"), scope: .cycle(3), for: .leadership, granting: [.read(.results)])
        {
            print("\(paper.title): \(paper.data(as: .html).count) byte HTML")
        }
    }
}
