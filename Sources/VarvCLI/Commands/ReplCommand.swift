import ArgumentParser
import Foundation
import Varv

/// `varv repl`: Lua entries over the open school.
struct ReplCommand: Command {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "repl",
            abstract: say("Öppna en prompt med skolans uppgifter.", "Open a prompt over the school's data."),
            discussion: say(
                "Elever visas som pseudonymer. Det som skrivs visas som plan först. :hjälp visar resten.",
                "Pupils show as pseudonyms. What is written is shown as a plan first. :help shows the rest."))
    }

    @OptionGroup var globals: GlobalOptions
    @OptionGroup var scope: ScopeOptions
    @OptionGroup var rights: RightsOptions

    @Option(
        help: help(
            "Spela upp ett inspelat möte ur en .varv-fil.", "Play a recorded meeting from a .varv file.",
            value: say("fil", "file")))
    var script: String?

    @OptionGroup var limits: LimitOptions

    private static let scriptLimit = 1 << 20

    func perform(_ console: Console) async throws -> Outcome {
        let flags = try rights.permissions()
        let lines = try script.map(recorded)
        let school = try await Door(globals: globals).open()
        let meeting = try await school.meeting(scope: scope.scope, granting: flags, limits: limits.limits)
        let input = MeetingInput(lines ?? console.lines, isEchoed: lines != nil || !console.canAsk)
        var console = console
        // A recorded meeting is the same on every screen.
        if lines != nil { console.width = 80 }
        let outcome = await MeetingPlayer(
            console: console, input: input, desk: SchoolDesk(school: school, meeting: meeting)
        ).play()
        await meeting.end()
        return outcome
    }

    private func recorded(_ path: String) throws(VarvError) -> ListedLines {
        let bytes = BoundedFile.read(path, atMost: Self.scriptLimit)
        if let bytes, bytes.count > Self.scriptLimit {
            let limit = Self.scriptLimit >> 10
            throw .usage(
                "VARV-E673", "Filen \(shownWord(path)) är längre än \(limit) KiB och läses inte.",
                "The file \(shownWord(path)) is longer than \(limit) KiB and is not read.")
        }
        let isMarked = bytes?.starts(with: LineBuffer.byteOrderMark) == true
        guard let bytes, let text = String(validating: bytes.dropFirst(isMarked ? 3 : 0), as: UTF8.self)
        else {
            throw .usage(
                "VARV-E666", "Filen \(shownWord(path)) finns inte eller är inte text i UTF-8.",
                "The file \(shownWord(path)) does not exist or is not text in UTF-8.")
        }
        return ListedLines(
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init))
    }
}
