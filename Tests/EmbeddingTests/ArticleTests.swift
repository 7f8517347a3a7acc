import CustomDump
import Foundation
import Testing
import Varv

/// What the documentation shows is what runs: Swift stands word for word in a compiled file, Lua loads.
@Suite struct ArticleTests {
    struct Block: Sendable, CustomTestStringConvertible {
        var file: String
        var line: Int
        var language: String
        var text: String
        var testDescription: String { "\(file):\(line)" }
    }

    /// The fenced blocks of a language, of the README and every article that is not generated.
    static func blocks(_ language: String) throws -> [Block] {
        let folder = Samples.root.appendingPathComponent("Sources/Varv/Documentation.docc")
        let articles = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        )
        .filter { $0.pathExtension == "md" && $0.lastPathComponent != "LuaReference.md" }
        var blocks: [Block] = []
        for article in articles + [Samples.root.appendingPathComponent("README.md")] {
            var open: Block?
            let lines = try String(contentsOf: article, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated() {
                if line.hasPrefix("```") {
                    if let block = open { blocks.append(block) }
                    open =
                        open == nil
                        ? Block(
                            file: article.lastPathComponent, line: index + 1,
                            language: String(line.dropFirst(3)), text: "")
                        : nil
                } else {
                    open?.text += line + "\n"
                }
            }
        }
        return blocks.filter { $0.language == language }.sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    }

    /// Without white space, so that layout may differ.
    private static func dense(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    private static func isManifest(_ block: Block) -> Bool { block.text.hasPrefix("// swift-tools-version") }

    @Test func `there are articles with examples in both languages`() throws {
        let files = Set(try (Self.blocks("swift") + Self.blocks("lua")).map(\.file))
        #expect(
            files.isSuperset(of: [
                "GettingStarted.md", "WritingHostFunctions.md", "Rights.md", "TestingRoutines.md", "Varv.md",
                "README.md",
            ]))
    }

    @Test func `every Swift example of the documentation is compiled`() throws {
        let compiled = try [
            "Tests/EmbeddingTests/ArticleExamples.swift",
            "samples/embedding/Sources/Embedding/Embedding.swift",
        ]
        .map { Self.dense(try String(contentsOf: Samples.root.appendingPathComponent($0), encoding: .utf8)) }
        let strange = try Self.blocks("swift").filter { block in
            !Self.isManifest(block) && !compiled.contains { $0.contains(Self.dense(block.text)) }
        }
        expectNoDifference(strange.map(\.testDescription), [])
    }

    @Test func `the manifest of the first article is one that SwiftPM reads`() throws {
        let manifest = try #require(try Self.blocks("swift").first(where: Self.isManifest))
        let samples = Samples()
        let folder = samples.temporary("paket")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(manifest.text.utf8).write(to: URL(fileURLWithPath: folder + "/Package.swift"))
        let ran = try Program("/usr/bin/env", ["swift", "package", "dump-package"], in: folder)
        expectNoDifference(ran.status, 0)
        #expect(ran.output.contains("varv-worker"))
    }

    @Test func `every Lua example of the documentation loads`() async throws {
        let host = Varv.Host()
        let samples = Samples()
        let school = try await host.create(
            samples.school, name: "Skolan", schoolYear: "2026/27", invented: true)
        for block in try Self.blocks("lua") {
            let path = samples.temporary("rutin.lua")
            try Data(block.text.utf8).write(to: URL(fileURLWithPath: path))
            do {
                if block.text.contains(try Regex("(?m)^return (adapter|dialogue|report|task)")) {
                    _ = try await school.routine(.file(path))
                } else {
                    let chunk = "assert(load([====[\n\(block.text)]====]))"
                    _ = try await host.run(chunk: chunk, name: "exempel.lua")
                }
            } catch {
                Testing.Issue.record("\(block.testDescription): \(error)")
            }
        }
    }
}
