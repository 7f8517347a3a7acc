import CustomDump
import Testing
import VarvModel

@testable import Varv

@Suite struct RoleMatrixTests {
    func reach(_ role: Role, _ permission: Permission, invented: Bool = false) -> Reach {
        RoleMatrix.reach(of: role, permission, invented: invented)
    }

    @Test func `the whole table`() {
        let short: [Reach: String] = [.nothing: "-", .own: "own", .ownGroups: "groups", .everything: "all"]
        let table = Permission.all.map { permission in
            ([permission.text]
                + [Role.leadership, .eht, .teacher, .author].map { short[reach($0, permission)] ?? "" })
                .joined(separator: " | ")
        }
        expectNoDifference(
            table.joined(separator: "\n"),
            """
            read pupils | all | all | groups | -
            read names | all | all | groups | -
            read identity | all | - | - | -
            read protected | all | - | - | -
            read results | all | all | groups | -
            read interventions | all | all | groups | -
            read health | all | all | - | -
            read dialogues | all | own | own | -
            read reflections | all | own | own | -
            read staff | all | all | all | -
            read compare | all | - | - | -
            write pupils | all | - | - | -
            write names | all | - | - | -
            write identity | all | - | - | -
            write protected | all | - | - | -
            write results | all | groups | groups | -
            write interventions | all | all | - | -
            write health | all | all | - | -
            write dialogues | all | own | own | -
            write reflections | all | own | own | -
            write staff | all | - | - | -
            write compare | all | - | - | -
            """)
    }

    @Test(arguments: [(Role.author, Role.teacher), (.teacher, .eht), (.eht, .leadership)])
    func `a wider role reaches at least as far, so narrowing never widens`(_ narrow: Role, _ wide: Role) {
        for permission in Permission.all { #expect(reach(narrow, permission) <= reach(wide, permission)) }
    }

    @Test func `an author has everything in an invented school, and may not open another`() {
        for permission in Permission.all {
            #expect(reach(.author, permission, invented: true) == .everything)
        }
        #expect(RoleMatrix.mayOpen(.author, invented: true))
        #expect(!RoleMatrix.mayOpen(.author, invented: false))
        #expect(RoleMatrix.mayGrant(.author, invented: true))
    }

    @Test func `only leadership allows routines in a school`() {
        #expect(Role.allCases.filter { RoleMatrix.mayGrant($0, invented: false) } == [.leadership])
    }

    @Test func `a permission's text reads back, and nothing else is one`() {
        for permission in Permission.all { #expect(Permission(text: permission.text) == permission) }
        for text in ["", "read", "read everything", "READ results", "read results ", "read  results"] {
            #expect(Permission(text: text) == nil)
        }
    }
}

@Suite struct VisibilityTests {
    let teacher = Person("olle", role: .teacher, staff: "OBE")

    func visibility(
        _ person: Person, _ granted: Set<Permission>, for audience: Audience = .teacher
    ) -> Visibility {
        Visibility(person: person, granted: granted, audience: audience, invented: false)
    }

    @Test func `a teacher sees own groups, and what was not granted not at all`() {
        let seen = visibility(teacher, [.read(.pupils), .read(.results), .write(.dialogues)])
        expectNoDifference(seen.reach, [.pupils: .ownGroups, .results: .ownGroups])
        #expect(seen.isOwnGroupsOnly)
        #expect(!seen.showsNames)
        #expect(!seen.includesProtected)
    }

    @Test func `someone who is no staff has no own groups`() {
        expectNoDifference(
            visibility(Person("x", role: .teacher), [.read(.pupils), .read(.staff)]).reach,
            [.staff: .everything])
    }

    @Test(arguments: [Audience.staff, .public])
    func `wide audiences get nobody's name, number, protection or health`(_ audience: Audience) {
        let seen = visibility(
            Person("å", role: .leadership), Set(Permission.all), for: audience)
        expectNoDifference(
            Set(seen.reach.keys), Set(Right.allCases.filter { audience.mayReceive($0) }))
        #expect(seen.reach[.results] == .everything)
        #expect(seen.smallestShown == 5)
        #expect(!seen.showsNames && !seen.includesProtected && !seen.showsIdentity)
    }

    @Test func `a granted right the role does not have opens nothing`() {
        #expect(visibility(teacher, [.read(.protected), .read(.health)]).reach.isEmpty)
    }
}

@Suite struct ReadLogTests {
    func lines(_ counts: [Key<Pupil>: Int], names: Bool = false) -> [String] {
        ReadLogLine.lines(
            run: "r1", at: "2026-11-24T08:00:00Z", account: "asa.lind", right: .results, scope: "varv 3, 7B",
            count: 40,
            counts: counts, namesShown: names
        ).map { "\($0.pupil.map { "\($0.rawValue)" } ?? "alla") \($0.count)" }
    }

    @Test func `a class is one line`() {
        #expect(lines([Key(1): 20, Key(2): 20]) == ["alla 40"])
    }

    @Test func `one pupil is named by key`() {
        #expect(lines([Key(7): 40]) == ["alla 40", "7 40"])
    }

    @Test func `names give a line for each pupil`() {
        #expect(lines([Key(2): 21, Key(1): 19], names: true) == ["alla 40", "1 19", "2 21"])
    }

    @Test func `a result about nobody is one line`() {
        #expect(lines([:], names: true) == ["alla 40"])
    }
}
