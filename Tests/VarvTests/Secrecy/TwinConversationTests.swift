import CustomDump
import Testing
import VarvBridge
import VarvModel
import VarvStorage

@testable import Varv

/// Whole conversations with real workers in twin schools: what a person is shown, and every frame that crossed, its
/// bytes, its size and how many there are, are the same to a run that may not see what the twins differ in.
@Suite struct TwinConversationTests {
    /// What is typed in a meeting: everything there is, by several ways, and what is wrong.
    private static let entries = [
        "here", "pupils", "pupils:count()", "here:pupils()", "here \"{pupils}\"",
        "here:interventions():count()",
        "pupils:sort('group'):first(2)",
        "pupils:where { group = '7A' }", "pupils:find('8003')", "pupils:find('20130103-2387')", "groups",
        "staff",
        "teachings", "assessments", "assessments:where { reached = false }:count()", "judgements",
        "judgements:count()", "here:hard_criteria()", "here:hard_criteria_by_group()", "interventions",
        "interventions:due()", "interventions:running():count()", "dialogues", "reflections",
        "here:previous()",
        "for p in pupils:each() do print(p, p.group) end",
        "for i in interventions:each() do print(i.target) end",
        "kept = pupils:first(1):one()", "kept", "kept.group", "kept.name", "kept.identity", "kept.protection",
        "pupils:where { namm = 1 }", "pupils:sort('name')", "interventions:where { kod = 'INS-H' }",
        "nothing.there",
        "error(tostring(pupils:count()))",
    ]

    private func shown(_ answer: MeetingAnswer) -> String {
        switch answer {
        case .incomplete: "…"
        case .failed(let error):
            "✗ " + Language.allCases.map { error.message(in: $0) }.joined(separator: " / ")
        case .restarted(let error): "↻ " + error.message(in: .swedish)
        case .shown(let paper, let printed, let plan):
            printed
                + PaperFormat.allCases.map { String(decoding: paper.data(as: $0), as: UTF8.self) }.joined()
                + (plan.map(told) ?? "")
        }
    }

    /// All that anyone is told of a plan.
    private func told(_ plan: Plan) -> String {
        var text = ""
        customDump(plan, to: &text)
        for language in Language.allCases {
            text += plan.summary(in: language)
            text += plan.changes.map { $0.text(in: language) }.joined(separator: "\n")
            text += (plan.refused + plan.held).map { "\($0.line) \($0.issue.message(in: language))" }.joined()
            text += plan.warnings.map { $0.message(in: language) }.joined()
        }
        return text
    }

    private func alike(
        _ twins: Twins, _ sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (School, TemporaryFolder) async throws -> [String]
    ) async throws {
        let seen = try await twins.observe(body)
        try #require(seen.count == 2)
        // Something was said, and something crossed.
        #expect(seen[0].said.joined().utf8.count > 20, sourceLocation: sourceLocation)
        for (one, other) in zip(seen[0].said, seen[1].said) where one != other {
            expectNoDifference(one, other)
        }
        #expect(seen[0].said.count == seen[1].said.count, sourceLocation: sourceLocation)
        #expect(
            seen[0].frames == seen[1].frames,
            "\(seen.map { $0.frames.map { $0.map { $0.map(\.count) } } })", sourceLocation: sourceLocation)
    }

    @Test(arguments: Twins.Secret.allCases)
    func `a meeting's entries, and what they write and take back, are the same in both`(
        _ secret: Twins.Secret
    ) async throws {
        try await alike(try await Twins(secret)) { school, _ in
            let reads = secret.reads
            let writes: Set<Right> = reads.contains(.interventions) ? [.interventions] : [.reflections]
            let meeting = try await school.meeting(
                scope: .cycle(3), granting: Set<Permission>(reads: reads, writes: writes))
            var said: [String] = []
            for entry in Self.entries { said.append(shown(try await meeting.enter(entry))) }
            let change =
                writes == [.interventions]
                ? #"change:intervention { group = "7A", title = "Ny", reports_back = "ALI", follows_up = "ALI" }"#
                : #"change:reflection { action = 3, outcome = "o", why = "w", next_step = "n" }"#
            said.append(shown(try await meeting.enter(change)))
            if let receipt = try await meeting.apply() {
                said.append(told(receipt.plan))
                said.append(told(try await school.undo(run: receipt.run).plan))
            }
            await meeting.end()
            return said
        }
    }

    @Test(arguments: Twins.Secret.allCases)
    func `an import's plan, and its undoing, are the same in both`(_ secret: Twins.Secret) async throws {
        // What a file changes is told by what was there: a run that writes results may know of them.
        if secret == .results { return }
        try await alike(try await Twins(secret)) { school, folder in
            let marks = Lua.marks.replacing("2389;Insats", with: "2389;Mer").replacing(
                "2386;;", with: "2386;Fel ord;")
            let run = try await school.run(
                .file(folder.path("omdömen.lua")), on: .data(Array(marks.utf8)), scope: .cycle(3),
                granting: [.write(.results)])
            let receipt = try await run.apply(partial: true)
            let log = try await school.opened(as: .teacher).log().map { "\($0.run) \($0.text)" }
            let kept = try folder.text(String(receipt.leftOutFile?.dropFirst(folder.path("").count) ?? ""))
            let undone = try await school.undo(run: receipt.run)
            return [told(run.plan), kept, told(undone.plan)] + log
        }
    }

    @Test(arguments: Twins.Secret.allCases)
    func `a new pupil's plan is the same in both`(_ secret: Twins.Secret) async throws {
        try await alike(try await Twins(secret)) { school, folder in
            let new =
                "Nummer;Förnamn;Efternamn;Klass;Åk;Skyddad\n20130105-2385;Eva;Ny;7A;7;\n20130106-238;X;Y;7A;7;\n"
            let run = try await school.run(
                .file(folder.path("register.lua")), on: .data(Array(new.utf8)), granting: [.write(.pupils)])
            let told = told(run.plan)
            await run.discard()
            return [told]
        }
    }

    @Test(arguments: Twins.Secret.allCases.filter { $0 != .interventions })
    func `a task's plan and notes are the same in both`(_ secret: Twins.Secret) async throws {
        try await alike(try await Twins(secret)) { school, folder in
            let run = try await school.run(
                .file(folder.path("uppgift.lua")), scope: .cycle(3),
                granting: [.read(.pupils), .read(.staff), .read(.interventions), .write(.interventions)])
            let receipt = try await run.apply()
            return [told(run.plan), told(try await school.undo(run: receipt.run).plan)]
        }
    }

    @Test(arguments: Twins.Secret.allCases.filter { $0 != .results })
    func `a report, a bare chunk and where the school stands are the same in both`(
        _ secret: Twins.Secret
    ) async throws {
        try await alike(try await Twins(secret)) { school, folder in
            let papers = try await school.draw(
                .file(folder.path("rapport.lua")), scope: .cycle(3),
                granting: [.read(.pupils), .read(.results)])
            let printed = try await school.run(
                chunk:
                    "print(here:pupils():count(), pupils:count(), assessments:count()) for p in pupils:each() do print(p) end",
                name: "prov.lua", scope: .cycle(3), granting: [.read(.pupils), .read(.results)])
            var said = papers.flatMap { paper in
                PaperFormat.allCases.map { String(decoding: paper.data(as: $0), as: UTF8.self) }
            }
            said.append(printed)
            // How many interventions are due is told to whoever leads the school.
            if secret != .interventions {
                let status = try await school.status()
                said += (status.lines + status.suggestions).map { $0.sv + $0.en }
            }
            return said
        }
    }

    @Test func `someone with the right sees the difference`() async throws {
        let twins = try await Twins(.protectedIntervention)
        let seen = try await twins.observe { school, _ in
            let meeting = try await school.meeting(
                scope: .cycle(3), granting: [.read(.pupils), .read(.interventions), .read(.protected)])
            let answer = shown(
                try await meeting.enter("for i in interventions:each() do print(i.title) end"))
            await meeting.end()
            return [answer]
        }
        #expect(seen[0].said != seen[1].said)
        #expect(seen[0].frames != seen[1].frames)
    }
}

extension School {
    /// The school as someone in another role sees it.
    fileprivate func opened(as role: Role) async throws -> School {
        try await Varv.Host(worker: .besideExecutable, clock: TestSchool.noon)
            .open(path, as: Person("bo.berg", role: role, staff: "ALI"))
    }
}
