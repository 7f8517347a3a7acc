import VarvModel
import VarvStorage

/// Fills a new school's store: its key, the vocabularies Varv comes with, a school year and its cycles.
struct Founding {
    let store: Store
    let clock: SchoolClock
    let account: String

    /// ISO weeks in which the cycles' dialogues are held: three in autumn, three in spring (domain.md §4).
    private static let weeks = [36, 42, 48, 3, 10, 17]

    func found(schoolYear label: String?) throws {
        let year = try Self.year(label, today: clock.today)
        let vocabulary = try Vocabulary.standard()
        let transaction = try store.begin(
            RunStart(kind: "init", account: account, role: Role.leadership.rawValue, startedAt: clock.now))
        try transaction.put(.setting, [.text("key"), .text(SchoolKey.random().hex)])
        try write(vocabulary, transaction)
        try write(year, transaction)
        try transaction.commit(RunEnd(outcome: "done", endedAt: clock.now))
    }

    /// Adds a school year and its cycles to a school that runs; throws for a year that is there already.
    func start(schoolYear label: String, role: Role) throws -> Int {
        let year = try Self.year(label, today: clock.today)
        let transaction = try store.begin(
            RunStart(kind: "school-year", account: account, role: role.rawValue, startedAt: clock.now))
        // Begun again, its cycles would go back to the weeks everyone starts with.
        let there = try transaction.reader.rows(
            "SELECT id FROM school_year WHERE label = ?", [.text(year.label)])
        guard there.count == 0 else {
            throw VarvError(
                "VARV-E612", .refused, sv: "Läsåret \(year.label) finns redan, så inget har ändrats.",
                en: "The school year \(year.label) is there already, so nothing was changed.")
        }
        try write(year, transaction)
        return Int(try transaction.commit(RunEnd(outcome: "done", endedAt: clock.now)))
    }

    static func year(_ label: String?, today: Day) throws -> SchoolYear {
        if let label {
            if let year = SchoolYear(label: label) { return year }
        } else if let year = SchoolYear(containing: today) {
            return year
        }
        throw VarvError(
            "VARV-E604", .usage,
            sv: "\"\(printable(label ?? ""))\" är inget läsår. Skriv till exempel 2026/27.",
            en: "\"\(printable(label ?? ""))\" is no school year. Write for example 2026/27.")
    }

    private func write(_ year: SchoolYear, _ transaction: Transaction) throws {
        let (_, id) = try transaction.put(
            .schoolYear, [.text(year.label), .text(year.start.isoText), .text(year.end.isoText), "open"])
        let mondays = Self.weeks.compactMap { week in
            Week(year: week > 26 ? year.startYear : year.startYear + 1, number: week)?.monday
        }
        for (index, monday) in mondays.enumerated() {
            // A cycle lasts until the next begins, so that every day from the first belongs to one.
            let end = index + 1 < mondays.count ? mondays[index + 1].adding(days: -1) : year.end
            try transaction.put(
                .cycle,
                [
                    .integer(id), .integer(Int64(index + 1)), .text(monday.isoText), .text(end.isoText),
                    .text(monday.adding(days: -3).isoText), "planned", nil,
                ])
        }
    }

    private func write(_ vocabulary: Vocabulary, _ transaction: Transaction) throws {
        var subjects: [String: Int64] = [:]
        // A block before the subjects that are part of it.
        for subject in vocabulary.subjects.sorted(by: {
            ($0.blockOf == nil ? 0 : 1) < ($1.blockOf == nil ? 0 : 1)
        }) {
            subjects[subject.code] = try transaction.put(
                .subject,
                [
                    .text(subject.code), .text(subject.name.sv), .text(subject.name.en),
                    StoredValue(subject.blockOf.flatMap { subjects[$0] }),
                ]
            ).id
        }
        for scale in vocabulary.scales {
            let (_, id) = try transaction.put(
                .scale,
                [
                    .text(scale.code), .text("\(scale.version)"), .text(scale.validFrom.isoText),
                    StoredValue(scale.noBasisSymbol),
                ])
            for step in scale.steps {
                try transaction.put(
                    .scaleStep,
                    [
                        .integer(id), .text(step.code), .integer(Int64(step.ord)), .text(step.label.sv),
                        .text(step.label.en), .integer(step.isPass ? 1 : 0),
                        StoredValue(step.pointsTimesTwo.map(Int64.init)), .integer(step.allowsHalf ? 1 : 0),
                    ])
            }
        }
        for set in vocabulary.criterionSets {
            guard let subject = subjects[set.subject] else { continue }
            let (_, id) = try transaction.put(
                .criterionSet,
                [
                    .integer(subject), .text(set.code), .text(set.version), .integer(Int64(set.stage)),
                    .text(set.validFrom.isoText),
                ])
            for criterion in set.criteria {
                try transaction.put(
                    .criterion,
                    [
                        .text(criterion.code), .integer(id), .text(criterion.label.sv),
                        .integer(Int64(criterion.ord)),
                        .integer(0),
                    ])
            }
        }
    }
}
