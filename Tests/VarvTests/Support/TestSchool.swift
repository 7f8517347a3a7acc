import Foundation
import VarvModel
import VarvStorage

@testable import Varv

/// A school in a folder of a test's own, used by its leadership on a fixed day.
///
/// ```swift
/// let test = try await TestSchool()
/// let run = try await test.run(adapter: Lua.register, on: "Personnr;Klass\n…")
/// ```
final class TestSchool: Sendable {
    let folder: TemporaryFolder
    let school: School

    /// Everything a routine can ask for.
    static let everything = Set(
        Right.allCases.map { Permission.write($0) } + Right.allCases.map { .read($0) })

    /// 24 November 2026, noon: in the third cycle of 2026/27.
    static let noon: @Sendable () -> Int64 = { 1_795_521_600 }
    /// 15 May 2026, noon: in the last cycle of 2025/26.
    static let noonInMay: @Sendable () -> Int64 = { 1_778_846_400 }

    /// Makes a school with vocabularies, a school year and six cycles.
    ///
    /// - Parameters:
    ///   - numbers: the rule for the school's own pupil numbers, as `school.toml` writes it.
    ///   - invented: an invented school takes test numbers without a word.
    init(
        year: String = "2026/27", language: Language = .swedish, numbers: String? = nil,
        invented: Bool = true,
        clock: @escaping @Sendable () -> Int64 = TestSchool.noon,
        host change: (inout Varv.Host) -> Void = { _ in }
    ) async throws {
        folder = try TemporaryFolder()
        var host = Varv.Host(worker: .besideExecutable, language: language, clock: clock)
        let path = folder.path("skolan")
        let made = try await host.create(path, name: "Testskolan", schoolYear: year, invented: invented)
        if let numbers {
            let settings = try folder.text("skolan/school.toml")
                .replacing(#"# number = "digits 4-8""#, with: "number = \"\(numbers)\"")
            try folder.write("skolan/school.toml", settings)
        }
        await made.close()
        change(&host)
        school = try await host.open(path)
    }

    /// Opens a school that is there already, as another program would.
    init(reopening other: TestSchool, host change: (inout Varv.Host) -> Void = { _ in }) async throws {
        folder = other.folder
        var host = Varv.Host(worker: .besideExecutable, clock: TestSchool.noon)
        change(&host)
        school = try await host.open(folder.path("skolan"))
    }

    /// Plans an import of text through an adapter given as Lua source.
    func run(
        adapter: String, on text: String, scope: RunScope = .school, settings: [String: String] = [:],
        answer: ProtectionAnswer? = nil
    ) async throws -> Run {
        try await run(
            adapter: adapter, on: Array(text.utf8), scope: scope, settings: settings, answer: answer)
    }

    func run(
        adapter: String, on bytes: [UInt8], scope: RunScope = .school, settings: [String: String] = [:],
        answer: ProtectionAnswer? = nil
    ) async throws -> Run {
        try folder.write("adapter.lua", adapter)
        return try await school.run(
            .file(folder.path("adapter.lua")), on: .data(bytes), scope: scope, granting: Self.everything,
            settings: settings, answer: answer)
    }

    /// Plans an import of a file through a sample school's adapter.
    func run(
        sample adapter: String, on file: String, scope: RunScope = .school, settings: [String: String] = [:],
        answer: ProtectionAnswer? = nil
    ) async throws -> Run {
        try await school.run(
            .file(Repository.sample("routines/adapters/\(adapter).lua")), on: .file(file), scope: scope,
            granting: Self.everything, settings: settings, answer: answer)
    }

    /// What a query gives, row by row, every value as text (`nil` as a dash).
    func rows(_ sql: String) async throws -> [[String]] { try await school.rows(sql) }

    /// Everything in the database.
    func dump() async throws -> [String: [[String]]] { try await school.dump() }
}

extension School {
    func rows(_ sql: String) throws -> [[String]] {
        try core.store.read { reader in
            let found = try reader.rows(sql)
            return (0..<found.count).map { found.row($0).map(\.shown) }
        }
    }

    /// Every row of every table, run numbers and journal with it, in an order that does not depend on the
    /// file; all but who read what, which grows whatever becomes of a run.
    func dump() throws -> [String: [[String]]] {
        var tables: [String: [[String]]] = [:]
        for name in try rows("SELECT name FROM sqlite_master WHERE type = 'table'").joined() {
            tables[name] = try rows("SELECT * FROM \(name)").sorted { $0.lexicographicallyPrecedes($1) }
        }
        tables["read_log"] = nil
        tables["sqlite_sequence"]?.removeAll { $0.first == "read_log" }
        return tables
    }
}

extension StoredValue {
    fileprivate var shown: String {
        switch self {
        case .null: "–"
        case .integer(let number): "\(number)"
        case .text(let text): text
        default: "\(self)"
        }
    }
}

extension Plan {
    /// Rows used, skipped, refused, held.
    var rowFates: [Int] { [used, skipped, refused.count, held.count] }
    /// Records new, changed, unchanged, removed.
    var recordFates: [Int] { [new, changed, unchanged, removed] }
}
