package import VarvModel

/// What stands for a pupil where names do not: `Elev 7B-04`.
package struct Pseudonym: Hashable, Sendable {
    /// The class's code; nil for a pupil without one.
    package let group: String?
    /// From 1; stable for the school year within the class.
    package let number: Int

    package init(group: String?, number: Int) {
        self.group = group
        self.number = number
    }

    /// Returns the pseudonym as texts show it.
    package func text(in language: Language) -> String {
        let word = language == .swedish ? "Elev" : "Pupil"
        let digits = number < 10 ? "0\(number)" : "\(number)"
        return group.map { "\(word) \($0)-\(digits)" } ?? "\(word) \(digits)"
    }
}

extension Pseudonym {
    /// Returns a number for every member of a class: those remembered keep theirs, new ones get a number that
    /// says nothing of names, personal numbers or place in a list.
    ///
    /// A number is a keyed hash of school year, class and pupil, taken again with a counter when it is in
    /// use, so it never depends on the order members come in. `remembered` is every number given in this
    /// class this school year, also to pupils who have left: theirs are not given again. Numbers are 1–99, in
    /// a class of more than 66 pupils 1–999 and so on, so that a free one is always near.
    ///
    /// - Parameter taken: numbers of others in the class, which none of these gets.
    package static func numbers(
        key: SchoolKey, schoolYear: SchoolYear, group: String?, members: some Sequence<Key<Pupil>>,
        remembered: [Key<Pupil>: Int], taken: Set<Int> = []
    ) -> [Key<Pupil>: Int] {
        let members = Set(members)
        let remembered = remembered.filter { !taken.contains($0.value) }
        var numbers = remembered.filter { members.contains($0.key) }
        var used = taken.union(remembered.values)
        let new = members.filter { remembered[$0] == nil }
        var range = 99
        while (used.count + new.count) * 3 > range * 2 { range = range * 10 + 9 }

        let hashed = new.map { pupil in (pupil: pupil, hash: hash(key, schoolYear, group, pupil, attempt: 0))
        }
        // Two pupils who want the same number get it in the order of their hashes, which nobody can foresee.
        for (pupil, first) in hashed.sorted(by: { ($0.hash, $0.pupil) < ($1.hash, $1.pupil) }) {
            var hash = first
            var attempt: UInt64 = 0
            while used.contains(Int(hash % UInt64(range)) + 1) {
                attempt += 1
                hash = Pseudonym.hash(key, schoolYear, group, pupil, attempt: attempt)
            }
            let number = Int(hash % UInt64(range)) + 1
            numbers[pupil] = number
            used.insert(number)
        }
        return numbers
    }

    /// Returns where a pupil stands in the order rows come in: it says no more of the register than a pseudonym does.
    package static func place(key: SchoolKey, pupil: Key<Pupil>) -> Int64 {
        Int64(Digest.keyedNumber("varv order 1", [UInt64(bitPattern: pupil.rawValue)], key: key) >> 1)
    }

    private static func hash(
        _ key: SchoolKey, _ schoolYear: SchoolYear, _ group: String?, _ pupil: Key<Pupil>, attempt: UInt64
    ) -> UInt64 {
        let numbers = [UInt64(bitPattern: pupil.rawValue), attempt, UInt64(schoolYear.startYear)]
        return Digest.keyedNumber(
            "varv pseudonym 1", numbers, [group == nil ? 0 : 1] + Array((group ?? "").utf8), key: key)
    }
}
