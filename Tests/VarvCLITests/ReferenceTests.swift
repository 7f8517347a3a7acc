import CustomDump
import Foundation
import Testing
import Varv
import VarvBridge
import VarvModel

@testable import varv

@Suite struct ReferenceTests {
    @Test func `luacheck's list has every collection and every constructor`() {
        let text = LuacheckFile.text(.standard)
        for name in Catalogue.standard.items.compactMap(\.collection) + [
            "adapter", "column", "at_least", "no_basis", "here",
        ] {
            #expect(text.contains("\"\(name)\","))
        }
    }

    @Test func `a function of the embedding program's own gets its global`() {
        var catalogue = Catalogue.standard
        catalogue.functions.append(
            HostFunction(
                "library.loans", sv: "Lån.", en: "Returns loans.", result: .integer,
                example: "library.loans()"))
        #expect(LuacheckFile.text(catalogue).contains("\"library\""))
    }

    @Test(arguments: [Language.swedish, .english])
    func `the reference names every field, function and record`(_ language: Language) {
        let text = ReferencePage.text(.standard, in: language)
        for item in Catalogue.standard.items {
            for field in item.fields { #expect(text.contains("| `\(field.name)` |")) }
        }
        for function in Catalogue.standard.functions { #expect(text.contains(function.example)) }
        for record in Catalogue.standard.records { #expect(text.contains("### \(record.name)\n")) }
    }

    @Test func `the editor's file has a class for each thing, its set and each record`() {
        let text = EditorFile.text(.standard, in: .swedish)
        for item in Catalogue.standard.items {
            #expect(text.contains("---@class \(item.name)\n"))
            #expect(text.contains("---@class \(item.name)_set\n"))
        }
        for record in Catalogue.standard.records {
            #expect(text.contains("---@class \(record.name)_record\n"))
        }
    }

    @Test(arguments: Catalogue.standard.records.map(\.name))
    func `help of what is written shows the record's fields, not those that are read`(_ name: String) throws {
        let record = try #require(Catalogue.standard.record(named: name))
        for owner in ["add:", "change:"] {
            let lines = try #require(HelpText.lines(of: owner + name, in: .swedish))
            expectNoDifference(lines.count, record.fields.count + 3)
            for (field, line) in zip(record.fields, lines.dropFirst(2)) {
                #expect(line.hasPrefix("  " + field.name), "\(line)")
            }
        }
    }

    @Test func `every name in the catalogue has help in both languages`() {
        for name in HelpText.names() {
            #expect(HelpText.lines(of: name, in: .swedish) != nil, "\(name)")
            #expect(HelpText.lines(of: name, in: .english) != nil, "\(name)")
        }
    }

    @Test func `help of a function is its signature, words, right, parameters and example`() {
        expectNoDifference(
            HelpText.lines(of: "cycles:find", in: .swedish),
            [
                "cycles:find(number): cycle?", "Varvet med ett visst nummer i läsåret, eller nil.",
                "  number  integer  1–6",
                "cycles:find(3).start_on",
            ])
    }
}

/// What the worker's library gives a routine's function, documented from one list.
@Suite struct MethodReferenceTests {
    @Test(arguments: LuaNames.methods.map(\.name))
    func `a method has help, a row in the reference and a field for editors`(_ name: String) throws {
        let method = try #require(LuaNames.methods.first { $0.name == name })
        let short = String(name.split(separator: ":").last ?? "")
        #expect(HelpText.lines(of: name, in: .swedish)?.first == HelpText.signature(method))
        #expect(ReferencePage.text(.standard, in: .english).contains("`\(name)("))
        #expect(
            EditorFile.text(.standard, in: .swedish).contains("---@field \(short) fun(self: \(method.global)")
        )
    }

    /// The list is the library's: each name is a method there.
    @Test(arguments: [
        ("adapters.lua", "row"), ("papers.lua", "page"), ("papers.lua", "form"), ("papers.lua", "change"),
    ])
    func `the library has every method that the list names`(_ file: String, _ owner: String) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources/VarvWorker/Library/\(file)")
        let text = try String(contentsOf: path, encoding: .utf8)
        for (name, _) in LuaNames.methods(of: owner) {
            #expect(text.contains("\(name) =") || text.contains("methods.\(name)("), "\(owner):\(name)")
        }
    }

    @Test func `a title shows words where a run fills in`() throws {
        let titles = [
            "Resultatdialog {subject} {group}, varv {cycle}": "Resultatdialog (ämne) (grupp), varv …",
            "{pupils|elev|elever} i {{klammer}": "… elever i {klammer}",
        ]
        for (raw, shown) in titles { #expect(Routine.shown(raw, in: .swedish) == shown) }
    }
}
