import CustomDump
import Foundation
import Glibc
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// What a hostile worker may try: handles it was never given, fields it was not offered, sets and names of
/// its own making.
@Suite struct ForgeryTests {
    private func refused(_ value: Value) -> Bool { value.text?.hasPrefix("✗ ") == true }

    @Test func `a handle that was never handed out is refused`() throws {
        try SmallSchool().services { services in
            let type = try services.all(.here("interventions"))[0].type
            for handle in [0, 40, 99, UInt32.max] {
                let answer = try services.call(
                    "intervention:mentor", [.item(Item(type: type, handle: handle))])
                expectNoDifference(answer, .text("✗ det här är ingen sak som körningen har fått"))
            }
        }
    }

    @Test func `a handle under another type is refused`() throws {
        try SmallSchool().services { services in
            let pupil = try services.all(.here("pupils"))[0]
            let intervention = try services.all(.here("interventions"))[0]
            let forged = Item(type: intervention.type, handle: pupil.handle)
            expectNoDifference(refused(try services.call("intervention:mentor", [.item(forged)])), true)
            expectNoDifference(refused(try services.ask(3, [.item(forged)])), true)
            let outside = Item(type: 9999, handle: pupil.handle)
            expectNoDifference(refused(try services.call("intervention:mentor", [.item(outside)])), true)
        }
    }

    @Test func `a run is given so many handles and no more`() throws {
        try SmallSchool().services { services in
            services.handles = HandleTable(atMost: 1)
            let answer = try services.ask(0, [.set(.here("pupils")), .int(0)])
            expectNoDifference(answer.text?.hasPrefix("✗ körningen har läst "), true)
        }
    }

    @Test func `another run's handle means nothing here`() throws {
        let school = try SmallSchool()
        let item = try school.services { try $0.all(.here("interventions"))[0] }
        try school.services { services in
            expectNoDifference(refused(try services.call("intervention:mentor", [.item(item)])), true)
        }
    }

    @Test func `a field that was not offered cannot be asked for, sorted by or compared`() throws {
        try SmallSchool().services(reads: [.pupils]) { services in
            for operation in [
                SetOperation.where("name", .text("Namn3 Ek")), .where("identity", .text("4703")),
                .where("id", .int(3)),
                .where("protection", .text("none")), .sort("identity"), .where("given_name", .text("Namn3")),
                .where("nope", .int(1)),
            ] {
                let answer = try services.count(.here("pupils", operation))
                expectNoDifference(
                    answer.text?.hasSuffix("Fälten är: pseudonym, group, year_group"), true, "\(operation)")
            }
        }
    }

    @Test func `a collection without its right does not exist`() throws {
        try SmallSchool().services(reads: [.pupils]) { services in
            for name in [
                "assessments", "interventions", "staff", "dialogues", "hard_criteria", "run",
                "pupil_identity",
            ] {
                expectNoDifference(
                    try services.count(.here(name)),
                    .text("✗ det finns ingen mängd \"\(name)\" i den här körningen"))
            }
        }
    }

    @Test func `an operation of another set's, or an unknown one, is refused`() throws {
        try SmallSchool().services { services in
            expectNoDifference(
                try services.count(.here("pupils", SetOperation("due"))),
                .text("✗ en mängd av pupils har inget som heter \"due\""))
            expectNoDifference(
                try services.count(.here("pupils", .where("group", condition("like", .text("7%"))))),
                .text("✗ where: group: det finns inget villkor \"like\""))
            expectNoDifference(
                try services.count(.here("pupils", .first(1), .where("group", .text("7A")))),
                .text("✗ :where måste stå före :first"))
        }
    }

    @Test func `a value of the wrong kind is refused, not compared`() throws {
        try SmallSchool().services { services in
            for value in [
                Value.int(7), .bool(true), .list([.text("7A")]), .record([Field("op", .int(1))]), .mark(.few),
            ] {
                expectNoDifference(
                    refused(try services.count(.here("pupils", .where("group", value)))), true, "\(value)")
            }
        }
    }

    @Test func `text in a condition is a value, never SQL`() throws {
        try SmallSchool().services { services in
            let wild = ["' OR 1=1 --", ":year", "7A' ; DROP TABLE pupil; --", "?"]
            for text in wild {
                expectNoDifference(try services.count(.here("pupils", .where("group", .text(text)))), .int(0))
            }
            expectNoDifference(try services.count(.here("pupils")), .int(23))
        }
    }

    @Test func `a set with thousands of steps is refused`() throws {
        try SmallSchool().services { services in
            let set = SetDescription(
                collection: "pupils", operations: Array(repeating: .sort("group"), count: 65))
            expectNoDifference(try services.count(set), .text("✗ mängden har för många steg, högst 64"))
        }
    }

    @Test func `a function that was not granted has no number`() throws {
        try SmallSchool().services(reads: []) { services in
            #expect(throws: BridgeError.self) {
                _ = try services.ask(16 + services.offered.functions.count, [])
            }
            #expect(throws: BridgeError.self) { _ = try services.ask(9, []) }
        }
    }

    @Test func `a module's name is a name, not a path`() throws {
        let folder = NSTemporaryDirectory() + "varv-forged-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/in", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("secret".utf8).write(to: URL(fileURLWithPath: folder + "/secret.lua"))
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/in/link.lua", withDestinationPath: folder + "/secret.lua")
        try FileManager.default.createDirectory(
            atPath: folder + "/in/dir.lua", withIntermediateDirectories: true)
        _ = unsafe mkfifo(folder + "/in/pipe.lua", 0o600)
        try Data(repeating: 0x20, count: (64 << 10) + 1).write(
            to: URL(fileURLWithPath: folder + "/in/long.lua"))
        try Data([0x1B, 0x4C]).write(to: URL(fileURLWithPath: folder + "/in/compiled.lua"))
        try SmallSchool().services(modules: folder + "/in") { services in
            for name in [
                "../secret", "..", ".", "", "/etc/passwd", "a/b", "A", "å", "x\0y", ".hidden", "a..b", "link",
                "dir", "pipe",
                "long", "compiled", "varv.", "varv.nope", "varv.../x", String(repeating: "a", count: 65),
            ] {
                expectNoDifference(refused(try services.ask(2, [.text(name)])), true, name)
            }
        }
    }

    @Test func `an embedded function that throws fails at the routine's line, with its words made harmless`()
        throws
    {
        struct Broken: Error, CustomStringConvertible { var description: String { "trasig\u{1B}[2J" } }
        let broken = EmbeddedFunction(
            HostFunction("library.broken", sv: "", en: "", result: .integer, example: "")
        ) { _ in throw Broken() }
        let wrong = EmbeddedFunction(
            HostFunction("library.wrong", sv: "", en: "", result: .integer, example: "")
        ) { _ in .item(Item(type: 0, handle: 1)) }
        try SmallSchool(embedded: [broken, wrong]).services(reads: []) { services in
            expectNoDifference(
                try services.call("library.broken"), .text("✗ library.broken: trasig\\u{1B}[2J"))
            expectNoDifference(
                try services.call("library.wrong"),
                .text("✗ library.wrong gav en sak eller en mängd, som bara körningen själv kan ge"))
        }
    }

    @Test func `cursors left open are let go, and their sets still give every row`() throws {
        try SmallSchool().services { services in
            for limit in 1...40 as ClosedRange<Int64> {
                let set = SetDescription.here("assessments", .first(limit))
                expectNoDifference(try services.all(set).count, Int(min(limit, 23 * 2)))
            }
        }
    }
}
