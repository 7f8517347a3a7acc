import VarvBridge

extension RunServices {
    /// What a handle stands for, by the type's name and the store's key; nil for one this run was never
    /// given, or may not see any more.
    func target(_ item: Item) throws -> (type: String, id: Int64)? {
        guard let thing = handles.thing(item), offered.items.indices.contains(thing.type) else { return nil }
        do { _ = try fetch(item) } catch is Refusal { return nil }
        return (offered.items[thing.type].name, thing.id)
    }
}
