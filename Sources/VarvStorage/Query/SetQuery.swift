/// A set of rows, described: which collection, within what, which of them, in what order.
///
///     SetQuery("interventions", scope: QueryScope(yearGroup: 7),
///              filters: [.init("follows_up", .missing)], sort: [.init("start_on")])
///
/// The order is total: whatever it is sorted by, the collection's key comes last. It never is the register's:
/// see ``QueryCollection/PupilOrder``.
package struct SetQuery: Hashable, Sendable {
    package struct Filter: Hashable, Sendable {
        package var field: String
        package var test: Test

        package init(_ field: String, _ test: Test) {
            self.field = field
            self.test = test
        }
    }

    /// What a field is asked; only `missing` and `present` are ever true of a missing value.
    package enum Test: Hashable, Sendable {
        case equal(StoredValue)
        case atLeast(StoredValue)
        case moreThan(StoredValue)
        case atMost(StoredValue)
        case lessThan(StoredValue)
        case between(StoredValue, StoredValue)
        case oneOf([StoredValue])
        case missing, present
    }

    package struct Sort: Hashable, Sendable {
        package var field: String
        package var descending: Bool

        package init(_ field: String, descending: Bool = false) {
            self.field = field
            self.descending = descending
        }
    }

    package var collection: String
    /// The fields to give, in order; all of the collection's when empty.
    package var fields: [String]
    package var scope: QueryScope
    package var filters: [Filter]
    package var sort: [Sort]
    package var limit: Int?
    /// Whether rows about pupils with protected identity are given; the host decides (design §4).
    package var includeProtected: Bool
    /// Whether it shows whose the rows are; where not, one pupil's rows do not stand together.
    package var showsPupils: Bool

    package init(
        _ collection: String, fields: [String] = [], scope: QueryScope = QueryScope(), filters: [Filter] = [],
        sort: [Sort] = [], limit: Int? = nil, includeProtected: Bool = false, showsPupils: Bool = true
    ) {
        self.collection = collection
        self.fields = fields
        self.scope = scope
        self.filters = filters
        self.sort = sort
        self.limit = limit
        self.includeProtected = includeProtected
        self.showsPupils = showsPupils
    }
}

/// What a query is confined to, by the store's keys; nil does not confine.
package struct QueryScope: Hashable, Sendable {
    package var schoolYear: Int64?
    package var cycle: Int64?
    package var yearGroup: Int64?
    package var group: Int64?
    package var subject: Int64?
    package var teacher: Int64?
    /// Stands for its teacher, group and subject.
    package var teaching: Int64?

    package init(
        schoolYear: Int64? = nil, cycle: Int64? = nil, yearGroup: Int64? = nil, group: Int64? = nil,
        subject: Int64? = nil, teacher: Int64? = nil, teaching: Int64? = nil
    ) {
        self.schoolYear = schoolYear
        self.cycle = cycle
        self.yearGroup = yearGroup
        self.group = group
        self.subject = subject
        self.teacher = teacher
        self.teaching = teaching
    }
}
