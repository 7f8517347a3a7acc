package import VarvModel

/// How far a role reaches with a permission.
package enum Reach: Int, Hashable, Comparable, Sendable {
    case nothing
    /// What the person wrote or takes part in: own dialogues, plans, reflections.
    case own
    /// Pupils of the groups the person teaches or is mentor for.
    case ownGroups
    case everything

    package static func < (left: Reach, right: Reach) -> Bool { left.rawValue < right.rawValue }
}

/// What each role may do at most: the one place that decides it.
///
/// Reasons: access by role *and need* (P1); protected identity only where the law's duty sits, with the
/// principal (P2); the health team's notes apart from results (P4); personal numbers are no display key
/// (P11); comparing a teacher's groups is about an employee (P15). An author may do everything, in an
/// invented school only.
package enum RoleMatrix {
    /// Returns how far a role reaches; `invented` is whether the school is made up.
    package static func reach(of role: Role, _ permission: Permission, invented: Bool) -> Reach {
        switch role {
        case .leadership: .everything
        case .author: invented ? .everything : .nothing
        case .eht: (permission.isWrite ? ehtWrites : ehtReads)[permission.right] ?? .nothing
        case .teacher: (permission.isWrite ? teacherWrites : teacherReads)[permission.right] ?? .nothing
        }
    }

    /// Whether a role may open the school at all.
    package static func mayOpen(_ role: Role, invented: Bool) -> Bool { role != .author || invented }

    /// Whether a role may allow routines to do what the role itself may.
    package static func mayGrant(_ role: Role, invented: Bool) -> Bool {
        role == .leadership || role == .author && invented
    }

    private static let ehtReads: [Right: Reach] = [
        .pupils: .everything, .names: .everything, .results: .everything, .interventions: .everything,
        .health: .everything, .staff: .everything, .dialogues: .own, .reflections: .own,
    ]
    private static let ehtWrites: [Right: Reach] = [
        .interventions: .everything, .health: .everything, .results: .ownGroups, .dialogues: .own,
        .reflections: .own,
    ]
    private static let teacherReads: [Right: Reach] = [
        .pupils: .ownGroups, .names: .ownGroups, .results: .ownGroups, .interventions: .ownGroups,
        .staff: .everything, .dialogues: .own, .reflections: .own,
    ]
    private static let teacherWrites: [Right: Reach] = [
        .results: .ownGroups, .dialogues: .own, .reflections: .own,
    ]
}
