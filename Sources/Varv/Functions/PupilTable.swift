import VarvBridge
import VarvModel
import VarvStorage

/// How many pupils the school has in each class of each year group, with what an audience that sees no small groups
/// may see of it.
///
/// It is the whole school's whatever a run is about: papers about parts of the school are read side by side.
struct PupilTable {
    /// Which part of the school numbers are of; the whole when neither is given.
    struct Part: Hashable {
        var group: String?
        var yearGroup: Int64?

        func contains(_ place: PupilPlace) -> Bool {
            (group == nil || place.group == group) && (yearGroup == nil || place.yearGroup == yearGroup)
        }
    }

    /// Year group by year group, class by class.
    let places: [[PupilPlace]]
    private let sizes: [PupilPlace: Int]
    let tree: SuppressedTree
    let smallestShown: Int

    init(_ sizes: [PupilPlace: Int], smallestShown k: Int) {
        self.sizes = sizes
        let years = Dictionary(grouping: sizes.keys, by: \.yearGroup)
        places = years.keys.sorted { ($0 ?? -1) < ($1 ?? -1) }.map { year in
            (years[year] ?? []).sorted { ($0.group ?? "") < ($1.group ?? "") }
        }
        smallestShown = k
        tree = SuppressedTree(counts: places.map { $0.map { [sizes[$0] ?? 0] } }, smallestShown: k)
    }

    func size(of place: PupilPlace) -> Int { sizes[place] ?? 0 }
    func size(of part: Part) -> Int { sizes.filter { part.contains($0.key) }.values.reduce(0, +) }

    /// The classes of a part of the school, in order.
    func classes(in part: Part) -> [Part] {
        Set(places.joined().filter(part.contains).compactMap(\.group)).sorted().map {
            Part(group: $0, yearGroup: part.yearGroup)
        }
    }

    /// The places of a part of the school whose size shows.
    func shown(in part: Part) -> [PupilPlace] {
        places.indices.flatMap { year in
            places[year].indices.filter { !tree.leaves[year][$0][0] }.map { places[year][$0] }
        }.filter(part.contains)
    }

    /// Returns how many are in a part, or `few`.
    func count(_ part: Part) -> Value {
        isHidden(part, column: 0, of: tree) ? .mark(.few) : .int(Int64(size(of: part)))
    }

    /// Whether an audience may not see a part's number in a column of a tree over these places.
    func isHidden(_ part: Part, column: Int, of tree: SuppressedTree) -> Bool {
        // Without a pupil there is no number to hide.
        if part == Part() { return tree.whole.indices.contains(column) && tree.whole[column] }
        if part.group == nil {
            return places.indices.contains {
                places[$0].first?.yearGroup == part.yearGroup && tree.branches[$0][column]
            }
        }
        // A class over several year groups is known when each of its parts is.
        return places.indices.contains { year in
            places[year].indices.contains {
                part.contains(places[year][$0]) && tree.leaves[year][$0][column]
            }
        }
    }

    /// Hides what must be hidden of counts over these places, whose columns sum to the places' sizes, and the columns
    /// that tell too much though nobody is few.
    func hiding(
        _ counts: (PupilPlace) -> [Int], telling: ([Int]) -> [Int] = { _ in [] }
    ) -> SuppressedTree {
        SuppressedTree(
            counts: places.map { $0.map(counts) }, sizes: tree, smallestShown: smallestShown, hiding: telling)
    }
}
