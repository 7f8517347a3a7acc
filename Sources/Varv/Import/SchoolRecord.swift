public import VarvBridge

/// One thing to tell a school, without a file: what an adapter's `add:judgement { … }` is in Lua.
///
/// ```swift
/// SchoolRecord("judgement", ["pupil": "20130101-2389", "subject": "MA", "step": "insats", "on": .day(2026, 11, 20)])
/// ```
/// Kinds and fields are those of `varv api add`; a field that is left out has no value.
public struct SchoolRecord: Hashable, Sendable {
    /// The kind of record: `assessment`, `judgement`, `pupil`, `group`, `membership`, `staff`, `teaching`,
    /// `criterion`.
    public var kind: String
    /// The fields by name. Text, whole numbers and days are told apart as in Lua; "no basis" is
    /// `.mark(.noBasis)`.
    public var fields: [String: Value]

    /// Makes a record; it is looked at when it is planned.
    public init(_ kind: String, _ fields: [String: Value]) {
        self.kind = kind
        self.fields = fields
    }
}
