import VarvBridge
import VarvModel
import VarvStorage

/// What may be counted for an audience that sees no small groups (P3).
///
/// A number is safe only beside every other number of the same paper, so there are few kinds of them: the run's
/// pupils by class and year group, one table whose totals go together, and hard criteria, whose tables count with
/// the same pupils. Any freer count could be taken from another until one pupil is left.
extension RunServices {
    /// Counts the run's pupils, whole or by equality in class and year group.
    func suppressedCount(_ request: SetRequest, _ type: Int) throws -> Value {
        guard request.collection == "pupils" else {
            throw Refusal(
                sv: "för den här läsekretsen räknas resultat bara med here:hard_criteria() och "
                    + "here:hard_criteria_by_group()",
                en: "for this audience results are counted by here:hard_criteria() and "
                    + "here:hard_criteria_by_group() only")
        }
        try requireOneScope(request)
        var group: String?
        var yearGroup: Int64?
        for condition in request.conditions {
            switch (condition.field, condition.test) {
            case ("group", .equal(.text(let code))) where group == nil: group = code
            case ("year_group", .equal(.int(let number))) where yearGroup == nil: yearGroup = number
            default:
                throw Refusal(
                    sv:
                        "för den här läsekretsen räknas elever bara efter likhet i group, year_group, inte efter "
                        + "\(condition.field)",
                    en: "for this audience pupils are counted by equality in group, year_group only, not by "
                        + "\(condition.field)")
            }
        }
        guard request.narrowings.isEmpty, request.limit == nil else { throw Self.audienceRefusal }
        let table = try pupilTable()
        tally.note(offered.items[type].right, count: table.total)
        return table.count(group: group, yearGroup: yearGroup)
    }

    /// The numbers of one paper are of one lot of pupils: those of a class beside those of one of its teaching
    /// groups would tell who is not in it.
    func requireOneScope(_ request: SetRequest) throws(Refusal) {
        let run = context.scope
        let isWholeSchool =
            run.yearGroup == nil && run.group == nil && run.subject == nil && run.teacher == nil
        guard request.scoped || isWholeSchool else {
            throw Refusal(
                sv: "för den här läsekretsen räknas bara det som körningen gäller; skriv here:"
                    + "\(printable(request.collection))()",
                en: "for this audience only what the run is about is counted; write here:"
                    + "\(printable(request.collection))()")
        }
    }

    /// The run's pupils by class and year group; counted once, so that every number of a paper fits the others.
    func pupilTable() throws -> PupilTable { try table.get() }

    func makePupilTable() throws -> PupilTable {
        let right = context.mayRead("pupils") ? "pupils" : "results"
        guard let k = smallestShown, let narrowed = try narrowed(scope, right: right) else {
            return PupilTable([], smallestShown: 0)
        }
        let rows = try reader.rows(
            SetQuery("pupils", fields: ["group", "year_group"], scope: narrowed, includeProtected: true))
        return PupilTable(
            (0..<rows.count).map {
                PupilTable.Place(group: rows[$0, 0].text, yearGroup: rows.integer($0, 1))
            },
            smallestShown: k)
    }
}
