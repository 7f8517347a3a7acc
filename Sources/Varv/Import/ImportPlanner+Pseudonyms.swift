import VarvModel
import VarvStorage

extension ImportPlanner {
    /// Gives pupils who are new in their class a number, and keeps it: `Elev 7B-04` is the same pupil all
    /// year, whoever joins later.
    func keepPseudonyms() throws {
        guard let enrolled = transaction.counts["enrolment"], enrolled.new + enrolled.changed > 0 else {
            return
        }
        let book = try PupilBook(
            transaction.reader, key: key, language: .swedish,
            query: QueryScope(schoolYear: lookups.schoolYear))
        let pupils = try transaction.reader.rows(
            "SELECT DISTINCT pupil FROM enrolment WHERE school_year = ?", [.integer(lookups.schoolYear)])
        let ids = (0..<pupils.count).compactMap { pupils.integer($0, 0) }
        try book.learn(ids)
        for id in ids { _ = try book.pseudonym(of: id) }
        try book.remember(in: transaction)
    }
}
