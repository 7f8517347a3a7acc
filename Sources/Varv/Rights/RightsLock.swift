package import VarvModel

/// What the school has allowed one routine, as `varv.lock` remembers it.
package struct Grant: Hashable, Sendable {
    /// The routine's id, `ekskolan/eht-underlag`.
    package let routine: String
    /// The SHA-256 of its file; another file asks again.
    package let hash: String
    package let permissions: Set<Permission>
    /// The account of who allowed it.
    package let by: String
    package let on: Day
    /// The last day it holds.
    package let until: Day

    /// Returns the last day of a grant made on a day unless another is said: the school year's last (design
    /// §4).
    package static func lastDay(on today: Day) -> Day { SchoolYear(containing: today)?.end ?? today }

    package init(routine: String, hash: String, permissions: Set<Permission>, by: String, on: Day, until: Day)
    {
        self.routine = routine
        self.hash = hash
        self.permissions = permissions
        self.by = by
        self.on = on
        self.until = until
    }
}

/// The remembered grants of a school, at most one for each routine.
package struct RightsLock: Hashable, Sendable {
    private var grants: [String: Grant] = [:]

    package init() {}

    /// Every grant, by the routine's id.
    package var all: [Grant] {
        grants.values.sorted { $0.routine.utf8.lexicographicallyPrecedes($1.routine.utf8) }
    }

    /// Returns what a routine was allowed, whether or not it still holds.
    package func grant(of routine: String) -> Grant? { grants[routine] }

    /// Returns what a routine may do without being asked about; nothing when its file is another or the grant
    /// has run out.
    package func permissions(of routine: String, hash: String, on today: Day) -> Set<Permission> {
        guard let grant = grants[routine], grant.hash == hash, today <= grant.until else { return [] }
        return grant.permissions
    }

    /// Remembers a grant; added to what the same file already has, in place of what another file had.
    package mutating func remember(_ grant: Grant, today: Day) {
        guard !grant.permissions.isEmpty else { return }
        let kept = permissions(of: grant.routine, hash: grant.hash, on: today)
        grants[grant.routine] = Grant(
            routine: grant.routine, hash: grant.hash, permissions: kept.union(grant.permissions),
            by: grant.by,
            on: grant.on, until: grant.until)
    }

    /// Drops what has run out.
    package mutating func prune(today: Day) { grants = grants.filter { today <= $0.value.until } }
}

extension RightsLock {
    static let name = "varv.lock"
    static let limit = 1024 * 1024

    /// Reads a lock file; throws `.badLock` for anything Varv would not have written, and `.otherLock` when
    /// the grants were changed outside Varv or belong to another school. Nothing is granted then.
    package init(_ bytes: [UInt8], file: String, key: SchoolKey) throws(SchoolFolderError) {
        do {
            try read(bytes, file: file, key: key)
        } catch {
            throw SchoolFolderError(
                error.code == .otherLock ? .otherLock : .badLock, file: error.file ?? file, line: error.line,
                sv: "\(error.explanation.sv) \(Self.wayOut.sv)",
                en: "\(error.explanation.en) \(Self.wayOut.en)")
        }
    }

    /// Returns the file's bytes: the same grants give the same bytes.
    package func bytes(key: SchoolKey) -> [UInt8] {
        let head = """
            # Vad skolan har tillåtit rutiner att läsa och skriva. Skrivs av Varv; ändra med "varv rutin".
            # What the school allows routines to read and write. Written by Varv; change it by "varv routine".
            version = 1
            seal = \(TOMLNode.quoted(seal(key)))

            """
        return Array((head + body).utf8)
    }

    private mutating func read(_ bytes: [UInt8], file: String, key: SchoolKey) throws(SchoolFolderError) {
        let text = try TOMLText(bytes, file: file, atMost: RightsLock.limit)
        var top = TOMLReader(text, text.root, code: .badLock)
        _ = top.integer("version", in: 1...1)
        let seal = top.string("seal", example: "\"…\"")
        for var table in top.tables("routine", atMost: 10_000) {
            if let grant = RightsLock.grant(&table) {
                if grants[grant.routine] != nil {
                    table.complain(
                        "id", sv: "samma rutin står två gånger.", en: "the same routine stands twice.")
                }
                grants[grant.routine] = grant
            }
            top.finish(table)
        }
        if let error = top.finished().errors.first { throw error }
        guard seal == self.seal(key) else {
            throw SchoolFolderError(
                .otherLock, file: file,
                sv: "de tillåtna rättigheterna har ändrats utanför Varv, eller kommer från en annan skola.",
                en: "the rights allowed were changed outside Varv, or come from another school.")
        }
    }

    private var body: String {
        all.map { grant in
            """

            [[routine]]
            id = \(TOMLNode.quoted(grant.routine))
            hash = \(TOMLNode.quoted(grant.hash))
            allows = \(TOMLNode.quoted(grant.permissions.ordered.map(\.text)))
            by = \(TOMLNode.quoted(grant.by))
            on = \(TOMLNode.quoted(grant.on.isoText))
            until = \(TOMLNode.quoted(grant.until.isoText))

            """
        }.joined()
    }

    /// Only who has the school's store has its key, so a lock file that was sent, shared or edited by others
    /// grants nothing.
    private func seal(_ key: SchoolKey) -> String {
        Digest.hex(Digest.keyed(Array("varv.lock 1\n\(body)".utf8), key: key))
    }

    private static func grant(_ table: inout TOMLReader) -> Grant? {
        let before = table.errors.count
        let id = table.string("id", example: "\"ekskolan/eht-underlag\"")
        let hash = table.string("hash", example: "\"…\"")
        let words = table.strings("allows", example: "\"read results\"", atMost: Permission.all.count)
        let by = table.string("by", example: "\"asa.lind\"")
        let on = table.day("on")
        let until = table.day("until")
        if hash.utf8.count != 64 || !hash.utf8.allSatisfy(isHexDigit) {
            table.complain("hash", sv: "hash är ingen SHA-256.", en: "hash is no SHA-256.")
        }
        let permissions = words.compactMap { Permission(text: $0) }
        if permissions.count != words.count || Set(permissions).count != words.count || words.isEmpty {
            table.complain(
                "allows", sv: "allows har ett ord som inte är någon rättighet, eller inget.",
                en: "allows has a word that is no right, or none.")
        }
        guard table.errors.count == before, let on, let until else { return nil }
        return Grant(routine: id, hash: hash, permissions: Set(permissions), by: by, on: on, until: until)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static let wayOut = Phrase(
        sv:
            "Inget är tillåtet så länge. Byt namn på filen (mv varv.lock varv.lock.gammal), så frågar Varv "
            + "om varje rutin igen.",
        en:
            "Nothing is allowed meanwhile. Rename the file (mv varv.lock varv.lock.old), and Varv asks about "
            + "each routine again."
    )
}

extension Directory {
    /// Returns the school's remembered grants; none when there is no `varv.lock`.
    package func rightsLock(key: SchoolKey) throws(SchoolFolderError) -> RightsLock {
        guard let bytes = try read(RightsLock.name, atMost: RightsLock.limit) else { return RightsLock() }
        return try RightsLock(bytes, file: path(of: RightsLock.name), key: key)
    }

    /// Changes the remembered grants as they are on disk now, so that two runs at once lose nothing, and
    /// returns them.
    ///
    /// What has run out is dropped. Throws without a change when the file cannot be read or written.
    @discardableResult
    package func updateRightsLock(
        key: SchoolKey, today: Day, waiting wait: Duration = .seconds(5), _ change: (inout RightsLock) -> Void
    ) throws(SchoolFolderError) -> RightsLock {
        try locked(waiting: wait) { () throws(SchoolFolderError) in
            let before = try rightsLock(key: key)
            // What a killed run left aside: nobody else is writing while this folder is locked.
            for name in try names() where name.hasPrefix(".\(RightsLock.name).") { removeAll(name) }
            var lock = before
            lock.prune(today: today)
            change(&lock)
            if lock != before { try replace(RightsLock.name, with: lock.bytes(key: key)) }
            return lock
        }
    }
}
