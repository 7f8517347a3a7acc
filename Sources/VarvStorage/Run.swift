/// What is known of a run when it begins.
package struct RunStart: Hashable, Sendable {
    /// `import`, `answer`, `task`, `undo` …
    package var kind: String
    package var routine: String?
    package var routineHash: String?
    package var fileEnding: String?
    package var fileSize: Int64?
    package var fileHash: String?
    package var account: String
    package var role: String
    /// ISO time, by the host's clock.
    package var startedAt: String

    package init(
        kind: String, routine: String? = nil, routineHash: String? = nil, fileEnding: String? = nil,
        fileSize: Int64? = nil, fileHash: String? = nil, account: String, role: String, startedAt: String
    ) {
        self.kind = kind
        self.routine = routine
        self.routineHash = routineHash
        self.fileEnding = fileEnding
        self.fileSize = fileSize
        self.fileHash = fileHash
        self.account = account
        self.role = role
        self.startedAt = startedAt
    }
}

/// What is known of a run when it is committed; the counts of records are the store's own.
package struct RunEnd: Hashable, Sendable {
    package var outcome: String
    package var endedAt: String
    package var planHash: String?
    package var rowsRead: Int
    package var used: Int
    package var skipped: Int
    package var refused: Int
    package var held: Int
    /// Which layers held the run's worker, as the border numbers them; nil for a run without one.
    package var layers: String?

    package init(
        outcome: String, endedAt: String, planHash: String? = nil, rowsRead: Int = 0, used: Int = 0,
        skipped: Int = 0, refused: Int = 0, held: Int = 0, layers: String? = nil
    ) {
        self.outcome = outcome
        self.endedAt = endedAt
        self.planHash = planHash
        self.rowsRead = rowsRead
        self.used = used
        self.skipped = skipped
        self.refused = refused
        self.held = held
        self.layers = layers
    }
}

/// How many records of a table a run made, changed and found as they were.
package struct RecordCounts: Hashable, Sendable {
    package var new = 0
    package var changed = 0
    package var unchanged = 0
    package var removed = 0

    package init(new: Int = 0, changed: Int = 0, unchanged: Int = 0, removed: Int = 0) {
        self.new = new
        self.changed = changed
        self.unchanged = unchanged
        self.removed = removed
    }

    package static func + (left: Self, right: Self) -> Self {
        Self(
            new: left.new + right.new, changed: left.changed + right.changed,
            unchanged: left.unchanged + right.unchanged, removed: left.removed + right.removed)
    }
}
