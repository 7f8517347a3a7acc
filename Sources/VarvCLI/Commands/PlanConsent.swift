import Varv
import VarvModel

/// Shows the plan of a run, asks what must be asked, and applies or discards it.
struct PlanConsent {
    /// What kind of run it is, which decides the words.
    enum Kind {
        case rows, task
        case undo(Int)
    }

    let console: Console
    let kind: Kind
    var isPartial = false
    /// How many times someone said yes beforehand.
    let yes: Int
    let expect: String?

    func settle(_ run: Run, isDryRun: Bool) async throws -> Outcome {
        let plan = run.plan
        for line in PlanText.lines(
            plan, in: console.language, hasColour: console.hasColour, foldedAt: console.foldsAt)
        {
            console.print(line)
        }
        try checkMark(plan)
        if isDryRun {
            await run.discard()
            let words = say(
                "Inget har sparats: det var bara planen.", "Nothing was stored: this was only the plan.")
            console.print(words)
            return Outcome(status: .done, message: words, plan: plan, word: "planned")
        }
        if plan.leftOut == 0, plan.isEmpty {
            await run.discard()
            let words = kind.nothingToDo(plan)
            console.print(words)
            return Outcome(status: .done, message: words, plan: plan, word: "unchanged")
        }
        if let no = try refusal(plan) {
            await run.discard()
            return no
        }
        let receipt = try await run.apply(partial: plan.leftOut > 0)
        return stored(receipt)
    }

    private func checkMark(_ plan: Plan) throws(VarvError) {
        guard let expect, let moved = plan.mark.moved(since: expect) else { return }
        func list(_ language: Language) -> String {
            moved.map { $0.words.text(in: language) }.joined(separator: ", ")
        }
        throw VarvError(
            "VARV-E649", .refused,
            sv: "Planen är en annan än den väntade"
                + (moved.isEmpty ? ". " : "; sedan dess har detta ändrats: \(list(.swedish)). ")
                + "Inget har sparats. Läs planen ovan; dess märke är \(plan.mark).",
            en: "The plan is another than the expected"
                + (moved.isEmpty ? ". " : "; this has changed since: \(list(.english)). ")
                + "Nothing was stored. Read the plan above; its mark is \(plan.mark).")
    }

    /// Asks what has to be asked; nil when everything has its yes.
    private func refusal(_ plan: Plan) throws -> Outcome? {
        let ready = plan.used
        if plan.leftOut > 0, !isPartial {
            let kept = plan.leftOutWords.text(in: console.language)
            guard ready > 0, console.canAsk else { return refused("VARV-E503", kept, plan) }
            let question = say(
                "{n|rad är klar|rader är klara}, {left} inte. Läsa in det som är klart nu?",
                "{n|row is|rows are} ready, {left} not. Import what is ready now?",
                ["n": ready, "left": plan.leftOut])
            guard try console.confirm(question) else { return declined(plan) }
        } else if yes == 0, expect == nil {
            guard console.canAsk || plan.isLargeChange else {
                return refused(
                    "VARV-E650",
                    say(
                        "Här finns ingen att fråga, så inget har sparats. Lägg till --yes för att svara ja i förväg.",
                        "There is nobody to ask here, so nothing was stored. Add --yes to say yes beforehand."
                    ), plan)
            }
            // What is asked about twice is told below, so that nobody is sent here twice.
            if console.canAsk, try !console.confirm(kind.question) { return declined(plan) }
        }
        // What was read and named by its mark has been agreed to as it is.
        guard plan.isLargeChange, yes < 2, expect == nil else { return nil }
        let moved = plan.changed + plan.removed
        guard console.canAsk else {
            return refused(
                "VARV-E651",
                say(
                    "\(moved) uppgifter som redan finns skulle ändras eller tas bort, och det frågar Varv om två "
                        + "gånger. Inget har sparats. Lägg till --yes --yes eller --expect.",
                    "\(moved) records that exist would change or go, which Varv asks about twice. Nothing was "
                        + "stored. Add --yes --yes or --expect."),
                plan)
        }
        let sure = try console.confirm(
            say(
                "\(moved) uppgifter som redan finns ändras eller tas bort. Är du säker?",
                "\(moved) records that exist change or go. Are you sure?"))
        return sure ? nil : declined(plan)
    }

    private func refused(_ code: String, _ words: String, _ plan: Plan) -> Outcome {
        Outcome(status: .refused, code: code, message: words, plan: plan)
    }

    private func declined(_ plan: Plan) -> Outcome {
        refused("VARV-E652", say("Inget har sparats.", "Nothing was stored."), plan)
    }

    private func stored(_ receipt: Receipt) -> Outcome {
        var outcome = Outcome(status: receipt.status, message: "", run: receipt.run, plan: receipt.plan)
        outcome.message = console.typed(kind.done(receipt.run))
        console.printForeign(outcome.message)
        if let file = receipt.leftOutFile {
            console.printForeign(
                say(
                    "{n|rad|rader} ligger i ", "{n|row is|rows are} in ", ["n": receipt.plan.leftOut])
                    + say("\(file). Rätta i den och läs in den.", "\(file). Mend it and import it.")
            )
            outcome.extra.append(.init(name: "left_out_file", value: .string(file)))
        }
        outcome.add(receipt.notes, console)
        return outcome
    }
}

extension PlanConsent.Kind {
    fileprivate func nothingToDo(_ plan: Plan) -> String {
        switch self {
        case .rows where plan.rowsRead == 0:
            say(
                "Filen har inga rader att läsa in. Inget har ändrats.",
                "The file has no rows to import. Nothing was changed.")
        case .rows where plan.skipped == plan.rowsRead:
            say(
                "Adaptern hoppade över alla rader. Inget har ändrats.",
                "The adapter skipped every row. Nothing was changed.")
        case .rows:
            say("Allt finns redan. Inget har ändrats.", "Everything is there already. Nothing was changed.")
        case .task: say("Uppgiften ändrar ingenting.", "The task changes nothing.")
        case .undo(let run):
            say("Körning \(run) ändrade ingenting att ångra.", "Run \(run) changed nothing to undo.")
        }
    }

    fileprivate var question: String {
        switch self {
        case .rows: say("Läsa in?", "Import?")
        case .task: say("Spara?", "Store?")
        case .undo(let run): say("Ångra körning \(run)?", "Undo run \(run)?")
        }
    }

    fileprivate func done(_ run: Int) -> String {
        switch self {
        case .rows, .task:
            say(
                "Sparat som körning \(run). Ångra med: varv ångra \(run)",
                "Stored as run \(run). Undo with: varv undo \(run)")
        case .undo(let undone):
            say(
                "Körning \(undone) är ångrad. Det blev körning \(run).",
                "Run \(undone) is undone. That was run \(run).")
        }
    }
}
