import CustomDump
import Foundation
import Testing

@testable import VarvStorage

/// A school that an older Varv made opens, with everything it held.
struct MigrationTests {
    /// A school as schema 1 left it: a run that made rows, one that changed one, one that undid the first.
    private func oldSchool(in folder: String) throws {
        let driver = try SQLiteDriver(folder: folder)
        defer { driver.close() }
        try driver.writer.execute("CREATE TABLE schema_version (version INTEGER PRIMARY KEY)")
        try driver.writer.execute(Migration.all[0].text(in: driver.dialect))
        try driver.writer.execute(
            """
            INSERT INTO schema_version (version) VALUES (1);
            INSERT INTO run (number, kind, by_account, role, started_at, new_count, undone_by)
              VALUES (1, 'import', 'anna', 'leadership', '2026-09-01T10:00:00Z', 2, 3);
            INSERT INTO run (number, kind, by_account, role, started_at, changed_count)
              VALUES (2, 'task', 'anna', 'leadership', '2026-09-02T10:00:00Z', 1);
            INSERT INTO run (number, kind, by_account, role, started_at, changed_count, undo_of)
              VALUES (3, 'undo', 'anna', 'leadership', '2026-09-03T10:00:00Z', 3, 1);
            INSERT INTO journal VALUES (2, 1, 'staff', 't1:A', 'change', 'n'), (3, 1, 'staff', 't1:A', 'remove', 'n'),
              (3, 2, 'staff', 't1:B', 'remove', 'n'), (3, 3, 'staff', 't1:C', 'change', 'n');
            """)
    }

    @Test func `its runs are told without a cycle, and what they removed apart from what they changed`()
        throws
    {
        try withFolder { folder in
            try oldSchool(in: folder)
            let store = try Store.open(folder: folder)
            defer { store.close() }
            let runs = try store.read { try $0.lastRuns() }
            expectNoDifference(runs.map(\.cycle), [nil, nil, nil])
            expectNoDifference(
                runs.map(\.counts),
                [RecordCounts(changed: 1, removed: 2), RecordCounts(changed: 1), RecordCounts(new: 2)])
        }
    }

    @Test func `new runs in it have their cycle`() throws {
        try withFolder { folder in
            try oldSchool(in: folder)
            let store = try Store.open(folder: folder)
            defer { store.close() }
            let run = try store.begin(.sample)
            try run.put(.schoolYear, ["2026/27", "2026-08-18", "2027-06-11", "open"])
            let cycle = try run.put(.cycle, columns: ["start_on"], [1, 4, "2026-09-01"]).id
            try run.setCycle(cycle)
            try run.commit(.sample)
            let told = try store.read { try $0.lastRuns(1) }[0]
            expectNoDifference([told.cycle.map(String.init), told.schoolYear], ["4", "2026/27"])
        }
    }

    @Test func `it has the schema of a new one afterwards, and is migrated once`() throws {
        try withFolder { folder in
            try oldSchool(in: folder)
            try Store.open(folder: folder).close()
            let again = try Store.open(folder: folder)
            defer { again.close() }
            let fresh = try Store.inMemory()
            defer { fresh.close() }
            func columns(_ store: Store) throws -> [[StoredValue]] {
                try store.read {
                    try $0.rows("SELECT name, type, \"notnull\" FROM pragma_table_info('run')").rows
                }
            }
            expectNoDifference(try columns(again), try columns(fresh))
            expectNoDifference(
                try again.read { try $0.rows("SELECT version FROM schema_version ORDER BY version").rows },
                [[1], [2], [3]])
        }
    }
}
