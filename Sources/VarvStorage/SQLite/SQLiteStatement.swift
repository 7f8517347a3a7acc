import GRDBSQLite

/// A prepared statement of SQLite. Texts are copied when bound, so cells need not outlive the call.
@safe final class SQLiteStatement: Statement {
    private let raw: OpaquePointer
    // A statement outlives no use of its connection; unowned would cost a count on each step.
    private weak var connection: SQLiteConnection?
    var inUse = true
    private let handle: OpaquePointer?

    init(_ raw: OpaquePointer, connection: SQLiteConnection) {
        unsafe self.raw = unsafe raw
        unsafe handle = unsafe sqlite3_db_handle(raw)
        self.connection = connection
    }

    deinit { unsafe sqlite3_finalize(raw) }

    private func check(_ code: Int32) throws(StoreError) {
        if code != SQLITE_OK { throw failure(code) }
    }

    private func failure(_ code: Int32) -> StoreError {
        let error = connection?.lastError() ?? .database(code: code, detail: "closed")
        reset()
        return error
    }

    // SQLITE_TRANSIENT: SQLite copies before the call returns.
    private static var transient: sqlite3_destructor_type {
        unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }

    func bind(_ cells: borrowing Cells, row: Int, columns: Range<Int>, first: Int) throws(StoreError) {
        var parameter = Int32(first + 1)
        let base = row * cells.width
        for column in columns {
            let index = base + column
            let code: Int32
            switch cells.kinds[index] {
            case .null: code = unsafe sqlite3_bind_null(raw, parameter)
            case .integer: code = unsafe sqlite3_bind_int64(raw, parameter, cells.payloads[index])
            case .real:
                code = unsafe sqlite3_bind_double(
                    raw, parameter, Double(bitPattern: UInt64(bitPattern: cells.payloads[index])))
            case .text:
                let range = cells.textRange(index)
                code = unsafe cells.bytes.withUnsafeBytes { bytes in
                    // An empty array has no address, and a null address would bind NULL.
                    guard let start = bytes.baseAddress else {
                        return unsafe sqlite3_bind_text(raw, parameter, "", 0, Self.transient)
                    }
                    let text = unsafe (start + range.lowerBound).assumingMemoryBound(to: CChar.self)
                    return unsafe sqlite3_bind_text(raw, parameter, text, Int32(range.count), Self.transient)
                }
            }
            if code != SQLITE_OK { throw failure(code) }
            parameter += 1
        }
    }

    func bind(_ number: Int64, at index: Int) throws(StoreError) {
        try check(unsafe sqlite3_bind_int64(raw, Int32(index + 1), number))
    }

    func bind(_ value: StoredValue, at index: Int) throws(StoreError) {
        let parameter = Int32(index + 1)
        switch value {
        case .null: try check(unsafe sqlite3_bind_null(raw, parameter))
        case .integer(let number): try check(unsafe sqlite3_bind_int64(raw, parameter, number))
        case .real(let number): try check(unsafe sqlite3_bind_double(raw, parameter, number))
        case .text(var text):
            let code = text.withUTF8 { bytes in
                guard let start = bytes.baseAddress else {
                    return unsafe sqlite3_bind_text(raw, parameter, "", 0, Self.transient)
                }
                return unsafe UnsafeRawPointer(start).withMemoryRebound(to: CChar.self, capacity: bytes.count)
                {
                    unsafe sqlite3_bind_text(raw, parameter, $0, Int32(bytes.count), Self.transient)
                }
            }
            try check(code)
        }
    }

    func step() throws(StoreError) -> Bool {
        let code = unsafe sqlite3_step(raw)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw failure(code)
    }

    func run() throws(StoreError) -> Int {
        while true {
            let code = unsafe sqlite3_step(raw)
            if code == SQLITE_ROW { continue }
            guard code == SQLITE_DONE else { throw failure(code) }
            let written = Int(unsafe sqlite3_changes(handle))
            unsafe sqlite3_reset(raw)
            return written
        }
    }

    func read(into cells: inout Cells) {
        for column in unsafe 0..<sqlite3_column_count(raw) {
            switch unsafe sqlite3_column_type(raw, column) {
            case SQLITE_INTEGER: cells.append(unsafe sqlite3_column_int64(raw, column))
            case SQLITE_FLOAT: cells.append(unsafe sqlite3_column_double(raw, column))
            case SQLITE_NULL: cells.appendNull()
            default:
                let start = unsafe UnsafeRawPointer(sqlite3_column_text(raw, column))
                let length = Int(unsafe sqlite3_column_bytes(raw, column))
                unsafe cells.append(utf8: UnsafeRawBufferPointer(start: start, count: length))
            }
        }
    }

    func integer(_ column: Int) -> Int64 { unsafe sqlite3_column_int64(raw, Int32(column)) }

    func value(_ column: Int) -> StoredValue {
        let column = Int32(column)
        switch unsafe sqlite3_column_type(raw, column) {
        case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(raw, column))
        case SQLITE_FLOAT: return .real(unsafe sqlite3_column_double(raw, column))
        case SQLITE_NULL: return .null
        default:
            let start = unsafe UnsafeRawPointer(sqlite3_column_text(raw, column))
            let length = Int(unsafe sqlite3_column_bytes(raw, column))
            return .text(
                unsafe String(decoding: UnsafeRawBufferPointer(start: start, count: length), as: UTF8.self))
        }
    }

    var columnNames: [String] {
        unsafe (0..<sqlite3_column_count(raw)).map { unsafe String(cString: sqlite3_column_name(raw, $0)) }
    }

    func reset() {
        unsafe sqlite3_reset(raw)
        unsafe sqlite3_clear_bindings(raw)
        inUse = false
    }
}
