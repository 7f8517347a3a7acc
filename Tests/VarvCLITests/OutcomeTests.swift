import CustomDump
import Testing
import Varv
import VarvModel

@testable import varv

@Suite struct OutcomeTests {
    private let error = VarvError(
        "VARV-E203", .routine, sv: "fältet finns inte", en: "no such field", place: "eht.lua:14",
        details: [Phrase(sv: "  i draw", en: "  in draw")])

    @Test func `an error is place, words, code, then details`() {
        expectNoDifference(
            ErrorText.lines(Outcome(error, in: .swedish), hasColour: false),
            ["eht.lua:14: fältet finns inte  VARV-E203", "  i draw"])
    }

    @Test func `rights that are missing come with what to type`() {
        var error = VarvError(
            "VARV-E403", .notGranted, sv: "ingen har tillåtit det", en: "nobody has allowed it")
        error.wantedRights = [.write(.pupils), .read(.results)]
        expectNoDifference(
            ErrorText.lines(Outcome(error, in: .swedish), hasColour: false),
            [
                "ingen har tillåtit det  VARV-E403", "Kör den i en terminal och svara j, eller lägg till",
                "  --read results --write pupils",
            ])
        expectNoDifference(
            Outcome(error, in: .english).json(in: .english).text,
            #"{"outcome":"not_granted","exit":4,"code":"VARV-E403","message":"nobody has allowed it","place":null,"details":["Run it in a terminal and answer y, or add","  --read results --write pupils"],"flags":["--read results","--write pupils"],"run":null}"#
        )
    }

    @Test func `the code is dimmed where there is colour`() {
        expectNoDifference(
            ErrorText.lines(Outcome(error, in: .english), hasColour: true)[0],
            "eht.lua:14: no such field  \u{1B}[2mVARV-E203\u{1B}[0m")
    }

    @Test func `what a file brought cannot steer the terminal`() {
        let hostile = VarvError(
            "VARV-E203", .routine, sv: "a\u{1B}[2Jb\u{202E}", en: "", place: "x\u{07}.lua")
        let text = ErrorText.lines(Outcome(hostile, in: .swedish), hasColour: false).joined()
        #expect(!text.unicodeScalars.contains { ["\u{1B}", "\u{202E}", "\u{07}"].contains($0) })
    }

    @Test func `JSON is one object with the same first members whatever happened`() {
        expectNoDifference(
            Outcome(error, in: .swedish).json(in: .swedish).text,
            #"{"outcome":"routine_error","exit":2,"code":"VARV-E203","message":"fältet finns inte","place":"eht.lua:14","details":["  i draw"],"run":null}"#
        )
        expectNoDifference(
            Outcome.done("klart", ["papers": .array([])]).json(in: .swedish).text,
            #"{"outcome":"done","exit":0,"code":null,"message":"klart","place":null,"run":null,"papers":[]}"#)
    }

    @Test func `JSON escapes what it must and what steers a terminal`() {
        expectNoDifference(JSON.string("a\"\\\n\u{1B}\u{202E}å😀").text, #""a\"\\\n\u001b\u202eå😀""#)
    }

    @Test(arguments: [
        (ColourPolicy.auto, true, [:], true), (.auto, false, [:], false),
        (.auto, true, ["NO_COLOR": "1"], false),
        (.auto, true, ["TERM": "dumb"], false), (.always, false, ["NO_COLOR": "1"], true),
        (.never, true, [:], false),
    ])
    func `colour is for terminals and whoever wants it`(
        _ policy: ColourPolicy, _ isTerminal: Bool, _ environment: [String: String], _ isOn: Bool
    ) {
        #expect(policy.isOn(isTerminal: isTerminal, environment: { environment[$0] }) == isOn)
    }
}
