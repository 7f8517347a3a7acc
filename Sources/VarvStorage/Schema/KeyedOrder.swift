extension Migration {
    /// Schema 3: pupils have a place of their own in the order rows come in; their keys are the register's, which is
    /// sorted by name. Rows from before get theirs when the host says how: ``Store/orderPupils(by:)``.
    ///
    /// The indexes on results hold all that shows of a row whose pupil does not, so that such rows are read in their
    /// order without looking at the table, which lies in the order of the register.
    static let keyedOrder = """
        ALTER TABLE pupil ADD COLUMN ord BIGINT;
        CREATE INDEX pupil_ord ON pupil (ord);
        DROP INDEX assessment_criterion;
        CREATE INDEX assessment_criterion ON assessment (cycle, criterion, study_group, step, assessed_on);
        DROP INDEX judgement_subject;
        CREATE INDEX judgement_subject ON judgement (cycle, subject, study_group, step, judged_on);
        """
}
