/// A run with a plan: applied or discarded, once. Let go of without either, it is discarded.
public final class Run: Sendable {
    /// What applying it would do.
    public let plan: Plan
    private let id: Int
    private let school: School

    init(id: Int, plan: Plan, school: School) {
        self.id = id
        self.plan = plan
        self.school = school
    }

    deinit { school.letGo(.run(id)) }

    /// Stores what the plan shows.
    ///
    /// - Parameter partial: whether to store when rows are left out; they are written to `exports/` then.
    /// - Throws: ``VarvError`` with status `refused` when rows are left out and `partial` is false; nothing
    ///   is stored then.
    @discardableResult
    public func apply(partial: Bool = false) async throws(VarvError) -> Receipt {
        // Let go of only afterwards: a run nobody holds is discarded.
        defer { withExtendedLifetime(self) {} }
        return try await school.apply(id, partial: partial)
    }

    /// Leaves the school as it was.
    public func discard() async { await school.discard(id) }
}

/// How far a run has come.
public struct RunProgress: Hashable, Sendable {
    /// Rows taken in so far.
    public var rows: Int
}
