import VarvBridge
import VarvModel
import VarvStorage

/// A set that is being read: where it stands, and where its rows come from.
final class OpenSet {
    enum Source {
        case cursor(SetCursor)
        /// Rows already in memory, in the order given: sorted by what only the host can work out, or of a run that
        /// writes while it reads.
        case listed(Cells, [Int])
        case hard([Int])
        case empty
    }

    let item: ItemType
    let type: Int
    /// The class of data it is of, as the read log names it.
    let right: String?
    private let plan: RowPlan?
    private var source: Source
    private var page = Cells(width: 0)
    private var next = 0
    private var isDone = false
    /// How many rows have been handed on, or read past.
    private(set) var position = 0
    private var ahead: Result<Page, any Error>?
    /// Rows handed on since the log last asked, and how many were about each pupil.
    var read = 0
    var pupils: [Int64: Int] = [:]
    /// The pupils the set's conditions name.
    let named: Set<Int64>

    /// Things as the worker gets them in one answer.
    struct Page {
        var things = ByteWriter(reserving: 1 << 16)
        var count = 0
        var hasMore = false
    }

    init(_ source: Source, type: Int, item: ItemType, plan: RowPlan?, named: Set<Int64> = []) {
        self.source = source
        self.type = type
        self.item = item
        self.plan = plan
        right = item.right
        self.named = named
    }

    /// Hands on the next page: the one made ahead, or made now.
    func nextPage(_ services: RunServices) throws -> Page {
        defer { ahead = nil }
        let page = try ahead?.get() ?? makePage(services)
        position += page.count
        return page
    }

    /// Makes the page after the one that was handed on; an error is whoever asks for that page's.
    func lookAhead(_ services: RunServices) {
        if ahead == nil { ahead = Result { try makePage(services) } }
    }

    private func makePage(_ services: RunServices) throws -> Page {
        var page = Page()
        let before = position
        defer { position = before }
        while page.count < RunServices.pageRows, page.things.count < RunServices.pageBytes,
            try write(services, into: &page.things)
        {
            page.count += 1
        }
        page.hasMore = try hasMore(services)
        return page
    }

    /// Writes the next thing; false after the last.
    func write(_ services: RunServices, into writer: inout ByteWriter, counting: Bool = true) throws -> Bool {
        guard try hasMore(services) else { return false }
        switch source {
        case .empty: return false
        case .hard(let rows):
            writer.value(.item(services.hardItem(rows[next], type: type)))
        case .cursor:
            try write(page, next, services, into: &writer, counting)
        case .listed(let cells, let order):
            try write(cells, order[next], services, into: &writer, counting)
        }
        next += 1
        position += 1
        if counting { read += 1 }
        return true
    }

    private func write(
        _ cells: Cells, _ row: Int, _ services: RunServices, into writer: inout ByteWriter, _ counting: Bool
    ) throws {
        guard let plan else { return }
        if counting, let pupil = plan.pupil(cells, row) { pupils[pupil, default: 0] += 1 }
        try services.write(cells, row, plan, into: &writer)
    }

    /// Whether there is another; reads the next page from the store when this one is used up.
    func hasMore(_ services: RunServices) throws -> Bool {
        switch source {
        case .empty: return false
        case .hard(let rows): return next < rows.count
        case .listed(_, let order): return next < order.count
        case .cursor(let cursor):
            if next < page.count { return true }
            if isDone { return false }
            page = try cursor.next(RunServices.pageRows)
            next = 0
            isDone = page.count < RunServices.pageRows
            if let plan { try services.learnPupils(page, plan) }
            return page.count > 0
        }
    }
}
