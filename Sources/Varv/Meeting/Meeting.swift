import VarvBridge
import VarvModel
import VarvStorage

/// Lua entries over an open school, one worker for the whole meeting (`varv repl`).
///
/// ```swift
/// let meeting = try await school.meeting(scope: .cycle(3), granting: [.read(.results)])
/// switch try await meeting.enter("here:hard_criteria():first(3)") { … }
/// await meeting.end()
/// ```
/// An error ends the entry, a limit the worker; the meeting goes on, with a new worker and a notice.
public final class Meeting: Sendable {
    private let id: Int
    private let school: School

    init(id: Int, school: School) {
        self.id = id
        self.school = school
    }

    /// Runs what was typed.
    ///
    /// An entry that writes gives a plan: nothing is stored until ``apply()``.
    public func enter(_ text: String) async throws(VarvError) -> MeetingAnswer {
        // Let go of only afterwards: a meeting nobody holds is ended.
        defer { withExtendedLifetime(self) {} }
        return try await school.enter(text, meeting: id)
    }

    /// Plans to reverse a run: nothing is stored until ``apply()``.
    public func undo(run number: Int) async throws(VarvError) -> Plan {
        defer { withExtendedLifetime(self) {} }
        return try await school.undo(run: number, meeting: id)
    }

    /// Stores what the last entry planned; nil when it planned nothing.
    @discardableResult
    public func apply() async throws(VarvError) -> Receipt? {
        defer { withExtendedLifetime(self) {} }
        return try await school.applyEntry(meeting: id)
    }

    /// Forgets what the last entry planned.
    public func discard() async { await school.discardEntry(meeting: id) }

    /// Ends the meeting and its worker, and forgets what was planned and not stored. Let go of without it, it
    /// ends too.
    public func end() async { await school.endMeeting(id) }

    deinit { school.letGo(.meeting(id)) }
}

/// What an entry gave.
public enum MeetingAnswer: Sendable {
    /// The text ends in the middle: ask for another line and enter both.
    case incomplete
    /// Values to show, what was printed, and the plan of an entry that writes.
    case shown(Paper, printed: String, plan: Plan?)
    /// The entry was wrong, or was refused; the meeting remembers all from before it.
    case failed(VarvError)
    /// A limit ended the worker; a new one has started without what the old one remembered.
    case restarted(VarvError)
}

/// A meeting as the school's thread holds it.
final class OpenMeeting {
    let scope: RunScope
    let permissions: Set<Permission>
    let limits: RunLimits
    var worker: WorkerRun?
    var services: RunServices?
    var pending: OpenRun?
    /// How many entries there have been, as the person counts them: over as many lines as each took, whatever worker
    /// had them.
    var entries = 0

    init(scope: RunScope, permissions: Set<Permission>, limits: RunLimits) {
        self.scope = scope
        self.permissions = permissions
        self.limits = limits
    }
}
