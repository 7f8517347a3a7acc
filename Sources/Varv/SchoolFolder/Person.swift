public import VarvModel

/// Someone using Varv: the system account, what they may do, and who they are among the staff.
public struct Person: Hashable, Sendable {
    /// The account's name on the machine, `asa.lind`.
    public let account: String
    /// What they may do at most.
    public let role: Role
    /// The staff signature (`ALI`) that own groups and own dialogues hang on; nil for someone who is not
    /// staff.
    public let staff: String?

    /// Names a person by system account, role and staff signature.
    public init(_ account: String, role: Role, staff: String? = nil) {
        self.account = account
        self.role = role
        self.staff = staff
    }

    /// Returns the same person with a narrower role, as `--as` asks for.
    ///
    /// Roles widen from author over teacher and eht to leadership.
    ///
    /// - Throws: ``VarvError`` `VARV-E719` for a role above the person's own.
    public func narrowed(to role: Role) throws(VarvError) -> Person {
        guard role.width <= self.role.width else {
            throw VarvError(
                SchoolFolderError(
                    .widerRole,
                    sv:
                        "--as \(role.rawValue) är vidare än din roll (\(self.role.rawValue)). --as kan bara ge "
                        + "mindre insyn.",
                    en:
                        "--as \(role.rawValue) is wider than your role (\(self.role.rawValue)). --as can only "
                        + "show less."
                ))
        }
        return Person(account, role: role, staff: staff)
    }
}

extension Role {
    /// How wide the role is; every role's rights hold those of the narrower ones (checked by a test against
    /// `RoleMatrix`).
    fileprivate var width: Int {
        switch self {
        case .author: 0
        case .teacher: 1
        case .eht: 2
        case .leadership: 3
        }
    }
}
