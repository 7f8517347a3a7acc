import CustomDump
import Foundation
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

@Suite struct FunctionTests {

    @Test func `a pupil is found by the school's own number`() throws {
        try SmallSchool().services(reads: [.pupils, .identity]) { services in
            guard case .item(let pupil) = try services.call("pupils:find", [.text("4703")]) else {
                Issue.record()
                return
            }
            expectNoDifference(services.field("group", pupil), .text("7A"))
        }
    }

    @Test func `numbers are not asked for without the right to them`() throws {
        try SmallSchool().services(reads: [.pupils, .names]) { services in
            expectNoDifference(try services.call("pupils:find", [.text("4703")]), .text("✗ not offered"))
        }
    }

    @Test func `a protected pupil and one who does not exist are answered alike`() throws {
        try SmallSchool().services(reads: [.pupils, .identity]) { services in
            let protected = try services.call("pupils:find", [.text("4724")])
            expectNoDifference(protected, try services.call("pupils:find", [.text("9999")]))
            expectNoDifference(
                protected["\0why"].text, "det finns ingen elev med det numret som körningen får se")
        }
    }

    @Test(arguments: [Role.teacher, .eht])
    func `pupils are found by number by those who may see numbers only`(_ role: Role) throws {
        let school = try SmallSchool(person: Person("asa", role: role, staff: "ALI"))
        try school.services(reads: [.pupils, .identity]) { services in
            expectNoDifference(try services.call("pupils:find", [.text("4703")]), .text("✗ not offered"))
        }
    }

    @Test func `cycles are found by number, and the run's own without one`() throws {
        try SmallSchool().services { services in
            guard case .item(let current) = try services.call("cycles:current"),
                case .item(let third) = try services.call("cycles:find", [.int(3)])
            else {
                Issue.record()
                return
            }
            expectNoDifference(
                [services.field("number", current), services.field("start_on", third)],
                [.int(2), .day(CalendarDay(year: 2027, month: 1, day: 11))])
            expectNoDifference(
                try services.call("cycles:find", [.int(6)])["\0why"].text, "läsåret har inget varv 6")
        }
    }

    @Test func `the mentor is the one whose signature the pupil's mentor group bears`() throws {
        try SmallSchool().services { services in
            let items = try services.all(.here("interventions"))
            guard case .item(let mentor) = try services.call("intervention:mentor", [.item(items[0])])
            else {
                Issue.record()
                return
            }
            expectNoDifference(mentor.fields.prefix(2), [.text("ALI"), .text("Åsa Lind")])
            expectNoDifference(
                try services.call("intervention:mentor", [.item(items[2])])["\0why"].text,
                "insatsen gäller ingen enskild elev")
        }
    }

    @Test func `the dialogue before gives its answers, those about things by code`() throws {
        let routine = try Routine.sample(kind: .dialogue)
        let scope = RunScope(cycle: 2, group: "7A", subject: "MA", teacher: "ALI")
        try SmallSchool().services(scope: scope, routine: routine) { services in
            guard case .item(let item) = try services.call("here:previous") else {
                Issue.record()
                return
            }
            expectNoDifference(services.field("cycle", item), .int(1))
            expectNoDifference(
                services.field("answer", item),
                .record([
                    Field(
                        "change",
                        .record([
                            Field("MA-7-begrepp", .text("Begreppskartor")),
                            Field("MA-7-metoder", .text("Par")),
                        ])),
                    Field("next", .text("Fler exempel")),
                ]))
        }
    }

    @Test func `another teacher's dialogue is no previous one`() throws {
        let school = try SmallSchool(person: Person("bo", role: .teacher, staff: "BOB"))
        let scope = RunScope(cycle: 2, group: "7A", subject: "MA", teacher: "ALI")
        try school.services(scope: scope, reads: [.dialogues], routine: .sample(kind: .dialogue)) {
            services in
            expectNoDifference(
                try services.call("here:previous")["\0why"].text, "samtalet har inte förts förut")
            expectNoDifference(try services.all(SetDescription(collection: "dialogues")), [])
        }
    }

    @Test func `modules are Varv's own, or files beside the routine`() throws {
        let folder = NSTemporaryDirectory() + "varv-modules-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("return 1".utf8).write(to: URL(fileURLWithPath: folder + "/hjalp.lua"))
        var routine = try Routine.sample()
        routine.modules = ["hjalp": Digest.sha256Hex(of: Array("return 1".utf8))]
        try SmallSchool().services(routine: routine, modules: folder) { services in
            expectNoDifference(
                try services.ask(2, [.text("hjalp")]), .list([.text("hjalp.lua"), .text("return 1")]))
            expectNoDifference(
                try services.ask(2, [.text("varv.dates")]).list?.first, .text("varv/dates.lua"))
            expectNoDifference(
                try services.ask(2, [.text("annan")]).text, "✗ det finns ingen fil annan.lua bredvid rutinen")
        }
    }

    @Test func `here says the scope, its period and its numbers; what is not set is missing`() throws {
        try SmallSchool().services(scope: RunScope(cycle: 2, group: "7A")) { services in
            let here = try services.hereFields()
            expectNoDifference(
                [
                    "school", "school_year", "cycle", "year_group", "group", "subject", "pupils",
                    "unassessed", "period",
                ].map { here[$0] },
                [
                    .text("Ekskolan"), .text("2026/27"), .int(2), .int(7), .text("7A"), .mark(.missing),
                    .int(12), .int(0),
                    .text("v. 42–51"),
                ])
            expectNoDifference(here["as_of"], .day(CalendarDay(year: 2026, month: 11, day: 24)))
        }
    }

    @Test func `here has no numbers for a run that may not read them`() throws {
        try SmallSchool().services(reads: []) { services in
            guard case .record(let fields) = try services.hereFields() else {
                Issue.record()
                return
            }
            expectNoDifference(fields.filter { ["pupils", "unassessed"].contains($0.name) }, [])
        }
    }

    @Test func `an embedded function that has nothing to give says why, in the run's language`() throws {
        func loans(_ result: ValueType) -> EmbeddedFunction {
            EmbeddedFunction(HostFunction("library.loans", sv: "", en: "", result: result, example: "")) {
                _ in
                throw Absence(sv: "biblioteket har stängt", en: "the library is closed")
            }
        }
        for (language, words) in [
            (Language.swedish, "biblioteket har stängt"), (.english, "the library is closed"),
        ] {
            try SmallSchool(language: language, embedded: [loans(.optional(.integer))]).services(reads: []) {
                services in
                expectNoDifference(
                    try services.call("library.loans"), .record([VarvBridge.Field("\0why", .text(words))]))
            }
        }
        try SmallSchool(embedded: [loans(.integer)]).services(reads: []) { services in
            expectNoDifference(
                try services.call("library.loans"), .text("✗ library.loans gav något annat än ett heltal"))
        }
    }

    @Test func `an embedded function that gives nothing has declared that it may`() throws {
        func nothing(_ name: String, _ result: ValueType) -> EmbeddedFunction {
            EmbeddedFunction(HostFunction(name, sv: "", en: "", result: result, example: "")) { _ in .none }
        }
        try SmallSchool(embedded: [nothing("a.b", .optional(.integer)), nothing("a.c", .integer)])
            .services(reads: []) { services in
                expectNoDifference(
                    [try services.call("a.b"), try services.call("a.c")],
                    [.none, .text("✗ a.c gav något annat än ett heltal")])
            }
    }

    @Test(arguments: [
        (Value.number(.nan), "ett tal som är oändligt eller inget tal"),
        (.list([.number(-.infinity)]), "ett tal som är oändligt eller inget tal"),
        (.day(2026, 13, 45), "datumet 2026-13-45, som inte finns"),
        (.record([Field("on", .day(.max, 2, 30))]), "datumet 9223372036854775807-2-30, som inte finns"),
        (.rich([.leaf(.day(2026, 2, 30))]), "datumet 2026-2-30, som inte finns"),
        (
            (0..<40).reduce(Value.none) { inner, _ in .list([inner]) },
            "värden i varandra, djupare än 32 nivåer"
        ),
    ])
    func `an embedded function that gives what no value may hold is named`(_ given: Value, _ words: String)
        throws
    {
        let function = EmbeddedFunction(
            HostFunction("library.loans", sv: "", en: "", result: .any, example: "")
        ) { _ in given }
        try SmallSchool(embedded: [function]).services(reads: []) { services in
            expectNoDifference(try services.call("library.loans"), .text("✗ library.loans gav \(words)"))
        }
    }

    @Test func `an embedded function gets what was declared, things with the fields the run sees`() throws {
        let loans = EmbeddedFunction(
            HostFunction(
                "library.loans", sv: "Boklån.", en: "Loans.",
                parameters: [Parameter("pupil", .item("pupil"), sv: "eleven", en: "the pupil")],
                result: .integer,
                right: "pupils", example: "library.loans(pupil)")
        ) { arguments in
            guard case .item(let pupil) = arguments[0] else { return .int(-1) }
            return .int(Int64(pupil.fields.count))
        }
        try SmallSchool(embedded: [loans]).services(reads: [.pupils]) { services in
            let pupil = try services.all(.here("pupils", .first(1)))[0]
            expectNoDifference(
                try services.call("library.loans", [.item(Item(type: pupil.type, handle: pupil.handle))]),
                .int(3))
            expectNoDifference(
                try services.call("library.loans", [.text("4703")]).text,
                "✗ library.loans: pupil ska vara en pupil")
        }
    }
}
