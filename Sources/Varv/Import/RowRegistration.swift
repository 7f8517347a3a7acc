import VarvModel
import VarvStorage

/// What one row registers, resolved but not written.
struct RowRegistration {
    struct PupilRecord {
        var word: Int32
        var identity: Identity
        /// nil for a new pupil.
        var id: Int64?
        var given: String?
        var family: String?
        var called: String?
        var protection: Protection
        /// What this source says, nil when it says nothing.
        var mark: Protection?
        var group: String?
        var yearGroup: Int?
        var schoolForm: String?
    }
    struct GroupRecord {
        var code: String
        var kind: String
        var yearGroup: Int?
        var subject: Int64?
    }
    struct CriterionRecord {
        var subject: Int64
        var label: String
        var stage: Int
        var code: String
    }
    var pupilRecords: [PupilRecord] = []
    var groupRecords: [GroupRecord] = []
    var criteria = RegisteredCriteria()
    var memberships: [(pupil: Int32, group: String)] = []
    var staffRecords: [(code: String, given: String?, family: String?, duties: String?)] = []
    var teachings: [(staff: String, group: String, subject: Int64)] = []

    // Names that exist once the row is written.
    var pupils: Set<Int32> = []
    var yearGroups: [Int32: Int] = [:]
    var isAdapted: [Int32: Bool] = [:]
    var groups: Set<String> = []
    var staff: Set<String> = []

    var isEmpty: Bool {
        pupilRecords.isEmpty && groupRecords.isEmpty && criteria.records.isEmpty && memberships.isEmpty
            && staffRecords.isEmpty && teachings.isEmpty
    }
}

/// The criteria one row registers, found by code and by label: a row may give thousands, and as many results of them.
struct RegisteredCriteria {
    private(set) var records: [RowRegistration.CriterionRecord] = []
    private var byLabel: [String: [RowRegistration.CriterionRecord]] = [:]
    private var subjectsOfCode: [String: Set<Int64>] = [:]

    mutating func append(_ record: RowRegistration.CriterionRecord) {
        records.append(record)
        byLabel[ImportLookups.labelKey(record.subject, record.label), default: []].append(record)
        subjectsOfCode[record.code, default: []].insert(record.subject)
    }

    func has(code: String, subject: Int64) -> Bool { subjectsOfCode[code]?.contains(subject) == true }

    /// Those with a label within a subject, as ``ImportLookups/labelKey(_:_:)`` writes it.
    func labelled(_ key: String) -> [RowRegistration.CriterionRecord] { byLabel[key] ?? [] }
}

/// Register rows on their way into the store.
struct RegisterBatches {
    var pupils = RowBatch(
        .pupil, columns: ["given_name", "family_name", "called_name", "protection", "school_form"])
    var identities = RowBatch(.pupilIdentity)
    var marks = RowBatch(.pupilProtection)
    var enrolments = RowBatch(.enrolment, columns: ["year_group", "study_group"])
    var memberships = RowBatch(.membership, columns: [])

    var count: Int { max(pupils.count, memberships.count) }

    /// The batches that hold something, what is pointed at first; they are empty afterwards.
    mutating func takeInOrder() -> [RowBatch] {
        let batches = [pupils, identities, marks, enrolments, memberships].filter { $0.count > 0 }
        if !batches.isEmpty { self = RegisterBatches() }
        return batches
    }
}
