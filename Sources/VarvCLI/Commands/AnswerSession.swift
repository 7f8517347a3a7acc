import Varv
import VarvDocuments
import VarvModel

extension Varv.DialogueAnswer {
    /// Reads `key[@about]=value`; nil for anything else.
    init?(line: String) {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let name = String(line[..<equals]).trimmed
        let at = name.firstIndex(of: "@")
        let key = String(name[..<(at ?? name.endIndex)])
        if key.isEmpty { return nil }
        self.init(
            key, about: at.map { String(name[name.index(after: $0)...]) } ?? "",
            String(line[line.index(after: equals)...]).trimmed)
    }
}

/// Takes the answers of one form: asked for on a terminal, or read as lines.
struct AnswerSession {
    let console: Console
    let form: DialogueForm
    let save: (Varv.DialogueAnswer) async throws -> Void

    /// Asks question by question; Enter leaves one as it is, Ctrl-C stops with what is saved.
    func ask() async throws -> Outcome {
        console.printForeign(form.title)
        console.print(
            console.dimmed(
                say(
                    "Enter hoppar över, Ctrl-C slutar. Varje svar sparas genast. Frågor med * måste besvaras.",
                    "Enter skips, Ctrl-C ends. Each answer is saved at once. Questions with * must be answered."
                )))
        var saved = 0
        var open = form.questions.filter { $0.isRequired && $0.saved == nil }.count
        for (index, question) in form.questions.enumerated() {
            console.print()
            console.printForeign(
                "\(index + 1)/\(form.questions.count)  \(question.label)" + (question.isRequired ? " *" : ""))
            for (number, choice) in question.choices.enumerated() where question.kind == .choice {
                console.printForeign("   \(number + 1)  \(choice.label)")
            }
            if let before = question.saved {
                // Made neutral first: the style's own escapes are ours to write.
                let words = Neutral.terminal(say("Sparat: ", "Saved: ") + shown(before, question))
                console.print(console.dimmed(words))
            }
            let given: Varv.DialogueAnswer?
            do {
                given = try await answered(question)
            } catch let error as VarvError where error.status == .interrupted {
                throw Self.interrupted(saved)
            }
            guard let answer = given else { continue }
            do {
                try await save(answer)
                saved += 1
                if question.isRequired, question.saved == nil { open -= 1 }
            } catch {
                // One answer that does not fit is no reason to lose the rest of the questions.
                for line in ErrorText.lines(VarvError.wrapping(error), console) { console.note(line) }
            }
        }
        return ended(saved, open: open)
    }

    /// Asks one question until the answer fits or is left out.
    private func answered(_ question: DialogueForm.Question) async throws -> Varv.DialogueAnswer? {
        while true {
            // Nothing is open while someone thinks: each answer is a run of its own, so it may take its time.
            guard let text = try console.ask("> ", within: nil), !text.isEmpty else { return nil }
            guard let value = Self.value(text, question) else {
                console.note(
                    say(
                        "Svara med ett nummer ur listan, eller Enter för att hoppa över.",
                        "Answer with a number from the list, or Enter to skip."))
                continue
            }
            return Varv.DialogueAnswer(question.key, about: question.about, value)
        }
    }

    private static func interruption(_ saved: Int) -> Phrase {
        .counting(
            ["n": saved],
            sv: "Avbrutet. {n|svar är sparat|svar är sparade}; kör samma kommando igen för att fortsätta.",
            en: "Interrupted. {n|answer is|answers are} saved; run the same command again to go on.")
    }

    private static func interrupted(_ saved: Int) -> VarvError {
        VarvError(
            VarvError.interrupted.code, .interrupted,
            sv: Self.interruption(saved).sv, en: Self.interruption(saved).en)
    }

    /// Reads `key[@about]=value` lines; what does not fit is said with its line, the rest is saved.
    func readLines() async throws -> Outcome {
        var saved = 0
        var wrong: [String] = []
        var number = 0
        while true {
            let next = console.lines.next(within: nil)
            if next == .interrupted { throw Self.interrupted(saved) }
            if next == .end || next == .timedOut { break }
            number += 1
            if case .notText(let line) = next {
                wrong.append(VarvError.notText(line: line).message(in: console.language))
                continue
            }
            do {
                guard case .line(let raw) = next else { throw VarvError.tooLongLine }
                let line = raw.trimmed
                if line.isEmpty || line.hasPrefix("#") { continue }
                try await save(try fitted(line))
                saved += 1
            } catch {
                let words = VarvError.wrapping(error).message(in: console.language)
                wrong.append(say("Rad \(number): ", "Line \(number): ") + words)
            }
        }
        for each in wrong { console.note(Neutral.terminal(each)) }
        guard !wrong.isEmpty else { return ended(saved) }
        var outcome = ended(saved)
        outcome.status = saved > 0 ? .leftOut : .refused
        outcome.code = "VARV-E660"
        outcome.message = say(
            "{n} svar sparades, {wrong} gick inte att spara.",
            "{n|answer was|answers were} saved, {wrong} could not be.",
            ["n": saved, "wrong": wrong.count])
        outcome.details = console.isJSON ? wrong : []
        return outcome
    }

    /// Returns a line's answer, fitted to its question; throws with the nearest key for one there is no question for.
    private func fitted(_ line: String) throws -> Varv.DialogueAnswer {
        guard let given = Varv.DialogueAnswer(line: line) else {
            throw VarvError(
                "VARV-E661", .refused, sv: "skriv nyckel=svar eller nyckel@om=svar.",
                en: "write key=answer or key@about=answer.")
        }
        // A plan's parts have keys of their own: next.owner, next.aims.
        let base = given.key.prefix { $0 != "." }
        guard let question = form.questions.first(where: { $0.key == base && $0.about == given.about }) else {
            let names = form.questions.map { $0.about.isEmpty ? $0.key : "\($0.key)@\($0.about)" }
            let name = given.about.isEmpty ? given.key : "\(given.key)@\(given.about)"
            let near = suggestion(for: name, among: names)
            let list = names.joined(separator: ", ")
            throw VarvError(
                "VARV-E662", .refused,
                sv: "det finns ingen fråga \(shownWord(name))\(near.sv) Frågorna: \(list)",
                en: "there is no question \(shownWord(name))\(near.en) The questions: \(list)")
        }
        guard let value = Self.value(given.value, question) else {
            let keys = question.choices.map(\.key).joined(separator: ", ")
            throw VarvError(
                "VARV-E663", .refused, sv: "svaret ska vara ett av \(keys).",
                en: "the answer must be one of \(keys).")
        }
        return Varv.DialogueAnswer(given.key, about: given.about, value)
    }

    /// Returns what to save: of a choice its key, given by number, key or words; nil when it is none of them.
    static func value(_ text: String, _ question: DialogueForm.Question) -> String? {
        guard question.kind == .choice else { return text }
        if let choice = question.choices.first(where: { $0.key == text }) { return choice.key }
        if let choice = chosen(text, of: question.choices) { return choice.key }
        return question.choices.first { $0.label.lowercased() == text.lowercased() }?.key
    }

    private func shown(_ saved: String, _ question: DialogueForm.Question) -> String {
        question.choices.first { $0.key == saved }?.label ?? saved
    }

    private func ended(_ saved: Int, open: Int = 0) -> Outcome {
        var words = say("{n} svar sparades.", "{n|answer was|answers were} saved.", ["n": saved])
        if open > 0 {
            words += say(
                " Obligatoriska frågor utan svar: \(open).", " Required questions without an answer: \(open)."
            )
        }
        console.print(words)
        return .done(words, ["saved": .integer(saved)])
    }
}
