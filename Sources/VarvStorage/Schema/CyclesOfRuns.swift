extension Migration {
    /// Schema 2: a run knows its cycle, and what it removed apart from what it changed.
    ///
    /// Runs from before have no cycle. What they removed stands in their journal, so their lines are told right too.
    static let cyclesOfRuns = """
        ALTER TABLE run ADD COLUMN cycle INTEGER;
        ALTER TABLE run ADD COLUMN removed_count INTEGER NOT NULL DEFAULT 0;
        UPDATE run SET removed_count = (SELECT count(*) FROM journal
          WHERE journal.run = run.number AND journal.operation = 'remove') WHERE changed_count > 0;
        UPDATE run SET changed_count = CASE WHEN changed_count > removed_count
          THEN changed_count - removed_count ELSE 0 END WHERE removed_count > 0;
        """
}
