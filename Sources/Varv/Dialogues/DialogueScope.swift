/// What a dialogue is about, as the lasting text its answers are kept under: the same in every cycle.
enum DialogueScope {
    /// Returns the text: `teaching:ALI/7B/MA`, `subject:7B/MA`, `group:7B`, `year_group:7`, `teacher:ALI`,
    /// `school`.
    ///
    /// The cycle is no part of it: that is how a dialogue finds itself in the cycle before.
    static func key(_ scope: RunScope) -> String {
        let group = scope.group
        switch (scope.teacher, group, scope.subject) {
        case (let teacher?, let group?, let subject?): return "teaching:\(teacher)/\(group)/\(subject)"
        case (nil, let group?, let subject?): return "subject:\(group)/\(subject)"
        default: break
        }
        var parts: [String] = []
        if let group {
            parts.append("group:\(group)")
        } else if let year = scope.yearGroup {
            parts.append("year_group:\(year)")
        }
        if let subject = scope.subject { parts.append("subject:\(subject)") }
        if let teacher = scope.teacher { parts.append("teacher:\(teacher)") }
        return parts.isEmpty ? "school" : parts.joined(separator: "/")
    }
}
