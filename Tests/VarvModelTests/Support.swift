import VarvModel

/// Numbers that look random and are the same every time (SplitMix64).
struct Numbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

extension Day {
    /// The day all tests are held on.
    static let test = Day(ordinal: 20_700)  // 2026-09-04
}

/// Returns the check digit of nine digits, computed apart from the code under test.
func checkDigit(_ nine: String) -> Int {
    let sum = nine.enumerated().reduce(0) { sum, digit in
        let product = (digit.element.wholeNumberValue ?? 0) * (digit.offset % 2 == 0 ? 2 : 1)
        return sum + product / 10 + product % 10
    }
    return (10 - sum % 10) % 10
}
