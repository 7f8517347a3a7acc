import Testing

@testable import VarvModel

/// The one name that someone may have meant.
struct NearestTests {
    @Test(arguments: [
        ("amnen", "ämnen"), ("ämnen", "amnen"), ("GRUPP", "grupp"), ("gruppp", "grupp"), ("gurpp", "grupp"),
        ("ovrigt", "övrigt"),
    ])
    func `a slip of the hand and left-out dots are near`(_ word: String, _ name: String) {
        #expect(nearest(to: word, among: ["klass", name, "elev"]) == name)
    }

    @Test func `nothing is suggested when nothing is near`() {
        #expect(suggestion(for: "vädret", among: ["klass", "elev"]) == Phrase(sv: ".", en: "."))
    }

    @Test func `one name is suggested, in both languages`() {
        #expect(
            suggestion(for: "elve", among: ["elever", "elev"])
                == Phrase(sv: "; menade du \"elev\"?", en: "; did you mean \"elev\"?"))
    }

    @Test(arguments: [(0, "0 rader kvar"), (1, "1 rad kvar"), (2, "2 rader kvar")])
    func `a number has the word's own form`(_ count: Int, _ words: String) {
        #expect(Phrase.counting(["n": count], sv: "{n|rad|rader} kvar", en: "{n|row|rows} left").sv == words)
    }
}
