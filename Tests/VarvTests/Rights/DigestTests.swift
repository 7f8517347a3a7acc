import Foundation
import Testing

@testable import Varv

@Suite struct DigestTests {
    static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `SHA-256 is what FIPS 180-4 says`() {
        #expect(Digest.sha256Hex(of: Array("abc".utf8)) == Self.abc)
        #expect(
            Digest.sha256Hex(of: [UInt8]())
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func `a file is hashed in pieces from where it stands, and stays open`() throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "å", count: 100_000)
        try folder.write("stor", text)
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.path("stor")))
        #expect(try Digest.sha256Hex(ofDescriptor: file.fileDescriptor) == Digest.sha256Hex(of: text.utf8))
        try file.seek(toOffset: 0)
        #expect(try file.read(upToCount: 2) == Data("å".utf8))
    }

    @Test func `a closed descriptor is an error`() {
        #expect(throws: SchoolFolderError.self) { try Digest.sha256Hex(ofDescriptor: -1) }
    }

    @Test func `a keyed hash hangs on key and message`() {
        let key = SchoolKey.random()
        let other = SchoolKey.random()
        #expect(Digest.keyed([1], key: key) == Digest.keyed([1], key: key))
        #expect(Digest.keyed([1], key: key) != Digest.keyed([2], key: key))
        #expect(Digest.keyed([1], key: key) != Digest.keyed([1], key: other))
        #expect(Digest.keyed([], key: key).count == 32)
    }

    @Test func `a key reads back from what the store keeps, and from nothing else`() {
        let key = SchoolKey.random()
        #expect(SchoolKey(hex: key.hex) == key)
        #expect(SchoolKey(hex: String(key.hex.dropLast())) == nil)
        #expect(SchoolKey(hex: String(repeating: "x", count: 64)) == nil)
        #expect(SchoolKey(hex: String(repeating: "１", count: 64)) == nil)
    }
}
