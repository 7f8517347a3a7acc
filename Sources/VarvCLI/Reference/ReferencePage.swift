import Varv
import VarvBridge
import VarvModel

/// The reference page: every collection, field, function and record a routine may use.
struct ReferencePage {
    let catalogue: Catalogue
    let language: Language

    static func text(_ catalogue: Catalogue, in language: Language) -> String {
        ReferencePage(catalogue: catalogue, language: language).lines.joined(separator: "\n") + "\n"
    }

    private func say(_ sv: String, _ en: String) -> String { language == .swedish ? sv : en }

    private var lines: [String] {
        var lines = [
            say("# Lua: vad en rutin kan använda", "# Lua: what a routine can use"), "",
            say(
                "Gjord av scripts/docs ur listan över värdens funktioner. Ändra den inte för hand.",
                "Made by scripts/docs from the list of host functions. Do not edit it by hand."), "",
            say("## Samlingar", "## Collections"), "",
            say(
                "En samling är en mängd: den beskrivs med metoderna nedan och räknas av värden.",
                "A collection is a set: it is described by the methods below, and the host counts it."), "",
        ]
        lines += table(
            [say("metod", "method"), say("ger", "gives"), say("vad", "what"), say("exempel", "example")],
            LuaNames.setMethods.map {
                [
                    code($0.name), code($0.result.replacing("$", with: say("sak", "item"))),
                    $0.words.text(in: language), code($0.example),
                ]
            })
        for item in catalogue.items { lines += self.item(item) }
        lines += [say("## Funktioner", "## Functions"), ""]
        for function in catalogue.functions { lines += self.function(function) }
        lines += [
            say("## Poster som läggs till eller ändras", "## Records that are added or changed"), "",
            say(
                "`add:namn { … }` i en adapter, `change:namn { … }` i en uppgift.",
                "`add:name { … }` in an adapter, `change:name { … }` in a task."), "",
        ]
        for record in catalogue.records { lines += self.record(record) }
        lines += [say("## Det en rutins funktion får", "## What a routine's function is given"), ""]
        for giver in LuaNames.givers {
            let own = LuaNames.methods(of: giver.name)
            lines += [
                "### \(giver.name)", "", giver.words.text(in: language), "", "```lua", giver.example, "```",
                "",
            ]
            guard !own.isEmpty else { continue }
            lines += table(
                [say("metod", "method"), say("vad", "what"), say("exempel", "example")],
                own.map {
                    [
                        code(HelpText.signature($0.method)), $0.method.words.text(in: language),
                        code($0.method.example),
                    ]
                })
        }
        lines += [say("## Rutiner", "## Routines"), ""]
        for (name, fields) in LuaNames.routines {
            lines += [
                "### \(name.name)", "", name.words.text(in: language), "", "```lua", name.example, "```", "",
            ]
            lines += table(
                [say("fält", "field"), say("typ", "type"), say("vad", "what")],
                fields.map { [code($0.name), code($0.type), $0.words.text(in: language)] })
        }
        for (title, names) in [
            (say("## Kolumner", "## Columns"), LuaNames.columns),
            (say("## Val", "## Options"), LuaNames.options),
            (say("## Villkor", "## Conditions"), LuaNames.conditions),
            (say("## Märken", "## Marks"), LuaNames.marks),
        ] {
            lines += [title, ""]
            lines += table(
                [say("namn", "name"), say("vad", "what"), say("exempel", "example")],
                names.map { [code($0.name), $0.words.text(in: language), code($0.example)] })
        }
        lines.removeLast()
        return lines
    }

    private func item(_ item: ItemType) -> [String] {
        let title = item.collection.map { "### \($0): \(item.name)" } ?? "### \(item.name)"
        return [title, "", item.words.text(in: language) + right(item.right), ""]
            + table(
                [say("fält", "field"), say("typ", "type"), say("vad", "what"), say("rätt", "right")],
                item.fields.map {
                    [
                        code($0.name), code($0.type.description), $0.words.text(in: language),
                        ($0.right ?? item.right).map(code) ?? "–",
                    ]
                })
    }

    private func function(_ function: HostFunction) -> [String] {
        var lines = [
            "### \(function.signature)", "", function.words.text(in: language) + right(function.right), "",
        ]
        if !function.parameters.isEmpty {
            lines +=
                function.parameters.map {
                    "- " + code($0.name) + " (\($0.type.description)): " + $0.words.text(in: language)
                } + [""]
        }
        return lines + ["```lua", function.example, "```", ""]
    }

    private func record(_ record: RecordKind) -> [String] {
        let writes = say(
            " Kräver skrivrätten `\(record.right)`.", " Needs the right to write `\(record.right)`.")
        return [
            "### \(record.name)", "", record.words.text(in: language) + writes, "", "```lua", record.example,
            "```", "",
        ]
            + table(
                [say("fält", "field"), say("typ", "type"), say("vad", "what")],
                record.fields.map { [code($0.name), code($0.type.description), $0.words.text(in: language)] })
    }

    private func right(_ right: String?) -> String {
        guard let right else { return say(" Alltid öppen.", " Always open.") }
        return say(" Kräver rätten `\(right)`.", " Needs the right `\(right)`.")
    }

    private func code(_ text: String) -> String { "`" + text + "`" }

    private func table(_ head: [String], _ rows: [[String]]) -> [String] {
        func line(_ cells: [String]) -> String {
            "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
        }
        return [line(head), line(head.map { _ in "---" })] + rows.map(line) + [""]
    }
}
