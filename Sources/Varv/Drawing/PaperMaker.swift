import VarvBridge
import VarvDocuments
import VarvModel
import VarvStorage

/// Puts together what a report or a dialogue says, piece by piece, into a paper.
///
/// The routine chooses the words and the sets; numbers, dates and people come from the host, as leaves that nothing the
/// routine writes can turn into markup.
///
/// ```swift
/// let maker = PaperMaker(services, here: here)
/// handlers.document = { try maker.add($0) }
/// _ = try run.serve(services, handlers)
/// try core.store.logReads(services.readLog())
/// let paper = try maker.paper()
/// ```
final class PaperMaker {
    let services: RunServices
    private let here: Value
    private(set) var blocks: [Block] = []
    /// The names of the pupils the paper speaks of, by handle; empty when names are not shown.
    private var names: [String: String] = [:]
    private var fetched: [UInt32: Item] = [:]
    let budget: PaperBudget
    /// The names of the questions so far.
    var asked: Set<String> = []
    /// What the routine has printed so far.
    var printed = ""

    /// - Parameters:
    ///   - here: the fields the run was started with, for the title.
    ///   - budget: shared by the papers that are drawn together.
    init(_ services: RunServices, here: Value, budget: PaperBudget = PaperBudget()) {
        self.services = services
        self.here = here
        self.budget = budget
    }

    var language: Language { services.language }
    /// What leaves look like where only plain text can stand; people as their pseudonyms.
    var words: LeafText { LeafText(language == .english ? .english : .swedish, names: .pseudonyms) }

    /// Adds a piece as the worker sent it. Throws ``VarvError`` for one that makes no sense, in the routine's
    /// name.
    func add(_ piece: Value) throws {
        do {
            try addChecked(piece)
        } catch let refusal as Refusal {
            throw VarvError(
                "VARV-E220", .routine, sv: refusal.words.sv, en: refusal.words.en,
                place: services.routine?.fileName)
        }
    }

    private func addChecked(_ piece: Value) throws {
        try budget.spend(1)
        switch piece["block"].text {
        case "prose":
            let prose = Markdown.parse(
                try parts(piece["text"]), language: language == .english ? .english : .swedish)
            try budget.spend(prose.reduce(0) { $0 + $1.parts })
            blocks += prose
        case "table": blocks.append(try table(piece))
        case "bars": if let bars = try bars(piece) { blocks.append(bars) }
        case "lines":
            guard let count = piece["count"].int, (1...60).contains(count) else {
                throw BridgeError.outOfRange(sv: "rader att skriva på", en: "lines")
            }
            try budget.spend(count)
            blocks.append(.lines(count: count, label: try inline(piece["label"])))
        case "page_break": blocks.append(.pageBreak)
        case "field": blocks.append(.field(try field(piece)))
        case "note":
            let about = try inline(piece["about"])
            let text = try inline(piece["text"])
            blocks.append(
                .list(
                    ordered: false, items: [[.paragraph(about.isEmpty ? text : about + [.text(": ")] + text)]]
                ))
        default: throw BridgeError.outOfRange(sv: "en del av ett papper", en: "a part of a document")
        }
    }

    /// The paper so far: titled, and told where it comes from.
    ///
    /// - Parameters:
    ///   - run: the run's number, when it has one.
    ///   - title: instead of the routine's own.
    func paper(run: Int64? = nil, title: String? = nil) throws -> Paper {
        let context = services.context
        let template = title ?? services.routine?.title ?? ""
        let text: String
        do {
            text = try TitleTemplate.fill(template, here, language: language)
        } catch {
            throw VarvError(
                "VARV-E221", .routine, sv: error.words.sv, en: error.words.en,
                place: services.routine?.fileName)
        }
        let today = context.core.today
        var provenance: [String] = []
        if let run { provenance.append(language == .english ? "Run \(run)" : "Körning \(run)") }
        if context.core.isInvented {
            provenance.append(language == .english ? "The school is invented" : "Skolan är påhittad")
        }
        let meta = Document.Meta(
            asOf: DateLeaf(today.year, today.month, today.day),
            audience: context.visibility.audience.label.text(in: language),
            organisation: context.core.folder.configuration.name,
            madeBy: services.routine.map { "\($0.id) \($0.version)" }, provenance: provenance)
        let document = Document(
            title: text, language: language == .english ? .english : .swedish, meta: meta, blocks: blocks)
        return Paper(document: document, names: namesPolicy, printed: printed)
    }

    /// How this run's papers show people: by name only where the run was granted names, then on the whole
    /// paper.
    var namesPolicy: Names {
        guard services.context.visibility.showsNames else { return .pseudonyms }
        let names = names
        return .names { names[$0.handle] }
    }

    // MARK: Things

    /// A thing the worker named, with the fields the host has of it.
    func fetch(_ item: Item) throws -> Item {
        if let known = fetched[item.handle], known.type == item.type { return known }
        let found = try services.fetch(item)
        fetched[item.handle] = found
        return found
    }

    /// The type a thing is of, as the run was offered it.
    func type(of item: Item) -> ItemType { services.offered.items[item.type] }

    func value(_ field: String, of item: Item) -> Value {
        guard let place = type(of: item).fields.firstIndex(where: { $0.name == field }),
            place < item.fields.count
        else { return .none }
        return item.fields[place]
    }

    // MARK: Text

    func parts(_ value: Value) throws -> [MarkdownPart] {
        switch value {
        case .none: return []
        case .text(let text):
            try budget.spend(0, bytes: text.utf8.count)
            return [.source(text)]
        case .rich(let parts):
            return try parts.flatMap { part -> [MarkdownPart] in
                switch part {
                case .source(let text): try self.parts(.text(text))
                case .leaf(let value): try leaves(value).map { .leaf($0) }
                }
            }
        default: return try leaves(value).map { .leaf($0) }
        }
    }

    /// One line of running text.
    func inline(_ value: Value) throws -> [Inline] {
        let parts = try parts(value)
        if parts.isEmpty { return [] }
        let text = Markdown.parseInline(parts)
        try budget.spend(text.parts)
        return text
    }

    /// A value as the leaves that show it.
    func leaves(_ value: Value) throws -> [Leaf] {
        switch value {
        case .none: return [.missing]
        case .bool(let bool): return [.text(word(bool))]
        case .int(let number): return [.number(NumberLeaf(.whole(number)))]
        case .number(let number): return [.number(NumberLeaf(number))]
        case .text(let text):
            try budget.spend(1, bytes: text.utf8.count)
            return [.text(text)]
        case .day(let day): return [.date(DateLeaf(day.year, day.month, day.day))]
        case .mark(let mark): return [leaf(mark)]
        case .item(let item): return [try leaf(fetch(item))]
        case .rich(let parts):
            return try parts.flatMap { part -> [Leaf] in
                switch part {
                case .source(let text): try leaves(.text(text))
                case .leaf(let value): try leaves(value)
                }
            }
        case .list(let list):
            try budget.spend(list.count)
            return try list.enumerated().flatMap { index, value -> [Leaf] in
                (index == 0 ? [] : [.text(", ")]) + (try leaves(value))
            }
        case .record, .set:
            if let share = value["share"].figure { return [.number(NumberLeaf(share, style: .percent))] }
            if let code = value["code"].text {
                try budget.spend(1, bytes: code.utf8.count)
                return [term(code, in: value["of"].text ?? "", value["field"].text ?? "") ?? .text(code)]
            }
            throw Refusal(
                sv: "en tabell eller en mängd kan inte stå i en text",
                en: "a table or a set cannot stand in a text")
        }
    }

    /// The word for a code of a fixed list; nil for what is none.
    func term(_ code: String, in thing: String, _ field: String) -> Leaf? {
        ValueWords.label(code, in: thing, field).map { .term(code: code, label: $0.text(in: language)) }
    }

    func leaf(_ mark: VarvBridge.Mark) -> Leaf {
        switch mark {
        case .few: .few(services.smallestShown ?? 5)
        case .noBasis: .noBasis
        case .missing, .skip: .missing
        }
    }

    /// How a thing shows: a pupil as a person whose name comes later, anything else in its type's words.
    private func leaf(_ item: Item) throws -> Leaf {
        let type = type(of: item)
        if type.name == "pupil" { return .person(try person(item)) }
        let shown = try TitleTemplate.fill(type.shows, language: language) { key in
            guard type.fields.contains(where: { $0.name == key }) else { return nil }
            return value(key, of: item)
        }
        if let code = value("code", of: item).text { return .term(code: code, label: shown) }
        return .text(shown)
    }

    private func person(_ item: Item) throws -> PersonReference {
        let handle = "\(item.handle)"
        let pupil = try services.thing(item).id
        let book = try services.pupils.get()
        if services.context.visibility.showsNames, names[handle] == nil {
            let facts = try book.facts(of: pupil)
            if !facts.isProtected || services.context.visibility.includesProtected {
                names[handle] = facts.name
            }
        }
        return PersonReference(handle: handle, pseudonym: try book.pseudonymText(of: pupil))
    }

    func word(_ bool: Bool) -> String {
        switch (bool, language) {
        case (true, .swedish): "ja"
        case (false, .swedish): "nej"
        case (true, .english): "yes"
        case (false, .english): "no"
        }
    }
}
