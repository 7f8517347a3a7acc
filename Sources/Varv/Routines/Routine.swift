package import VarvBridge
package import VarvModel

/// Where a routine is to be found.
public indirect enum RoutineSource: Hashable, Sendable {
    /// A Lua file.
    case file(String)
    /// An id, `ekskolan/eht-underlag`, looked for in the school's `routines/` and then among those Varv comes
    /// with.
    case named(String)
    /// One that has been loaded: what someone was asked about is then exactly what runs, whatever happens to its file.
    case loaded(Routine)
}

/// A routine as its file declares it: what it is, what it wants, what it can be told.
public struct Routine: Hashable, Sendable {
    /// What a routine does.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Maps one tool's file to the school's records.
        case adapter
        /// Asks questions, and keeps the answers.
        case dialogue
        /// Draws papers.
        case report
        /// Checks or changes things, in one transaction.
        case task

        /// One of the kind, as a sentence says it.
        package var label: Phrase {
            switch self {
            case .adapter: Phrase(sv: "en adapter", en: "an adapter")
            case .dialogue: Phrase(sv: "ett samtal", en: "a dialogue")
            case .report: Phrase(sv: "en rapport", en: "a report")
            case .task: Phrase(sv: "en uppgift", en: "a task")
            }
        }
    }

    /// One of a routine's options, with its default and a line on what it is.
    public struct Option: Hashable, Sendable {
        /// The name it is set by.
        public var key: String
        /// `share`, `number`, `integer`, `text`, `bool` or `choice`.
        public var kind: String
        package var standard: Value
        /// What it is, in a line.
        public var words: String
        /// What a `choice` may be.
        public var choices: [String] = []

        /// What its value is to be, in words.
        package var wanted: Words {
            guard kind == "choice" else { return Routine.type(ofKind: kind).words }
            let all = choices.joined(separator: ", ")
            return Words(sv: "ett av \(all)", en: "one of \(all)")
        }

        /// Its default as a person would set it; empty for an empty text.
        package func shownDefault(in language: Language) -> String {
            switch standard {
            case .bool(let bool): bool ? "true" : "false"
            case .int(let number): "\(number)"
            case .number(let number):
                language == .swedish ? "\(number)".replacing(".", with: ",") : "\(number)"
            default: printable(standard.text ?? "", atMost: 60)
            }
        }
    }

    /// What it does.
    public var kind: Kind
    /// Its lasting name, `ekskolan/eht-underlag`.
    public var id: String
    /// Its version, `1.0.0`.
    public var version: String
    /// What people call it; a paper fills in its braces.
    public var title: String
    /// What it is for, in a few words; may be empty.
    public var about: String
    /// Headings that give a file away.
    public var knownBy: [String]
    /// The rights it asks to read by.
    public var reads: [String]
    /// The rights it asks to write by.
    public var writes: [String]
    /// What a person may set on a run.
    public var options: [Option]
    /// What one paper or form is for: `school`, `year_group`, `group`, `subject`, `teaching`.
    public var per: String
    /// Who a dialogue is held with.
    public var with: String
    /// An adapter's scale.
    public var scale: String
    /// Columns that can be answered with `--set` when the file lacks them: name and question.
    public var questions: [String: String]
    /// The name messages give the file.
    public var fileName: String
    /// SHA-256 of the file; together with those of its own modules when it has any.
    public var hash: String
    package var source: String
    /// The modules of its own that it was loaded with: name to SHA-256.
    package var modules: [String: String] = [:]
    /// The folder its own modules lie in; nil for a routine Varv comes with.
    package var folder: String?
    /// How the routine wants its input read.
    package var input: Value

    /// Reads what a worker said a routine declares.
    ///
    /// Throws when something is missing or of the wrong kind: the worker is not to be believed.
    init(declaration value: Value, fileName: String, source: String, hash: String) throws(VarvError) {
        guard let kind = value["kind"].text.flatMap(Kind.init(rawValue:)), let id = value["id"].text,
            let version = value["version"].text, let title = value["title"].text
        else {
            throw VarvError(
                "VARV-E204", .routine, sv: "Rutinen säger inte vad den är.",
                en: "The routine does not say what it is.",
                place: fileName)
        }
        // Shown in the question whether it may run, and on its papers.
        for (key, text) in [("id", id), ("version", version), ("title", title)]
        where !isPrintable(text) || text.count > 200 {
            throw VarvError(
                "VARV-E204", .routine,
                sv: "\(key) ska vara högst 200 tecken på en rad, utan tecken som inte syns.",
                en:
                    "\(key) is to be at most 200 characters on one line, without characters that do not show.",
                place: fileName)
        }
        // Blanks on end would let it say something of its own on the next line of a screen, as if Varv said it.
        let shownInLines = [title] + (value["options"].list ?? []).map { $0["words"].text ?? "" }
        guard !shownInLines.contains(where: Self.hasBlanksOnEnd) else {
            throw VarvError(
                "VARV-E204", .routine,
                sv: "title och vad ett val är ska ha högst två mellanslag i rad, och inga breda.",
                en: "title and what an option is are to have at most two spaces in a row, and no wide ones.",
                place: fileName)
        }
        guard id.wholeMatch(of: /[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*/) != nil else {
            throw VarvError(
                "VARV-E204", .routine, sv: "id ska se ut som \"skolan/rutinen\".",
                en: "id is to look like \"school/routine\".", place: fileName)
        }
        self.kind = kind
        self.id = id
        self.version = version
        self.title = title
        about = value["about"].text ?? ""
        knownBy = Self.texts(value["known_by"])
        reads = Self.texts(value["reads"])
        writes = Self.texts(value["writes"])
        options = (value["options"].list ?? []).compactMap { option in
            guard let key = option["key"].text, let kind = option["kind"].text else { return nil }
            return Option(
                key: key, kind: kind, standard: option["default"], words: option["words"].text ?? "",
                choices: Self.texts(option["choices"]))
        }
        per = value["per"].text ?? "school"
        with = value["with"].text ?? ""
        scale = value["scale"].text ?? ""
        questions = [:]
        for column in value["columns"].list ?? [] {
            if let name = column["name"].text, let question = column["or_ask"].text {
                questions[name] = question
            }
        }
        func longest(_ texts: some Sequence<String>) -> Int { texts.map(\.count).max() ?? 0 }
        let sizes: [(key: String, count: Int, limit: Int)] = [
            ("about", about.count, 2000), ("known_by", knownBy.count, 100), ("options", options.count, 50),
            ("columns", questions.count, 50), ("known_by", longest(knownBy), 120),
            ("options", longest(options.map(\.words)), 400),
            ("options", options.map(\.choices.count).max() ?? 0, 50),
            ("options", longest(options.flatMap(\.choices)), 120), ("or_ask", longest(questions.values), 400),
        ]
        for (key, count, limit) in sizes where count > limit {
            throw VarvError(
                "VARV-E204", .routine, sv: "\(key) är för långt: \(count), högst \(limit).",
                en: "\(key) is too long: \(count), at most \(limit).", place: fileName)
        }
        if let wild = knownBy.first(where: { $0.allSatisfy { $0 == "*" || $0 == " " } }) {
            throw VarvError(
                "VARV-E204", .routine,
                sv:
                    "known_by: \"\(wild)\" passar varje fil. Skriv rubriker som bara den här sortens filer har.",
                en: "known_by: \"\(wild)\" fits every file. Write headings that only this kind of file has.",
                place: fileName)
        }
        // Told where a person decides what a routine may do, beside what Varv says of it.
        let told: [(key: String, texts: [String])] = [
            ("known_by", knownBy), ("reads", reads), ("writes", writes),
            ("options", options.flatMap { [$0.key, $0.kind, $0.words] + $0.choices }),
            ("columns", questions.flatMap { [$0.key, $0.value] }),
        ]
        for (key, texts) in told where !texts.allSatisfy(isPrintable) {
            throw VarvError(
                "VARV-E204", .routine,
                sv: "\(key): varje text ska vara en rad, utan tecken som inte syns.",
                en: "\(key): each text is to be one line, without characters that do not show.",
                place: fileName)
        }
        input = .record(
            ["header", "encoding", "delimiter", "skip_rows"].compactMap { key in
                value[key] == .none ? nil : Field(key, value[key])
            })
        self.fileName = fileName
        self.source = source
        self.hash = hash
    }

    private static func texts(_ value: Value) -> [String] { (value.list ?? []).compactMap(\.text) }

    /// The permissions the routine asks for; a word that is no right is an error in the routine.
    func wants() throws(VarvError) -> Set<Permission> {
        var wants: Set<Permission> = []
        for (words, make) in [(reads, { Permission.read($0) }), (writes, { Permission.write($0) })] {
            for word in words {
                guard let right = Right(rawValue: word) else {
                    if Right.alwaysOpen.contains(word) { continue }
                    let all = Right.allCases.map(\.rawValue).joined(separator: ", ")
                    let near = suggestion(
                        for: word, among: Right.allCases.map(\.rawValue) + Right.alwaysOpen.sorted())
                    throw VarvError(
                        "VARV-E205", .routine,
                        sv: "\"\(printable(word))\" är ingen rätt\(near.sv) Rätterna är: \(all).",
                        en: "\"\(printable(word))\" is no right\(near.en) The rights are: \(all).",
                        place: fileName)
                }
                wants.insert(make(right))
            }
        }
        return wants
    }

    /// The option values of a run: the defaults, and what was set, checked against what each option is.
    func optionValues(_ settings: [String: String]) throws(VarvError) -> Value {
        var fields: [Field] = []
        var left = settings
        for option in options {
            guard let text = left.removeValue(forKey: option.key) else {
                fields.append(Field(option.key, option.standard))
                continue
            }
            guard let value = Self.parse(text, kind: option.kind),
                option.kind != "choice" || option.choices.contains(text)
            else {
                let wanted = option.wanted
                throw VarvError(
                    "VARV-E206", .usage,
                    sv: "--set \(option.key)=\(text): det ska vara \(wanted.sv). \(option.words)",
                    en: "--set \(option.key)=\(text): this must be \(wanted.en). \(option.words)")
            }
            fields.append(Field(option.key, value))
        }
        for (key, text) in left.sorted(by: { $0.key < $1.key }) {
            guard questions[key] != nil else {
                let names = options.map(\.key) + questions.keys.sorted()
                let near = suggestion(for: key, among: names)
                let known = names.joined(separator: ", ")
                throw VarvError(
                    "VARV-E207", .usage,
                    sv: "Rutinen har inget val \"\(printable(key))\"\(near.sv) "
                        + (known.isEmpty ? "Den har inga val." : "Valen är: \(known)."),
                    en: "The routine has no option \"\(printable(key))\"\(near.en) "
                        + (known.isEmpty ? "It has none." : "The options are: \(known)."))
            }
            fields.append(Field(key, .text(text)))
        }
        return .record(fields)
    }

    fileprivate static func type(ofKind kind: String) -> ValueType {
        switch kind {
        case "share": .share
        case "number": .number
        case "integer": .integer
        case "bool": .bool
        default: .text
        }
    }

    private static func parse(_ text: String, kind: String) -> Value? {
        let plain = text.replacing(",", with: ".")
        switch type(ofKind: kind) {
        case .share:
            let share = plain.hasSuffix("%") ? Double(plain.dropLast()).map { $0 / 100 } : Double(plain)
            return share.flatMap { (0...1).contains($0) ? .number($0) : nil }
        case .number: return Double(plain).flatMap { $0.isFinite ? .number($0) : nil }
        case .integer: return Int64(plain).map { .int($0) }
        case .bool:
            switch text.lowercased() {
            case "ja", "yes", "true", "1": return .bool(true)
            case "nej", "no", "false", "0": return .bool(false)
            default: return nil
            }
        default: return .text(text)
        }
    }
}
