import ArgumentParser
import Varv
import VarvModel

/// Bare `varv`: where the school stands, and what to type next.
struct StatusCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "status", abstract: say("Visa var skolan står.", "Show where the school stands."),
            shouldDisplay: false)
    }

    @OptionGroup var globals: GlobalOptions

    func perform(_ console: Console) async throws -> Outcome {
        let door = Door(globals: globals)
        guard try door.isInSchool else { return welcome(console) }
        let status = try await door.open().status()
        let lines = status.lines.map { console.typed($0.text(in: console.language)) }
        for line in lines { console.printForeign(line) }
        let suggestions = status.suggestions.map { console.typed($0.text(in: console.language)) }
        if !suggestions.isEmpty {
            console.print()
            console.print(say("Att skriva härnäst:", "To type next:"))
            for suggestion in suggestions { console.printForeign("  " + suggestion) }
        }
        return .done(
            lines.joined(separator: "\n"),
            [
                "lines": .array(lines.map(JSON.string)),
                "suggestions": .array(suggestions.map(JSON.string)),
            ])
    }

    /// Outside a school: what Varv is, and three things to type.
    private func welcome(_ console: Console) -> Outcome {
        let words = say(
            """
            Varv följer upp elevers resultat varv för varv: läser in bedömningar, visar vad som är svårt,
            förbereder samtal och minns vad ni bestämde. Här finns ingen skola än.
            """,
            """
            Varv follows up pupils' results cycle by cycle: it imports assessments, shows what is hard,
            prepares dialogues and remembers what you decided. There is no school here yet.
            """)
        let suggestions = [
            say(
                "varv ny-skola skolan --name \"Skolans namn\"",
                "varv init school --name \"The school's name\""),
            say("varv --school skolan läsin elever.csv", "varv --school school import pupils.csv"),
            say("varv --help", "varv --help"),
        ]
        console.print(words)
        console.print()
        for suggestion in suggestions { console.print("  " + suggestion) }
        return .done(words, ["school": .null, "suggestions": .array(suggestions.map(JSON.string))])
    }
}
