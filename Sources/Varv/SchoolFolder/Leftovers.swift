import VarvModel
import VarvStorage

/// What a host that was killed left in a school's folder, taken away when the school is opened next.
///
/// What someone may still hold stays: a file in the making is held by its maker's lock, and what belongs to a run is only
/// touched by whoever has the writer's place. The store takes care of its own (``Store``).
enum Leftovers {
    private static let writer = SchoolFolder.databaseName + "-writer"

    static func sweep(_ folder: SchoolFolder, _ store: Store) {
        folder.directory.sweepDrafts()
        // Killed just after it had become a school.
        folder.directory.sweep(.claim)
        let exports = try? folder.directory.directory(SchoolFolder.exportsName)
        exports?.sweepDrafts()
        let hasClaims = exports?.hasDrafts(.claim) ?? false
        let isLostWriter = (try? folder.directory.entry(writer)) != nil && store.driver.lockOwner() == nil
        guard hasClaims || isLostWriter else { return }
        // Someone who writes now may be about to store a run of the same number: another time, then.
        let nobody = RunStart(kind: "sweep", account: "", role: "", startedAt: "")
        guard let place = try? store.begin(nobody, waiting: 0) else { return }
        exports?.sweep(.claim) { claim in
            // Rows left out of a run that was never stored are no one's: the whole file is to be read in again.
            if let run = LeftOutFile.run(of: claim.about), run >= place.run {
                exports?.removeAll(claim.about)
            }
        }
        // Letting go of the place takes away the note of who has it.
        try? place.rollback()
    }
}
