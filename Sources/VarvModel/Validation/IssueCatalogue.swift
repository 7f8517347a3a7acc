/// What is fixed about one code: its number, how much it matters, its words.
struct IssueEntry: Sendable {
    var code: IssueCode
    var number: String
    var severity: Severity
    var template: MessageTemplate

    init(_ code: IssueCode, _ number: String, _ severity: Severity, sv: String, en: String) {
        self.code = code
        self.number = number
        self.severity = severity
        template = MessageTemplate(sv: sv, en: en)
    }
}

extension IssueCode {
    package var number: String { "VARV-" + entry.number }
    package var severity: Severity { entry.severity }

    /// Every case has one entry; a test holds the catalogue to that.
    var entry: IssueEntry { issueCatalogue[Self.positions[self] ?? 0] }

    private static let positions = Dictionary(
        uniqueKeysWithValues: issueCatalogue.enumerated().map { ($1.code, $0) })
}

/// Every issue's words, in one place. V-numbers are the rows of the domain's table, E-numbers our own.
let issueCatalogue: [IssueEntry] = [
    .init(
        .notIdentity, "V01", .error,
        sv: """
            [place] det här är inte ett personnummer. Skriv ÅÅÅÅMMDD-NNNN, eller TF-nummer som \
            ÅÅÅÅMMDD-TF12.
            """,
        en: """
            [place] this is not a personal number. Write YYYYMMDD-NNNN, or a TF number as \
            YYYYMMDD-TF12.
            """),
    .init(
        .wrongChecksum, "V02", .error,
        sv: "[place] kontrollsiffran i personnumret stämmer inte. Jämför med elevregistret.",
        en: "[place] the check digit of the personal number is wrong. Compare with the pupil register."),
    .init(
        .impossibleDate, "V03", .error,
        sv: "[place] {v} är inget datum i kalendern.",
        en: "[place] {v} is not a calendar date."),
    .init(
        .centuryUnclear, "V04", .warning,
        sv: "[place] århundradet framgår inte av personnumret; tolkat som {c}.",
        en: "[place] century not given in the personal number; read as {c}."),
    .init(
        .unknownPupil, "V05", .error,
        sv: "[place] eleven finns inte i {school}. Lägg till eleven eller hoppa över raden.",
        en: "[place] no such pupil in {school}. Add the pupil or skip the row."),
    .init(
        .twoPupilsMatch, "V06", .error,
        sv: "[place] två elever passar ({n}). Välj vem.",
        en: "[place] two pupils match ({n}). Choose one."),
    .init(
        .stepNotOnScale, "V07", .error,
        sv: "[place, criterion] \"{v}\" finns inte på skalan {scale} ({steps}).[ Menade du {nearest}?]",
        en: "[place, criterion] \"{v}\" is not on scale {scale} ({steps}).[ Did you mean {nearest}?]"),
    .init(
        .gradeNotInAdapted, "V08", .error,
        sv: "[place] F och streck används inte i anpassad grundskola.",
        en: "[place] F and dash are not used in adapted compulsory school."),
    .init(
        .bothSwedishSubjects, "V09", .error,
        sv: "[place] eleven har både SV och SVA samma termin.",
        en: "[place] pupil has both SV and SVA in one term."),
    .init(
        .criterionNotForYear, "V10", .error,
        sv: "[place] {criterion} hör till årskurs {a}, eleven går i {b}.",
        en: "[place] {criterion} belongs to year group {a}, the pupil is in {b}."),
    .init(
        .outsideCycle, "V11", .error,
        sv: "[place] {date} ligger utanför varv {n} ({from}-{to}).",
        en: "[place] {date} is outside cycle {n} ({from}-{to})."),
    .init(
        .lockedCycle, "V12", .error,
        sv: "Varv {n} är låst[ sedan {date}]. Lås upp (loggas) eller välj nästa varv.",
        en: "Cycle {n} is locked[ since {date}]. Unlock (logged) or use the next cycle."),
    .init(
        .notNumber, "V13", .error,
        sv: "[place] \"{v}\" kan inte läsas som tal. Skriv med decimalkomma, t.ex. 1,5.",
        en: "[place] \"{v}\" is not a number. Write it with a decimal comma, e.g. 1,5."),
    .init(
        .encodingBroken, "V14", .error,
        sv: "Filen ser ut att ha fel teckenkodning (\"Ã¥\" på rad {r}). Prova Windows-1252 eller UTF-8.",
        en: "The file seems wrongly decoded (\"Ã¥\" in row {r}). Try Windows-1252 or UTF-8."),
    .init(
        .missingColumn, "V15", .error,
        sv: "Kolumnen \"{k}\" saknas. Filen har: {list}.",
        en: "Column \"{k}\" is missing. The file has: {list}."),
    .init(
        .rowsDisagree, "V16", .error,
        sv: "Rad {r} och {s} säger olika[ om {what}][: {values}]. Ingen av dem läses in.",
        en: "Rows {r} and {s} differ[ on {what}][: {values}]. Neither is imported."),
    .init(
        .protectedNameLeftOut, "V17", .warning,
        sv: "[place] namnet läses inte in; {why}.",
        en: "[place] the name is not imported; {why}."),
    .init(
        .interventionLacksOwner, "V18", .error,
        sv: "Insatsen behöver någon som återkopplar och någon som följer upp.",
        en: "The intervention needs someone who reports back and someone who follows up."),
    .init(
        .interventionLacksEnd, "V19", .error,
        sv: "Ange när insatsen ska följas upp (högst 6 veckor bort, annars skriv varför).",
        en: "Give the follow-up date (at most 6 weeks on, or write why)."),
    .init(
        .investigationLacksOwner, "V20", .error,
        sv: "En utredning måste ha en ansvarig och ett slutdatum innan mötet kan avslutas.",
        en: "An investigation needs an owner and a deadline before the meeting can close."),
    .init(
        .investigationUndecided, "V21", .error,
        sv: """
            {n|elev|elever} har haft insatser i 5 veckor eller mer. Besluta: utreda eller inte (med \
            skäl).
            """,
        en: """
            {n|pupil|pupils} had interventions running 5 weeks or more. Decide: investigate or not \
            (with reason).
            """),
    .init(
        .reviewLacksEvidence, "V22", .error,
        sv: "Ange vad bedömningen av effekt bygger på.",
        en: "Say what the judgement of effect rests on."),
    .init(
        .doNotWait, "V23", .info,
        sv: "Vänta inte: en elev som kan behöva särskilt stöd ska utredas skyndsamt, oavsett varv.",
        en: """
            Do not wait: a pupil who may need special support is investigated promptly whatever the \
            cycle.
            """),
    .init(
        .cyclesOverlap, "V24", .error,
        sv: "Varv {n} börjar innan varv {m} är avstämt.",
        en: "Cycle {n} starts before cycle {m} is checked in."),
    .init(
        .fewPupils, "V25", .info,
        sv: "Färre än {k} elever: visas inte för den här kretsen.",
        en: "Fewer than {k} pupils: not shown to this audience."),
    .init(
        .questionAboutPupil, "V26", .warning,
        sv: "Frågan handlar om eleven; resultatdialogen handlar om undervisningen. Behålla ändå?",
        en: "The question is about the pupil; the dialogue is about teaching. Keep anyway?"),
    .init(
        .rightNotGranted, "V27", .error,
        sv: "Rutinen {s} vill läsa {x} men har inte fått den rätten.",
        en: "The routine {s} wants to read {x} but was not given that right."),
    .init(
        .testNumber, "V28", .warning,
        sv: "[place] testnummer från Skatteverket.",
        en: "[place] a Skatteverket test number."),
    .init(
        .rowTooLong, "E101", .error,
        sv: "[place] raden är för lång (högst {max} tecken). Saknas ett citattecken?",
        en: "[place] the row is too long (at most {max} characters). Is a quotation mark missing?"),
    .init(
        .unknownSubject, "E102", .error,
        sv: """
            [place] ämnet "{v}" finns inte.[ Menade du {nearest}?] Rätta i filen eller lägg till \
            ordet i adaptern.
            """,
        en: """
            [place] there is no subject "{v}".[ Did you mean {nearest}?] Mend the file or add the \
            word to the adapter.
            """),
    .init(
        .unknownCriterion, "E103", .error,
        sv: """
            [place] kriteriet "{v}" finns inte[ i {subject}].[ Menade du {nearest}?] Rätta i filen \
            eller lägg till ordet i adaptern.
            """,
        en: """
            [place] there is no criterion "{v}"[ in {subject}].[ Did you mean {nearest}?] Mend the \
            file or add the word to the adapter.
            """),
    .init(
        .unknownGroup, "E104", .error,
        sv: """
            [place] gruppen "{v}" finns inte det här läsåret.[ Menade du {nearest}?] Läs in \
            klasslistan först eller rätta raden.
            """,
        en: """
            [place] there is no group "{v}" this school year.[ Did you mean {nearest}?] Import the \
            class list first or mend the row.
            """),
    .init(
        .unknownStaff, "E105", .error,
        sv: """
            [place] ingen i personalen har den signaturen. Läs in tjänstefördelningen först eller \
            rätta raden.
            """,
        en: "[place] nobody on the staff has that signature. Import the staffing first or mend the row."),
    .init(
        .unknownCycle, "E106", .error,
        sv: "[place] varv {v} finns inte det här läsåret. Läsåret har varv {list}.",
        en: "[place] there is no cycle {v} this school year. The year has cycles {list}."),
    .init(
        .missingValue, "E107", .error,
        sv: "[place] {field} saknas. Fyll i värdet eller hoppa över raden.",
        en: "[place] {field} is missing. Fill it in or skip the row."),
    .init(
        .wordNotInSteps, "E108", .error,
        sv: "[place] \"{v}\" finns inte bland adapterns steg ({steps}).[ Menade du {nearest}?]",
        en: "[place] \"{v}\" is not one of the adapter's steps ({steps}).[ Did you mean {nearest}?]"),
    .init(
        .heldForProtection, "E109", .error,
        sv: """
            [place] filen säger inte om eleven har skyddade uppgifter. Raden väntar tills någon har \
            svarat.
            """,
        en: """
            [place] the file does not say whether the pupil is protected. The row waits until \
            someone has answered.
            """),
    .init(
        .ambiguousDate, "E110", .error,
        sv: "[place] {v} kan vara två olika dagar. Skriv datum som ÅÅÅÅ-MM-DD.",
        en: "[place] {v} could be two different days. Write dates as YYYY-MM-DD."),
    .init(
        .textTooLong, "E111", .error,
        sv: "[place] {field} får ha högst {max} tecken, men har {n}. Korta texten.",
        en: "[place] {field} may have at most {max} characters, but has {n}. Shorten the text."),
    .init(
        .invalidUTF8, "E112", .error,
        sv: """
            [place] filen innehåller tecken som inte är giltig UTF-8. Spara om filen som UTF-8 och \
            försök igen.
            """,
        en: """
            [place] the file has bytes that are not valid UTF-8. Save it again as UTF-8 and try once \
            more.
            """),
    .init(
        .numberOutOfRange, "E113", .error,
        sv: "[place] {field} är {v}, men ska vara {min} till {max}.",
        en: "[place] {field} is {v}, but must be {min} to {max}."),
    .init(
        .notDate, "E114", .error,
        sv: "[place] \"{v}\" kan inte läsas som datum. Skriv ÅÅÅÅ-MM-DD, t.ex. 2026-09-03.",
        en: "[place] \"{v}\" is not a date. Write YYYY-MM-DD, e.g. 2026-09-03."),
    .init(
        .dateInFuture, "E115", .error,
        sv: "[place] datumet ligger efter {date}. Kontrollera årtalet.",
        en: "[place] the date is later than {date}. Check the year."),
    .init(
        .unknownScale, "E116", .error,
        sv: "Skalan \"{v}\" finns inte. Skolan har: {list}.",
        en: "There is no scale \"{v}\". The school has: {list}."),
    .init(
        .unknownSchoolYear, "E117", .error,
        sv: "[place] läsåret \"{v}\" finns inte. Skriv t.ex. 2026/27.",
        en: "[place] there is no school year \"{v}\". Write for example 2026/27."),
    .init(
        .statusNotAllowed, "E118", .error,
        sv: """
            {thing} har läget "{from}" och kan inte få läget "{to}". Härifrån går det att välja: \
            {list}.
            """,
        en: "{thing} has the status \"{from}\" and cannot get \"{to}\". From here it may get: {list}."),
    .init(
        .endBeforeStart, "E119", .error,
        sv: "[place] slutdagen {to} ligger före startdagen {from}.",
        en: "[place] the last day {to} is before the first day {from}."),
    .init(
        .tooManyCells, "E120", .error,
        sv: """
            [place] raden har {n} celler, men rubrikraden har {max}. Kontrollera citattecken och \
            skiljetecken.
            """,
        en: """
            [place] the row has {n} cells, but there are {max} headings. Check quotation marks and \
            delimiters.
            """),
    .init(
        .unclosedQuote, "E121", .error,
        sv: "[place] ett citattecken öppnas men stängs aldrig. Rätta filen.",
        en: "[place] a quotation mark is opened but never closed. Mend the file."),
    .init(
        .rejectedByRoutine, "E122", .error,
        sv: "[place] rutinen avvisade raden[: {why}].",
        en: "[place] the routine refused the row[: {why}]."),
    .init(.damagedRow, "E133", .error, sv: "[place] {why}.", en: "[place] {why}."),
    .init(
        .hiddenCharacter, "E134", .error,
        sv: "[place] {field} innehåller {v}, som inte kan stå där. Ta bort tecknet.",
        en: "[place] {field} holds {v}, which cannot stand there. Remove the character."),
    .init(
        .notWholeNumber, "E135", .error,
        sv: "[place] \"{v}\" kan inte läsas som ett heltal under 100. Skriv bara siffror, t.ex. 3.",
        en: "[place] \"{v}\" is not a whole number under 100. Write digits only, e.g. 3."),
    .init(
        .identityTaken, "E123", .error,
        sv: "[place] numret {id} hör redan till en annan elev. Jämför med elevregistret.",
        en: "[place] the number {id} already belongs to another pupil. Compare with the pupil register."),
    .init(
        .unknownKind, "E124", .error,
        sv: "[place] stödformen \"{v}\" finns inte. Välj bland: {list}.",
        en: "[place] there is no kind of support \"{v}\". Choose from: {list}."),
    .init(
        .alreadyReviewed, "E125", .error,
        sv: "Insatsen är redan utvärderad i varv {n}. Ångra det beslutet först om det blev fel.",
        en: """
            The intervention is already reviewed in cycle {n}. Undo that decision first if it was \
            wrong.
            """),
    .init(
        .unknownWord, "E126", .error,
        sv: "[place] \"{v}\" är inget av orden {list}.[ Menade du {nearest}?]",
        en: "[place] \"{v}\" is none of the words {list}.[ Did you mean {nearest}?]"),
    .init(
        .halfNotAllowed, "E127", .error,
        sv: "[place] skalan {scale} har inga halva steg efter {step}.",
        en: "[place] scale {scale} has no half step after {step}."),
    .init(
        .noBasisNotAllowed, "E128", .error,
        sv: "[place] skalan {scale} har inget tecken för att underlag saknas.",
        en: "[place] scale {scale} has no mark for a missing basis."),
    .init(
        .noOccasion, "E129", .error,
        sv: "[place] raden säger inte vilket varv den hör till. Välj varv med --cycle.",
        en: "[place] the row does not say which cycle it belongs to. Choose one with --cycle."),
    .init(
        .recordsDisagree, "E130", .error,
        sv: "[place] {field} i raden stämmer inte med registret ({v}). Rätta raden eller registret.",
        en: """
            [place] {field} in the row does not agree with the register ({v}). Mend the row or the \
            register.
            """),
    .init(
        .nothingWritten, "E131", .error,
        sv: "Skriv något under minst en av rubrikerna Utfall, Varför och Nästa steg.",
        en: "Write something under at least one of Outcome, Why and Next step."),
    .init(
        .badSetting, "E132", .error,
        sv: "Inställningen {name} kan inte vara \"{v}\". {why}",
        en: "The setting {name} cannot be \"{v}\". {why}"),
]
