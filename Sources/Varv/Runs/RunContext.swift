import VarvBridge
import VarvModel
import VarvStorage

/// What one run sees and may: the reader it reads through, its scope, its rights and its audience, all fixed
/// before it starts.
struct RunContext {
    let core: SchoolCore
    /// A snapshot, or the open transaction of a run that writes.
    let reader: Reader
    let scope: RunScope
    let query: QueryScope
    let granted: Set<Permission>
    let visibility: Visibility
    let language: Language

    init(core: SchoolCore, reader: Reader, scope: RunScope, granted: Set<Permission>, audience: Audience)
        throws
    {
        self.core = core
        self.reader = reader
        self.scope = scope
        self.query = try core.resolve(scope, reader)
        self.granted = granted
        visibility = Visibility(
            person: core.person, granted: granted, audience: audience, invented: core.isInvented)
        language = core.language
        if visibility.smallestShown != nil { try requireParts() }
    }

    /// Refuses a paper whose numbers could be taken from another's (P3): teaching groups have pupils in common, and
    /// what one teacher's pupils got is about the teacher too (P15).
    private func requireParts() throws {
        let group = try query.group.map {
            try reader.rows("SELECT kind FROM study_group WHERE id = ?", [.integer($0)])
        }
        let isClass = group.map { $0.count > 0 && $0[0, 0].text == "klass" } ?? true
        guard isClass, query.teacher == nil, !visibility.isOwnGroupsOnly else {
            throw VarvError(
                "VARV-E609", .notGranted,
                sv:
                    "Papper till all personal och till alla gäller skolan, en årskurs eller en klass, och ritas av "
                    + "den som når hela skolan. Undervisningsgrupper har elever gemensamt: skillnaden mellan två "
                    + "kan vara en enda elev.",
                en:
                    "Papers for all staff and for everyone are about the school, a year group or a class, and drawn "
                    + "by someone who reaches the whole school. Teaching groups have pupils in common: the "
                    + "difference between two may be a single pupil.")
        }
    }

    /// The cycle a task or an entry is about, for the log: the one it was asked to be about, or the one that is running
    /// when it may write what belongs to a cycle. A register belongs to none.
    func cycle(ofWriting permissions: Set<Permission>) -> Int64? {
        let isAbout =
            scope.cycle != nil
            || permissions.contains { $0.isWrite && $0.right != .pupils && $0.right != .staff }
        return isAbout ? query.cycle : nil
    }

    func mayRead(_ right: String?) -> Bool {
        guard let right else { return true }
        guard let right = Right(rawValue: right) else { return Right.alwaysOpen.contains(right) }
        return visibility.reach[right] != nil
    }

    /// Whether the run may write a class at all; how far, ``Visibility/writeReach`` says.
    func mayWrite(_ right: String) -> Bool {
        Right(rawValue: right).map { visibility.writeReach[$0] != nil } ?? false
    }

    /// The catalogue as this run gets it: what was granted, and the names of what was not.
    ///
    /// A field that needs more than its thing does is left out of the type, so that it cannot be read, sorted
    /// by or asked for in a condition.
    func offered() -> (
        items: [ItemType], functions: [HostFunction], records: [RecordKind], withheld: [StartFrame.Withheld]
    ) {
        var withheld: [StartFrame.Withheld] = []
        let items = core.catalogue.items.map { item in
            var item = item
            let all = item.fields
            item.fields = all.filter { mayRead($0.right) }
            if mayRead(item.right) {
                withheld += all.filter { !mayRead($0.right) }.map {
                    .init(name: "\(item.name).\($0.name)", right: $0.right ?? "")
                }
            } else {
                if let name = item.collection { withheld.append(.init(name: name, right: item.right ?? "")) }
                item.collection = nil
            }
            return item
        }
        let functions = core.catalogue.functions.filter { function in
            if mayRead(function.right) { return true }
            let name = function.name.split { $0 == ":" || $0 == "." }.last.map(String.init) ?? function.name
            withheld += Set([name, function.name]).sorted().map {
                .init(name: $0, right: function.right ?? "")
            }
            // Of a function in a table, the table is what Lua misses first.
            if let dot = function.name.firstIndex(of: ".") {
                withheld.append(.init(name: String(function.name[..<dot]), right: function.right ?? ""))
            }
            return false
        }
        let records = core.catalogue.records.filter { record in
            if mayWrite(record.right) { return true }
            withheld.append(.init(name: record.name, right: record.right, writes: true))
            return false
        }
        return (items, functions, records, withheld)
    }
}
