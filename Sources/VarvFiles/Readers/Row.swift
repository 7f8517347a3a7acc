/// One row of a table: cells as UTF-8 bytes, and where they stand in the file.
///
/// A reader has one row and fills it anew for each `next()`, so nothing is allocated per row. Cells are decoded when
/// first asked for.
///
/// Safe: the memory lives as long as the row and every column is checked; `bytes(_:)` alone hands out what ends with
/// `next()`.
@safe package final class Row {
    /// The line of the file on which the row starts, from 1.
    package internal(set) var number = 0
    /// Which row of data this is, from 1; blank rows and headings are not counted.
    package internal(set) var record = 0
    /// How many cells there are; at least as many as there are headings, the missing ones empty.
    package var count: Int { max(fieldCount, expected) }
    /// How many cells the file has in this row.
    package var fields: Int { fieldCount }
    /// What is wrong with this row only, e.g. more cells than headings; its cells can still be read.
    package internal(set) var problem: FormatError?

    // Not visible outside the module, so that reading it in `bytes(_:)` needs no exclusivity check.
    var fieldCount = 0
    /// The number of headings; 0 when there are none.
    var expected = 0
    /// How many lines of the file the row takes.
    var lines = 0
    /// Whether the row, or a word that it shares with its neighbour, holds a byte ≥ 0x80.
    var hasHighBytes = false
    var hasNul = false
    /// Whether bytes that are not UTF-8 are to be replaced.
    var needsRepair = false
    var isSingleByte = false
    var trims = true
    var dropsFormulaGuards = false
    /// The line on which the first byte that Windows-1252 does not define was met.
    private(set) var undefinedByteLine: Int?

    private var cells: UnsafeMutablePointer<CellRange>
    private var cellCapacity = 64
    private var source: UnsafePointer<UInt8>
    private let emptySource: UnsafeMutablePointer<UInt8>
    private var rowStart = 0
    private var rowLength = 0
    private var scratch: UnsafeMutablePointer<UInt8>?
    private var scratchCapacity = 0
    private var scratchUsed = 0

    init() {
        unsafe cells = .allocate(capacity: cellCapacity)
        unsafe emptySource = .allocate(capacity: 1)
        unsafe emptySource.initialize(to: 0)
        unsafe source = UnsafePointer(emptySource)
    }

    deinit {
        unsafe cells.deallocate()
        unsafe emptySource.deallocate()
        unsafe scratch?.deallocate()
    }

    /// Calls `body` with the cell's UTF-8 bytes, empty for a column that is not there.
    package func withCell<Result, Failure: Error>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        unsafe try body(bytes(column))
    }

    /// The cell's UTF-8 bytes, empty for a column that is not there; they stand until the reader's `next()`.
    @unsafe package func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        guard column >= 0, column < fieldCount else {
            return unsafe UnsafeRawBufferPointer(start: nil, count: 0)
        }
        let cell = unsafe cells[column]
        let ready = cell.isReady ? cell : resolve(column, cell)
        let from = unsafe ready.isInScratch ? UnsafePointer(scratch ?? emptySource) : source
        return unsafe UnsafeRawBufferPointer(start: from + ready.start, count: ready.length)
    }

    /// Whether nothing stands in the cell (or, when cells are trimmed, nothing but spaces).
    package func isEmpty(_ column: Int) -> Bool { unsafe bytes(column).isEmpty }

    /// The cell as a string; allocates, so not for every cell of a large file.
    package func string(_ column: Int) -> String { unsafe String(decoding: bytes(column), as: UTF8.self) }

    /// The place of a cell in this row, or of the row.
    package func place(column: Int? = nil, heading: String? = nil) -> FilePlace {
        FilePlace(line: number, column: column.map { $0 + 1 }, heading: heading)
    }
}

/// Where a cell's bytes are, and what is to be done before they can be shown. Eight bytes, for there are many.
struct CellRange {
    private var startBits: UInt32
    private var lengthBits: UInt32

    init(start: Int, length: Int, needsUnquoting: Bool) {
        startBits = UInt32(truncatingIfNeeded: start)
        lengthBits = UInt32(truncatingIfNeeded: length) | (needsUnquoting ? 1 << 31 : 0)
    }

    init(readyAt start: Int, length: Int, inScratch: Bool) {
        startBits = UInt32(truncatingIfNeeded: start)
        lengthBits = UInt32(truncatingIfNeeded: length) | 1 << 30 | (inScratch ? 1 << 29 : 0)
    }

    var start: Int { Int(startBits) }
    var length: Int { Int(lengthBits & 0x1FFF_FFFF) }
    /// The bytes start with the opening quotation mark and hold doubled ones, or text after the closing one.
    var needsUnquoting: Bool { lengthBits & 1 << 31 != 0 }
    var isReady: Bool { lengthBits & 1 << 30 != 0 }
    var isInScratch: Bool { lengthBits & 1 << 29 != 0 }
}

// MARK: - What a scanner does

extension Row {
    /// Where cells are written while scanning; moves when `growCells` is called.
    @unsafe var cellStorage: (base: UnsafeMutablePointer<CellRange>, capacity: Int) {
        unsafe (cells, cellCapacity)
    }

    /// Makes room for twice as many cells.
    func growCells() {
        let larger = UnsafeMutablePointer<CellRange>.allocate(capacity: cellCapacity * 2)
        unsafe larger.initialize(from: cells, count: cellCapacity)
        unsafe cells.deallocate()
        unsafe cells = larger
        cellCapacity *= 2
    }

    /// Takes over a scanned row; `source` is what the cells' starts count from.
    func begin(source: UnsafePointer<UInt8>, start: Int, length: Int) {
        unsafe self.source = source
        rowStart = start
        rowLength = length
        scratchUsed = 0
        needsRepair = false
        if problem != nil { problem = nil }
    }

    /// Whether every cell is empty or holds only spaces, tabs and DOS's end-of-file mark.
    var isBlank: Bool {
        for column in 0..<fieldCount {
            let cell = unsafe cells[column]
            // Of a quoted cell only the two quotation marks may be there besides.
            var marks = cell.needsUnquoting ? 2 : 0
            for index in cell.start..<cell.start + cell.length {
                switch unsafe source[index] {
                case 0x20, 0x09, 0x1A: continue
                case 0x22 where marks > 0: marks -= 1
                default: return false
                }
            }
        }
        return true
    }

    /// The whole row as it stands in the file.
    @unsafe private var raw: UnsafeBufferPointer<UInt8> {
        unsafe UnsafeBufferPointer(start: source + rowStart, count: rowLength)
    }

    var isValidUTF8: Bool { unsafe UTF8Check.isValid(raw) }
    var isASCII: Bool { unsafe CellDecoder.isASCII(raw) }

    /// The number of cells up to the last one that is not empty.
    var usedFields: Int {
        var used = fieldCount
        while used > 0, isEmpty(used - 1) { used -= 1 }
        return used
    }

    var memoryHeld: Int { cellCapacity * MemoryLayout<CellRange>.stride + scratchCapacity }

    private func resolve(_ column: Int, _ cell: CellRange) -> CellRange {
        let raw = unsafe UnsafeBufferPointer(start: source + cell.start, count: cell.length)
        let needsDecoding =
            hasHighBytes && (isSingleByte || needsRepair) && !(unsafe CellDecoder.isASCII(raw))
        var range = CellRange(readyAt: cell.start, length: cell.length, inScratch: false)
        if cell.needsUnquoting || needsDecoding {
            unsafe range = decode(raw, unquotes: cell.needsUnquoting, decodes: needsDecoding)
        }
        if trims, range.length > 0 {
            let from = unsafe range.isInScratch ? UnsafePointer(scratch ?? emptySource) : source
            let whole = unsafe UnsafeBufferPointer(start: from + range.start, count: range.length)
            let (low, high) = unsafe CellDecoder.trimmed(whole)
            range = CellRange(readyAt: range.start + low, length: high - low, inScratch: range.isInScratch)
        }
        if dropsFormulaGuards {
            let from = unsafe range.isInScratch ? UnsafePointer(scratch ?? emptySource) : source
            let whole = unsafe UnsafeBufferPointer(start: from + range.start, count: range.length)
            if unsafe FormulaGuard.stands(in: whole) {
                range = CellRange(
                    readyAt: range.start + 1, length: range.length - 1, inScratch: range.isInScratch)
            }
        }
        unsafe cells[column] = range
        return range
    }

    /// Writes a cell's text into the scratch memory.
    private func decode(_ raw: UnsafeBufferPointer<UInt8>, unquotes: Bool, decodes: Bool) -> CellRange {
        let target = unsafe reserveScratch()
        var bytes = unsafe raw
        if unquotes {
            let room = unsafe target + scratchUsed
            let written = unsafe CellDecoder.unquote(raw, into: room)
            let plain = CellRange(readyAt: scratchUsed, length: written, inScratch: true)
            scratchUsed += written
            guard decodes else { return plain }
            unsafe bytes = UnsafeBufferPointer(start: room, count: written)
        }
        let start = scratchUsed
        let room = unsafe target + start
        if isSingleByte {
            let (written, sawUndefined) = unsafe CellDecoder.decode1252(bytes, into: room)
            if sawUndefined, undefinedByteLine == nil { undefinedByteLine = number }
            scratchUsed += written
        } else {
            scratchUsed += unsafe CellDecoder.repair(bytes, into: room)
        }
        return CellRange(readyAt: start, length: scratchUsed - start, inScratch: true)
    }

    /// Memory for every cell of the row, decoded once each: a copy without quotes, and at most three bytes for one.
    @unsafe private func reserveScratch() -> UnsafeMutablePointer<UInt8> {
        let needed = rowLength * 4
        if scratchUsed == 0, scratchCapacity < needed {
            unsafe scratch?.deallocate()
            scratchCapacity = max(needed, 4096)
            unsafe scratch = .allocate(capacity: scratchCapacity)
        }
        return unsafe scratch ?? emptySource
    }
}
