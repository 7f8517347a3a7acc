/// Carries a value that is not Sendable to the thread that alone uses it afterwards.
struct Confined<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}
