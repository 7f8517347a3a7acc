import VarvBridge
import VarvStorage

/// Conditions and an order on what only the host can work out, for rows that are in memory.
struct LateRequest {
    var conditions: [(RowPlan.Place, FieldTest)] = []
    var sorts: [(RowPlan.Place, descending: Bool)] = []

    var isEmpty: Bool { conditions.isEmpty && sorts.isEmpty }

    /// Returns the rows that pass, in order; rows that sort alike keep the store's order.
    func order(_ cells: Cells, _ plan: RowPlan, _ services: RunServices, limit: Int?) throws -> [Int] {
        var writer = ByteWriter()
        func value(_ place: RowPlan.Place, _ row: Int) throws -> Value {
            writer.removeAll()
            try services.write(place, cells, row, into: &writer)
            var reader = ByteReader(writer.bytes)
            let value = try reader.value()
            // A thing sorts as it shows.
            if case .item(let item) = value { return item.fields.first ?? .none }
            return value
        }
        var rows: [Int] = []
        for row in 0..<cells.count
        where try conditions.allSatisfy({ place, test in test.passes(try value(place, row)) }) {
            rows.append(row)
        }
        if !sorts.isEmpty {
            let keyed = try rows.map { row in (row, try sorts.map { try value($0.0, row) }) }
            rows = keyed.sorted {
                Self.precedes($0.1, $1.1, sorts.map(\.descending)) ?? ($0.0 < $1.0)
            }.map(\.0)
        }
        return Array(rows.prefix(limit ?? .max))
    }

    /// Whether one row's keys come before another's; nil when they are alike. What is hidden or missing comes
    /// last whichever way.
    static func precedes(_ left: [Value], _ right: [Value], _ descending: [Bool]) -> Bool? {
        for (index, descends) in descending.enumerated() {
            let (one, two) = (left[index], right[index])
            switch (isLast(one), isLast(two)) {
            case (true, true): continue
            case (true, false): return false
            case (false, true): return true
            case (false, false):
                guard let order = FieldTest.order(one, two), order != 0 else { continue }
                return descends ? order > 0 : order < 0
            }
        }
        return nil
    }

    private static func isLast(_ value: Value) -> Bool {
        switch value {
        case .none, .mark: true
        default: false
        }
    }
}
