import VarvModel
import VarvStorage

/// What a run has read of each sensitive class, for the read log (P13).
struct ReadTally {
    private struct Class {
        var count = 0
        var pupils: [Int64: Int] = [:]
        var named: Set<Int64> = []
    }
    private var classes: [Right: Class] = [:]

    /// Counts what a set has handed on since last.
    mutating func note(_ open: OpenSet) {
        note(open.right, count: open.read, pupils: open.pupils, named: open.named)
        open.read = 0
        open.pupils = [:]
    }

    /// Counts rows of a class, also none: that there are none is an answer. A class that needs no right is not logged.
    ///
    /// - Parameters:
    ///   - pupils: how many of the rows were about each pupil.
    ///   - named: the pupils who were asked about. A count does not say whose its rows are: of these they may be all.
    mutating func note(
        _ right: String?, count: Int, pupils: [Int64: Int]? = nil, named: Set<Int64> = []
    ) {
        guard let right = right.flatMap({ Right(rawValue: $0) }) else { return }
        var found = classes[right] ?? Class()
        found.count += count
        found.pupils.merge(pupils ?? [:], uniquingKeysWith: +)
        for pupil in named { found.pupils[pupil, default: 0] += pupils == nil ? count : 0 }
        found.named.formUnion(named)
        classes[right] = found
    }

    /// The log's lines: one for each class, and one for each pupil when it was about one, when they were asked about,
    /// or when names show.
    func entries(at: String, account: String, scope: String, namesShown: Bool, run: Int64?) -> [ReadLogEntry]
    {
        Right.allCases.flatMap { right -> [ReadLogEntry] in
            guard let read = classes[right] else { return [] }
            let counts = Dictionary(uniqueKeysWithValues: read.pupils.map { (Key<Pupil>($0.key), $0.value) })
            return ReadLogLine.lines(
                run: run.map { "\($0)" } ?? "", at: at, account: account, right: right, scope: scope,
                count: read.count, counts: counts, named: Set(read.named.map { Key<Pupil>($0) }),
                namesShown: namesShown
            ).map { line in
                ReadLogEntry(
                    run: run, at: line.at, account: line.account, class: line.right.rawValue,
                    scope: line.scope,
                    count: line.count, pupil: line.pupil?.rawValue)
            }
        }
    }
}

extension RunServices {
    /// What has been read so far, for ``Store/logReads(_:)`` before anything of it is shown.
    func readLog(run: Int64? = nil) -> [ReadLogEntry] {
        tally.entries(
            at: context.core.now, account: context.core.person.account, scope: context.scope.text,
            namesShown: context.visibility.showsNames, run: run)
    }
}
