/// Everything a worker is told before it runs anything: the routine, what it may call, and the world it sees.
package struct StartFrame: Hashable, Sendable {
    /// What the worker is to do with the source.
    package enum Mode: UInt8, Sendable, CaseIterable {
        /// Load the routine with no host functions and say what it declares.
        case declare = 0
        /// Run a routine's function.
        case run = 1
        /// Run a bare chunk.
        case chunk = 2
        /// Wait for entries and run each.
        case meeting = 3
        /// Only say what the input looks like; no Lua runs.
        case inspect = 4
    }

    package var mode: Mode
    /// `sv` or `en`: the language of messages.
    package var language: String
    /// The host's clock at the start of the run, seconds since 1970, and the zone's offset in seconds.
    package var now: Int64
    package var zoneOffset: Int
    /// Seed of the run's random numbers.
    package var seed: UInt64
    /// The most bytes of printed text before the run is ended.
    package var printLimit: Int
    /// The name a message gives the routine: its file as the person wrote it.
    package var sourceName: String
    package var source: String
    /// The values of the routine's options, as a record.
    package var options: Value
    /// The fields of `here`, as a record.
    package var here: Value
    /// How to read the input, as a record: `encoding`, `delimiter`, `header`; empty to find out.
    package var input: Value
    package var items: [ItemType]
    /// The functions this run was granted; a question names one by its index here.
    package var functions: [HostFunction]
    /// The record kinds this run may add or change; a record names one by its index here.
    package var records: [RecordKind]
    /// Names that exist but were not granted, with the right that would open them: for the message only.
    package var withheld: [Withheld]

    package struct Withheld: Hashable, Sendable {
        package var name: String
        package var right: String
        /// True when the right would stand under `writes`, false for `reads`.
        package var writes: Bool

        package init(name: String, right: String, writes: Bool = false) {
            self.name = name
            self.right = right
            self.writes = writes
        }
    }

    package init(
        mode: Mode, language: String = "sv", now: Int64 = 0, zoneOffset: Int = 0, seed: UInt64 = 0,
        printLimit: Int = 1 << 20, sourceName: String, source: String, options: Value = .record([]),
        here: Value = .record([]), input: Value = .record([]), items: [ItemType] = [],
        functions: [HostFunction] = [], records: [RecordKind] = [], withheld: [Withheld] = []
    ) {
        self.mode = mode
        self.language = language
        self.now = now
        self.zoneOffset = zoneOffset
        self.seed = seed
        self.printLimit = printLimit
        self.sourceName = sourceName
        self.source = source
        self.options = options
        self.here = here
        self.input = input
        self.items = items
        self.functions = functions
        self.records = records
        self.withheld = withheld
    }

    package func encode(into writer: inout ByteWriter) {
        writer.byte(mode.rawValue)
        writer.text(language)
        writer.signed(now)
        writer.signed(Int64(zoneOffset))
        writer.unsigned(seed)
        writer.count(printLimit)
        writer.text(sourceName)
        writer.text(source)
        writer.value(options)
        writer.value(here)
        writer.value(input)
        writer.count(items.count)
        for item in items {
            writer.text(item.name)
            writer.text(item.collection ?? "")
            writer.text(item.shows)
            writer.parameters(item.fields)
        }
        writer.count(functions.count)
        for function in functions {
            writer.text(function.name)
            writer.byte(function.narrowsSet ? 1 : 0)
            writer.type(function.result)
            writer.parameters(function.parameters)
            writer.words(function.words)
            writer.text(function.example)
        }
        writer.count(records.count)
        for record in records {
            writer.text(record.name)
            writer.parameters(record.fields)
        }
        writer.count(withheld.count)
        for each in withheld {
            writer.text(each.name)
            writer.text(each.right)
            writer.byte(each.writes ? 1 : 0)
        }
    }

    package init(from reader: inout ByteReader) throws(BridgeError) {
        let raw = try reader.byte()
        guard let mode = Mode(rawValue: raw) else { throw .unknownTag(raw) }
        self.init(mode: mode, sourceName: "", source: "")
        language = try reader.text()
        now = try reader.signed()
        zoneOffset = Int(truncatingIfNeeded: try reader.signed())
        seed = try reader.unsigned()
        printLimit = try reader.integer()
        sourceName = try reader.text()
        source = try reader.text()
        options = try reader.value()
        here = try reader.value()
        input = try reader.value()
        for _ in 0..<(try reader.count()) {
            let name = try reader.text()
            let collection = try reader.text()
            let shows = try reader.text()
            items.append(
                ItemType(
                    name, collection: collection.isEmpty ? nil : collection, sv: "", en: "", shows: shows,
                    fields: try reader.parameters()))
        }
        for _ in 0..<(try reader.count()) {
            let name = try reader.text()
            let narrows = try reader.flag()
            let result = try reader.type()
            let parameters = try reader.parameters()
            let words = try reader.words()
            functions.append(
                HostFunction(
                    name, sv: words.sv, en: words.en, parameters: parameters, result: result,
                    example: try reader.text(), narrowsSet: narrows))
        }
        for _ in 0..<(try reader.count()) {
            let name = try reader.text()
            records.append(
                RecordKind(name, sv: "", en: "", right: "", fields: try reader.parameters(), example: ""))
        }
        for _ in 0..<(try reader.count()) {
            withheld.append(
                Withheld(name: try reader.text(), right: try reader.text(), writes: try reader.flag()))
        }
        try reader.end()
    }
}
