import VarvBridge
import VarvModel
import VarvStorage

extension RunServices {
    /// Writes a row as a thing, straight from the store's cells.
    func write(_ cells: Cells, _ row: Int, _ plan: RowPlan, into writer: inout ByteWriter) throws {
        if handles.isFull {
            throw Refusal(
                sv:
                    "körningen har läst \(HandleTable.limit) rader; fråga efter färre, eller räkna med "
                    + ":count()",
                en: "the run has read \(HandleTable.limit) rows; ask for fewer, or count with :count()")
        }
        writer.byte(Tag.item)
        writer.count(plan.type)
        writer.unsigned(UInt64(handles.handle(of: plan.thing(cells, row))))
        writer.count(plan.fields.count)
        for place in plan.fields { try write(place, cells, row, into: &writer) }
    }

    func write(_ place: RowPlan.Place, _ cells: Cells, _ row: Int, into writer: inout ByteWriter) throws {
        switch place {
        case .nothing: writer.byte(Tag.none)
        case .computed(let computed, let columns): writer.value(try value(computed, cells, row, columns))
        case .column(let column, let shape):
            if cells.kind(row, column) == .null {
                // A result without a step is the fact that there was no basis for one.
                if shape == .step { writer.value(.mark(.noBasis)) } else { writer.byte(Tag.none) }
                return
            }
            switch shape {
            case .text, .step:
                guard let bytes = cells.utf8(row, column) else { return writer.byte(Tag.none) }
                writer.byte(Tag.text)
                writer.count(bytes.count)
                writer.raw(bytes)
            case .integer:
                writer.byte(Tag.int)
                writer.signed(cells.integer(row, column) ?? 0)
            case .flag: writer.byte(cells.integer(row, column) == 0 ? Tag.no : Tag.yes)
            case .day:
                guard let bytes = cells.utf8(row, column) else { return writer.byte(Tag.none) }
                // Many rows in a row are of one day.
                if let lastDay, lastDay.text.elementsEqual(bytes) { return writer.value(lastDay.value) }
                let value = Self.day(String(decoding: bytes, as: UTF8.self))
                lastDay = (Array(bytes), value)
                writer.value(value)
            case .numeral:
                writer.value(cells[row, column].text.flatMap { Int64($0) }.map { .int($0) } ?? .none)
            case .pupil:
                let pupil = cells.integer(row, column) ?? 0
                if let bytes = pupilBytes[pupil] { return writer.raw(bytes) }
                let start = writer.count
                writer.value(try pupilItem(pupil).map { .item($0) } ?? .none)
                pupilBytes[pupil] = Array(writer.bytes[start...])
            }
        }
    }

    static func day(_ text: String?) -> Value {
        guard let day = text.flatMap({ Day(iso: String($0.prefix(10))) }) else { return .none }
        return .day(CalendarDay(year: day.year, month: day.month, day: day.day))
    }

    /// Looks up the pupils of a page in one go.
    func learnPupils(_ page: Cells, _ plan: RowPlan) throws {
        // Rows come pupil by pupil.
        var pupils: [Int64] = []
        for row in 0..<page.count {
            if let pupil = plan.pupil(page, row), pupil != pupils.last { pupils.append(pupil) }
        }
        if !pupils.isEmpty { try self.pupils.get().learn(pupils) }
    }

    /// A pupil met through another thing: as much as the run may see of pupils.
    func pupilItem(_ pupil: Int64) throws -> Item? {
        try type(named: "pupil").map { try pupilItem(pupil, type: $0) }
    }

    func pupilItem(_ pupil: Int64, type: Int) throws -> Item {
        let book = try pupils.get()
        let facts = try book.facts(of: pupil)
        let handle = handles.handle(of: Thing(type: type, id: pupil))
        var fields: [Value] = []
        for field in offered.items[type].fields {
            // Without the right to pupils, who it is shows; which class they are in is more than that.
            guard context.mayRead("pupils") || field.name == "pseudonym" else { break }
            switch field.name {
            case "pseudonym": fields.append(.text(try book.pseudonymText(of: pupil)))
            case "group": fields.append(facts.group.map { .text($0) } ?? .none)
            case "year_group": fields.append(facts.yearGroup.map { .int($0) } ?? .none)
            case "name": fields.append(facts.name.map { .text($0) } ?? .none)
            case "identity": fields.append(try identity(of: pupil))
            case "protection":
                let rows = try reader.rows("SELECT protection FROM pupil WHERE id = ?", [.integer(pupil)])
                fields.append(rows.count > 0 ? rows[0, 0].text.map { .text($0) } ?? .none : .none)
            default: fields.append(.none)
            }
        }
        return Item(type: type, handle: handle, fields: fields)
    }

    private func identity(of pupil: Int64) throws -> Value {
        let rows = try reader.rows(
            """
            SELECT value FROM pupil_identity WHERE pupil = ? ORDER BY \
            CASE kind WHEN 'personnummer' THEN 0 WHEN 'samordningsnummer' THEN 1 WHEN 'tf' THEN 2 ELSE 3 END, value
            """, [.integer(pupil)])
        return rows.count > 0 ? rows[0, 0].text.map { .text($0) } ?? .none : .none
    }

    /// Works out a field that no column holds.
    func value(
        _ computed: FieldSource.Computed, _ cells: Cells, _ row: Int, _ columns: [Int]
    ) throws -> Value {
        func text(_ index: Int) -> String? {
            cells[row, columns[index]].text.flatMap { $0.isEmpty ? nil : $0 }
        }
        func number(_ index: Int) -> Int64? { cells.integer(row, columns[index]) }
        switch computed {
        case .pseudonym: return try .text(pupils.get().pseudonymText(of: number(0) ?? 0))
        case .fullName:
            let name = [text(0), text(1)].compactMap { $0 }
            return name.isEmpty ? .none : .text(name.joined(separator: " "))
        case .identity: return try identity(of: number(0) ?? 0)
        case .subjectName: return text(0).flatMap { subjectNames[$0] }.map { .text($0) } ?? .none
        case .staffName: return text(0).flatMap { staffNames[$0] }.map { .text($0) } ?? .none
        case .firstText: return (text(0) ?? text(1)).map { .text($0) } ?? .none
        case .title:
            guard let id = text(0) else { return .none }
            return .text(titles[id] ?? (routine?.id == id ? routine?.title : nil) ?? id)
        case .weeks:
            return try weeks(number(0) ?? 0, start: text(1), hasPredecessor: text(2) != nil, end: text(3))
        case .target:
            if let pupil = number(0) {
                guard let item = try pupilItem(pupil) else { return .none }
                return .rich([.leaf(.item(item))])
            }
            guard let target = text(1) ?? text(2) else { return .none }
            return .rich([.leaf(.text(target))])
        case .answers: return try answers(of: number(0) ?? 0)
        }
    }

    /// How many weeks an intervention has run, those it goes on from counted in.
    private func weeks(_ id: Int64, start: String?, hasPredecessor: Bool, end: String?) throws -> Value {
        var first = start
        if hasPredecessor {
            // UNION, not UNION ALL: a chain that bites its tail ends too.
            let rows = try reader.rows(
                """
                WITH RECURSIVE chain(id, predecessor, start_on) AS \
                (SELECT id, predecessor, start_on FROM intervention WHERE id = ? \
                UNION SELECT i.id, i.predecessor, i.start_on FROM intervention AS i JOIN chain AS c ON i.id = c.predecessor) \
                SELECT min(start_on) FROM chain
                """, [.integer(id)])
            if rows.count > 0, let earliest = rows[0, 0].text { first = earliest }
        }
        guard let start = first.flatMap({ Day(iso: $0) }) else { return .none }
        let last = min(end.flatMap { Day(iso: $0) } ?? context.core.today, context.core.today)
        return .int(Int64(max(0, start.days(until: last) / 7)))
    }

    /// A dialogue's answers by key, those about things by their codes; none where free text may not go (P3).
    private func answers(of dialogue: Int64) throws -> Value {
        guard context.visibility.audience.seesFreeText else { return .record([]) }
        let rows = try reader.rows(
            "SELECT answer_key, about, value FROM dialogue_answer WHERE dialogue = ? ORDER BY answer_key, "
                + "about",
            [.integer(dialogue)])
        return Self.answers(rows)
    }

    static func answers(_ rows: Cells) -> Value {
        var fields: [VarvBridge.Field] = []
        for row in 0..<rows.count {
            let key = rows[row, 0].text ?? ""
            let about = rows[row, 1].text ?? ""
            let value = rows[row, 2].text.map { Value.text($0) } ?? .none
            if about.isEmpty {
                fields.append(Field(key, value))
            } else if let last = fields.last, last.name == key, case .record(let inner) = last.value {
                fields[fields.count - 1].value = .record(inner + [Field(about, value)])
            } else {
                fields.append(Field(key, .record([Field(about, value)])))
            }
        }
        return .record(fields)
    }

    /// A hard criterion as a thing; its handle is its place among those this run has met.
    func hardItem(_ index: Int, type: Int) -> Item {
        let row = hardRows[index]
        return Item(
            type: type, handle: handles.handle(of: Thing(type: type, id: Int64(index))),
            fields: offered.items[type].fields.map { row.value($0.name, language: language) })
    }
}
