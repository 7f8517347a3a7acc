import Testing

@testable import VarvBridge

/// What a worker that was taken over can say: every one is an error, none a crash or a large allocation.
struct HostileByteTests {
    @Test func `a value cut anywhere is truncated, never another value`() throws {
        var numbers = SeededNumbers(seed: 11)
        for _ in 0..<200 {
            let bytes = Value.any(&numbers).bytes
            for end in bytes.indices {
                #expect(throws: BridgeError.self) { try decoded(Array(bytes[..<end])) }
            }
        }
    }

    @Test func `bytes left over are an error`() {
        #expect(throws: BridgeError.trailingBytes(2)) { try decoded([Tag.yes, 0, 0]) }
    }

    @Test(arguments: [Tag.list, Tag.record, Tag.rich])
    func `a count larger than what follows is refused before anything is kept for it`(_ tag: UInt8) {
        #expect(throws: BridgeError.tooLong(limit: 1)) { try decoded([tag] + groups(1 << 62) + [0]) }
        #expect(throws: BridgeError.tooLong(limit: 2)) { try decoded([tag, 3, 0, 0]) }
    }

    @Test func `a text longer than what follows is refused`() {
        #expect(throws: BridgeError.tooLong(limit: 1)) { try decoded([Tag.text] + groups(.max) + [65]) }
    }

    @Test func `values nested too deeply are refused, whatever they are nested in`() {
        let shells: [[UInt8]] = [
            [Tag.list, 1], [Tag.record, 1, 0], [Tag.item, 0, 0, 1], [Tag.rich, 1, 1],
            [Tag.set, 0, 0, 1, 0, 1],
        ]
        for shell in shells {
            let deep = [UInt8](repeatElement(shell, count: 100_000).joined()) + [Tag.none]
            #expect(throws: BridgeError.tooDeep(limit: ByteReader.depthLimit)) { try decoded(deep) }
        }
    }

    @Test func `nesting up to the limit is read`() throws {
        let depth = ByteReader.depthLimit
        let bytes = [UInt8](repeatElement([Tag.list, 1], count: depth).joined()) + [Tag.none]
        #expect(try decoded(bytes).bytes == bytes)
    }

    @Test(
        arguments: [
            [0xC3], [0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
            [65, 0xE2, 0x82],
        ] as [[UInt8]])
    func `text that is not UTF-8 is refused`(_ bytes: [UInt8]) {
        let framed = groups(UInt64(bytes.count)) + bytes
        #expect(throws: BridgeError.invalidUTF8) { try decoded([Tag.text] + framed) }
        #expect(throws: BridgeError.invalidUTF8) { try decoded([Tag.record, 1] + framed + [Tag.none]) }
        #expect(throws: BridgeError.invalidUTF8) { try decoded([Tag.set] + framed + [0, 0]) }
    }

    @Test(arguments: [Double.nan, .signalingNaN, .infinity, -.infinity])
    func `a number that is not finite is refused`(_ number: Double) {
        var writer = ByteWriter()
        writer.double(number)
        let bytes = writer.bytes
        #expect(throws: BridgeError.outOfRange(sv: "ett oändligt tal", en: "a number that is not finite")) {
            try decoded([Tag.number] + bytes)
        }
    }

    @Test func `a number longer than 64 bits is refused`() {
        let ten = [UInt8](repeating: 0xFF, count: 9)
        #expect(throws: BridgeError.outOfRange(sv: "ett tal", en: "a number")) {
            try decoded([Tag.int] + ten + [0x02])
        }
        #expect(throws: BridgeError.outOfRange(sv: "ett tal", en: "a number")) {
            try decoded([Tag.int] + ten + [0x80, 0x00])
        }
        #expect(throws: BridgeError.outOfRange(sv: "ett tal", en: "a number")) {
            try decoded([Tag.int] + [UInt8](repeating: 0x80, count: 1_000_000))
        }
    }

    @Test func `every tag that is not a value's is refused`() {
        for tag in UInt8.min ... .max where tag > Tag.rich {
            #expect(throws: BridgeError.unknownTag(tag)) { try decoded([tag]) }
        }
    }

    @Test func `a mark, a flag, an item and a day outside what there is are refused`() {
        #expect(throws: BridgeError.unknownTag(4)) { try decoded([Tag.mark, 4]) }
        #expect(throws: BridgeError.unknownTag(2)) { try decoded([Tag.set, 0, 2, 0]) }
        #expect(throws: BridgeError.unknownTag(9)) { try decoded([Tag.rich, 1, 9, 0]) }
        #expect(throws: BridgeError.outOfRange(sv: "65536", en: "65536")) {
            try decoded([Tag.item] + groups(65_536) + [0, 0])
        }
        #expect(throws: BridgeError.outOfRange(sv: "4294967296", en: "4294967296")) {
            try decoded([Tag.item, 0] + groups(1 << 32) + [0])
        }
        #expect(throws: BridgeError.outOfRange(sv: "en dag", en: "a day")) {
            try decoded([Tag.day] + groups(20_261_301))
        }
    }

    @Test func `a megabyte of the smallest values is a value, and no more than it says`() throws {
        let count = 1 << 20 - 8
        for tag in [Tag.none, Tag.yes] {
            let bytes = [Tag.list] + groups(UInt64(count)) + [UInt8](repeating: tag, count: count)
            #expect(try decoded(bytes).list?.count == count)
        }
    }

    @Test func `random bytes are read or refused`() {
        var numbers = SeededNumbers(seed: 3)
        var read = 0
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...64, using: &numbers)
            let bytes = (0..<length).map { _ in
                // Mostly small numbers, or the first byte would end nearly all.
                UInt8.random(in: 0...(Bool.random(using: &numbers) ? 13 : 255), using: &numbers)
            }
            if let value = try? decoded(bytes) {
                read += 1
                #expect((try? decoded(value.bytes)) == value)
            }
        }
        #expect(read > 10)
    }

    @Test func `a value with one byte changed is read or refused`() {
        var numbers = SeededNumbers(seed: 5)
        for _ in 0..<2_000 {
            var bytes = Value.any(&numbers).bytes
            bytes[.random(in: bytes.indices, using: &numbers)] = .random(in: 0 ... .max, using: &numbers)
            guard let value = try? decoded(bytes) else { continue }
            #expect((try? decoded(value.bytes)) == value)
        }
    }
}
