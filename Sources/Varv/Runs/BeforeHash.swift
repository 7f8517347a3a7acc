import VarvStorage

/// What was there before each change of a run, for the plan's mark.
///
/// A chain of hashes for those whom changes are about: who is protected is known when all is read in, and of whom
/// the run does not reach nothing may show in the mark, whatever they had.
struct BeforeHash {
    private var chains: [Set<Int64>: [UInt8]] = [:]

    /// Takes in what a row was.
    mutating func add(_ row: [StoredValue], of table: TableDefinition, about pupils: Set<Int64>) {
        chains[pupils] = Digest.chained(chains[pupils] ?? [], table.name + RowCodec.encode(row))
    }

    /// The hash of all that is about nobody among some pupils; empty when nothing is.
    func hash(without hidden: Set<Int64>) -> [UInt8] {
        chains.filter { $0.key.isDisjoint(with: hidden) }
            .map { (pupils: $0.key.sorted(), chain: $0.value) }
            .sorted { $0.pupils.lexicographicallyPrecedes($1.pupils) }
            .reduce([]) { Digest.chained($0 + $1.chain, RowCodec.encode($1.pupils.map { .integer($0) })) }
    }
}
