import ArgumentParser
import Varv
import VarvBridge
import VarvModel

/// `varv api`: what a routine can use, from the list of host functions.
struct ApiCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "api",
            abstract: say("Visa vad en rutin kan använda.", "Show what a routine can use."))
    }

    @OptionGroup var globals: GlobalOptions

    @Argument(
        help: help(
            "Ett namn: pupils, pupils:find, assessment, column.date.",
            "A name: pupils, pupils:find, assessment, column.date.", value: say("namn", "name")))
    var name: String?

    @Flag(help: help("Hela uppslagsverket i Markdown.", "The whole reference in Markdown."))
    var markdown = false

    @Flag(help: help("Typer för textredigerare (LuaCATS).", "Types for editors (LuaCATS)."))
    var editor = false

    @Flag(help: help("Namnen för luacheck.", "The names for luacheck."))
    var luacheck = false

    func validate() throws {
        if [markdown, editor, luacheck, name != nil].count(where: \.self) > 1 {
            throw ValidationError(
                say(
                    "Välj ett: ett namn, --markdown, --editor eller --luacheck.",
                    "Choose one: a name, --markdown, --editor or --luacheck."))
        }
    }

    func perform(_ console: Console) async throws -> Outcome {
        let text = try text(in: console.language)
        if !console.isJSON { console.write(.output, text) }
        return .done("", ["text": .string(text)])
    }

    private func text(in language: Language) throws(VarvError) -> String {
        let catalogue = Catalogue.standard
        if markdown { return ReferencePage.text(catalogue, in: language) }
        if editor { return EditorFile.text(catalogue, in: language) }
        if luacheck { return LuacheckFile.text(catalogue) }
        guard let name else { return overview(catalogue, language) }
        if let lines = HelpText.lines(of: name, in: language) { return lines.joined(separator: "\n") + "\n" }
        let near = suggestion(for: name, among: HelpText.names())
        throw .usage(
            "VARV-E667", "Det finns inget som heter \(shownWord(name))\(near.sv) Skriv varv api.",
            "There is nothing called \(shownWord(name))\(near.en) Type varv api.")
    }

    private func overview(_ catalogue: Catalogue, _ language: Language) -> String {
        var lines = [say("Samlingar och saker:", "Collections and things:")]
        lines += catalogue.items.map {
            "  " + ($0.collection ?? $0.name).padded(to: 16) + $0.words.text(in: language)
        }
        lines.append(say("Funktioner:", "Functions:"))
        lines += catalogue.functions.map { "  " + $0.name.padded(to: 30) + $0.words.text(in: language) }
        lines.append(say("Poster (add, change):", "Records (add, change):"))
        lines += catalogue.records.map { "  " + $0.name.padded(to: 16) + $0.words.text(in: language) }
        lines.append(say("Det en rutins funktion får:", "What a routine's function is given:"))
        lines += LuaNames.givers.map { "  " + $0.name.padded(to: 16) + $0.words.text(in: language) }
        lines.append(say("Konstruktorer och villkor:", "Constructors and conditions:"))
        lines.append("  " + LuaNames.globals.joined(separator: " "))
        lines.append(say("Mer om ett namn: varv api NAMN", "More about a name: varv api NAME"))
        return lines.joined(separator: "\n") + "\n"
    }
}
