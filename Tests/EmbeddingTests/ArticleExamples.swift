import Foundation
import Synchronization
import Testing
import Varv
import VarvBridge
import VarvModel

/// What the articles of the documentation show, run as tests; `ArticleTests` holds the two together.
@Suite struct ArticleExamples {
    private let samples = Samples()

    @Test func `getting started: from a folder to a paper`() async throws {
        let (folder, adapter) = (samples.school, samples.path("routines/adapters/bedomningar.lua"))
        let export = samples.path("data/bedomningar-varv3.csv")
        try await samples.makeSchool()

        let host = Varv.Host(worker: .besideExecutable)
        let school = try await host.open(folder, as: Person("åsa.lind", role: .leadership))
        let run = try await school.run(
            .file(adapter), on: .file(export), scope: .cycle(3), granting: [.write(.results)])
        print(run.plan.summary())
        try await run.apply(partial: true)  // rows left out go to exports/; without it they are an error
        let papers = try await school.draw(
            .named("varv/svara-kriterier"), scope: .yearGroup(7), for: .leadership,
            granting: [.read(.results)])
        let html = papers[0].data(as: .html)

        #expect(String(decoding: html.prefix(15), as: UTF8.self) == "<!DOCTYPE html>")
    }

    @Test func `getting started: records without a file`() async throws {
        let school = try await samples.makeSchool()

        let run = try await school.plan(
            records: [
                SchoolRecord("group", ["group": "9X", "kind": "undervisning", "year_group": 9]),
                SchoolRecord("staff", ["staff": "EVA", "given": "Eva", "family": "Ek"]),
            ], from: "kommunen/tjänster", granting: [.write(.pupils), .write(.staff)])
        let receipt = try await run.apply()
        _ = try await school.undo(run: receipt.run)

        #expect(receipt.plan.new == 2)
    }

    @Test func `getting started: errors`() async throws {
        let school = try await samples.makeSchool()
        let path = samples.path("routines/reports/eht-underlag.lua")
        var said: [String] = []
        func show(_ text: String) { said.append(text) }

        do {
            _ = try await school.draw(.file(path), scope: .cycle(9))
        } catch {
            switch error.status {
            case .notGranted: show("Fråga skolledningen: \(error.words.sv)")
            case .routine: show("Fel i rutinen, \(error.place ?? "okänd rad"): \(error.words.sv)")
            default: show("\(error.code): \(error.message(in: .swedish))")
            }
        }

        #expect(said.count == 1)
        #expect(said[0].hasPrefix("Fråga skolledningen: Rutinen"))
    }

    @Test func `getting started: stopping`() async throws {
        let school = try await samples.makeSchool()

        let task = Task { try await school.run(chunk: "while true do end", name: "snurra.lua") }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()  // or school.interrupt(), from any thread

        let result = await task.result
        await school.close()
        #expect(throws: VarvError.self) { try result.get() }
    }

    // What a library of the embedding program's own might be.
    private final class Library: Sendable {
        private let isClosed = Mutex(false)
        var isOpen: Bool { isClosed.withLock { !$0 } }
        func closes() { isClosed.withLock { $0 = true } }
        func loans(in group: String) -> Int? { group == "7A" ? 12 : nil }
    }

    @Test func `host functions: one of the program's own`() async throws {
        try await samples.makeSchool()
        let library = Library()
        let folder = samples.school

        let loans = EmbeddedFunction(
            HostFunction(
                "library.loans", sv: "Antal boklån i en klass.", en: "Returns a class's number of loans.",
                parameters: [Parameter("group", .text, sv: "klass, 7B", en: "class, 7B")],
                result: .optional(.integer), right: "pupils", example: #"library.loans("7B")  --> 31"#)
        ) { arguments in
            guard library.isOpen else {
                throw VarvError(
                    "LIB-1", .failed, sv: "biblioteket svarar inte", en: "the library does not answer")
            }
            guard let count = library.loans(in: arguments[0].text ?? "") else {
                throw Absence(sv: "biblioteket har ingen sådan klass", en: "the library has no such class")
            }
            return .int(Int64(count))
        }
        let host = try Varv.Host(functions: [loans])

        let school = try await host.open(folder)
        #expect(try await printed(#"print(library.loans("7A"))"#, school) == "12\n")
        #expect(
            try await printed(#"print(library.loans("1Z"))"#, school)
                == "nil\tbiblioteket har ingen sådan klass\n")
        do {
            library.closes()
            _ = try await printed(#"print(library.loans("7A"))"#, school)
            Testing.Issue.record("a library that is closed answers")
        } catch {
            #expect(error.message(in: .swedish) == "a.lua:1: library.loans: biblioteket svarar inte")
        }
        do {
            _ = try await printed("print(library.loans(7))", school)
            Testing.Issue.record("a number is no class")
        } catch {
            #expect(
                error.message(in: .swedish) == "a.lua:1: library.loans: group ska vara text, inte ett tal")
        }

        #expect(
            loans.declaration.help(in: .swedish) == [
                "library.loans(group): integer?", "Antal boklån i en klass.", "Kräver rätten pupils.",
                "  group  string  klass, 7B", #"library.loans("7B")  --> 31"#,
            ])
    }

    private func printed(_ chunk: String, _ school: School) async throws(VarvError) -> String {
        try await school.run(chunk: chunk, name: "a.lua", granting: [.read(.pupils)])
    }

    @Test func `host functions: without its right it is not there, and the message names the right`()
        async throws
    {
        try await samples.makeSchool()
        let loans = EmbeddedFunction(
            HostFunction(
                "library.loans", sv: "Lån.", en: "Loans.", result: .integer, right: "pupils", example: "")
        ) { _ in .int(1) }
        let school = try await Varv.Host(functions: [loans]).open(samples.school)
        do {
            _ = try await school.run(chunk: "print(library.loans())", name: "a.lua")
            Testing.Issue.record("it was called without its right")
        } catch {
            #expect(error.words.sv.contains("pupils"))
        }
    }

    @Test func `rights: the first-run question`() async throws {
        let school = try await samples.makeSchool()
        let path = samples.path("routines/reports/eht-underlag.lua")
        var shown = ""
        func show(_ text: String) { shown = text }

        let routine = try await school.routine(.file(path))
        if let question = try await school.question(for: routine) {
            show(question.lines(in: .swedish).joined(separator: "\n"))
            _ = try await school.allow(question)  // after someone said yes
        }

        #expect(shown.contains("Läser:"))
        #expect(try await school.question(for: routine) == nil)
    }

    @Test func `rights: a narrower role`() async throws {
        let school = try await samples.makeSchool()
        let (host, folder) = (Varv.Host(), school.path)

        let principal = Person("åsa.lind", role: .leadership, staff: "ALI")
        let asTeacher = try await host.open(folder, as: principal.narrowed(to: .teacher))

        #expect(asTeacher.person.role == .teacher)
    }

    @Test func `testing routines: a school for one test`() async throws {
        let samples = samples.path("")

        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let host = Varv.Host(clock: { 1_795_521_600 })  // noon, 24 November 2026: the third cycle
        let school = try await host.create(
            folder.path, name: "Testskolan", schoolYear: "2026/27", invented: true)
        let run = try await school.run(
            .file(samples + "routines/adapters/elevregister.lua"),
            on: .file(samples + "data/elevregister.csv"), granting: [.write(.pupils)])
        #expect(run.plan.refused.map(\.issue.number) == ["VARV-V02", "VARV-V03"])
        try await run.apply(partial: true)

        #expect(run.plan.used > 100)
    }
}
