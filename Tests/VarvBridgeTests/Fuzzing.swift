import Foundation

/// Numbers that are the same in every run, so that what fails once fails again.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// How many cases the fuzzing tests try: a few seconds' worth, or what `scripts/check --fuzz N` says.
enum Fuzzing {
    private static let environment = ProcessInfo.processInfo.environment
    /// Cases given to the decoders alone.
    static let decoderCases = environment["VARV_FUZZ_CASES"].flatMap(Int.init) ?? 40_000
    /// Cases that take a process each.
    static let processCases = environment["VARV_FUZZ_CASES"].flatMap(Int.init).map { max(1, $0 / 250) } ?? 120
    /// Where the cases' numbers begin; a failing case says its own, and `VARV_FUZZ_SEED` with one case repeats it.
    static let seed = environment["VARV_FUZZ_SEED"].flatMap(UInt64.init) ?? 20_261_124
}

/// Changes valid bytes as someone does who knows how they are made.
struct Mutator {
    var numbers: SeededNumbers

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    /// Bytes of no meaning, mostly small: a large first byte would end nearly all of them at once.
    mutating func noise(atMost length: Int = 80) -> [UInt8] {
        (0..<below(length + 1)).map { _ in UInt8(below(chance(3) ? 256 : 17)) }
    }

    /// One to four changes; `other` is what pieces are taken from.
    mutating func mutated(_ bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(4) { change(&bytes, other) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        let at = below(bytes.count + 1)
        let inside = at < bytes.count
        switch below(11) {
        case 0 where inside: bytes[at] ^= 1 << UInt8(below(8))
        case 1 where inside: bytes[at] = UInt8(below(256))
        case 2 where inside: bytes[at] = UInt8(below(15))  // another tag
        case 3 where inside: bytes[at] = bytes[at] &+ (chance(2) ? 1 : 255)  // a length that lies by one
        case 4: bytes.insert(contentsOf: huge(), at: at)
        case 5 where inside: bytes.replaceSubrange(at...at, with: huge())
        case 6: bytes.removeSubrange(at..<min(bytes.count, at + 1 + below(8)))
        case 7: bytes.insert(contentsOf: piece(of: other), at: at)
        case 8: bytes.insert(contentsOf: piece(of: bytes), at: at)
        case 9: bytes.removeSubrange(at...)
        default:
            let shell: [[UInt8]] = [
                [9, 1], [10, 1, 0], [8, 0, 0, 1], [12, 1, 1], [0xC3], [0xED, 0xA0, 0x80],
            ]
            let chosen = shell[below(shell.count)]
            for _ in 0...below(40) { bytes.insert(contentsOf: chosen, at: at) }
        }
    }

    /// A number of seven-bit groups that is larger than anything, or never ends.
    private mutating func huge() -> [UInt8] {
        [UInt8](repeating: 0xFF, count: 1 + below(11)) + [UInt8(below(256))]
    }

    private mutating func piece(of bytes: [UInt8]) -> [UInt8] {
        let start = below(bytes.count + 1)
        return Array(bytes[start..<min(bytes.count, start + below(40))])
    }

    mutating func below(_ limit: Int) -> Int { Int(numbers.next() % UInt64(max(1, limit))) }
    mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 0 }
}

/// Bytes as a failing case shows them and a regression is written.
func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

func bytes(hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
