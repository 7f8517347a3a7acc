import Testing

@testable import VarvFiles

/// Tables made from a seed, written in every dialect, come back cell for cell.
@Suite struct RoundTripTests {
    struct Dialect: Sendable, CustomTestStringConvertible {
        var delimiter: Delimiter
        var lineEnd: String
        var encoding: TextEncoding
        var hasMark: Bool
        var quotesAll: Bool

        var testDescription: String {
            "\(delimiter) \(lineEnd.debugDescription) \(encoding.rawValue) mark \(hasMark) all \(quotesAll)"
        }

        static let all = Delimiter.candidates.flatMap { delimiter in
            ["\n", "\r\n", "\r"].flatMap { lineEnd in
                [(TextEncoding.utf8, false), (.utf8, true), (.windows1252, false), (.isoLatin1, false)]
                    .flatMap {
                        encoding, hasMark in
                        [true, false].map {
                            Dialect(
                                delimiter: delimiter, lineEnd: lineEnd, encoding: encoding, hasMark: hasMark,
                                quotesAll: $0)
                        }
                    }
            }
        }

        func write(_ table: [[String]]) -> [UInt8] {
            let sign = String(UnicodeScalar(delimiter.byte))
            let text = table.map { row in
                row.map { cell in
                    let mustQuote = cell.unicodeScalars.contains {
                        $0.value == UInt32(delimiter.byte) || $0 == "\"" || $0 == "\n" || $0 == "\r"
                    }
                    guard mustQuote || quotesAll else { return cell }
                    return "\""
                        + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(
                            separator: "\"\"") + "\""
                }.joined(separator: sign)
            }.joined(separator: lineEnd)
            if encoding != .utf8 { return windows1252(text) }
            return (hasMark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8)
        }
    }

    @Test(arguments: Dialect.all)
    func `a table comes back as it was written`(_ dialect: Dialect) throws {
        var random = Dice(seed: 7)
        for _ in 0..<6 {
            let width = Int(random.next() % 6) + 2
            let table = (0..<Int(random.next() % 60) + 1).map { number in
                ["rad \(number)"]
                    + (1..<width).map { _ in random.cell(euro: dialect.encoding == .windows1252) }
            }
            let options = CSVOptions(
                encoding: dialect.encoding == .utf8 ? nil : dialect.encoding, delimiter: dialect.delimiter,
                skip: 0,
                headerRows: 0, trimsCells: false)
            let reader = try CSVReader(DripSource(dialect.write(table), size: 37), options: options)
            #expect(try rows(reader) == table)
        }
    }

    @Test(arguments: Dialect.all)
    func `a school's table is recognised without help`(_ dialect: Dialect) throws {
        let table =
            [["Personnr", "Klass", "Omdöme Svenska", "Poäng"]]
            + (0..<40).map {
                [
                    "2012010123\($0 % 10)\($0 % 10)", "7\($0 % 2 == 0 ? "A" : "B")",
                    "Når – ”nästan”; \($0), ja", "1,5",
                ]
            }
        let latin = dialect.encoding == .isoLatin1
        let written = latin ? table.map { $0.map { $0.filter { !"–”".contains($0) } } } : table
        let reader = try CSVReader(ArraySource(dialect.write(written)))
        #expect([reader.headings] + (try rows(reader)) == written)
        #expect(reader.sniffed.encoding == dialect.encoding && reader.sniffed.delimiter == dialect.delimiter)
    }
}

/// A small repeatable generator (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// A cell of letters and of what makes cells hard.
    mutating func cell(euro: Bool) -> String {
        let parts =
            [
                "", "å", "Ö", "\"", ";", ",", "\t", "|", "\n", "\r\n", "\r", " ", "x", "12,5", "é",
                "kött och bär",
            ] + (euro ? ["€", "”"] : [])
        return (0..<next() % 6).map { _ in parts[Int(next() % UInt64(parts.count))] }.joined()
    }
}
