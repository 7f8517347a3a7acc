/// A collection as data: what can be asked of it, and the SQL that answers.
///
/// SQL texts name their values: `:year :cycle :year_group :group :subject :teacher` are the scope's.
package struct QueryCollection: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case text, integer, flag, day
        /// A pupil's key in the store: leaves it only as a pseudonym or a handle.
        case pupil
        /// The store's key of another collection's row.
        case key(String)
    }

    package struct Field: Hashable, Sendable {
        package var name: String
        package var kind: Kind
        var sql: String
        /// The alias the text needs beside the collection's own table.
        var join: String?
    }

    package var name: String
    package var fields: [Field]
    /// The table and its alias, with what every query needs.
    var from: String
    /// What ends every order.
    var key: [String]
    /// How rows about one pupil each come instead when the database itself can give them in order, and when it does
    /// not show whose they are.
    var pupilOrder: PupilOrder?
    var joins: [String: String] = [:]
    /// What always holds.
    var condition: String?
    /// Holds for rows that may be shown although pupils are protected.
    var unprotected: String?
    /// What each part of a scope means here; a part that is not named does not confine.
    var scope: [ScopePart: String] = [:]

    /// The order of rows that are about one pupil each (P2): a register is sorted by name, so its order would tell who
    /// a pseudonym is, and a missing place who is protected.
    ///
    /// Where it shows whose rows they are, they stand in the pupils' own order, which hangs on the school's secret.
    /// Where it does not, everything that shows decides, so that rows that stand side by side are told apart by
    /// nothing; rows that are quite alike stand by a number of the pupil's and the row's that nobody knows.
    struct PupilOrder: Hashable, Sendable {
        /// ``from`` with the pupils in front: a walk along their order, one stretch of the table each.
        ///
        /// A database without statistics would rather sort all rows; a cross join leaves it no choice.
        var walk: String
        /// What then ties a row to its pupil.
        static let tie = "a.pupil = p.id"
        /// The key of rows whose pupil does not show.
        var apart: [String]
        /// Fields whose condition finds few rows sooner than a walk does.
        var finders: Set<String>

        func walks(_ query: SetQuery, _ scope: ResolvedScope) -> Bool {
            query.sort.isEmpty && !scope.parts.contains { [.group, .yearGroup, .subject].contains($0) }
                && !query.filters.contains { finders.contains($0.field) }
        }
    }

    package func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    enum ScopePart: String, CaseIterable, Sendable {
        case year, cycle
        case yearGroup = "year_group"
        /// A group that has members.
        case group
        /// A group that nobody is noted as a member of: only rows that name it themselves.
        case namedGroup = "named_group"
        case subject, teacher
    }
}

extension QueryCollection.Field {
    init(_ name: String, _ kind: QueryCollection.Kind, _ sql: String, join: String? = nil) {
        self.name = name
        self.kind = kind
        self.sql = sql
        self.join = join
    }
}

/// The pupils of a scope, as lists to compare with.
enum ScopeSQL {
    static let pupilsOfGroup =
        "(SELECT pupil FROM membership WHERE study_group = :group "
        + "UNION SELECT pupil FROM enrolment WHERE study_group = :group)"
    static let pupilsOfYearGroup =
        "(SELECT pupil FROM enrolment WHERE school_year = :year AND year_group = :year_group)"
    static let groupsOfYearGroup =
        "(SELECT id FROM study_group WHERE school_year = :year AND year_group = :year_group)"
    static let criteriaOfSubject =
        "(SELECT ct.id FROM criterion AS ct JOIN criterion_set AS cs ON cs.id = ct.criterion_set "
        + "WHERE cs.subject = :subject)"

    /// Whether the scope's teacher teaches a pupil a subject.
    static func taught(pupil: String, subject: String, group: String) -> String {
        "EXISTS (SELECT 1 FROM teaching AS tt WHERE tt.staff = :teacher AND tt.subject = \(subject) "
            + "AND (tt.study_group = \(group) "
            + "OR EXISTS (SELECT 1 FROM membership AS mm WHERE mm.study_group = tt.study_group AND mm.pupil "
            + "= \(pupil)) "
            + "OR EXISTS (SELECT 1 FROM enrolment AS ee WHERE ee.study_group = tt.study_group AND ee.pupil "
            + "= \(pupil))))"
    }
}
