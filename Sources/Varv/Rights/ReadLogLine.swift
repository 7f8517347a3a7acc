package import VarvModel

/// One line of the read log: who saw what of whom, written before it is shown (P13).
package struct ReadLogLine: Hashable, Sendable {
    /// The run it belongs to, as `varv log` names it.
    package let run: String
    /// The moment, ISO 8601 in UTC.
    package let at: String
    package let account: String
    /// The class of data.
    package let right: Right
    /// What was asked for, `varv 3, 7B`; never a name.
    package let scope: String
    /// How many records were shown.
    package let count: Int
    /// The one pupil the line is about; nil for a line about a class and scope.
    package let pupil: Key<Pupil>?

    package init(
        run: String, at: String, account: String, right: Right, scope: String, count: Int,
        pupil: Key<Pupil>? = nil
    ) {
        self.run = run
        self.at = at
        self.account = account
        self.right = right
        self.scope = scope
        self.count = count
        self.pupil = pupil
    }

    /// Returns the lines a result leaves: one for the class and scope, and one for each pupil when the result
    /// is about one pupil or shows names. Pupils who were asked about by themselves have theirs always.
    ///
    /// `counts` is how many records were about each pupil; `count` is all records, also those about nobody.
    package static func lines(
        run: String, at: String, account: String, right: Right, scope: String, count: Int,
        counts: [Key<Pupil>: Int], named: Set<Key<Pupil>> = [], namesShown: Bool
    ) -> [ReadLogLine] {
        let whole = ReadLogLine(run: run, at: at, account: account, right: right, scope: scope, count: count)
        let told = namesShown || counts.count == 1 ? counts : counts.filter { named.contains($0.key) }
        return [whole]
            + told.sorted { $0.key < $1.key }.map { pupil, count in
                ReadLogLine(
                    run: run, at: at, account: account, right: right, scope: scope, count: count, pupil: pupil
                )
            }
    }
}
