/// How a mark moved between two cycles.
package struct Progression: Hashable, Sendable {
    /// Half steps up (positive) or down, so that no share of a step is lost in rounding.
    package var halfSteps: Int

    /// Returns the change from an earlier mark to a later one on the same criterion in the same version of
    /// its set.
    ///
    /// Nil when the sets differ, since steps of two versions do not mean the same, and when either mark has
    /// no basis.
    package static func between(
        _ earlier: Mark, of earlierCriterion: CriterionReference, and later: Mark,
        of laterCriterion: CriterionReference
    ) -> Progression? {
        guard earlierCriterion == laterCriterion, let from = earlier.halfSteps, let to = later.halfSteps
        else {
            return nil
        }
        return Progression(halfSteps: to - from)
    }
}

/// A criterion in one version of its set.
package struct CriterionReference: Hashable, Sendable {
    /// The set's code, which names subject, stage and version: `MA-6-lgr22`.
    package var set: String
    package var criterion: String

    package init(set: String, criterion: String) {
        self.set = set
        self.criterion = criterion
    }
}

/// How many of the assessed pupils do not reach a criterion; pupils without basis or mark are not among them.
package struct ShareMissed: Hashable, Comparable, Sendable {
    package var missed: Int
    package var assessed: Int

    package init(missed: Int, assessed: Int) {
        self.missed = missed
        self.assessed = assessed
    }

    /// 0…1, nil when nobody is assessed.
    package var share: Double? { assessed > 0 ? Double(missed) / Double(assessed) : nil }

    /// Orders by share without rounding; nobody assessed comes first.
    package static func < (left: ShareMissed, right: ShareMissed) -> Bool {
        guard left.assessed > 0, right.assessed > 0 else { return left.assessed <= 0 && right.assessed > 0 }
        return left.missed * right.assessed < right.missed * left.assessed
    }
}
