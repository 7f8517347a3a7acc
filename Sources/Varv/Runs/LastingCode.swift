import VarvModel

/// The codes the host gives things it names itself, `INS-7F3K`: short enough to say and to write by hand.
///
/// A counter would tell, by a gap, that something was made for a pupil who may not be seen (P2).
enum LastingCode {
    /// None that a hand or an eye takes for another: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V.
    private static let letters = Array("34679ACDEFGHJKMNPQRTWXY")

    /// Returns a code that is free.
    ///
    /// - Parameters:
    ///   - run: the run that makes the thing, and `number` its place among all that run makes.
    ///   - isTaken: whether a code is somebody's already.
    static func new(
        _ prefix: String, run: Int64, number: Int, key: SchoolKey, isTaken: (String) throws -> Bool
    ) rethrows -> String {
        var attempt = 0
        while true {
            var rest = Digest.keyedNumber(
                "varv code 1", [UInt64(bitPattern: run), UInt64(number), UInt64(attempt)],
                Array(prefix.utf8), key: key)
            var code = prefix + "-"
            // Where eight in a row are taken most are, and there are many more with one letter more.
            for _ in 0..<4 + attempt / 8 {
                code.append(letters[Int(rest % UInt64(letters.count))])
                rest /= UInt64(letters.count)
            }
            if try !isTaken(code) { return code }
            attempt += 1
        }
    }
}
