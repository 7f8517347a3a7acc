public import VarvModel
import VarvStorage

extension School {
    /// The latest runs, newest first: what happened, who did it, and what it changed.
    ///
    /// How much another's run changed is told to the leadership only: an import counts pupils whom nobody else may
    /// know of.
    public func log(limit: Int = 20) async throws(VarvError) -> [LogLine] {
        try await wrapped {
            let (runs, year) = try core.store.read { reader in
                (try reader.lastRuns(limit), try core.schoolYear(reader).label)
            }
            return runs.map { LogLine($0, in: year, tellingCounts: core.leads || isOwn($0)) }
        }
    }
}

/// One run, as the log tells it.
public struct LogLine: Hashable, Sendable {
    /// The run's number, for ``School/undo(run:loweringProtection:)``.
    public var run: Int
    /// ISO time in UTC.
    public var at: String
    /// The system account of who ran it.
    public var account: String
    /// What happened, in a line.
    public var text: Phrase
    /// The number of the cycle it was about; nil for what is about no cycle, and for runs older than this is known of.
    public var cycle: Int?
    /// The school year of that cycle: `2026/27`.
    public var schoolYear: String?
    /// The run it undid; nil for a run that is no undo.
    public var undid: Int?
    /// What held the routine while it ran, by lasting names: `landlock`, `seccomp` …; nil when no routine ran.
    public var layers: [String]?

    init(_ record: RunRecord, in year: String, tellingCounts: Bool) {
        run = Int(record.number)
        at = record.start.startedAt
        account = record.start.account
        text = Self.text(of: record, in: year, tellingCounts: tellingCounts)
        cycle = record.cycle
        schoolYear = record.schoolYear
        undid = record.undoOf.map(Int.init)
        layers = record.end.layers.flatMap(Layers.init(stored:))?.names
    }

    /// `läste in csv med ekskolan/register, varv 3: 120 nya, 2 rader kvar — ångrad av körning 9`
    private static func text(of run: RunRecord, in year: String, tellingCounts: Bool) -> Phrase {
        var text = kindWords(run.start.kind)
        func add(_ sv: String, _ en: String) { text = Phrase(sv: text.sv + sv, en: text.en + en) }
        if let ending = run.start.fileEnding, !ending.isEmpty { add(" \(ending)", " \(ending)") }
        if let id = run.start.routine {
            run.start.kind == "import" ? add(" med \(id)", " with \(id)") : add(" \(id)", " \(id)")
        }
        if let of = run.undoOf { add(" körning \(of)", " run \(of)") }
        if let cycle = run.cycle {
            // The year that is running goes without saying.
            let label = run.schoolYear.flatMap { $0 == year ? nil : " " + $0 } ?? ""
            add(", varv \(cycle)\(label)", ", cycle \(cycle)\(label)")
        }
        let counts = tellingCounts ? run.counts.words(isUndo: run.undoOf != nil) : []
        if !counts.isEmpty {
            add(
                ": " + counts.map(\.sv).joined(separator: ", "),
                ": " + counts.map(\.en).joined(separator: ", "))
        }
        let left = run.end.refused + run.end.held
        if tellingCounts, left > 0 {
            let words = Phrase.counting(["n": left], sv: "{n|rad|rader} kvar", en: "{n|row|rows} left out")
            add(", " + words.sv, ", " + words.en)
        }
        if let by = run.undoneBy { add(" — ångrad av körning \(by)", " — undone by run \(by)") }
        return text
    }

    private static func kindWords(_ kind: String) -> Phrase {
        switch kind {
        case "init": Phrase(sv: "ny skola", en: "new school")
        case "import": Phrase(sv: "läste in", en: "import")
        case "task": Phrase(sv: "uppgift", en: "task")
        case "answer": Phrase(sv: "svar", en: "answers")
        case "undo": Phrase(sv: "ångrade", en: "undid")
        case "meeting": Phrase(sv: "möte", en: "meeting")
        case "school-year": Phrase(sv: "nytt läsår", en: "new school year")
        default: Phrase(sv: kind, en: kind)
        }
    }
}
