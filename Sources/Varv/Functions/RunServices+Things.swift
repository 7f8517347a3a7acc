import VarvBridge
import VarvModel
import VarvStorage

/// What was handed out, met again: by its handle, with its fields as they are now, as far as the run still reaches.
extension RunServices {
    /// Lets what an earlier entry of a meeting was handed mean the same in this one.
    func keep(handlesOf before: RunServices) {
        handles = before.handles
        kept.count = handles.count
        hardRows = before.hardRows
        hardIndex = before.hardIndex
    }

    /// Returns what a handle stands for, or refuses one that was not given out.
    func thing(_ item: Item) throws(Refusal) -> Thing {
        guard let thing = handles.thing(item), item.type < offered.items.count else {
            throw Refusal(
                sv: "det här är ingen sak som körningen har fått",
                en: "this is no thing that the run was given")
        }
        return thing
    }

    func isThing(_ item: Item, named name: String) -> Bool {
        guard let thing = handles.thing(item) else { return false }
        return offered.items[thing.type].name == name
    }

    /// Returns a thing with its fields as the store has them now; whatever the worker says of it does not
    /// count.
    func fetch(_ item: Item) throws -> Item {
        let thing = try thing(item)
        let type = offered.items[thing.type]
        if type.name == "hard_criterion" {
            noteKept(item.handle, type)
            return hardItem(Int(thing.id), type: thing.type)
        }
        // An earlier dialogue is found by its answers and has no row of its own.
        guard thing.id >= 0, let plan = plan(thing.type) else {
            noteKept(item.handle, type)
            return Item(type: thing.type, handle: item.handle)
        }
        let rows = try reader.rows(
            SetQuery(
                plan.collection, fields: plan.columns, scope: QueryScope(cycle: yearOnly(plan.collection)),
                filters: Self.keyFilters(thing, type), includeProtected: context.visibility.includesProtected)
        )
        guard rows.count > 0, try isWithinReach(thing, type) else {
            throw Refusal(
                sv: "det här finns inte längre; hämta på nytt det du vill använda",
                en: "this no longer exists; get what you want to use anew")
        }
        noteKept(item.handle, type, pupil: plan.pupil(rows, 0))
        return try makeItem(rows, 0, plan)
    }

    /// Notes a thing that this entry of a meeting reads although an earlier one was handed it (P13): once, and about the
    /// one pupil it is about.
    private func noteKept(_ handle: UInt32, _ type: ItemType, pupil: Int64? = nil) {
        guard handle <= kept.count, kept.read.insert(handle).inserted else { return }
        tally.note(type.right, count: 1, pupils: pupil.map { [$0: 1] } ?? [:])
    }

    private static func keyFilters(_ thing: Thing, _ type: ItemType) -> [SetQuery.Filter] {
        zip(CollectionSource.byItem[type.name]?.key ?? [], [thing.id, thing.second, thing.third]).map {
            .init($0, .equal(.integer($1)))
        }
    }

    /// Whether the run may still meet a thing it was handed: as a row of its own, or as the pupil another row is
    /// about.
    ///
    /// A meeting's handles are older than its entry. Since then the pupil may have changed classes, the teaching
    /// hands, the reflection its author.
    private func isWithinReach(_ thing: Thing, _ type: ItemType) throws -> Bool {
        if type.right == nil { return true }
        return try offered.items.indices.contains { index in
            let way = offered.items[index]
            guard context.mayRead(way.right), let plan = plan(index),
                let reach = way.right.flatMap(Right.init(rawValue:)).flatMap({ context.visibility.reach[$0] })
            else { return false }
            let filters: [SetQuery.Filter]
            if way.name == type.name {
                filters = Self.keyFilters(thing, type)
            } else if type.name == "pupil", plan.columns.contains("pupil") {
                filters = [.init("pupil", .equal(.integer(thing.id)))]
            } else {
                return false
            }
            if reach == .everything { return true }
            let year = QueryScope(schoolYear: context.query.schoolYear)
            guard let scope = try narrowed(year, right: way.right) else { return false }
            return try reader.count(
                SetQuery(
                    plan.collection, scope: scope,
                    filters: filters + ownFilters(plan.collection, right: way.right),
                    includeProtected: context.visibility.includesProtected)) > 0
        }
    }

    /// `(thing)` → it as it is now, when it is among what the run may read of its kind.
    func refreshed(_ arguments: [Value]) throws -> Value {
        guard arguments.count == 1, case .item(let item) = arguments[0] else {
            throw BridgeError.outOfRange(sv: "en sak", en: "a thing")
        }
        let thing = try thing(item)
        // Counted when it was read, a criterion is a row of that moment's table and of no other.
        guard offered.items[thing.type].name != "hard_criterion", thing.id >= 0 else {
            throw Refusal(
                sv: "det här räknades i en tidigare inmatning; hämta det på nytt",
                en: "this was counted in an earlier entry; get it anew")
        }
        let fresh = try fetch(item)
        guard offered.items[thing.type].name == "pupil", !context.mayRead("pupils") else {
            return .item(fresh)
        }
        return .item(try pupilItem(thing.id, type: thing.type))
    }

    /// A cycle that only says which school year is meant, where the collection has one to mean.
    private func yearOnly(_ collection: String) -> Int64? {
        collection == "pupils" ? context.query.cycle : nil
    }

    /// Makes a row a thing with its values.
    func makeItem(_ rows: Cells, _ row: Int, _ plan: RowPlan) throws -> Item {
        var writer = ByteWriter()
        try write(rows, row, plan, into: &writer)
        var reader = ByteReader(writer.bytes)
        guard case .item(let item) = try reader.value() else { throw BridgeError.unknownTag(0) }
        return item
    }
}
