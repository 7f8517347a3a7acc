import CustomDump
import Testing
import VarvBridge
import VarvModel

@testable import Varv

/// A function of the embedding program's own never takes the place of anything a routine counts on.
@Suite struct EmbeddedNameTests {
    private func host(_ names: [String]) throws(VarvError) -> Varv.Host {
        try Varv.Host(
            functions: names.map { name in
                EmbeddedFunction(HostFunction(name, sv: "", en: "", result: .integer, example: "")) { _ in
                    .int(1)
                }
            })
    }

    private func code(_ name: String) -> String? {
        do throws(VarvError) {
            _ = try host([name])
            return nil
        } catch { return error.code }
    }

    @Test func `a name of Varv's own is refused in words that name it`() {
        #expect {
            try host(["pupils:find"])
        } throws: { error in
            let error = error as? VarvError
            expectNoDifference(
                error?.words,
                Phrase(
                    sv:
                        "Funktionen pupils:find går inte att lägga till: namnet är Varvs eget. Sätt programmets eget "
                        + "namn först, som i kommun.lov.",
                    en:
                        "The function pupils:find cannot be added: the name is Varv's own. Put the program's own name "
                        + "first, as in municipality.holidays."))
            return error?.code == "VARV-E615" && error?.status == .usage
        }
    }

    @Test(arguments: Catalogue.standard.functions.map(\.name))
    func `each of Varv's own functions keeps its name`(_ name: String) {
        #expect(code(name) == "VARV-E615")
    }

    @Test(arguments: [
        "print", "string", "string.len", "string:len", "pupils", "pupils.find", "here", "here.loans",
        "change",
        "pupils:where", "pupils:each", "pupil:group", "here:pupils", "here:cycle", "here:teacher_name", "_",
    ])
    func `what Lua and the library give a routine is not replaced`(_ name: String) {
        #expect(code(name) == "VARV-E615")
    }

    @Test(arguments: [
        "", "9lån", "lån.antal", "library.", ".loans", "a.b.c", "library.end", "end", "a b", "a::b",
    ])
    func `a name that Lua cannot reach is refused`(_ name: String) {
        #expect(code(name) == "VARV-E616")
    }

    @Test(arguments: [
        ["library.loans", "library.loans"], ["library.loans", "library:loans"], ["library", "library.loans"],
        ["library.loans", "library"], ["pupil:loans", "pupil:loans"],
    ])
    func `two functions for one place are refused, and both are named`(_ names: [String]) {
        #expect {
            _ = try host(names)
        } throws: { error in
            let error = error as? VarvError
            return error?.code == "VARV-E617" && names.allSatisfy { error?.words.sv.contains($0) == true }
        }
    }

    @Test func `functions of the program's own stand beside each other and beside Varv's`() throws {
        _ = try host([
            "library.loans", "library.late", "municipality.holidays", "ping", "pupils:loans", "pupil:loans",
            "here:loans", "pupil.loans",
        ])
    }

    /// The list of names is the worker's: whatever stands in a run or an entry is in it.
    @Test func `nothing that stands in a run or a meeting can be taken`() async throws {
        let test = try await TestSchool()
        let listing = "local names = {} for name in pairs(_G) do names[#names + 1] = name end "
        let run = try await test.school.run(
            chunk: listing + "print(table.concat(names, ' '))", name: "namn.lua",
            granting: Set(Right.allCases.map { .read($0) }))
        let meeting = try await test.school.meeting(granting: TestSchool.everything)
        _ = try await meeting.enter("1")
        guard
            case .shown(_, let entry, _) = try await meeting.enter(
                listing + "print(table.concat(names, ' '))")
        else {
            Testing.Issue.record("the entry failed")
            return
        }
        let names = Set((run + " " + entry).split(whereSeparator: \.isWhitespace).map(String.init))
        #expect(names.isSuperset(of: ["print", "pupils", "change", "_", "here"]))
        expectNoDifference(names.filter { code($0) != "VARV-E615" }, [])
        let collections = Set(Catalogue.standard.items.compactMap(\.collection))
        expectNoDifference(OwnNames.globals.subtracting(names).subtracting(collections), [])
    }

    @Test func `the fields of here are all kept`() throws {
        try SmallSchool().services(scope: RunScope(cycle: 2, group: "7A")) { services in
            guard case .record(let fields) = try services.hereFields() else {
                Issue.record()
                return
            }
            expectNoDifference(Set(fields.map(\.name)), OwnNames.here)
        }
    }
}
