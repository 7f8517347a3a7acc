import Varv
import VarvDocuments
import VarvModel

/// Decides which adapter reads a file: the one named, else the one that knows the file by its headings.
struct AdapterChoice {
    let console: Console
    let school: School
    let file: String

    func choose(_ named: String?) async throws(VarvError) -> (routine: Routine, source: RoutineSource) {
        if let named {
            let source = routineSource(named)
            let routine = try await school.routine(source)
            guard routine.kind == .adapter else {
                throw .usage(
                    "VARV-E653", "\(routine.id) är ingen adapter. Se vilka som finns: varv rutin lista",
                    "\(routine.id) is no adapter. See which there are: varv routine list")
            }
            return (routine, source)
        }
        let seen = try await school.inspect(.file(file))
        guard let first = seen.adapters.first else {
            throw nothingKnows(seen, try await school.unloadableRoutines())
        }
        guard seen.adapters.count > 1 else { return (first, .named(first.id)) }
        let chosen = try pick(among: seen.adapters)
        return (chosen, .named(chosen.id))
    }

    private func pick(among adapters: [Routine]) throws(VarvError) -> Routine {
        let list = adapters.map {
            "--with \($0.id)  (\(printable($0.shownTitle(in: console.language), atMost: 60)))"
        }
        guard console.canAsk else {
            throw VarvError(
                "VARV-E654", .usage, sv: "Flera adaptrar känner igen filen. Ange vilken:",
                en: "Several adapters know the file. Say which:",
                details: list.map { Phrase(sv: "  " + $0, en: "  " + $0) })
        }
        console.note(say("Flera adaptrar känner igen filen:", "Several adapters know the file:"))
        for (index, adapter) in adapters.enumerated() {
            console.note(
                "  \(index + 1)  \(printable(adapter.shownTitle(in: console.language), atMost: 60))  (\(adapter.id))"
            )
        }
        let answer = try console.ask(say("Vilken? Nummer: ", "Which? Number: "))
        guard let adapter = answer.flatMap({ chosen($0, of: adapters) }) else {
            throw VarvError("VARV-E652", .refused, sv: "Inget har sparats.", en: "Nothing was stored.")
        }
        return adapter
    }

    private func nothingKnows(_ seen: InputInspection, _ broken: [UnloadableRoutine]) -> VarvError {
        let headings = seen.headings.prefix(20).map { printable($0, atMost: 40) }.joined(separator: ", ")
        var details = seen.notes
        details.append(
            headings.isEmpty
                ? Phrase(
                    sv: "Filen har inga rubriker som gick att läsa.",
                    en: "The file has no headings that could be read.")
                : Phrase(sv: "Rubrikerna: \(headings)", en: "The headings: \(headings)"))
        details.append(
            Phrase(
                sv:
                    "En adapter är en kort Lua-fil i skolans routines/: kopiera den som är mest lik, ändra known_by och columns.",
                en:
                    "An adapter is a short Lua file in the school's routines/: copy the one most alike, change known_by and columns."
            ))
        details.append(
            Phrase(
                sv: "De som finns: varv rutin lista. Fälten: varv api add",
                en: "Those there are: varv routine list. The fields: varv api add"))
        details += UnloadableRoutine.details(broken)
        return VarvError(
            "VARV-E655", .refused, sv: "Ingen adapter känner igen filen. Inget har sparats.",
            en: "No adapter knows the file. Nothing was stored.", details: details)
    }
}
