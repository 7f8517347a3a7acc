import VarvBridge
public import VarvModel

extension RecordKind {
    /// Whether the record says who or what there is, rather than a result.
    var isRegistration: Bool {
        switch name {
        case "assessment", "judgement": false
        default: true
        }
    }

    /// When in a row a registering record is looked at; nil for a result.
    var order: Int? {
        switch name {
        case "assessment", "judgement": nil
        case "group", "staff", "criterion": 0
        case "pupil": 1
        default: 2
        }
    }

    static let orders = 0...2
}

/// A row that was not used, and why.
public struct LeftOutRow: Hashable, Sendable {
    /// Which row of data, from 1.
    public var record: Int
    /// The line of the file on which it starts.
    public var line: Int
    /// What is wrong with it.
    public var issue: Issue
}
