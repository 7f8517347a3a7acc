import Varv
import VarvModel

/// The way from a command line to an open school.
struct Door {
    let globals: GlobalOptions

    var host: Host { Host(language: Speech.language) }

    /// Returns the school's folder: the one given, else the nearest from here and upwards.
    func folder() throws(VarvError) -> String {
        if let school = globals.school { return school }
        do { return try SchoolFolder.find(from: ".") } catch { throw VarvError.wrapping(error) }
    }

    /// Whether there is a school to open. One that is there and may not be opened is an error, not none.
    var isInSchool: Bool {
        get throws(VarvError) {
            if globals.school != nil { return true }
            do { _ = try SchoolFolder.find(from: ".") } catch {
                if error.code == .noSchool { return false }
                throw VarvError.wrapping(error)
            }
            return true
        }
    }

    /// Opens the school, as the account is known there or in the narrower role of `--as`.
    func open() async throws(VarvError) -> School {
        let folder = try folder()
        guard let word = globals.role else { return try await host.open(folder) }
        guard
            let role = Role.allCases.first(where: {
                $0.rawValue == word || $0.label.sv == word || $0.label.en == word
            })
        else {
            let all = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw .usage(
                "VARV-E647", "--as \(shownWord(word)): det finns ingen sådan roll. Rollerna är \(all).",
                "--as \(shownWord(word)): there is no such role. The roles are \(all).")
        }
        let person = try await host.open(folder).person
        do { return try await host.open(folder, as: person.narrowed(to: role)) } catch {
            throw VarvError.wrapping(error)
        }
    }
}

extension Console {
    /// Settles what a routine may do before it runs: what is remembered, what flags give, what someone says yes to.
    ///
    /// Throws with status `notGranted` when it may not, or when there is nobody to ask.
    func permissions(
        for routine: Routine, in school: School, flags: Set<Permission>, remembering: Bool
    ) async throws(VarvError) -> Set<Permission> {
        guard let question = try await school.question(for: routine, granting: flags) else { return flags }
        guard canAsk else { throw VarvError.wrapping(question.refusal(.nobodyAsked)) }
        let lines = question.lines(in: language)
        for line in lines.dropLast() { note(line) }
        if question.isPartlyForOneRun, !remembering {
            note(say("  Med --remember minns Varv även det.", "  With --remember, Varv remembers that too."))
        }
        guard let answer = try ask(lines.last ?? ""), RightsQuestion.isYes(answer) else {
            throw VarvError.wrapping(question.refusal(.declined))
        }
        return try await flags.union(school.allow(question, remembering: remembering))
    }
}
