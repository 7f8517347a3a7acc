import ArgumentParser
import Varv
import VarvBridge
import VarvDocuments
import VarvModel

/// `varv routine`: what routines the school has, and what one of them is.
struct RoutineCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "routine", abstract: say("Rutinerna som finns.", "The routines there are."),
            subcommands: [List.self, Info.self], defaultSubcommand: List.self, aliases: ["rutin"])
    }

    struct List: Command {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "list", abstract: say("Lista rutinerna.", "List the routines."),
                aliases: ["lista"])
        }

        @OptionGroup var globals: GlobalOptions

        func perform(_ console: Console) async throws -> Outcome {
            let school = try await Door(globals: globals).open()
            let (routines, broken) = (try await school.routines(), try await school.unloadableRoutines())
            let width = routines.map { TextWidth.of($0.id) }.max() ?? 0
            for kind in Routine.Kind.allCases {
                let alike = routines.filter { $0.kind == kind }
                guard !alike.isEmpty else { continue }
                console.print(kind.heading.text(in: console.language))
                for routine in alike {
                    console.print(
                        "  " + Neutral.terminal(routine.id).padded(to: width) + "  "
                            + Neutral.terminal(routine.shownTitle(in: console.language)))
                }
            }
            if !broken.isEmpty { console.print(say("Går inte att läsa", "Cannot be read")) }
            for file in broken {
                console.print("  " + Neutral.terminal(file.error.message(in: console.language)))
            }
            return .done(
                "",
                [
                    "routines": .array(routines.map(Info.json)),
                    "unreadable": .array(
                        broken.map {
                            .members([
                                "file": .string($0.file), "code": .string($0.error.code),
                                "message": .string($0.error.message(in: console.language)),
                            ])
                        }),
                ])
        }
    }

    struct Info: Command {
        static var configuration: CommandConfiguration {
            CommandConfiguration(
                commandName: "info",
                abstract: say("Visa vad en rutin är och vill.", "Show what a routine is and wants."))
        }

        @OptionGroup var globals: GlobalOptions

        @Argument(
            help: help("Ett id eller en Lua-fil.", "An id or a Lua file.", value: say("rutin", "routine")))
        var routine: String

        func perform(_ console: Console) async throws -> Outcome {
            let found = try await Door(globals: globals).open().routine(routineSource(routine))
            for line in Self.lines(found, in: console.language) { console.printForeign(line) }
            return .done("", ["routine": Self.json(found)])
        }

        static func lines(_ routine: Routine, in language: Language) -> [String] {
            let isSwedish = language == .swedish
            let nothing = isSwedish ? "ingenting" : "nothing"
            func rights(_ words: [String], _ label: (Right) -> Phrase) -> String {
                let told = words.map { Right(rawValue: $0).map(label)?.text(in: language) ?? $0 }
                return told.isEmpty ? nothing : told.joined(separator: ", ")
            }
            var lines = ["\(routine.id) \(routine.version)  \(routine.shownTitle(in: language))"]
            if !routine.about.isEmpty { lines += Console.quoted(routine.about) }
            var fields = [
                (isSwedish ? "Slag" : "Kind", routine.kind.label.text(in: language)),
                (isSwedish ? "Läser" : "Reads", rights(routine.reads, \.label)),
                (isSwedish ? "Skriver" : "Writes", rights(routine.writes, \.writtenLabel)),
            ]
            if !routine.knownBy.isEmpty {
                fields.append(
                    (isSwedish ? "Känns igen på" : "Known by", routine.knownBy.joined(separator: ", ")))
            }
            fields.append(
                (isSwedish ? "Filen" : "The file", "\(routine.fileName)  \(routine.hash.prefix(16))"))
            let width = (fields.map { TextWidth.of($0.0) }.max() ?? 0) + 2
            lines += fields.map { "  " + $0.0.padded(to: width) + $0.1 }
            if !routine.options.isEmpty { lines.append(isSwedish ? "Val (--set):" : "Options (--set):") }
            lines += routine.options.map { option in
                let wanted = isSwedish ? option.wanted.sv : option.wanted.en
                let standard = option.shownDefault(in: language)
                let otherwise =
                    standard.isEmpty ? "" : isSwedish ? "; annars \(standard)" : "; \(standard) otherwise"
                return "  \(option.key)  (\(wanted)\(otherwise))  \(option.words)"
            }
            lines += routine.questions.sorted { $0.key < $1.key }.map { "  \($0.key)  \($0.value)" }
            return lines
        }

        static func json(_ routine: Routine) -> JSON {
            func list(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
            return .members([
                "kind": .string(routine.kind.rawValue), "id": .string(routine.id),
                "version": .string(routine.version),
                "title": .string(routine.title), "reads": list(routine.reads), "writes": list(routine.writes),
                "known_by": list(routine.knownBy), "hash": .string(routine.hash),
                "options": .array(
                    routine.options.map {
                        .members([
                            "key": .string($0.key), "kind": .string($0.kind), "words": .string($0.words),
                            "choices": list($0.choices),
                        ])
                    }),
            ])
        }
    }
}

extension Routine.Kind {
    /// What stands above all of the kind.
    fileprivate var heading: Phrase {
        switch self {
        case .adapter: Phrase(sv: "Adaptrar (läsa in)", en: "Adapters (import)")
        case .dialogue: Phrase(sv: "Samtal", en: "Dialogues")
        case .report: Phrase(sv: "Rapporter", en: "Reports")
        case .task: Phrase(sv: "Uppgifter", en: "Tasks")
        }
    }
}
