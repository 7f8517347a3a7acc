/// A row's integer key in the store, typed by what it points at so that two kinds cannot be mixed up.
///
/// Keys never leave the host (design §8): people and routines see lasting codes and pseudonyms.
package struct Key<Entity>: Hashable, Comparable, Sendable {
    package var rawValue: Int64

    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    package static func < (left: Key, right: Key) -> Bool { left.rawValue < right.rawValue }
}
