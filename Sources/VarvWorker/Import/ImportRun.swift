import CSystem
import Lua
import VarvBridge
import VarvFiles

/// Reads the input row by row through an adapter's `row` function and sends what became of each.
final class ImportRun {
    let script: Script
    let start: StartFrame
    let batch: BatchWriter
    private(set) var reader: CSVReader?
    var columns: [Column] = []
    /// What is wrong with the current row, said by a column, `row:step` or `row:reject`. A script's own pcall
    /// may swallow the error that goes with it, but not this.
    var complaint: BatchWriter.Complaint?
    /// The column read last: where an unknown word stood.
    var lastColumn: (index: Int, quotable: Bool) = (-1, false)
    var insideRow = false
    var lastDate: (bytes: [UInt8], object: LuaReference)?
    var wide: [String: (stars: LuaReference, indexes: LuaReference)] = [:]
    /// Columns in which a decimal comma has been seen.
    var decimalCommas: [Int] = []
    /// The words on the left of `steps`, a line each; made when the first word is missing.
    var stepWords: String?
    /// Whether the input is what an earlier run left out, with its reasons in the last column.
    private var isLeftOutFile = false
    private let counter = ByteCounter()

    init(script: Script, start: StartFrame) {
        self.script = script
        self.start = start
        batch = BatchWriter(session: script.session)
    }

    var row: Row? { reader?.row }

    func run(routine: LuaReference) throws {
        let reader = try open()
        self.reader = reader
        let made = try script.told {
            try script.part("start_adapter").call([.table(routine)], results: 3)
        }
        guard made.count == 3, case .function(let function) = made[0], case .table(let row) = made[1],
            case .table(let add) = made[2]
        else { throw Failure(kind: .declaration, message: "row", file: start.sourceName) }
        script.session.send(.input) { $0.value(InputShape.value(of: reader, columns: columns)) }

        insideRow = true
        while try next(reader) {
            try one(reader.row, function, row, add)
        }
        insideRow = false
        if !batch.isEmpty { batch.flush(rowsRead: reader.row.record, bytesRead: counter.bytes) }
        script.session.done(
            .record([
                Field("rows", .int(Int64(reader.row.record))), Field("blank", .int(Int64(reader.blankRows))),
            ]))
        try serveRows()
    }

    private func one(
        _ row: Row, _ function: LuaReference, _ rowObject: LuaReference, _ add: LuaReference
    ) throws {
        complaint = nil
        lastColumn = (-1, false)
        batch.beginRow(record: row.record, line: row.number)
        if let problem = row.problem {
            complaint = BatchWriter.Complaint(
                code: problem.code.rawValue, column: problem.place?.heading ?? "",
                reason: script.english ? problem.en : problem.sv)
        } else {
            do throws(LuaError) {
                try function.call { frame in
                    frame.push(rowObject)
                    frame.push(add)
                }
            } catch {
                if complaint == nil || error.isOfTheRun {
                    var failure = script.failure(of: error)
                    let at = script.english ? "row \(row.number)" : "rad \(row.number)"
                    failure.message +=
                        script.english ? " (at \(at) of the file)" : " (vid \(at) i filen)"
                    throw failure
                }
            }
        }
        if let complaint {
            batch.refuse(complaint, record: row.record, line: row.number)
        } else {
            batch.endRow(record: row.record, line: row.number)
        }
        batch.flushIfFull(rowsRead: row.record, bytesRead: counter.bytes)
    }

    // MARK: The input

    private func open() throws -> CSVReader {
        let input = script.session.input
        do {
            let options = try InputShape.options(start.input, of: input)
            isLeftOutFile = options.dropsFormulaGuards
            let reader = try CSVReader(CountedSource(DescriptorSource(input), counter), options: options)
            if let fault = InputShape.fault(of: reader, in: start.language) { throw fault }
            return reader
        } catch let error as FormatError { throw failure(error) }
    }

    private func next(_ reader: CSVReader) throws -> Bool {
        do throws(FormatError) { return try reader.next() } catch { throw failure(error) }
    }

    private func failure(_ error: FormatError) -> Failure {
        Failure(
            kind: .input, code: error.code.rawValue, message: script.english ? error.en : error.sv,
            line: error.place?.line ?? 0)
    }

    private func tooLong(_ line: Int) -> Failure {
        Failure(
            kind: .input, code: "rowTooLong",
            message: script.english
                ? "row \(line) is too long to be written among the rows left out; mend it in the file itself"
                : "rad \(line) är för lång för filen med rader som är kvar; rätta den i själva filen",
            line: line)
    }

    /// After the run, the host may ask for the rows it left out, as they stand in the file.
    private func serveRows() throws {
        while true {
            let (kind, payload) = script.session.receiveAny()
            if kind == .finish { return }
            guard kind == .fetchRows else { Lockdown.exit(VARV_EXIT_PROTOCOL) }
            var asked = ByteReader(payload)
            var wanted: [Int] = []
            for _ in 0..<(try asked.count()) { wanted.append(try asked.integer()) }
            try asked.end()
            script.lua.clearInterrupt()
            let reader = try open()
            var remaining = wanted[...]
            // Without headings, columns are known by their numbers.
            var headings = reader.headings
            if headings.isEmpty { headings = (0..<reader.sniffed.width).map { "\($0 + 1)" } }
            let reasons = isLeftOutFile ? headings.indices.last : nil
            if let reasons { headings.remove(at: reasons) }
            var rows = [Value.list(headings.map { .text($0) })]
            var bytes = 0
            func flush() {
                script.session.send(.rows) { $0.list(rows) }
                rows.removeAll()
                bytes = 0
            }
            while let record = remaining.first, try next(reader) {
                try script.told { try script.lua.tellInterrupt() }
                guard reader.row.record == record else { continue }
                remaining.removeFirst()
                let count = max(reader.row.count, headings.count)
                let cells = (0..<count).filter { $0 != reasons }.map { reader.row.string($0) }
                let size = cells.reduce(8) { $0 + $1.utf8.count + 8 }
                guard size < FrameKind.payloadLimit / 2 else { throw tooLong(reader.row.number) }
                if bytes + size > FrameKind.payloadLimit / 2 { flush() }
                bytes += size
                rows.append(.list(cells.map { .text($0) }))
            }
            flush()
            script.session.done(.none)
        }
    }
}

/// Counts what is read of the input, for the progress a person sees.
final class ByteCounter {
    var bytes = 0
}

struct CountedSource: ByteSource {
    private var source: DescriptorSource
    private let counter: ByteCounter

    init(_ source: DescriptorSource, _ counter: ByteCounter) {
        self.source = source
        self.counter = counter
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
        let count = unsafe try source.read(into: buffer)
        counter.bytes += count
        return count
    }
}
