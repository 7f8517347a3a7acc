import VarvBridge
import VarvModel
import VarvStorage

extension RunServices {
    /// Answers a granted function, by its place in the offered list.
    func call(_ index: Int, _ arguments: [Value], into writer: inout ByteWriter) throws {
        guard offered.functions.indices.contains(index) else {
            throw BridgeError.outOfRange(sv: "en funktion", en: "a function")
        }
        let function = offered.functions[index]
        if let embedded = context.core.embedded.byName[function.name] {
            return writer.value(try call(embedded, arguments))
        }
        switch function.name {
        case "pupils:find": writer.value(try findPupil(arguments))
        case "cycles:current":
            writer.value(
                try context.query.cycle.flatMap { try one("cycle", $0) }
                    ?? why(sv: "läsåret har inga varv", en: "the school year has no cycles"))
        case "cycles:find":
            guard let number = arguments.first?.int else {
                throw BridgeError.outOfRange(sv: "ett argument", en: "an argument")
            }
            let id = try context.query.schoolYear.flatMap { try reader.cycle(number: number, schoolYear: $0) }
            writer.value(
                try id.flatMap { try one("cycle", $0) }
                    ?? why(
                        sv: "läsåret har inget varv \(number)", en: "the school year has no cycle \(number)"))
        case "here:previous": writer.value(try previous())
        case "intervention:mentor": writer.value(try mentor(arguments))
        default:
            throw Refusal(
                sv: "\(function.name) är en del av en mängd och kan inte anropas så",
                en: "\(function.name) is part of a set and cannot be called like that")
        }
    }

    /// `nil, why` as Lua gets it.
    func why(sv: String, en: String) -> Value {
        .record([Field("\0why", .text(language == .english ? en : sv))])
    }

    /// One thing by its key, within what the run may see.
    private func one(_ name: String, _ id: Int64, scope: QueryScope = QueryScope()) throws -> Value? {
        guard let type = type(named: name), let plan = plan(type) else { return nil }
        let rows = try reader.rows(
            SetQuery(
                plan.collection, fields: plan.columns, scope: scope,
                filters: [.init("id", .equal(.integer(id)))],
                includeProtected: context.visibility.includesProtected))
        guard rows.count > 0 else { return nil }
        let pupil = plan.pupil(rows, 0)
        tally.note(
            plan.item.right, count: 1, pupils: pupil.map { [$0: 1] } ?? [:],
            named: Set(pupil.map { [$0] } ?? []))
        return .item(try makeItem(rows, 0, plan))
    }

    /// The pupil with a number. One who may not be seen is answered like one who does not exist.
    private func findPupil(_ arguments: [Value]) throws -> Value {
        if smallestShown != nil { throw Self.audienceRefusal }
        guard let text = arguments.first?.text else {
            throw BridgeError.outOfRange(sv: "ett argument", en: "an argument")
        }
        let none = why(
            sv: "det finns ingen elev med det numret som körningen får se",
            en: "there is no pupil with that number whom the run may see")
        let parsed = Identity.parse(
            text, referenceDay: context.core.today,
            localNumbers: context.core.folder.configuration.pupilNumber)
        let identity: Identity? = if case .success(let parsed) = parsed { parsed.identity } else { nil }
        let rows = try reader.rows(
            """
            SELECT DISTINCT i.pupil FROM pupil_identity AS i JOIN pupil AS p ON p.id = i.pupil \
            WHERE i.value = ? AND (p.protection = 'none' OR ?)
            """,
            [
                .text(identity?.text ?? text),
                .integer(context.visibility.includesProtected ? 1 : 0),
            ])
        if rows.count == 1, let pupil = rows.integer(0, 0),
            let scope = try narrowed(QueryScope(schoolYear: context.query.schoolYear), right: "pupils"),
            let found = try one("pupil", pupil, scope: scope)
        {
            return found
        }
        // Whoever guesses numbers leaves a trace.
        tally.note("pupils", count: 0)
        return none
    }

    /// The routine's dialogue over the same scope in an earlier cycle, with its answers.
    private func previous() throws -> Value {
        let none = why(sv: "samtalet har inte förts förut", en: "the dialogue has not been held before")
        guard let routine, let cycle = context.query.cycle, let type = type(named: "dialogue") else {
            return none
        }
        if context.visibility.reach[.dialogues] == .own {
            // Without a teacher in the scope it is nobody's own.
            guard let own = ownStaff, scope.teacher == own else { return none }
        }
        let answers = try reader.previousAnswers(
            routine: routine.id, scope: DialogueScope.key(context.scope), before: cycle)
        guard answers.count > 0 else { return none }
        tally.note("dialogues", count: 1)
        let number = answers.integer(0, 3) ?? 0
        let value = context.visibility.audience.seesFreeText ? Self.answers(answers) : .record([])
        let fields = offered.items[type].fields.map { field -> Value in
            switch field.name {
            case "routine": .text(routine.id)
            case "title": .text(titles[routine.id] ?? routine.title)
            case "cycle": .int(number)
            case "group": context.scope.group.map { .text($0) } ?? .none
            case "subject": context.scope.subject.map { .text($0) } ?? .none
            case "teacher": context.scope.teacher.map { .text($0) } ?? .none
            case "answer": value
            default: .none
            }
        }
        // Found by its answers, so it has no row of its own here: a handle nothing else can mean.
        let handle = handles.handle(of: Thing(type: type, id: -1 - number))
        return .item(Item(type: type, handle: handle, fields: fields))
    }

    /// The member of staff whose signature is the code of the pupil's mentor group.
    private func mentor(_ arguments: [Value]) throws -> Value {
        guard case .item(let item) = arguments.first else {
            throw BridgeError.outOfRange(sv: "ett argument", en: "an argument")
        }
        let thing = try thing(item)
        guard offered.items[thing.type].name == "intervention" else {
            throw Refusal(
                sv: "mentor frågar man en insats om: i:mentor()",
                en: "mentor is asked of an intervention: i:mentor()")
        }
        // Read anew: the pupil of one that was handed on earlier may be protected now.
        _ = try fetch(item)
        let pupil = try reader.rows("SELECT pupil FROM intervention WHERE id = ?", [.integer(thing.id)])
        guard pupil.count > 0, let pupil = pupil.integer(0, 0) else {
            return why(
                sv: "insatsen gäller ingen enskild elev", en: "the intervention is not for a single pupil")
        }
        let groups = try reader.rows(
            """
            SELECT g.code, t.id FROM study_group AS g LEFT JOIN staff AS t ON t.code = g.code \
            WHERE g.kind = 'mentor' AND g.school_year = ? AND (EXISTS (SELECT 1 FROM membership AS m \
            WHERE m.study_group = g.id AND m.pupil = ?) OR EXISTS (SELECT 1 FROM enrolment AS e \
            WHERE e.study_group = g.id AND e.pupil = ?)) ORDER BY g.code
            """, [StoredValue(context.query.schoolYear), .integer(pupil), .integer(pupil)])
        guard groups.count > 0 else {
            return why(sv: "eleven har ingen mentorsgrupp", en: "the pupil has no mentor group")
        }
        guard groups.count == 1 else {
            return why(
                sv: "eleven har fler än en mentorsgrupp", en: "the pupil has more than one mentor group")
        }
        guard let staff = groups.integer(0, 1), let mentor = try one("staff_member", staff) else {
            let code = printable(groups[0, 0].text ?? "")
            return why(
                sv: "mentorsgruppens namn, \(code), är ingen anställds signatur",
                en: "the mentor group's name, \(code), is no staff member's signature")
        }
        return mentor
    }

    // MARK: The embedding program's own

    private func call(_ function: EmbeddedFunction, _ arguments: [Value]) throws -> Value {
        let declared = function.declaration
        guard arguments.count <= declared.parameters.count else {
            let words = Phrase.counting(
                ["n": declared.parameters.count, "got": arguments.count], sv: "{n|värde|värden}, fick {got}",
                en: "{n|value|values}, got {got}")
            throw Refusal(sv: "\(declared.name) tar \(words.sv)", en: "\(declared.name) takes \(words.en)")
        }
        var checked: [Value] = []
        for (index, parameter) in declared.parameters.enumerated() {
            let value = index < arguments.count ? arguments[index] : .none
            guard let value = try accepted(value, as: parameter.type) else {
                throw Refusal(
                    sv: "\(declared.name): \(parameter.name) ska vara \(parameter.type.words.sv)",
                    en: "\(declared.name): \(parameter.name) must be \(parameter.type.words.en)")
            }
            checked.append(value)
        }
        let result: Value
        do {
            result = try function.call(checked)
        } catch let absence as Absence {
            guard Self.fits(.none, declared.result) else { throw Self.unfit(declared) }
            return why(sv: absence.words.sv, en: absence.words.en)
        } catch let failure as Failure {
            throw failure
        } catch let error as VarvError {
            throw Refusal(
                sv: "\(declared.name): \(error.words.sv)", en: "\(declared.name): \(error.words.en)")
        } catch {
            let text = printable("\(error)")
            throw Refusal(sv: "\(declared.name): \(text)", en: "\(declared.name): \(text)")
        }
        if let flaw = Self.flaw(result) {
            throw Refusal(sv: "\(declared.name) gav \(flaw.sv)", en: "\(declared.name) gave \(flaw.en)")
        }
        guard Self.fits(result, declared.result) else { throw Self.unfit(declared) }
        return result
    }

    private static func unfit(_ declared: HostFunction) -> Refusal {
        Refusal(
            sv: "\(declared.name) gav något annat än \(declared.result.words.sv)",
            en: "\(declared.name) gave something else than \(declared.result.words.en)")
    }

    /// A value as the declared type has it, things with the fields the run may see; nil when it does not fit.
    private func accepted(_ value: Value, as type: ValueType) throws -> Value? {
        if value == .none {
            if case .optional = type { return .some(.none) } else { return type == .any ? .some(.none) : nil }
        }
        switch (type.unwrapped, value) {
        case (.day, .text(let text)):
            guard let day = CalendarDay(iso: text), Self.flaw(.day(day)) == nil else { return nil }
            return .day(day)
        case (.item(let name), .item(let item)):
            return isThing(item, named: name) ? .item(try fetch(item)) : nil
        case (.any, .item(let item)): return .item(try fetch(item))
        case (_, .item), (_, .set): return nil
        case (.list(let element), .list(let list)):
            var found: [Value] = []
            for each in list {
                guard let each = try accepted(each, as: element) else { return nil }
                found.append(each)
            }
            return .list(found)
        default: return Self.flaw(value) == nil && Self.fits(value, type.unwrapped) ? value : nil
        }
    }

    private static func fits(_ value: Value, _ type: ValueType) -> Bool {
        switch (type, value) {
        case (.optional(let wrapped), _): value == .none || fits(value, wrapped)
        case (.any, _), (.bool, .bool), (.integer, .int), (.number, .int), (.number, .number), (.share, .int),
            (.share, .number), (.text, .text), (.code, .text), (.day, .day), (.step, .text), (.step, .mark),
            (.rich, .text),
            (.rich, .rich),
            (.record, .record):
            true
        case (.record, .list(let list)): list.isEmpty
        case (.list(let element), .list(let list)): list.allSatisfy { fits($0, element) }
        default: false
        }
    }

    /// What no value of an embedding program's may hold, whatever its type: a thing or a set, which only a run makes, and
    /// what cannot cross to a worker; nil for a value that holds none.
    private static func flaw(_ value: Value, depth: Int = 0) -> Phrase? {
        guard depth < ByteReader.depthLimit else {
            return Phrase(
                sv: "värden i varandra, djupare än \(ByteReader.depthLimit) nivåer",
                en: "values inside each other, deeper than \(ByteReader.depthLimit) levels")
        }
        func first(_ values: some Sequence<Value>) -> Phrase? {
            values.lazy.compactMap { flaw($0, depth: depth + 1) }.first
        }
        switch value {
        case .item, .set:
            return Phrase(
                sv: "en sak eller en mängd, som bara körningen själv kan ge",
                en: "a thing or a set, which only the run itself can give")
        case .number(let number) where !number.isFinite:
            return Phrase(sv: "ett tal som är oändligt eller inget tal", en: "a number that is not finite")
        case .day(let day) where Day(year: day.year, month: day.month, day: day.day) == nil:
            let date = "\(day.year)-\(day.month)-\(day.day)"
            return Phrase(sv: "datumet \(date), som inte finns", en: "the day \(date), which does not exist")
        case .list(let list): return first(list)
        case .record(let fields): return first(fields.map(\.value))
        case .rich(let parts):
            return first(parts.compactMap { if case .leaf(let leaf) = $0 { leaf } else { nil } })
        case .none, .bool, .int, .number, .text, .day, .mark: return nil
        }
    }
}
