/// A table as data: enough for one mechanism to write, journal and undo rows of every kind.
package struct TableDefinition: Hashable, Sendable {
    package struct Column: Hashable, Sendable {
        package var name: String
        /// The table whose key this column holds, or nil.
        package var references: String?
    }

    package var name: String
    /// The columns a writer gives, the key first; provenance and handed-out ids are not among them.
    package var columns: [Column]
    /// How many of the first columns make the key.
    package var keyCount: Int
    /// Whether the database hands out an integer `id` beside the key.
    package var handsOutID: Bool
    /// Whether a row gets a place in the order the host gives when it is made; see ``Store/orderPupils(by:)``.
    package var isPlaced: Bool { name == Self.pupil.name }

    /// The names of the columns a writer gives, the key first.
    package var columnNames: [String] { columns.map(\.name) }
    package var keyNames: [String] { columns.prefix(keyCount).map(\.name) }

    /// Every column as it is journalled: id, key, values, provenance.
    var storedNames: [String] {
        (handsOutID ? ["id"] : []) + columnNames + ["made_by", "changed_by", "source_row"]
    }

    /// Where the values that are not the key stand among the stored columns.
    var valuePlaces: Range<Int> {
        let first = handsOutID ? 1 : 0
        return first + keyCount..<first + columns.count
    }

    /// Makes a definition from column names; `name>table` says what a column points at.
    init(_ name: String, id: Bool, key: String, _ values: String) {
        func columns(_ words: String) -> [Column] {
            words.split(separator: " ").map { word in
                let parts = word.split(separator: ">")
                return Column(name: String(parts[0]), references: parts.count > 1 ? String(parts[1]) : nil)
            }
        }
        self.name = name
        handsOutID = id
        keyCount = columns(key).count
        self.columns = columns(key) + columns(values)
    }
}
