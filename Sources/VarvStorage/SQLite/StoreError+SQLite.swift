import GRDBSQLite
import Glibc

extension StoreError {
    /// What SQLite's refusal means to the person who meets it.
    ///
    /// - Parameters:
    ///   - extended: SQLite's extended result code.
    ///   - system: what the system said when SQLite met it, `errno`; 0 when that is not known.
    package init(
        sqlite extended: Int32, system: Int32, detail: String, path: String, owner: () -> LockOwner?
    ) {
        let isFull = system == ENOSPC || system == EDQUOT
        self =
            switch extended & 0xff {
            // The write-ahead log's protocol gives up only while others hold it.
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy(owner())
            case SQLITE_FULL: .full
            case SQLITE_READONLY where extended == Self.movedCode: .moved(path: path)
            case SQLITE_READONLY, SQLITE_PERM: .readOnly(path: path)
            case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt(detail: detail)
            case SQLITE_CONSTRAINT: .constraint(detail: detail)
            case SQLITE_INTERRUPT: .interrupted
            case SQLITE_CANTOPEN where isFull: .full
            case SQLITE_CANTOPEN: .cannotOpen(path: path, detail: detail)
            case SQLITE_NOMEM: .memory
            case SQLITE_IOERR: Self.failedIO(extended >> 8, isFull: isFull, detail: detail, path: path)
            default: .database(code: extended, detail: detail)
            }
    }

    // C says these as sums, which Swift does not take over: the number stands in the second byte.
    private static let movedCode = SQLITE_READONLY | 4 << 8

    private static func failedIO(_ which: Int32, isFull: Bool, detail: String, path: String) -> StoreError {
        switch which {
        // The readers' shared memory could not be made as large as it has to be: there is nothing else that it
        // can lack.
        case 19: .full
        case 12: .memory
        // A checksum that is not the data's, and a damaged file system.
        case 32, 33: .corrupt(detail: detail)
        default: isFull ? .full : .disk(path: path, code: SQLITE_IOERR | which << 8)
        }
    }
}
