/// What stops the store's work. Each case has words for the person who meets it, in Swedish and English.
package enum StoreError: Error, Hashable, Sendable {
    /// Another run has the writer's place; nil when it is not known whose.
    case busy(LockOwner?)
    /// The disk has no room left.
    case full
    /// The folder or the file may not be written.
    case readOnly(path: String)
    /// The file is damaged, or is not a database.
    case corrupt(detail: String)
    /// The school was written by a newer Varv.
    case newerSchema(found: Int, known: Int)
    /// The file cannot be opened.
    case cannotOpen(path: String, detail: String)
    /// A row points at something that is not there, or breaks a rule of its table.
    case constraint(detail: String)
    /// The statement was ended from outside.
    case interrupted
    /// The run cannot be undone, since later runs have built on what it did (at most 50 are listed).
    case laterChanges([LaterChange])
    case unknownRun(Int64)
    case alreadyUndone(run: Int64, by: Int64)
    /// A query names a field, a collection or an operator that does not exist.
    case unknownField(String, of: String)
    /// The disk, or the network folder, fails when the database reads or writes; the database's own code.
    case disk(path: String, code: Int32)
    /// The computer's memory did not suffice.
    case memory
    /// The file was moved or replaced while it was open.
    case moved(path: String)
    /// The database refuses for a reason none of the others says: its code and words.
    case database(code: Int32, detail: String)

    package var code: String {
        switch self {
        case .busy: "VARV-E801"
        case .full: "VARV-E802"
        case .readOnly: "VARV-E803"
        case .corrupt: "VARV-E804"
        case .newerSchema: "VARV-E805"
        case .cannotOpen: "VARV-E806"
        case .constraint: "VARV-E807"
        case .interrupted: "VARV-E808"
        case .laterChanges: "VARV-E809"
        case .unknownRun: "VARV-E810"
        case .alreadyUndone: "VARV-E811"
        case .unknownField: "VARV-E812"
        case .disk: "VARV-E813"
        case .memory: "VARV-E814"
        case .moved: "VARV-E815"
        case .database: "VARV-E899"
        }
    }
}

/// A change that a later run made to what an earlier run did.
package struct LaterChange: Hashable, Sendable {
    package var table: String
    /// The row's key in the store's own form; for the host to look up, never to show as it is.
    package var key: String
    package var run: Int64

    package init(table: String, key: String, run: Int64) {
        self.table = table
        self.key = key
        self.run = run
    }
}

extension StoreError {
    /// What happened and what to do, in Swedish.
    package var sv: String {
        switch self {
        case .busy(let owner?):
            "Någon annan skriver i skolan just nu: \(owner.account) (process \(owner.process), sedan "
                + "\(owner.since)). "
                + "Försök igen när det är klart."
        case .busy(nil): "Något annat skriver i skolan just nu. Försök igen om en stund."
        case .full: "Disken är full. Inget har ändrats. Frigör utrymme och försök igen."
        case .readOnly(let path): "Det går inte att skriva i \(path). Se över mappens rättigheter."
        case .corrupt(let detail):
            "Databasen är skadad (\(detail)). Lägg tillbaka den senaste säkerhetskopian av skolans mapp."
        case .newerSchema(let found, let known):
            "Skolan är skriven av en nyare Varv (version \(found); den här kan \(known)). Uppdatera Varv."
        case .cannotOpen(let path, let detail):
            "Det går inte att öppna \(path): \(detail). Se över att mappen finns och dess rättigheter."
        case .constraint(let detail):
            "En rad bryter mot databasens regler: \(detail). Inget har ändrats. Det är ett fel i Varv: anmäl det."
        case .interrupted: "Arbetet avbröts. Inget har ändrats."
        case .laterChanges(let changes):
            "Körningen går inte att ångra: det som senare körningar gjorde bygger på den. Ångra dem i ordning, den senaste "
                + "först: \(Self.runs(changes))."
        case .unknownRun(let run): "Det finns ingen körning \(run). Se varv logg."
        case .alreadyUndone(let run, let by): "Körning \(run) är redan ångrad, av körning \(by)."
        case .unknownField(let field, let collection):
            "\(collection) har inget fält som heter \(field). Det är ett fel i Varv: anmäl det."
        case .disk(let path, let code):
            "Disken eller nätverksmappen svarar inte som den ska när \(path) läses eller skrivs (fel \(code)). "
                + "Inget har ändrats. Se efter att den är ansluten och hel, och försök igen."
        case .memory: "Datorns minne räckte inte. Inget har ändrats. Stäng andra program och försök igen."
        case .moved(let path):
            "\(path) har flyttats eller bytts ut medan Varv hade den öppen. Inget har ändrats. Försök igen."
        case .database(let code, let detail):
            "Databasen svarar med fel \(code): \(detail). Försök igen; kommer det tillbaka, kör varv kolla."
        }
    }

    /// What happened and what to do, in English.
    package var en: String {
        switch self {
        case .busy(let owner?):
            "Someone else is writing in the school: \(owner.account) (process \(owner.process), since "
                + "\(owner.since)). "
                + "Try again when that is done."
        case .busy(nil): "Something else is writing in the school. Try again in a while."
        case .full: "The disk is full. Nothing was changed. Make room and try again."
        case .readOnly(let path): "\(path) cannot be written. Look at the folder's permissions."
        case .corrupt(let detail):
            "The database is damaged (\(detail)). Put back the latest backup of the school's folder."
        case .newerSchema(let found, let known):
            "The school was written by a newer Varv (version \(found); this one knows \(known)). Update Varv."
        case .cannotOpen(let path, let detail):
            "\(path) cannot be opened: \(detail). See that the folder exists, and look at its permissions."
        case .constraint(let detail):
            "A row breaks a rule of the database: \(detail). Nothing was changed. This is a fault in Varv: report it."
        case .interrupted: "The work was interrupted. Nothing was changed."
        case .laterChanges(let changes):
            "The run cannot be undone: what later runs did builds on it. Undo them first, the latest first: "
                + "\(Self.runs(changes))."
        case .unknownRun(let run): "There is no run \(run). See varv log."
        case .alreadyUndone(let run, let by): "Run \(run) is already undone, by run \(by)."
        case .unknownField(let field, let collection):
            "\(collection) has no field called \(field). This is a fault in Varv: report it."
        case .disk(let path, let code):
            "The disk or the network folder fails when \(path) is read or written (error \(code)). Nothing was "
                + "changed. See that it is connected and sound, and try again."
        case .memory:
            "The computer's memory did not suffice. Nothing was changed. Close other programs and try again."
        case .moved(let path):
            "\(path) was moved or replaced while Varv had it open. Nothing was changed. Try again."
        case .database(let code, let detail):
            "The database answers with error \(code): \(detail). Try again; if it comes back, run varv doctor."
        }
    }

    private static func runs(_ changes: [LaterChange]) -> String {
        Set(changes.map(\.run)).sorted(by: >).map(String.init).joined(separator: ", ")
    }
}
