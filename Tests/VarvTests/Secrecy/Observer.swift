import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// Everything a run can see of a school, driven by the catalogue: what is added to it is asked for too.
///
/// Each line is one thing asked, and the very bytes the worker would be sent, or a paper's.
struct Observer {
    let school: SmallSchool
    let scope: RunScope
    let reads: [Right]
    let audience: Audience
    /// Whether sets are also asked for by each of their fields, and drawn.
    var isThorough = true

    /// Words that may stand in conditions and arguments: those of pupils, groups, staff and steps of the schools.
    private static let words = ["7A", "ALI", "MA", "Namn3 Ek", "4703", "4724", "20130101-2389", "marked"]

    func lines() throws -> [String: [UInt8]] {
        var seen: [String: [UInt8]] = [:]
        try school.services(
            scope: scope, reads: reads, audience: audience, routine: .sample(kind: .dialogue)
        ) { services in
            let here = try services.hereFields()
            var start = ByteWriter()
            StartFrame(
                mode: .meeting, sourceName: "prov.lua", source: "", here: here, items: services.offered.items,
                functions: services.offered.functions, records: services.offered.records,
                withheld: services.offered.withheld
            ).encode(into: &start)
            seen["start"] = start.bytes
            for (label, set) in sets() {
                var position: Value = .int(0)
                var pages: [UInt8] = []
                repeat {
                    let page = bytes(services, 0, [.set(set), position])
                    pages += page.bytes
                    if case .list(let list)? = page.value, let next = list.first {
                        position = next
                    } else {
                        break
                    }
                } while position != .none
                seen["rows \(label)"] = pages
                seen["count \(label)"] = bytes(services, 1, [.set(set)]).bytes
                if isThorough, set.operations.isEmpty, set.scoped {
                    try draw(set, services, here, label, &seen)
                }
            }
            for function in Catalogue.standard.functions where !function.narrowsSet {
                for (label, arguments) in try arguments(of: function, services) {
                    seen["call \(function.name)\(label)"] =
                        services.offered.functions.firstIndex { $0.name == function.name }.map {
                            bytes(services, Question.firstGranted + $0, arguments).bytes
                        } ?? []
                }
            }
            // What may not be shown is in no log line either, but for what was read.
            seen["log"] = Array("\(services.readLog())".utf8)
        }
        return seen
    }

    /// Every collection, whole and by every field there is, narrowed by every function that narrows.
    private func sets() -> [(String, SetDescription)] {
        var sets: [(String, SetDescription)] = []
        func add(_ collection: String, _ item: ItemType, scoped: Bool) {
            let base = (scoped ? "here:" : "") + collection
            func add(_ label: String, _ operations: [SetOperation]) {
                sets.append(
                    (
                        base + label,
                        SetDescription(collection: collection, scoped: scoped, operations: operations)
                    ))
            }
            add("", [])
            add(" first", [.first(1)])
            add(" unknown", [.where("namm", .text("x"))])
            for function in Catalogue.standard.functions
            where function.narrowsSet && function.name.hasPrefix(collection + ":") {
                add(
                    " \(function.name)", [SetOperation(String(function.name.dropFirst(collection.count + 1)))]
                )
            }
            for field in item.fields where isThorough {
                add(" sort \(field.name)", [.sort(field.name, "down")])
                for test in Self.tests(of: field.type) {
                    add(
                        " where \(field.name) \(test)",
                        [.where(field.name, test), .sort(field.name), .first(3)])
                }
            }
        }
        for item in Catalogue.standard.items {
            guard let collection = item.collection else { continue }
            for scoped in [true, false] { add(collection, item, scoped: scoped) }
        }
        for function in Catalogue.standard.functions
        where function.narrowsSet && function.name.hasPrefix("here:") {
            guard case .set(let name) = function.result, let item = Catalogue.standard.item(named: name)
            else {
                continue
            }
            for scoped in [true, false] { add(String(function.name.dropFirst(5)), item, scoped: scoped) }
        }
        return sets
    }

    private static func tests(of type: ValueType) -> [Value] {
        switch type.unwrapped {
        case .text, .code, .step: [.mark(.missing)] + words.map { .text($0) }
        case .integer: [.mark(.missing), .int(1), condition("at_least", .int(7))]
        case .share, .number: [.mark(.missing), condition("at_least", .number(0.25))]
        case .bool: [.mark(.missing), .bool(true)]
        case .day: [.mark(.missing), .day(CalendarDay(year: 2026, month: 11, day: 1))]
        case .item: [.mark(.missing), .item(Item(type: 0, handle: 1))]
        case .any, .rich, .set, .list, .record, .optional: [.mark(.missing), .text("x")]
        }
    }

    /// The arguments a function is tried with; a kind of parameter nobody has thought of fails the test.
    private func arguments(of function: HostFunction, _ services: RunServices) throws -> [(String, [Value])] {
        var tries: [(String, [Value])] = [("", [])]
        let owner = String(function.name.prefix { $0 != ":" && $0 != "." })
        if let item = Catalogue.standard.item(named: owner), let collection = item.collection {
            let things = (try? services.all(SetDescription(collection: collection))) ?? []
            tries =
                things.enumerated().map { ("#\($0)", [.item($1)]) } + [
                    ("#?", [.item(Item(type: 0, handle: 7))])
                ]
        }
        for parameter in function.parameters {
            let values: [Value]
            switch parameter.type.unwrapped {
            case .text: values = Self.words.map { .text($0) }
            case .integer: values = [.int(1), .int(2), .int(9)]
            case .record: values = [.record([])]
            default:
                Issue.record("\(function.name): teach the observer to make a \(parameter.type.description)")
                values = []
            }
            tries = tries.flatMap { label, arguments in values.map { ("\(label) \($0)", arguments + [$0]) } }
        }
        return tries
    }

    private func bytes(
        _ services: RunServices, _ function: Int, _ arguments: [Value]
    ) -> (bytes: [UInt8], value: Value?) {
        var writer = ByteWriter()
        do {
            try services.answer(Question(function: function, arguments: arguments), into: &writer)
        } catch let failure as Failure {
            writer.removeAll()
            failure.encode(into: &writer)
            return (writer.bytes, nil)
        } catch {
            return (Array("\(error)".utf8), nil)
        }
        var reader = ByteReader(writer.bytes)
        return (writer.bytes, try? reader.value())
    }

    /// The set as a meeting shows it, in every format a paper is written in.
    private func draw(
        _ set: SetDescription, _ services: RunServices, _ here: Value, _ label: String,
        _ seen: inout [String: [UInt8]]
    ) throws {
        let maker = PaperMaker(services, here: here)
        do {
            let printer = ValuePrinter(items: services.offered.items, functions: services.offered.functions)
            for piece in printer.pieces([.set(set)]) { try maker.add(piece) }
        } catch {
            seen["refused \(label)"] = Array("\(error)".utf8)
        }
        let paper = try maker.paper(title: "Underlag")
        for format in PaperFormat.allCases { seen["\(format.rawValue) \(label)"] = paper.data(as: format) }
    }
}
