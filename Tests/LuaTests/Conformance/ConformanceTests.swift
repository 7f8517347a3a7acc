import Foundation
import Testing

@testable import Lua

/// Ordinary Lua is as plain `lua5.4` has it: both run the files of `Tests/Conformance` and must print the same lines.
struct ConformanceTests {
    static let folder = Repository.file("Tests/Conformance")

    static let files: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".lua") && !["run.lua", "show.lua"].contains($0) }.sorted()
    }()

    static func text(_ file: String) throws -> String {
        try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }

    /// What plain Lua prints.
    static func plain(_ file: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["lua5.4", "run.lua", file]
        process.currentDirectoryURL = folder
        process.environment = ["TZ": "UTC", "PATH": "/usr/local/bin:/usr/bin:/bin"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return lines(Array(printed))
    }

    /// What our state prints.
    static func ours(_ file: String) throws -> [String] {
        final class Output { var bytes: [UInt8] = [] }
        let output = Output()
        let bench = try Bench { options in
            options.print = { span in unsafe span.withUnsafeBytes { unsafe output.bytes += $0 } }
        }
        try run(file, in: bench.state)
        return lines(output.bytes)
    }

    static func run(_ file: String, in state: LuaState) throws {
        let show = try state.load(text("show.lua"), name: "show.lua").call([], results: 1)
        _ = try state.load(text(file), name: file).call(show, results: 0)
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(arguments: files.filter { $0 != "differences.lua" })
    func `what is kept answers as plain Lua does`(_ file: String) throws {
        let ours = try Self.ours(file)
        #expect(ours.count > 2)
        #expect(try ours.difference(from: Self.plain(file)).map { "\($0)" } == [])
    }

    @Test func `what differs is what is meant to`() throws {
        let ours = try Self.ours("differences.lua")
        let plain = try Self.plain("differences.lua")
        try #require(ours.count == plain.count)
        func name(_ line: String) -> String {
            line.firstRange(of: ": ").map { String(line[..<$0.lowerBound]) } ?? line
        }
        #expect(ours.map(name) == plain.map(name))
        #expect(zip(ours, plain).filter { $0 == $1 }.map { name($0.0) } == [])
        #expect(ours.map(name) == Difference.all.map(\.name))
    }

    @Test func `the article tells each difference, and no other`() throws {
        let article = try String(
            contentsOf: Repository.file("Sources/Varv/Documentation.docc/LuaDifferences.md"), encoding: .utf8)
        let rows = article.split(separator: "\n").filter {
            $0.hasPrefix("| ") && !$0.hasPrefix("| What") && !$0.hasPrefix("| ---")
        }
        #expect(rows.map(String.init).difference(from: Difference.all.map(\.row)).map { "\($0)" } == [])
    }

    @Test func `every function that is offered is called in a file`() throws {
        let bench = try Bench()
        let offered = try bench.run(
            """
            for name, value in pairs(_G) do
              if type(value) == "function" then print(name) end
              if type(value) == "table" and value ~= _G then
                for field, inner in pairs(value) do
                  if type(inner) == "function" then print(name .. "." .. field) end
                end
              end
            end
            """
        ).split(separator: "\n").map(String.init)
        let sources = try Self.files.map(Self.text).joined(separator: "\n")
        let missing = try offered.filter { name in
            let method = name.split(separator: ".").last.map(String.init) ?? name
            let used = try Regex(#"\b\#(name.replacing(".", with: #"\."#))\b|:\#(method)\("#)
            return sources.firstMatch(of: used) == nil
        }
        #expect(offered.count > 80)
        #expect(missing == [])
    }

    /// Every offered function is called in these files, so each is refused each of its allocations (one in 17 in a quick run).
    @Test(arguments: files.filter { !["depth.lua", "differences.lua"].contains($0) }, Refusal.allCases)
    func `every function of the library survives refused memory`(_ file: String, _ refusal: Refusal) throws {
        let state = try Bench().state
        for _ in 1...3 { try Self.run(file, in: state) }
        state.settle()
        let held = state.memoryUsed
        var refused: UInt64 = 1
        var n: UInt64 = 0
        var tries = 0
        // Each of them takes a minute, as it does without Swift in `scripts/check --sanitize`.
        let stride: UInt64 = ProcessInfo.processInfo.environment["VARV_SLOW_TESTS"] == nil ? 17 : 1
        while refused > 0 {
            n += stride
            tries += 1
            state.failAllocation(n, times: refusal.times)
            // The files catch errors on purpose, so what they print says nothing here.
            _ = Result { try Self.run(file, in: state) }
            refused = state.refusedAllocations
            state.failAllocation(0, times: 0)
            if tries % 64 == 0 || refused == 0 {
                try Scenario.isWhole(state, "\(file): allocation \(n)")
                state.settle()
                try #require(
                    state.memoryUsed <= held + 4096, "\(file): allocation \(n) left something behind")
            }
        }
        #expect(tries > 10)
        try Self.run(file, in: state)
    }
}
