import VarvBridge
import VarvModel
import VarvStorage

/// How rows of one item type are read from the store and written over the border: which columns, in which
/// shape, in the order of the type's fields as this run was offered them.
struct RowPlan {
    /// The type's place in the offered list.
    let type: Int
    let item: ItemType
    /// The store's collection.
    let collection: String
    /// The columns to ask the store for: the key's first.
    let columns: [String]
    let keyCount: Int
    let fields: [Place]
    /// The column that says which pupil a row is about; nil when the type has none.
    private let pupilColumn: Int?

    /// Where a field's value stands in a row.
    enum Place: Hashable {
        case column(Int, FieldSource.Shape)
        case computed(FieldSource.Computed, [Int])
        case nothing
    }

    /// Makes the plan; nil for a type the store has no collection for.
    init?(type: Int, item: ItemType, language: Language) {
        guard let source = CollectionSource.byItem[item.name] else { return nil }
        var columns = source.key
        func column(_ name: String) -> Int {
            if let index = columns.firstIndex(of: name) { return index }
            columns.append(name)
            return columns.count - 1
        }
        let fields: [Place] = item.fields.map { field in
            switch source.fields[field.name] {
            case .stored(let name, let shape): .column(column(name), shape)
            case .words(let sv, let en):
                language == .swedish
                    ? .column(column(sv), .text) : .computed(.firstText, [column(en), column(sv)])
            case .computed(let computed, let names): .computed(computed, names.map(column))
            case nil: .nothing
            }
        }
        self.type = type
        self.item = item
        collection = source.stored
        self.columns = columns
        keyCount = source.key.count
        self.fields = fields
        pupilColumn = collection == "pupils" ? 0 : columns.firstIndex(of: "pupil")
    }

    func thing(_ cells: Cells, _ row: Int) -> Thing {
        func key(_ column: Int) -> Int64 { column < keyCount ? cells.integer(row, column) ?? 0 : 0 }
        return Thing(type: type, id: key(0), second: key(1), third: key(2))
    }

    /// The pupil a row is about; nil when it is about none.
    func pupil(_ cells: Cells, _ row: Int) -> Int64? { pupilColumn.flatMap { cells.integer(row, $0) } }
}
