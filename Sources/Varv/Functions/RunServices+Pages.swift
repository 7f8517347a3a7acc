import VarvBridge
import VarvStorage

/// Sets as they cross: a page at a time, the next one made while the worker reads.
extension RunServices {
    /// Writes a page: the next position or none, then the things.
    func rows(_ arguments: [Value], into writer: inout ByteWriter) throws {
        guard arguments.count == 2, case .set(let set) = arguments[0], let position = arguments[1].int,
            position >= 0
        else { throw BridgeError.outOfRange(sv: "en mängd", en: "a set") }
        let open = try openSet(set, at: position)
        let page = try open.nextPage(self)
        writer.byte(Tag.list)
        writer.count(page.count + 1)
        if page.hasMore {
            writer.byte(Tag.int)
            writer.signed(Int64(open.position))
            waiting.append(WaitingSet(set: set, open: open))
            // A script that leaves its loops early leaves these; the oldest go, and are opened again if asked
            // for.
            if waiting.count > 16 { waiting.removeFirst() }
            reading = open
        } else {
            writer.byte(Tag.none)
        }
        writer.raw(page.things.bytes)
        tally.note(open)
    }

    /// Makes the next page of what is being read while the worker is busy with this one.
    func lookAhead() {
        guard let open = reading else { return }
        reading = nil
        open.lookAhead(self)
    }

    static let pageRows = 500
    /// Half a frame: one more row always fits.
    static let pageBytes = 400 << 10

    /// Returns a set as values, for a paper; at most `limit` things, throws a ``Refusal`` when there are
    /// more.
    func things(_ set: SetDescription, atMost limit: Int = 20_000) throws -> (item: ItemType, things: [Item])
    {
        let open = try openSet(set, at: 0)
        var found: [Item] = []
        while true {
            scratch.removeAll()
            guard try open.write(self, into: &scratch) else { break }
            guard found.count < limit else {
                throw Refusal(
                    sv: "tabellen har fler än \(limit) rader; begränsa den med :where eller :first",
                    en: "the table has more than \(limit) rows; limit it with :where or :first")
            }
            var reader = ByteReader(scratch.bytes)
            if case .item(let item) = try reader.value() { found.append(item) }
        }
        tally.note(open)
        return (open.item, found)
    }

    private func openSet(_ set: SetDescription, at position: Int) throws -> OpenSet {
        if let index = waiting.lastIndex(where: { $0.open.position == position && $0.set == set }) {
            return waiting.remove(at: index).open
        }
        let open = try open(set)
        // A page asked for twice, or one whose cursor was let go: read past what came before.
        while open.position < position {
            scratch.removeAll()
            guard try open.write(self, into: &scratch, counting: false) else { break }
        }
        return open
    }
}

/// A set that is read in part, kept for the next page.
struct WaitingSet {
    var set: SetDescription
    var open: OpenSet
}
