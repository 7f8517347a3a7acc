import ArgumentParser
import Varv
import VarvDocuments
import VarvModel

/// `varv doctor`: what holds scripts in on this machine, and whether the school opens.
struct DoctorCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "doctor",
            abstract: say("Kontrollera datorn och skolan.", "Check the machine and the school."),
            aliases: ["kolla"])
    }

    @OptionGroup var globals: GlobalOptions

    func perform(_ console: Console) async throws -> Outcome {
        let door = Door(globals: globals)
        var lines = try await door.host.diagnose().map { ($0.isFine, $0.words.text(in: console.language)) }
        if try door.isInSchool {
            do {
                let school = try await door.open()
                lines.append(
                    (
                        true,
                        say(
                            "Skolan i \(school.folder.path) går att öppna.",
                            "The school in \(school.folder.path) opens.")
                    ))
                lines += try school.folder.findings().map { (false, $0.message(in: console.language)) }
                lines += try await school.unloadableRoutines().map {
                    (false, $0.error.message(in: console.language))
                }
            } catch {
                lines.append((false, VarvError.wrapping(error).message(in: console.language)))
            }
        }
        for (isFine, words) in lines {
            let mark =
                isFine ? say("ok ", "ok  ") : Accent.wrong.around(say("OBS", "NOTE"), if: console.hasColour)
            console.printMarked(mark, words)
        }
        let missing = lines.count { !$0.0 }
        let listed = lines.map { JSON.members(["fine": .bool($0.0), "words": .string($0.1)]) }
        let extra = [JSON.Member(name: "checks", value: .array(listed))]
        guard missing > 0 else {
            let words = say("Allt är i ordning.", "Everything is in order.")
            console.print(words)
            return Outcome(status: .done, message: words, extra: extra)
        }
        return Outcome(
            status: .failed, code: "VARV-E664",
            message: say(
                "{n|rad är märkt|rader är märkta} OBS. Varv kör rutiner ändå, med de skydd som finns.",
                "{n|line says|lines say} NOTE. Varv runs routines all the same, with the layers there are.",
                ["n": missing]),
            extra: extra)
    }
}

extension Console {
    /// Prints a mark of ours and words that may hold names of files.
    func printMarked(_ mark: String, _ words: String) { print(mark + "  " + Neutral.terminal(words)) }
}
