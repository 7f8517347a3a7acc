import VarvBridge
import VarvModel
import VarvStorage

/// What may be counted for an audience that sees no small groups (P3).
///
/// A number is safe only beside every other number this audience is shown, so there are few kinds of them: pupils by
/// class and year group, one table whose totals go together, and hard criteria, whose tables count with the same
/// pupils. Any freer count could be taken from another until one pupil is left.
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
                        "för den här läsekretsen räknas bara alla elever, en group eller en year_group, inte efter "
                        + "\(condition.field)",
                    en: "for this audience only all pupils, one group or one year_group are counted, not by "
                        + "\(condition.field)")
            }
        }
        guard request.narrowings.isEmpty, request.limit == nil else { throw Self.audienceRefusal }
        let whole = part
        guard group == nil || whole.group == nil || group == whole.group,
            yearGroup == nil || whole.yearGroup == nil || yearGroup == whole.yearGroup
        else { return .int(0) }
        let table = try table.get()
        let asked = PupilTable.Part(group: group ?? whole.group, yearGroup: yearGroup ?? whole.yearGroup)
        tally.note(offered.items[type].right, count: table.size(of: asked))
        return table.count(asked)
    }

    /// A paper about a part of the school says nothing of the rest of it.
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

    /// The part of the school the run is about.
    var part: PupilTable.Part {
        PupilTable.Part(group: context.scope.group, yearGroup: context.scope.yearGroup.map(Int64.init))
    }

    /// The school's pupils by class and year group; counted once, so that every number of a paper fits the others.
    func makePupilTable() throws -> PupilTable {
        try PupilTable(
            reader.pupilsByPlace(context.query, countProtected: context.visibility.countsProtected),
            smallestShown: smallestShown ?? 0)
    }

    /// How many of the run's pupils have no step on any criterion, or `few`.
    func suppressedUnassessed() throws -> Value {
        let (part, table) = (part, try table.get())
        let unassessed = try reader.unassessedByPlace(
            context.query, countProtected: context.visibility.countsProtected)
        func counts(_ place: PupilPlace) -> [Int] {
            let without = unassessed[place] ?? 0
            return [without, table.size(of: place) - without]
        }
        // Where one criterion is all there is, those without any step are those without a step on it.
        let isTold = try results.get().contains { result, _ in
            result.hidden(part).assessed
                && table.places.joined().allSatisfy {
                    table.size(of: $0) - (result.criterion.counts[$0]?.assessed ?? 0) == unassessed[$0] ?? 0
                }
        }
        // Beside a criterion's numbers it tells how many have a step on another and none on that one, and beside those of
        // all of them how many steps there are more than pupils: where two are all there is, that is those with both.
        let criteria = try results.get().map(\.now.criterion)
        func few(_ places: some Sequence<PupilPlace>, _ number: (PupilPlace) -> Int) -> Bool {
            (1..<(smallestShown ?? 1)).contains(places.reduce(0) { $0 + number($1) })
        }
        func assessed(_ criterion: PlacedCriterion, _ place: PupilPlace) -> Int {
            criterion.counts[place]?.assessed ?? 0
        }
        func some(_ place: PupilPlace) -> Int { table.size(of: place) - (unassessed[place] ?? 0) }
        let told =
            criteria.map { criterion in { some($0) - assessed(criterion, $0) } }
            + [{ place in criteria.reduce(0) { $0 + assessed($1, place) } - some(place) }]
        let places = table.places.joined().filter(part.contains)
        let isNearlyTold = told.contains { number in
            few(places, number) || places.contains { few([$0], number) }
        }
        let isHidden = table.isHidden(part, column: 0, of: table.hiding(counts)) || isTold || isNearlyTold
        return isHidden
            ? .mark(.few)
            : .int(Int64(unassessed.filter { part.contains($0.key) }.values.reduce(0, +)))
    }
}
