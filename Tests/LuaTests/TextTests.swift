import CLuaShim
import Testing

@testable import Lua

struct TextTests {
    @Test func `every text exists in both languages with the same parts`() throws {
        func parts(_ text: String) -> [Substring] {
            text.split(separator: "%").dropFirst().map { $0.prefix(1) }
        }
        let swedish = try LuaState()
        var options = LuaState.Options()
        options.language = .english
        let english = try LuaState(options)
        for id in 0..<VARV_TEXT_COUNT.rawValue {
            let sv = swedish.core.text(varv_text_id(id))
            let en = english.core.text(varv_text_id(id))
            #expect(!sv.isEmpty && !en.isEmpty)
            #expect(parts(sv) == parts(en))
        }
    }

    @Test(arguments: [
        ([0x1B, 0x5B], "\\x1B["), ([0x61, 0x0A, 0x09], "a\n\t"), ([0xC3, 0xA5], "å"), ([0xC3], "\\xC3"),
        ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC0, 0x80], "\\xC0\\x80"), ([0xC2, 0x9B], "\\u{009B}"),
        ([0xE2, 0x80, 0xAE], "\\u{202E}"), ([0xF0, 0x9F, 0x98, 0x80], "😀"), ([0x7F], "\\x7F"), ([], ""),
    ])
    func `bytes of a stranger are shown harmlessly`(_ bytes: [UInt8], _ shown: String) {
        #expect(LuaText(bytes: bytes).escaped == shown)
    }
}
