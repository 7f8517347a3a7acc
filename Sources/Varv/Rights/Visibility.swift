package import VarvModel

/// Which pupils and fields a run may see, and what it may write; the host hands it to every query of the run.
package struct Visibility: Hashable, Sendable {
    package let role: Role
    package let audience: Audience
    /// The signature own groups and own dialogues are looked up by; nil sees none of either.
    package let staff: String?
    /// How far each right reaches for this person in this run; a right that was not granted is not here.
    package let reach: [Right: Reach]
    /// The same for what the run may write.
    package let writeReach: [Right: Reach]
    /// Whether totals count pupils with protected identity: those who are told only totals get them of everyone, but
    /// only from someone whose role reaches these pupils. Anyone else could take them from totals of their own.
    package let countsProtected: Bool

    /// Makes the visibility of a run: what was granted, cut to what the person's role reaches and, for what
    /// is read, what the audience may get.
    ///
    /// What an audience may receive is the model's (P3, P15): nothing about one pupil reaches `staff` and
    /// `public`.
    package init(person: Person, granted: Set<Permission>, audience: Audience, invented: Bool) {
        role = person.role
        self.audience = audience
        staff = person.staff
        func widest(_ permission: Permission) -> Reach? {
            let reach = RoleMatrix.reach(of: person.role, permission, invented: invented)
            if reach == .nothing || reach != .everything && person.staff == nil { return nil }
            return reach
        }
        var reach: [Right: Reach] = [:]
        for right in granted.reads where audience.mayReceive(right) { reach[right] = widest(.read(right)) }
        self.reach = reach
        var writes: [Right: Reach] = [:]
        for right in granted.writes { writes[right] = widest(.write(right)) }
        writeReach = writes
        countsProtected =
            reach[.protected] != nil
            || audience.smallestShown != nil
                && RoleMatrix.reach(of: person.role, .read(.protected), invented: invented) != .nothing
    }

    /// Whether pupils with protected identity are rows; else they count in totals only (design §4).
    package var includesProtected: Bool { reach[.protected] != nil }
    /// Whether names may be written on what is shown.
    package var showsNames: Bool { reach[.names] != nil }
    package var showsIdentity: Bool { reach[.identity] != nil }
    /// The smallest group whose numbers are shown, nil where all are.
    package var smallestShown: Int? { audience.smallestShown }
    /// Whether pupils are limited to the groups of `staff`.
    package var isOwnGroupsOnly: Bool { reach.values.contains(.ownGroups) }
}
