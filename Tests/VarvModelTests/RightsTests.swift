import CustomDump
import Testing
import VarvModel

@Suite struct RightsTests {
    @Test func `five rights last one run`() {
        expectNoDifference(
            Right.allCases.filter(\.isForOneRun), [.names, .identity, .protected, .health, .compare])
    }

    @Test
    func `only leadership is sent comparisons of teachers and only it and the health team health notes`() {
        expectNoDifference(Audience.allCases.filter { $0.mayReceive(.compare) }, [.leadership])
        expectNoDifference(Audience.allCases.filter { $0.mayReceive(.health) }, [.leadership, .eht])
    }

    @Test(arguments: [Audience.staff, .public])
    func `a wide audience sees five or more and nothing about single pupils`(_ audience: Audience) {
        expectNoDifference(audience.smallestShown, 5)
        #expect(!audience.seesFreeText)
        for right in [Right.names, .identity, .protected, .interventions, .health, .compare] {
            #expect(!audience.mayReceive(right))
        }
        #expect(audience.mayReceive(.results))
    }

    @Test func `no two rights open the same word and none opens what is always open`() {
        let words = Right.allCases.flatMap(\.opens)
        expectNoDifference(Set(words).count, words.count)
        #expect(Set(words).isDisjoint(with: Right.alwaysOpen))
    }
}

@Suite struct ProtectionTests {
    @Test func `only a declared word means unprotected`() {
        let words = ["Ingen", "ingen ", "", "Nej", "Sekretessmarkering", "Skyddad folkbokföring", "1"]
        expectNoDifference(
            words.map { Protection(word: $0) },
            [.none, .none, .unknown, .marked, .marked, .registered, .marked])
        expectNoDifference(
            ["", "Nej", "1"].map { Protection(word: $0, noneWords: ["", "Nej"]) }, [.none, .none, .marked])
    }

    @Test func `an unknown mark counts as protected`() {
        expectNoDifference(Protection.allCases.filter(\.isProtected), [.marked, .registered, .unknown])
    }

    @Test(arguments: Protection.allCases)
    func `a source without the column changes nothing`(_ mark: Protection) {
        expectNoDifference(mark.merged(with: nil, mayLower: true), mark)
    }

    @Test(arguments: Protection.allCases, Protection.allCases)
    func `no source lowers a mark unless it may`(_ mark: Protection, _ source: Protection) {
        let merged = mark.merged(with: source, mayLower: false)
        #expect(!mark.isProtected || merged.isProtected)
        #expect(!source.isProtected || merged.isProtected)
    }

    @Test func `a trusted register lowers a mark`() {
        expectNoDifference(Protection.marked.merged(with: Protection.none, mayLower: true), Protection.none)
    }
}
