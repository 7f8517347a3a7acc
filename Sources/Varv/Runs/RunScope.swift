/// What a run is about: the same words everywhere (`--cycle 3 --year-group 7 --group 7B --subject MA
/// --teacher ALI`).
///
/// ```swift
/// let scope = RunScope.cycle(3)
/// let class7B = RunScope(cycle: 3, group: "7B")
/// ```
public struct RunScope: Hashable, Sendable {
    /// The cycle of the running school year; nil for the one that is running.
    public var cycle: Int?
    /// The year group, 0–10.
    public var yearGroup: Int?
    /// A class or teaching group, `7B`.
    public var group: String?
    /// A subject's code, `MA`.
    public var subject: String?
    /// A teacher's signature, `ALI`.
    public var teacher: String?

    /// Narrows a run to what is given; what is nil does not narrow.
    public init(
        cycle: Int? = nil, yearGroup: Int? = nil, group: String? = nil, subject: String? = nil,
        teacher: String? = nil
    ) {
        self.cycle = cycle
        self.yearGroup = yearGroup
        self.group = group
        self.subject = subject
        self.teacher = teacher
    }

    /// The whole school, in the cycle that is running.
    public static let school = RunScope()
    /// The whole school in one cycle.
    public static func cycle(_ number: Int) -> RunScope { RunScope(cycle: number) }
    /// One year group, in the cycle that is running.
    public static func yearGroup(_ number: Int) -> RunScope { RunScope(yearGroup: number) }
    /// One group, in the cycle that is running.
    public static func group(_ code: String) -> RunScope { RunScope(group: code) }

    /// The scope as a log line says it; never a pupil.
    package var text: String {
        var parts: [String] = []
        if let cycle { parts.append("cycle=\(cycle)") }
        if let yearGroup { parts.append("year_group=\(yearGroup)") }
        if let group { parts.append("group=\(group)") }
        if let subject { parts.append("subject=\(subject)") }
        if let teacher { parts.append("teacher=\(teacher)") }
        return parts.isEmpty ? "school" : parts.joined(separator: " ")
    }
}
