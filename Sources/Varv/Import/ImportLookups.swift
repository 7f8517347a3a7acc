import VarvModel
import VarvStorage

/// What names in a file mean in this school: looked up once a run, added to as the run itself registers
/// things.
struct ImportLookups {
    struct CriterionChoice {
        var id: Int64
        var stage: Int
    }
    struct CycleFacts {
        var id: Int64
        var start: Day
        var end: Day
        var isLocked: Bool
        var lockedOn: Day?
    }
    struct PupilFacts {
        var yearGroup: Int?
        var protection: Protection
        var isAdapted: Bool
    }

    var schoolYear: Int64
    var yearStart: Day
    var yearEnd: Day
    var cycles: [Int: CycleFacts] = [:]
    var subjects: [String: Int64] = [:]
    var subjectCodes: [Int64: String] = [:]
    var criteriaByCode: [String: CriterionChoice] = [:]
    /// By subject and label, folded; the same label may stand for several stages.
    var criteriaByLabel: [String: [CriterionChoice]] = [:]
    var groups: [String: Int64] = [:]
    var staff: [String: Int64] = [:]
    var steps: [String: Int64] = [:]
    var stepWords: [String] = []
    var pupils: [Int64: PupilFacts] = [:]

    init(_ reader: Reader, schoolYear: Int64, scale: String, on day: Day, routine: String? = nil) throws {
        self.schoolYear = schoolYear
        let year = try reader.rows(
            "SELECT start_on, end_on FROM school_year WHERE id = ?", [.integer(schoolYear)])
        yearStart = Day(iso: year[0, 0].text ?? "") ?? day
        yearEnd = Day(iso: year[0, 1].text ?? "") ?? day

        let cycles = try reader.rows(
            "SELECT number, id, start_on, end_on, status, locked_on FROM cycle WHERE school_year = ?",
            [.integer(schoolYear)])
        for row in 0..<cycles.count {
            let status = CycleStatus(rawValue: cycles[row, 4].text ?? "") ?? .planned
            self.cycles[Int(cycles.integer(row, 0) ?? 0)] = CycleFacts(
                id: cycles.integer(row, 1) ?? 0, start: Day(iso: cycles[row, 2].text ?? "") ?? yearStart,
                end: Day(iso: cycles[row, 3].text ?? "") ?? yearEnd,
                isLocked: status != .planned && status != .collecting,
                lockedOn: Day(iso: cycles[row, 5].text ?? ""))
        }

        let subjects = try reader.rows("SELECT id, code, name_sv, name_en FROM subject")
        for row in 0..<subjects.count {
            let id = subjects.integer(row, 0) ?? 0
            subjectCodes[id] = subjects[row, 1].text ?? ""
            for column in 1...3 {
                let word = Self.folded(subjects[row, column].text ?? "")
                if !word.isEmpty, self.subjects[word] == nil { self.subjects[word] = id }
            }
        }

        let criteria = try reader.rows(
            """
            SELECT c.id, c.code, c.label, cs.subject, cs.stage FROM criterion AS c \
            JOIN criterion_set AS cs ON cs.id = c.criterion_set WHERE c.retired = 0 \
            ORDER BY coalesce(cs.valid_from, ''), c.id
            """)
        for row in 0..<criteria.count {
            addCriterion(
                id: criteria.integer(row, 0) ?? 0, code: criteria[row, 1].text ?? "",
                label: criteria[row, 2].text ?? "",
                subject: criteria.integer(row, 3) ?? 0, stage: Int(criteria.integer(row, 4) ?? 0))
        }
        addWords(try Vocabulary.standard())
        groups = try reader.groups(schoolYear: schoolYear)
        staff = try reader.keys(byCodeOf: .staff)
        if !scale.isEmpty {
            guard let id = try reader.scale(scale, on: day.isoText) else {
                let found = try reader.rows("SELECT DISTINCT code FROM scale ORDER BY code")
                let codes = (0..<found.count).compactMap { found[$0, 0].text }
                let near = suggestion(for: scale, among: codes)
                let all = codes.joined(separator: ", ")
                throw VarvError(
                    "VARV-E212", .routine,
                    sv: "skolan har ingen skala \"\(printable(scale))\"\(near.sv) Skalorna är: \(all)",
                    en: "the school has no scale \"\(printable(scale))\"\(near.en) The scales are: \(all)",
                    place: routine)
            }
            steps = try reader.steps(scale: id)
            let words = try reader.rows(
                "SELECT code FROM scale_step WHERE scale = ? ORDER BY ord", [.integer(id)])
            stepWords = (0..<words.count).compactMap { words[$0, 0].text }
        }
        let pupils = try reader.rows(
            """
            SELECT p.id, p.protection, p.school_form, e.year_group FROM pupil AS p \
            LEFT JOIN enrolment AS e ON e.pupil = p.id AND e.school_year = ? ORDER BY p.id, e.from_on
            """, [.integer(schoolYear)])
        for row in 0..<pupils.count {
            self.pupils[pupils.integer(row, 0) ?? 0] = PupilFacts(
                yearGroup: pupils.integer(row, 3).map(Int.init),
                protection: Protection(rawValue: pupils[row, 1].text ?? "") ?? .unknown,
                isAdapted: pupils[row, 2].text == "GRS")
        }
    }

    /// The other words files use for a subject or a criterion; what the school itself calls something goes
    /// first.
    private mutating func addWords(_ vocabulary: Vocabulary) {
        for subject in vocabulary.subjects {
            guard let id = subjects[Self.folded(subject.code)] else { continue }
            for word in subject.words where subjects[Self.folded(word)] == nil {
                subjects[Self.folded(word)] = id
            }
        }
        for set in vocabulary.criterionSets {
            guard let subject = subjects[Self.folded(set.subject)] else { continue }
            for criterion in set.criteria {
                guard let known = criteriaByCode[criterion.code] else { continue }
                for word in [criterion.label.en] + criterion.words { addLabel(word, subject: subject, known) }
            }
        }
    }

    /// Lets a criterion be known by one more label, unless another of its stage has it.
    mutating func addLabel(_ label: String, subject: Int64, _ choice: CriterionChoice) {
        let key = Self.labelKey(subject, label)
        guard !label.isEmpty, !isKnown(label, subject: subject, stage: choice.stage) else { return }
        criteriaByLabel[key, default: []].append(choice)
    }

    func isKnown(_ label: String, subject: Int64, stage: Int) -> Bool {
        criteriaByLabel[Self.labelKey(subject, label)]?.contains { $0.stage == stage } == true
    }

    mutating func addCriterion(id: Int64, code: String, label: String, subject: Int64, stage: Int) {
        let choice = CriterionChoice(id: id, stage: stage)
        criteriaByCode[code] = choice
        let key = Self.labelKey(subject, label)
        // A later set with the same label and stage takes the earlier one's place.
        criteriaByLabel[key, default: []].removeAll { $0.stage == stage }
        criteriaByLabel[key, default: []].append(choice)
    }

    private static let registered: Int64 = -1

    static func labelKey(_ subject: Int64, _ label: String) -> String { "\(subject) \(folded(label))" }

    static func folded(_ word: String) -> String {
        word.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }

    /// The criterion a file means: by lasting code, else by label within the subject for the pupil's stage. Those that a row
    /// itself will register count as there, by a key that is none.
    func criterion(
        _ word: String, subject: Int64, yearGroup: Int?,
        registering: RegisteredCriteria = RegisteredCriteria()
    ) throws(Issue) -> Int64 {
        if let exact = criteriaByCode[word] { return exact.id }
        let key = Self.labelKey(subject, word)
        var choices = criteriaByLabel[key] ?? []
        if registering.has(code: word, subject: subject) { return Self.registered }
        for own in registering.labelled(key) {
            let choice = criteriaByCode[own.code] ?? CriterionChoice(id: Self.registered, stage: own.stage)
            if !choices.contains(where: { $0.stage == choice.stage }) { choices.append(choice) }
        }
        guard !choices.isEmpty else { throw Issue(.unknownCriterion) }
        guard let yearGroup else {
            guard choices.count == 1 else { throw Issue(.unknownCriterion) }
            return choices[0].id
        }
        let fitting = choices.filter { $0.stage == 0 || $0.stage >= yearGroup }.min { $0.stage < $1.stage }
        // A stage covers three years: year 5 is assessed by year 6's criteria, never by year 9's.
        guard let fitting, fitting.stage == 0 || fitting.stage - yearGroup < 3 else {
            throw Issue(.criterionNotForYear)
        }
        return fitting.id
    }
}
