import CustomDump
import Testing

@testable import varv

@Suite struct ChosenNumberTests {
    @Test(arguments: [
        ("1", "a"), ("2", "b"), ("0", nil), ("3", nil), ("-1", nil), ("-9223372036854775808", nil),
        ("9223372036854775807", nil), ("99999999999999999999", nil), ("", nil), ("a", nil),
    ])
    func `a number from the list is its line, anything else is none`(_ text: String, _ line: String?) {
        expectNoDifference(chosen(text, of: ["a", "b"]), line)
    }

    @Test func `an empty list has nothing to choose`() {
        expectNoDifference(chosen("1", of: [String]()), nil)
    }
}
