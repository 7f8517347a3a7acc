/// A driver that fails at one chosen write, for tests: a full disk, or a process that is gone.
///
/// Counts every statement that writes, every script and every commit. Whatever runs after a simulated kill
/// fails too, so nothing can tidy up: only opening the file again shows what a person would find.
package final class FaultyDriver: Driver {
    package enum Fault: Hashable, Sendable {
        /// The write fails with an error; the program goes on and may roll back.
        case error(StoreError)
        /// The write fails and so does everything after it.
        case kill
    }

    private let base: any Driver
    fileprivate let plan: FaultPlan

    package var dialect: Dialect { base.dialect }
    package let writer: any Connection
    package var reader: any Connection { base.reader === base.writer ? writer : base.reader }

    /// Wraps a driver; the write numbered `at` (from 1, counted from `arm()`) meets the fault.
    package init(_ base: any Driver, fault: Fault, at: Int) {
        self.base = base
        plan = FaultPlan(fault: fault, at: at)
        writer = FaultyConnection(base.writer, plan)
    }

    /// Starts to count.
    package func arm() { plan.isArmed = true }

    /// How many writes there have been since `arm()`.
    package var writes: Int { plan.writes }

    package func lockOwner() -> LockOwner? { base.lockOwner() }
    package func setLockOwner(_ owner: LockOwner?) throws(StoreError) { try base.setLockOwner(owner) }
    package func keepReads(_ entries: [ReadLogEntry]) throws(StoreError) -> String? {
        try plan.write()
        return try base.keepReads(entries)
    }
    package func leftReads() -> [(name: String, entries: [ReadLogEntry])] { base.leftReads() }
    package func forgetReads(_ names: [String]) {
        if !plan.isDead { base.forgetReads(names) }
    }
    package func check() throws(StoreError) { try base.check() }
    package func close() { base.close() }
}

private final class FaultPlan {
    let fault: FaultyDriver.Fault
    let at: Int
    var writes = 0
    var isArmed = false
    var isDead = false

    init(fault: FaultyDriver.Fault, at: Int) {
        self.fault = fault
        self.at = at
    }

    func write() throws(StoreError) {
        try alive()
        guard isArmed else { return }
        writes += 1
        guard writes == at else { return }
        switch fault {
        case .error(let error): throw error
        case .kill:
            isDead = true
            throw .interrupted
        }
    }

    func alive() throws(StoreError) { if isDead { throw .interrupted } }
}

private final class FaultyConnection: Connection {
    private let base: any Connection
    private let plan: FaultPlan

    init(_ base: any Connection, _ plan: FaultPlan) {
        self.base = base
        self.plan = plan
    }

    func execute(_ sql: String) throws(StoreError) {
        try plan.write()
        try base.execute(sql)
    }

    func prepare(_ sql: String) throws(StoreError) -> any Statement {
        try plan.alive()
        let writes = ["INSERT", "UPDATE", "DELETE"].contains { sql.hasPrefix($0) }
        let statement = try base.prepare(sql)
        return writes ? FaultyStatement(statement, plan) : statement
    }

    func begin(waiting seconds: Double) throws(StoreError) {
        try plan.alive()
        try base.begin(waiting: seconds)
    }

    func beginSnapshot() throws(StoreError) {
        try plan.alive()
        try base.beginSnapshot()
    }

    func commit() throws(StoreError) {
        try plan.write()
        try base.commit()
    }

    func rollback() throws(StoreError) {
        try plan.alive()
        try base.rollback()
    }

    func savepoint(_ name: String) throws(StoreError) {
        try plan.alive()
        try base.savepoint(name)
    }

    func release(_ name: String) throws(StoreError) {
        try plan.alive()
        try base.release(name)
    }

    func rollback(to name: String) throws(StoreError) {
        try plan.alive()
        try base.rollback(to: name)
    }
}

private final class FaultyStatement: Statement {
    private let base: any Statement
    private let plan: FaultPlan

    init(_ base: any Statement, _ plan: FaultPlan) {
        self.base = base
        self.plan = plan
    }

    func bind(_ cells: borrowing Cells, row: Int, columns: Range<Int>, first: Int) throws(StoreError) {
        try base.bind(cells, row: row, columns: columns, first: first)
    }
    func bind(_ value: StoredValue, at index: Int) throws(StoreError) { try base.bind(value, at: index) }
    func bind(_ number: Int64, at index: Int) throws(StoreError) { try base.bind(number, at: index) }

    func step() throws(StoreError) -> Bool {
        try plan.write()
        return try base.step()
    }

    func run() throws(StoreError) -> Int {
        try plan.write()
        return try base.run()
    }

    func read(into cells: inout Cells) { base.read(into: &cells) }
    func integer(_ column: Int) -> Int64 { base.integer(column) }
    func value(_ column: Int) -> StoredValue { base.value(column) }
    var columnNames: [String] { base.columnNames }
    func reset() { base.reset() }
}
