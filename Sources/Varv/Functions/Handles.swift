import VarvBridge

/// A thing of the store as one run knows it: its type's place in the offered list, and the row's key.
struct Thing: Hashable {
    var type: Int
    /// The row's key; two more for a result, whose key is pupil, cycle and criterion or subject.
    var id: Int64
    var second: Int64 = 0
    var third: Int64 = 0
}

/// What a run has been handed: numbers that mean something within it only.
///
/// The worker names a thing by its number alone. A number that was never given, or one under another type, is
/// refused: so a script reaches nothing by guessing.
struct HandleTable {
    private var things: [Thing] = []
    private var known: [Thing: UInt32] = [:]

    /// The most numbers a run is given: a script that reads the same rows for ever must not fill the host's
    /// memory.
    static let limit = 4_000_000
    private let most: Int

    init(atMost most: Int = Self.limit) { self.most = most }

    var count: Int { things.count }
    var isFull: Bool { things.count >= most }

    /// Returns the number of a thing, the same each time; from 1 on.
    mutating func handle(of thing: Thing) -> UInt32 {
        if let handle = known[thing] { return handle }
        things.append(thing)
        let handle = UInt32(things.count)
        // Results are many and nothing asks whether two are one: remembering each would cost more than the
        // rows.
        if thing.third == 0 { known[thing] = handle }
        return handle
    }

    /// Returns what a number stands for, or nil when this run was never given it as a thing of that type.
    func thing(_ item: Item) -> Thing? {
        guard item.handle >= 1, Int(item.handle) <= things.count else { return nil }
        let thing = things[Int(item.handle) - 1]
        return thing.type == item.type ? thing : nil
    }
}
