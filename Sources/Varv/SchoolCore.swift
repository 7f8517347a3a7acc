import VarvBridge
import VarvModel
import VarvStorage

/// What an open school's runs share: its folder, its store, who is using it, what the host offers.
///
/// Used on the school's own thread only; ``School`` is the door.
final class SchoolCore {
    let folder: SchoolFolder
    let store: Store
    let worker: WorkerLocation
    let person: Person
    let language: Language
    /// What Varv offers and what the embedding program added.
    let catalogue: Catalogue
    let embedded: EmbeddedFunctions
    let shelf: RoutineShelf
    /// Seconds since 1970, and the zone's offset: the host's clock, frozen for each run when it starts.
    let clock: @Sendable () -> Int64
    /// Pseudonyms and grants are keyed with it.
    let key: SchoolKey

    init(
        folder: SchoolFolder, store: Store, worker: WorkerLocation, person: Person, language: Language,
        embedded: EmbeddedFunctions, clock: @escaping @Sendable () -> Int64, key: SchoolKey
    ) {
        self.folder = folder
        self.store = store
        self.worker = worker
        self.person = person
        self.language = language
        var catalogue = Catalogue.standard
        catalogue.functions += embedded.declarations
        self.catalogue = catalogue
        self.embedded = embedded
        self.clock = clock
        self.key = key
        shelf = RoutineShelf(location: worker, folder: folder, language: language)
        store.orderPupils { Pseudonym.place(key: key, pupil: Key($0)) }
    }

    private var time: SchoolClock { SchoolClock(seconds: clock) }

    /// Today by the host's clock and the machine's zone.
    var today: Day { time.today }

    var zoneOffset: Int { time.zoneOffset }

    /// The moment by the host's clock, as the store keeps it: `2026-11-24T01:42:41Z`.
    var now: String { time.now }

    var isInvented: Bool { folder.configuration.isInvented }

    /// Whether this person decides for the whole school: its leadership, and anyone's author in an invented
    /// one.
    var leads: Bool { RoleMatrix.mayGrant(person.role, invented: isInvented) }

    /// Who what is shown to this person is for.
    var audience: Audience {
        switch person.role {
        case .leadership, .author: .leadership
        case .eht: .eht
        case .teacher: .teacher
        }
    }

    /// The store's key for this person among the staff; nil for someone who is not staff.
    func ownStaff(_ reader: Reader) throws -> Int64? {
        guard let code = person.staff else { return nil }
        return try reader.keys(byCodeOf: .staff)[code]
    }

    /// Whether this person reaches the dialogue held over a scope: everyone's, or only the one they take part
    /// in.
    ///
    /// Without a teacher in the scope a dialogue is nobody's own.
    func reachesDialogue(_ scope: QueryScope, _ permission: Permission, _ reader: Reader) throws -> Bool {
        switch RoleMatrix.reach(of: person.role, permission, invented: isInvented) {
        case .nothing: return false
        case .everything: return true
        case .own, .ownGroups:
            guard let own = try ownStaff(reader) else { return false }
            return scope.teacher == own
        }
    }

    /// The school year that is running: the one today lies in, else the latest there is.
    func schoolYear(_ reader: Reader) throws -> (id: Int64, label: String) {
        let rows = try reader.rows(
            """
            SELECT id, label FROM school_year \
            ORDER BY CASE WHEN start_on <= ? AND end_on >= ? THEN 0 ELSE 1 END, start_on DESC LIMIT 1
            """, [.text(today.isoText), .text(today.isoText)])
        guard rows.count > 0, let id = rows.integer(0, 0) else {
            throw VarvError(
                "VARV-E601", .failed, sv: "Skolan har inget läsår. Börja ett med varv läsår start 2026/27.",
                en: "The school has no school year. Start one with varv school-year start 2026/27.")
        }
        return (id, rows[0, 1].text ?? "")
    }

    /// The store's keys for a scope's words; throws, naming what there is, for a word that means nothing
    /// here.
    func resolve(_ scope: RunScope, _ reader: Reader) throws -> QueryScope {
        let year = try schoolYear(reader)
        var query = QueryScope(schoolYear: year.id, yearGroup: scope.yearGroup.map(Int64.init))
        if let number = scope.cycle {
            query.cycle = try reader.cycle(number: number, schoolYear: year.id)
            if query.cycle == nil {
                throw unknown("inget varv", "cycle", "\(number)", try cycleNumbers(reader, year.id))
            }
        } else {
            query.cycle = try currentCycle(reader, year.id)?.id
        }
        if let number = scope.yearGroup {
            let all = try yearGroups(reader, year.id)
            guard all.isEmpty || all.contains(number) else {
                throw unknown("ingen årskurs", "year group", "\(number)", all.map(String.init))
            }
        }
        if let code = scope.group {
            let groups = try reader.groups(schoolYear: year.id)
            query.group = groups[code]
            if query.group == nil { throw unknown("ingen grupp", "group", code, groups.keys.sorted()) }
        }
        if let code = scope.subject {
            let subjects = try reader.keys(byCodeOf: .subject)
            query.subject = subjects[code] ?? subjects[code.uppercased()]
            if query.subject == nil { throw unknown("inget ämne", "subject", code, subjects.keys.sorted()) }
        }
        if let code = scope.teacher {
            let staff = try reader.keys(byCodeOf: .staff)
            query.teacher = staff[code] ?? staff[code.uppercased()]
            if query.teacher == nil { throw unknown("ingen lärare", "teacher", code, []) }
        }
        return query
    }

    /// The cycle whose days today lies in, else the latest that has results, else the first.
    ///
    /// Results of protected pupils do not choose it: whoever may not see them would see that.
    func currentCycle(_ reader: Reader, _ year: Int64) throws -> (id: Int64, number: Int)? {
        let hasResults =
            "EXISTS (SELECT 1 FROM assessment AS a JOIN pupil AS p ON p.id = a.pupil AND p.protection = 'none' "
            + "WHERE a.cycle = y.id)"
        let rows = try reader.rows(
            """
            SELECT y.id, y.number FROM cycle AS y WHERE y.school_year = ? ORDER BY \
            CASE WHEN y.start_on <= ? AND y.end_on >= ? THEN 0 WHEN \(hasResults) THEN 1 ELSE 2 END, \
            CASE WHEN \(hasResults) THEN -y.number ELSE y.number END LIMIT 1
            """, [.integer(year), .text(today.isoText), .text(today.isoText)])
        guard let id = rows.count > 0 ? rows.integer(0, 0) : nil else { return nil }
        return (id, Int(rows.integer(0, 1) ?? 0))
    }

    /// Those that groups and pupils belong to; of protected pupils alone nobody is to learn theirs.
    private func yearGroups(_ reader: Reader, _ schoolYear: Int64) throws -> [Int] {
        let rows = try reader.rows(
            """
            SELECT year_group FROM study_group WHERE school_year = ? AND year_group IS NOT NULL \
            UNION SELECT e.year_group FROM enrolment AS e JOIN pupil AS p ON p.id = e.pupil \
            WHERE e.school_year = ? AND p.protection = 'none' AND e.year_group IS NOT NULL ORDER BY 1
            """, [.integer(schoolYear), .integer(schoolYear)])
        return (0..<rows.count).compactMap { rows.integer($0, 0).map(Int.init) }
    }

    private func cycleNumbers(_ reader: Reader, _ year: Int64) throws -> [String] {
        let rows = try reader.rows(
            "SELECT number FROM cycle WHERE school_year = ? ORDER BY number", [.integer(year)])
        return (0..<rows.count).map { "\(rows.integer($0, 0) ?? 0)" }
    }

    private func unknown(_ sv: String, _ en: String, _ word: String, _ all: [String]) -> VarvError {
        let list = all.prefix(30).joined(separator: ", ")
        return VarvError(
            "VARV-E602", .usage,
            sv: "Det finns \(sv) \"\(printable(word))\" det här läsåret."
                + (list.isEmpty ? "" : " De som finns: \(list)."),
            en: "There is no \(en) \"\(printable(word))\" this school year."
                + (list.isEmpty ? "" : " There are: \(list)."))
    }
}
