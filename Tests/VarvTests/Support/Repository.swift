import Foundation

/// Where things lie around these tests.
enum Repository {
    /// The package's root, also when the tests are reached through a link.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("../../..").standardized

    static func path(_ name: String) -> String { root.appendingPathComponent(name).path }

    /// An adapter, report or other routine of the sample school.
    static func sample(_ name: String) -> String { path("samples/" + name) }

    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    /// Data that lies beside the package on the machines Varv is built on, and that a clone does not have.
    static func shared(_ name: String) -> String {
        root.appendingPathComponent("../shared/data/" + name).standardized.path
    }

    static func hasShared(_ name: String) -> Bool { FileManager.default.fileExists(atPath: shared(name)) }
}
