import VarvModel
import VarvStorage

/// What a run needs to know of the pupils it meets: class, year group, pseudonym, and the name for a paper
/// that shows it.
///
/// Pupils are looked up a page at a time and remembered for the run.
final class PupilBook {
    struct Facts: Hashable {
        var group: String?
        var groupID: Int64?
        var yearGroup: Int64?
        var name: String?
        var isProtected: Bool
    }

    private let reader: Reader
    private let key: SchoolKey
    private let language: Language
    private let scope: QueryScope
    private let yearID: Int64?
    private let schoolYear: SchoolYear?
    private var facts: [Int64: Facts] = [:]
    private var shown: [Int64: String] = [:]
    private var numbers: [String: [Key<Pupil>: Int]] = [:]
    private lazy var isProtected = Result { Set(try reader.protectedPupils()) }
    /// The numbers given now that nobody has remembered yet: class, pupil, number.
    private(set) var unremembered: [(source: String, pupil: Int64, number: Int)] = []

    /// - Parameter query: the run's scope; its cycle says which school year a pupil's class is of.
    init(_ reader: Reader, key: SchoolKey, language: Language, query: QueryScope) throws {
        self.reader = reader
        self.key = key
        self.language = language
        // A scope's cycle says the year without narrowing pupils to it.
        scope = QueryScope(cycle: query.cycle)
        var year = query.schoolYear
        if let cycle = query.cycle {
            year = try reader.rows("SELECT school_year FROM cycle WHERE id = ?", [.integer(cycle)]).rows
                .first?[0].integer
        }
        yearID = year
        let label = try reader.rows("SELECT label FROM school_year WHERE id = ?", [StoredValue(year)])
        schoolYear = label.count > 0 ? SchoolYear(label: label[0, 0].text ?? "") : nil
    }

    /// Looks up those of a page that are not known yet, in one query.
    func learn(_ pupils: some Sequence<Int64>) throws {
        let new = Set(pupils).filter { facts.index(forKey: $0) == nil }.sorted()
        var rest = new[...]
        while !rest.isEmpty {
            let part = rest.prefix(400)
            rest = rest.dropFirst(400)
            let rows = try reader.rows(
                SetQuery(
                    "pupils",
                    fields: [
                        "id", "group", "group_id", "year_group", "given_name", "family_name", "protection",
                    ],
                    scope: scope, filters: [.init("id", .oneOf(part.map { .integer($0) }))],
                    includeProtected: true))
            for row in 0..<rows.count {
                let name = [rows[row, 4].text, rows[row, 5].text].compactMap { $0 }.filter { !$0.isEmpty }
                facts[rows.integer(row, 0) ?? 0] = Facts(
                    group: rows[row, 1].text, groupID: rows.integer(row, 2), yearGroup: rows.integer(row, 3),
                    name: name.isEmpty ? nil : name.joined(separator: " "),
                    isProtected: rows[row, 6].text != Protection.none.rawValue)
            }
        }
    }

    func facts(of pupil: Int64) throws -> Facts {
        if facts[pupil] == nil { try learn([pupil]) }
        return facts[pupil] ?? Facts(isProtected: true)
    }

    /// What stands for a pupil where names do not.
    func pseudonym(of pupil: Int64) throws -> Pseudonym {
        let facts = try facts(of: pupil)
        return Pseudonym(group: facts.group, number: try number(of: pupil, facts))
    }

    func pseudonymText(of pupil: Int64) throws -> String {
        if let text = shown[pupil] { return text }
        let text = try pseudonym(of: pupil).text(in: language)
        shown[pupil] = text
        return text
    }

    private func number(of pupil: Int64, _ facts: Facts) throws -> Int {
        guard let schoolYear else { return 0 }
        let source = "\(schoolYear.label) \(facts.group ?? "")"
        if let known = numbers[source]?[Key(pupil)] { return known }
        let members: Cells
        if let group = facts.groupID {
            members = try reader.rows(
                "SELECT DISTINCT pupil FROM enrolment WHERE study_group = ?", [.integer(group)])
        } else {
            members = try reader.rows(
                """
                SELECT p.id FROM pupil AS p WHERE NOT EXISTS (SELECT 1 FROM enrolment AS e \
                WHERE e.pupil = p.id AND e.school_year = ? AND e.study_group IS NOT NULL)
                """, [StoredValue(yearID)])
        }
        let pupils = Set((0..<members.count).compactMap { members.integer($0, 0) } + [pupil])
        let known = try kept(source)
        let isProtected = try isProtected.get()
        // Whoever is protected is numbered after all others and remembered apart, so that no other number tells
        // that they are there. Should a later pupil take theirs, they get another. One whose protection came
        // later keeps the number everyone knew.
        let open = pupils.filter { !isProtected.contains($0) || known[Key($0)] != nil }
        var given = Pseudonym.numbers(
            key: key, schoolYear: schoolYear, group: facts.group, members: open.map { Key($0) },
            remembered: known)
        note(given, known, source)
        let apart = pupils.subtracting(open)
        if !apart.isEmpty {
            let knownApart = try kept(source + Self.apart)
            let more = Pseudonym.numbers(
                key: key, schoolYear: schoolYear, group: facts.group, members: apart.map { Key($0) },
                remembered: knownApart, taken: Set(given.values).union(known.values))
            note(more, knownApart, source + Self.apart)
            given.merge(more) { old, _ in old }
        }
        numbers[source] = given
        return given[Key(pupil)] ?? 0
    }

    private static let apart = " protected"

    /// The numbers remembered for a class.
    private func kept(_ source: String) throws -> [Key<Pupil>: Int] {
        let kept = try reader.rows(
            "SELECT pupil, answer FROM choice WHERE kind = 'pseudonym' AND source = ?", [.text(source)])
        var remembered: [Key<Pupil>: Int] = [:]
        for row in 0..<kept.count {
            if let pupil = kept.integer(row, 0), let number = Int(kept[row, 1].text ?? "") {
                remembered[Key(pupil)] = number
            }
        }
        return remembered
    }

    private func note(_ given: [Key<Pupil>: Int], _ known: [Key<Pupil>: Int], _ source: String) {
        for (pupil, number) in given.sorted(by: { $0.key < $1.key }) where known[pupil] != number {
            unremembered.append((source, pupil.rawValue, number))
        }
    }

    /// Keeps the numbers that were given in this run, so that they stay the same when the class changes.
    func remember(in transaction: Transaction) throws {
        for each in unremembered {
            try transaction.put(
                .choice,
                [
                    "pseudonym", .text(each.source), .text("\(each.pupil)"), .text("\(each.number)"),
                    .integer(each.pupil),
                ])
        }
        unremembered = []
    }
}
