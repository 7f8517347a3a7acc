import VarvBridge
import VarvModel
import VarvStorage

/// A run whose plan is made and whose transaction is open: applied or discarded, once.
final class OpenRun {
    let transaction: Transaction
    /// The worker, while it still holds the input; nil when it has ended, as a task's has before its plan is
    /// shown.
    let worker: WorkerRun?
    let input: OpenInput?
    let plan: Plan
    /// Returns a left-out row as it may be kept, given its cells and the file's headings.
    private let kept: ([String], [String]) throws -> [String]
    /// Those who were protected when the run began; nil for a run that protects nobody.
    private let protectedBefore: Set<Int64>?
    /// What held the worker, for the journal.
    private let layers: Layers?
    private let core: SchoolCore

    init(
        core: SchoolCore, transaction: Transaction, worker: WorkerRun? = nil, input: OpenInput? = nil,
        plan: Plan,
        keeping kept: @escaping ([String], [String]) throws -> [String] = { cells, _ in cells },
        protectedBefore: Set<Int64>? = nil, layers: Layers? = nil
    ) {
        self.protectedBefore = protectedBefore
        self.kept = kept
        self.core = core
        self.transaction = transaction
        self.worker = worker
        self.input = input
        self.plan = plan
        self.layers = layers ?? worker?.layers
    }

    /// Stores what the plan shows, or nothing.
    ///
    /// Rows that were left out are written to `exports/` first, from the input itself. The worker must have
    /// ended cleanly before anything is committed.
    func apply(partial: Bool) throws -> Receipt {
        var file: LeftOutFile?
        do {
            if plan.leftOut > 0, plan.used == 0 {
                throw VarvError(
                    "VARV-E507", .refused,
                    sv: "Ingen rad gick att läsa in, så inget har sparats."
                        + (plan.held.isEmpty ? "" : " Svara först med --protection none eller unknown."),
                    en: "No row could be imported, so nothing was stored."
                        + (plan.held.isEmpty ? "" : " Answer first with --protection none or unknown."))
            }
            if plan.leftOut > 0, !partial {
                throw VarvError("VARV-E503", .refused, plan.leftOutWords)
            }
            var path: String?
            if plan.leftOut > 0, let worker {
                let leftOut = LeftOutFile(folder: core.folder, run: transaction.run)
                let written = Result {
                    try leftOut.write(plan: plan, from: worker, keeping: kept, language: core.language)
                }
                // Its rows are read again here; of a file that has changed they are others, or none.
                try input?.requireUnchanged()
                try written.get()
                file = leftOut
                path = try leftOut.keep()
            }
            if let worker {
                try worker.send(.finish) { _ in }
                try worker.finish()
            }
            let names = try protectedBefore.flatMap {
                try LeftOutNames.takenOut(
                    of: Set(transaction.reader.protectedPupils()).subtracting($0), core, transaction.reader,
                    besides: file?.name)
            }
            // Everything that can fail comes before the commit: after it, the run is stored and must be said
            // to be.
            let run = try transaction.commit(
                RunEnd(
                    outcome: plan.leftOut > 0 ? "left_out" : "done", endedAt: core.now,
                    planHash: plan.mark.hash,
                    rowsRead: plan.rowsRead, used: plan.used, skipped: plan.skipped,
                    refused: plan.refused.count, held: plan.held.count, layers: layers?.stored))
            return Receipt(run: Int(run), plan: plan, leftOutFile: path, notes: names?.notes ?? [])
        } catch {
            file?.remove()
            discard()
            throw error
        }
    }

    /// Leaves the school as it was.
    func discard() {
        worker?.process.kill()
        try? transaction.rollback()
    }
}
