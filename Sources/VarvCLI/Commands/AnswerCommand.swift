import ArgumentParser
import Varv
import VarvModel

/// `varv answer ROUTINE`: takes the answers of one form, question by question, each saved at once.
struct AnswerCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "answer",
            abstract: say("Svara på frågorna i ett samtal.", "Answer the questions of a dialogue."),
            discussion: say(
                "I en terminal ställs frågorna en i taget. Annars läses rader: nyckel[@om]=svar.",
                "In a terminal the questions come one by one. Otherwise lines are read: key[@about]=answer."),
            aliases: ["svara"])
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(
        help: help(
            "Frågorna: ett id eller en Lua-fil.", "The question set: an id or a Lua file.",
            value: say("rutin", "routine")))
    var routine: String

    @OptionGroup var scope: ScopeOptions
    @OptionGroup var settings: SettingOptions
    @OptionGroup var rights: RoutineRights

    func perform(_ console: Console) async throws -> Outcome {
        let (school, forms) = try await DialogueForms(
            globals: globals, routine: routine, scope: scope.scope, settings: settings.values(),
            flags: rights.permissions(), remembering: rights.remember
        ).made(console, isEmpty: false)
        let form = try choose(forms, console)
        let session = AnswerSession(console: console, form: form) { [school] answer in
            _ = try await school.answer(form, [answer])
        }
        return console.canAsk ? try await session.ask() : try await session.readLines()
    }

    private func choose(_ forms: [DialogueForm], _ console: Console) throws(VarvError) -> DialogueForm {
        if forms.count == 1 { return forms[0] }
        guard !forms.isEmpty else {
            throw VarvError(
                "VARV-E658", .failed,
                sv: "Det finns inget formulär här. Ange --group, --subject eller --teacher.",
                en: "There is no form here. Say --group, --subject or --teacher.")
        }
        let titles = forms.map { printable($0.title, atMost: 76) }
        guard console.canAsk else {
            throw VarvError(
                "VARV-E659", .usage,
                sv:
                    "Det finns \(forms.count) formulär. Ange --group, --subject eller --teacher så att det blir ett:",
                en:
                    "There are \(forms.count) forms. Say --group, --subject or --teacher so that one is left:",
                details: titles.map { Phrase(sv: "  " + $0, en: "  " + $0) })
        }
        for (index, title) in titles.enumerated() { console.note("  \(index + 1)  \(title)") }
        let answer = try console.ask(say("Vilket? Nummer: ", "Which? Number: "))
        guard let form = answer.flatMap({ chosen($0, of: forms) }) else {
            throw VarvError("VARV-E652", .refused, sv: "Inget har sparats.", en: "Nothing was stored.")
        }
        return form
    }
}
