import Foundation
import Testing
import VarvModel
import VarvStdlib

@testable import Varv

@Suite struct EmbeddedFilesTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("stdlib").path

    static let embedded = [Stdlib.modules, Stdlib.routines, Stdlib.vocabularies].flatMap { $0.values }

    func filesOnDisk() throws -> [String] {
        try ["varv", "routines", "vocabularies"].flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: Self.folder + "/" + folder).map {
                folder + "/" + $0
            }
        }
    }

    @Test func `every file of the standard library has its line in Stdlib.swift`() throws {
        #expect(Self.embedded.map(\.path).sorted() == (try filesOnDisk()).sorted())
    }

    @Test func `what is embedded is what is on disk`() throws {
        for file in Self.embedded {
            let onDisk = try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/" + file.path))
            // Hashes, or a failure prints both files byte by byte.
            #expect(Digest.sha256Hex(of: file.bytes) == Digest.sha256Hex(of: onDisk), "\(file.path)")
        }
    }

    @Test func `no two files share a name, since SwiftPM tells them apart by it`() throws {
        let names = try filesOnDisk().map { $0.split(separator: "/").last.map(String.init) ?? "" }
            .map { $0.replacing(/[^A-Za-z0-9]/, with: "_") }
        #expect(Set(names).count == names.count)
    }

    @Test func `a name says where the file is`() {
        for (name, file) in Stdlib.modules { #expect(file.path == name.replacing(".", with: "/") + ".lua") }
        for (name, file) in Stdlib.routines { #expect(file.path == "routines/\(name).lua") }
        for (name, file) in Stdlib.vocabularies { #expect(file.path == "vocabularies/\(name).toml") }
    }
}
