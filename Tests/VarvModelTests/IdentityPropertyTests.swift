import Testing
import VarvModel

@Suite struct IdentityPropertyTests {
    private func number(_ random: inout Numbers) -> String {
        let day = Day(ordinal: random.next(in: -54_000...20_600)).isoText.filter { $0 != "-" }
        let serial = String(String(1000 + random.next(in: 1...999)).dropFirst())
        let nine = day.dropFirst(2) + serial
        return day + serial + String(checkDigit(String(nine)))
    }

    @Test func `every right number survives being written and read`() throws {
        var random = Numbers(seed: 2)
        for _ in 0..<3000 {
            let text = number(&random)
            let identity = try Identity.parse(text, referenceDay: .test).get().identity
            #expect(
                identity.text == text && Identity(kind: identity.kind, canonical: identity.text) == identity)
            let hyphenated = text.prefix(8) + "-" + text.suffix(4)
            #expect(try Identity.parse(hyphenated, referenceDay: .test).get().identity == identity)
            let year = Int(text.prefix(4)) ?? 0
            let short = text.dropFirst(2).prefix(6) + (year <= 1926 ? "+" : "-") + text.suffix(4)
            let again = try Identity.parse(short, referenceDay: .test).get().identity
            #expect(again == identity || again.earlierCentury == identity)
        }
    }

    @Test func `one wrong digit among the last ten is always refused`() {
        var random = Numbers(seed: 3)
        for _ in 0..<400 {
            let text = Array(number(&random))
            for place in 2..<12 {
                for digit in "0123456789" where digit != text[place] {
                    var damaged = text
                    damaged[place] = digit
                    let read = Identity.parse(String(damaged), referenceDay: Day(ordinal: .max))
                    #expect((try? read.get()) == nil, "\(String(damaged))")
                }
            }
        }
    }

    @Test func `no bytes make reading trap or give a text that does not read again`() {
        var random = Numbers(seed: 4)
        let alphabet = Array("0123456789-+TFtf X\u{2013}å\t".utf8)
        let rule = LocalNumberRule("characters 1-20")
        for _ in 0..<40_000 {
            let bytes = (0..<random.next(in: 0...16)).map { _ in
                alphabet[random.next(in: 0...alphabet.count - 1)]
            }
            guard
                case .success(let parsed) = Identity.parse(
                    bytes.span, referenceDay: .test, localNumbers: rule)
            else { continue }
            #expect(Identity(kind: parsed.identity.kind, canonical: parsed.identity.text) == parsed.identity)
        }
    }
}
