/// What can be wrong; the raw value and the number are stable, the wording is not.
package enum IssueCode: String, CaseIterable, Hashable, Sendable {
    // V1–V28 of the domain's table.
    case notIdentity, wrongChecksum, impossibleDate, centuryUnclear, unknownPupil, twoPupilsMatch,
        stepNotOnScale
    case gradeNotInAdapted, bothSwedishSubjects, criterionNotForYear, outsideCycle, lockedCycle, notNumber
    case encodingBroken, missingColumn, rowsDisagree, protectedNameLeftOut, interventionLacksOwner
    case interventionLacksEnd, investigationLacksOwner, investigationUndecided, reviewLacksEvidence, doNotWait
    case cyclesOverlap, fewPupils, questionAboutPupil, rightNotGranted, testNumber
    // What reading a file and keeping a record need besides.
    case rowTooLong, unknownSubject, unknownCriterion, unknownGroup, unknownStaff, unknownCycle, missingValue
    case wordNotInSteps, heldForProtection, ambiguousDate, textTooLong, invalidUTF8, numberOutOfRange, notDate
    case dateInFuture, unknownScale, unknownSchoolYear, statusNotAllowed, endBeforeStart, tooManyCells
    case unclosedQuote, rejectedByRoutine, identityTaken, unknownKind, alreadyReviewed, unknownWord
    case halfNotAllowed, noBasisNotAllowed, noOccasion, recordsDisagree, nothingWritten, badSetting
    case damagedRow, hiddenCharacter, notWholeNumber
}
