import CustomDump
import Testing

@testable import VarvBridge

struct ValueTests {
    @Test func `a value comes out as it went in`() throws {
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<2_000 {
            let value = Value.any(&numbers)
            expectNoDifference(try decoded(value.bytes), value)
        }
    }

    @Test func `numbers at their ends come out as they went in`() throws {
        for number: Int64 in [.min, .min + 1, -1, 0, 1, 63, 64, .max] {
            #expect(try decoded(Value.int(number).bytes) == .int(number))
        }
        for number: UInt64 in [0, 127, 128, 1 << 63, .max] {
            var reader = ByteReader(groups(number))
            #expect(try reader.unsigned() == number)
        }
    }

    @Test func `a writer keeps nothing of what was rewound`() {
        var writer = ByteWriter()
        writer.text("stays")
        let mark = writer.count
        writer.value(.list([.int(1)]))
        writer.rewind(to: mark)
        var other = ByteWriter()
        other.text("stays")
        #expect(writer.bytes == other.bytes)
    }

    @Test func `the last field of a name is the one that is read`() {
        let record = Value.record([Field("a", .int(1)), Field("a", .int(2))])
        #expect(record["a"] == .int(2))
        #expect(record["b"] == .none)
        #expect(Value.int(3)["a"] == .none)
    }

    @Test func `a number is an integer only when it is one`() {
        #expect(Value.number(3).int == 3)
        #expect(Value.number(3.5).int == nil)
        #expect(Value.number(1e300).int == nil)
        #expect(Value.text("3").int == nil)
    }

    @Test(arguments: [0, 20_261_300, 20_260_032, 20_260_100, 100_000_101, -1])
    func `a day that no calendar has is no day`(_ packed: Int) {
        #expect(CalendarDay(packed: packed) == nil)
    }
}
