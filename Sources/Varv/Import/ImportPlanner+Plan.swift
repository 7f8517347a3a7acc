import VarvModel
import VarvStorage

/// The plan of what was taken in, and what it tells.
extension ImportPlanner {
    /// The account as it stands, for a person.
    func plan(_ basis: [PlanMark.Part: String], inputNotes: [Phrase]) throws -> Plan {
        told = try changes.told(
            transaction.reader, key: key, schoolYear: lookups.schoolYear,
            protected: protectedBefore.union(transaction.reader.protectedPupils()),
            tellingProtection: tellsProtection)
        hash.add(told)
        return Plan(
            rowsRead: rowsRead, used: used, skipped: skipped, refused: refused, held: held,
            warnings: warnings,
            warningCount: warningCount,
            counts: Plan.Count.all(transaction),
            changes: told.sentences, changesWithheld: told.withheld,
            mark: PlanMark(basis.merging([.school: hash.hex()]) { $1 }), inputNotes: inputNotes)
    }

    /// What the account tells of what the school had.
    ///
    /// A plan says of every number in the file whether the register has it, also one that is never applied, so each is
    /// counted as a pupil asked for. The file says whose each row is: those whose values are told are noted one by one,
    /// and so is a pupil whom all of the file is about.
    func reads() -> ReadTally {
        var asked: [Int64?] = []
        for match in pupilOfText.values {
            switch match {
            case .found(let pupil): asked.append(newPupils[pupil] == nil ? pupil : nil)
            case .absent: asked.append(nil)
            case .wrong: break
            }
        }
        var told = told
        // A pupil the run itself adds is nobody yet: discarded, the number may become another's.
        told.pupils = told.pupils.mapValues { $0.filter { newPupils[$0.key] == nil } }
        if asked.count == 1, let only = asked[0] {
            for right in [Right.pupils, .results] where told.pupils[right]?[only] == nil {
                told.pupils[right, default: [:]][only] = 1
            }
        }
        var tally = ReadTally()
        let counts = Plan.Count.all(transaction)
        tally.note(told, of: counts.filter { ChangeAccount.right(of: $0.table) != .pupils })
        // A file without a number that can be read asks for nobody.
        if asked.isEmpty { return tally }
        tally.note(Right.pupils.rawValue, count: asked.count, pupils: told.pupils[.pupils] ?? [:])
        return tally
    }
}
