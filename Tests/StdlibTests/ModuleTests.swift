import Foundation
import Testing
import VarvStdlib

@testable import Lua

/// Each case of `Lua/*_test.lua` as a test of its own, in the state and with the library that routines have.
struct ModuleTests {
    @Test(arguments: StdlibCase.all)
    func `a module of the standard library does what its test says`(_ test: StdlibCase) throws {
        let state = try LuaState.forStdlib()
        let cases = try test.file.cases(in: state)
        let run = try #require(cases[test.index].run)
        do throws(LuaError) {
            try run.call()
        } catch {
            Issue.record("\(error.place.map { "\($0): " } ?? "")\(error.message)")
        }
    }

    @Test func `every module has a file of tests, and every file a module`() {
        #expect(StdlibCase.files.map(\.module) == Stdlib.modules.keys.sorted())
    }

    @Test(arguments: StdlibCase.files)
    func `no two cases of a file have one name`(_ file: StdlibCase.File) throws {
        let names = try file.cases(in: .forStdlib()).map(\.name)
        #expect(!names.isEmpty)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: Stdlib.modules.keys.sorted())
    func `a module writes no global and gives a table`(_ name: String) throws {
        let state = try LuaState.forStdlib()
        let before = try state.globalNames()
        let kind = try state.load("return type(require '\(name)')", name: "load.lua").call([], results: 1)
        #expect(kind == [.text("table")])
        #expect(try state.globalNames() == before)
    }
}

/// One case of one file.
struct StdlibCase: Sendable, CustomTestStringConvertible {
    struct File: Sendable, CustomTestStringConvertible {
        /// `varv.dates`.
        let module: String
        let url: URL
        var testDescription: String { module }

        func cases(in state: LuaState) throws -> [(name: String, run: LuaReference?)] {
            let source = try Array(Data(contentsOf: url))
            let chunk = try state.load(source, name: url.lastPathComponent)
            guard case .table(let list) = try chunk.call([], results: 1).first else { return [] }
            return list.withView { list in
                (0..<list.length).map { index in
                    list.withElement(index + 1) { test in
                        (test.withField("name") { $0.string } ?? "", test.withField("run") { $0.reference })
                    }
                }
            } ?? []
        }
    }

    let file: File
    let index: Int
    let name: String
    var testDescription: String { "\(file.module): \(name)" }

    static let files: [File] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Lua")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix("_test.lua") }.sorted().map { name in
            File(module: "varv." + name.dropLast("_test.lua".count), url: folder.appendingPathComponent(name))
        }
    }()

    /// A file that does not load has no cases here, and says why in the test of its names.
    static let all: [StdlibCase] = files.flatMap { file in
        let cases = (try? file.cases(in: .forStdlib())) ?? []
        return cases.enumerated().map { StdlibCase(file: file, index: $0.offset, name: $0.element.name) }
    }
}

extension LuaState {
    /// A state whose `require` finds the standard library and nothing else.
    static func forStdlib() throws -> LuaState {
        let state = try LuaState()
        try state.openLibrary()
        try state.provideModules { name in
            guard let file = Stdlib.modules[name] else { return .absent(why: nil) }
            return .source(file.text, name: file.path)
        }
        return state
    }

    func globalNames() throws -> [String] {
        var names: [String] = []
        try globals().withView { view in
            _ = view.forEach(limit: 1_000) { name, _ in
                names.append(name.string ?? "")
                return true
            }
        }
        return names
    }
}
