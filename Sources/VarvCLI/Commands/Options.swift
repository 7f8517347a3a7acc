import ArgumentParser
import Varv
import VarvModel

/// Makes a help text in the language Varv speaks.
func help(_ sv: String, _ en: String, value: String? = nil) -> ArgumentHelp {
    ArgumentHelp(say(sv, en), valueName: value)
}

/// What can be said with every command, before it or after.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: help(
            "Skolans mapp; annars söks den härifrån och uppåt.",
            "The school's folder; looked for from here and upwards without it.", value: say("mapp", "dir")))
    var school: String?

    @Option(help: help("Språk: sv eller en.", "Language: sv or en.", value: "sv|en"))
    var lang: String?

    @Flag(
        help: help(
            "Svara med ett JSON-objekt på standard ut.", "Answer with one JSON object on standard output."))
    var json = false

    @Option(
        help: help(
            "Färg: auto, always eller never.", "Colour: auto, always or never.", value: "auto|always|never"))
    var color = ColourPolicy.auto

    @Option(
        name: .customLong("as"),
        help: help(
            "Se skolan i en smalare roll: teacher, eht eller leadership.",
            "See the school in a narrower role: teacher, eht or leadership.", value: say("roll", "role")))
    var role: String?

    func validate() throws {
        if let lang, Language(rawValue: lang) == nil {
            throw ValidationError(
                say("--lang är sv eller en, inte \(lang).", "--lang is sv or en, not \(lang)."))
        }
    }
}

/// What a run is about: the same words with every command.
struct ScopeOptions: ParsableArguments {
    @Option(help: help("Varvets nummer, 1–6.", "The cycle's number, 1–6.", value: "n"))
    var cycle: Int?

    @Option(help: help("Årskurs, 0–10.", "Year group, 0–10.", value: "n"))
    var yearGroup: Int?

    @Option(help: help("Grupp eller klass, 7B.", "Group or class, 7B.", value: say("grupp", "group")))
    var group: String?

    @Option(help: help("Ämneskod, MA.", "Subject code, MA.", value: say("ämne", "subject")))
    var subject: String?

    @Option(
        help: help(
            "Lärarens signatur, ALI.", "The teacher's signature, ALI.", value: say("signatur", "signature")))
    var teacher: String?

    var scope: RunScope {
        RunScope(cycle: cycle, yearGroup: yearGroup, group: group, subject: subject, teacher: teacher)
    }
}

/// What a run may read besides what is remembered.
struct ReadOptions: ParsableArguments {
    @Option(
        name: .customLong("read"),
        help: help(
            "Ge körningen en rätt att läsa (kan upprepas).",
            "Give the run a right to read (may be repeated).", value: say("rätt", "right")))
    var reads: [String] = []

    /// Returns the permissions; throws for a word that is no right, with the nearest that is.
    func permissions() throws(VarvError) -> Set<Permission> {
        try Set(Right.named(in: reads).map(Permission.read))
    }
}

/// What a run may read and write besides what is remembered.
struct RightsOptions: ParsableArguments {
    @OptionGroup var reading: ReadOptions

    @Option(
        name: .customLong("write"),
        help: help(
            "Ge körningen en rätt att skriva (kan upprepas).",
            "Give the run a right to write (may be repeated).", value: say("rätt", "right")))
    var writes: [String] = []

    func permissions() throws(VarvError) -> Set<Permission> {
        try reading.permissions().union(Right.named(in: writes).map(Permission.write))
    }
}

extension Right {
    /// Returns the rights that words on a command line name; what is always open needs none.
    fileprivate static func named(in words: [String]) throws(VarvError) -> [Right] {
        var rights: [Right] = []
        for word in words.flatMap({ $0.split(separator: ",") }).map(String.init) {
            if let right = Right(word: word) {
                rights.append(right)
            } else if !alwaysOpen.contains(word) {
                throw unknown(word)
            }
        }
        return rights
    }

    private static func unknown(_ word: String) -> VarvError {
        let names = allCases.map(\.rawValue)
        let all = names.joined(separator: ", ")
        let near = suggestion(for: word, among: names)
        return .usage(
            "VARV-E645", "\(shownWord(word)) är ingen rätt\(near.sv) De som finns: \(all).",
            "\(shownWord(word)) is no right\(near.en) There are: \(all).")
    }
}

/// What a routine is given, and whether for longer than this run.
struct RoutineRights: ParsableArguments {
    @OptionGroup var rights: RightsOptions

    @Flag(
        help: help(
            "Minns även de rättigheter som annars bara gäller en körning.",
            "Also remember the rights that otherwise hold for one run only."))
    var remember = false

    func permissions() throws(VarvError) -> Set<Permission> { try rights.permissions() }
}

/// How a plan is settled beforehand.
struct PlanOptions: ParsableArguments {
    @Flag(help: help("Visa bara planen.", "Only show the plan."))
    var dryRun = false

    @Option(
        help: help(
            "Spara bara om planen har det här märket.", "Store only if the plan has this mark.",
            value: say("märke", "hash")))
    var expect: String?

    @Flag(
        help: help(
            "Svara ja i förväg; två gånger för en stor ändring.",
            "Say yes beforehand; twice for a large change."))
    var yes: Int
}

/// `--set key=value`, repeated.
struct SettingOptions: ParsableArguments {
    @Option(
        name: .customLong("set"),
        help: help(
            "Sätt ett av rutinens val, limit=0.2 (kan upprepas).",
            "Set one of the routine's options, limit=0.2 (may be repeated).",
            value: say("val=värde", "option=value")))
    var settings: [String] = []

    func values() throws(VarvError) -> [String: String] {
        var values: [String: String] = [:]
        for setting in settings {
            guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
                throw .usage(
                    "VARV-E646", "--set \(shownWord(setting)): skriv val=värde, till exempel limit=0.2.",
                    "--set \(shownWord(setting)): write option=value, such as limit=0.2.")
            }
            values[String(setting[..<equals])] = String(setting[setting.index(after: equals)...])
        }
        return values
    }
}

/// How much a run may use.
struct LimitOptions: ParsableArguments {
    @Option(
        help: help(
            "Högst så många sekunder processortid (annars 10).",
            "At most so many seconds of processor time (10 otherwise).", value: "n"))
    var seconds: Int?

    @Option(
        help: help(
            "Högst så mycket minne, i MiB (annars 256).", "At most so much memory, in MiB (256 otherwise).",
            value: "mib"))
    var memory: Int?

    var limits: RunLimits { RunLimits(seconds: seconds, memoryMiB: memory) }

    func validate() throws {
        if let seconds, !(1...3600).contains(seconds) {
            throw ValidationError(
                say("--seconds är ett tal från 1 till 3600.", "--seconds is a number from 1 to 3600."))
        }
        if let memory, !(16...65536).contains(memory) {
            throw ValidationError(
                say("--memory är ett tal från 16 till 65536.", "--memory is a number from 16 to 65536."))
        }
    }
}

/// Returns a word someone typed or a file held, quoted, harmless and no longer than a message can bear.
func shownWord(_ text: String) -> String { "\"" + printable(text, atMost: 60) + "\"" }

/// Returns where the routine someone named is: a path when it looks like one, else an id.
func routineSource(_ word: String) -> RoutineSource {
    word.hasSuffix(".lua") || word.hasPrefix("/") || word.hasPrefix(".") ? .file(word) : .named(word)
}
