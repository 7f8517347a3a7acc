/// Finds the cells of one row (RFC 4180, and what real files do besides).
///
/// A row ends at LF, CR or CRLF. A cell whose first byte is `"` is quoted: delimiters and line ends in it are text
/// and `""` is a quotation mark; text after the closing mark is kept as it stands. A `"` elsewhere is text.
/// A byte order mark before a row is no text: one stands at each seam of files that have been put together.
struct RecordScanner {
    let delimiter: UInt8
    let limits: CSVOptions.Limits

    private let delimiters: UInt64
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080
    private static let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let quotes: UInt64 = 0x2222_2222_2222_2222

    init(delimiter: Delimiter, limits: CSVOptions.Limits) {
        self.delimiter = delimiter.byte
        self.limits = limits
        delimiters = Self.ones &* UInt64(delimiter.byte)
    }

    /// Scans the row that starts at `start` into `row`, and returns where the next one starts, or nil when the row
    /// goes on beyond `end` and there is more to read.
    ///
    /// At least `ByteBuffer.slack` line feeds stand after `end`. `row.number` is set before, for the messages.
    func scan(
        _ base: UnsafePointer<UInt8>, from start: Int, to end: Int, isAtEnd: Bool, into row: Row
    ) throws(FormatError) -> Int? {
        var (cells, capacity) = unsafe row.cellStorage
        var count = 0
        var cellStart = start
        while unsafe base[cellStart] == 0xEF && base[cellStart &+ 1] == 0xBB && base[cellStart &+ 2] == 0xBF {
            cellStart &+= 3
        }
        var needsUnquoting = false
        var high: UInt64 = 0
        var hasNul = false
        var lines = 1
        var position = cellStart

        scanning: while true {
            let word = unsafe UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
            high |= word
            var marks = stops(word)
            while marks != 0 {
                let at = position &+ marks.trailingZeroBitCount &>> 3
                marks &= marks &- 1
                let byte = unsafe base[at]
                var cellEnd = at
                var next = at &+ 1

                if byte == delimiter {
                    // The commonest stop, and all there is to do is below.
                } else if byte == 0x0A || byte == 0x0D {
                    if at >= end {
                        guard isAtEnd else { return unsafe try more(base, start, end, cellStart, row) }
                        cellEnd = end
                        next = end
                    } else if byte == 0x0D {
                        if next == end, !isAtEnd {
                            return unsafe try more(base, start, end, cellStart, row)
                        }
                        if next < end, unsafe base[next] == 0x0A { next &+= 1 }
                    }
                } else if byte == 0x22, at == cellStart, !needsUnquoting {
                    var close = at &+ 1
                    var isDoubled = false
                    finding: while true {
                        let word = unsafe UnsafeRawPointer(base + close).loadUnaligned(as: UInt64.self)
                        high |= word
                        var marks = quotedStops(word)
                        while marks != 0 {
                            let at = close &+ marks.trailingZeroBitCount &>> 3
                            marks &= marks &- 1
                            if at >= end {
                                guard isAtEnd else {
                                    return unsafe try more(base, start, end, cellStart, row)
                                }
                                throw FormatError(
                                    .unterminatedQuote, at: unsafe lineOf(cellStart, start, base, row.number))
                            }
                            switch unsafe base[at] {
                            case 0x22:
                                if unsafe base[at &+ 1] == 0x22, at &+ 1 < end {
                                    isDoubled = true
                                    close = at &+ 2
                                    continue finding
                                }
                                if at &+ 1 == end, !isAtEnd {
                                    return unsafe try more(base, start, end, cellStart, row)
                                }
                                close = at
                                break finding
                            case 0x0A: lines &+= 1
                            case 0x0D: if unsafe base[at &+ 1] != 0x0A || at &+ 1 >= end { lines &+= 1 }
                            case 0: hasNul = true
                            default: break
                            }
                        }
                        close &+= 8
                    }
                    let after = unsafe base[close &+ 1]
                    if !isDoubled, after == delimiter || after == 0x0A || after == 0x0D {
                        // A plain quoted cell is used where it stands, without its marks.
                        if count == capacity { unsafe (cells, capacity) = try grow(row) }
                        unsafe try check(close &- at, row, cellStart, start, base)
                        unsafe cells[count] = CellRange(
                            start: at &+ 1, length: close &- at &- 1, needsUnquoting: false)
                        if after == delimiter, close &+ 1 < end {
                            count &+= 1
                            cellStart = close &+ 2
                            position = cellStart
                            continue scanning
                        }
                        count &+= 1
                        next = close &+ 2
                        if close &+ 1 >= end {
                            guard isAtEnd else { return unsafe try more(base, start, end, cellStart, row) }
                            next = end
                        } else if after == 0x0D {
                            if next == end, !isAtEnd {
                                return unsafe try more(base, start, end, cellStart, row)
                            }
                            if next < end, unsafe base[next] == 0x0A { next &+= 1 }
                        }
                        try finish(row, count, lines, high, hasNul, next &- start)
                        return next
                    }
                    needsUnquoting = true
                    position = close &+ 1
                    continue scanning
                } else {
                    if byte == 0 { hasNul = true }
                    continue
                }

                if count == capacity { unsafe (cells, capacity) = try grow(row) }
                let length = cellEnd &- cellStart
                if length > limits.cell { unsafe try check(length, row, cellStart, start, base) }
                unsafe cells[count] = CellRange(
                    start: cellStart, length: length, needsUnquoting: needsUnquoting)
                count &+= 1
                if byte == delimiter {
                    cellStart = next
                    needsUnquoting = false
                    continue
                }
                try finish(row, count, lines, high, hasNul, next &- start)
                return next
            }
            position &+= 8
        }
    }

    /// A high bit in each byte that is a control character, a quotation mark or the delimiter; exact for each byte.
    @inline(__always)
    private func stops(_ word: UInt64) -> UInt64 {
        let quoted = word ^ Self.quotes
        let delimited = word ^ delimiters
        let notControl = (word & Self.lows) &+ 0x6060_6060_6060_6060 | word
        let notQuote = (quoted & Self.lows) &+ Self.lows | quoted
        let notDelimiter = (delimited & Self.lows) &+ Self.lows | delimited
        return ~(notControl & notQuote & notDelimiter) & Self.highs
    }

    /// The same within quotation marks, where the delimiter is text.
    @inline(__always)
    private func quotedStops(_ word: UInt64) -> UInt64 {
        let quoted = word ^ Self.quotes
        let notControl = (word & Self.lows) &+ 0x6060_6060_6060_6060 | word
        let notQuote = (quoted & Self.lows) &+ Self.lows | quoted
        return ~(notControl & notQuote) & Self.highs
    }

    @inline(__always)
    private func finish(
        _ row: Row, _ count: Int, _ lines: Int, _ high: UInt64, _ hasNul: Bool, _ length: Int
    ) throws(FormatError) {
        row.fieldCount = count
        row.lines = lines
        row.hasHighBytes = high & Self.highs != 0
        row.hasNul = hasNul
        if length > limits.row {
            throw FormatError(.rowTooLong, at: row.place(), limit: limits.row)
        }
        if count > limits.columns {
            throw FormatError(.tooManyColumns, at: row.place(), limit: limits.columns)
        }
    }

    /// Asks for more bytes, unless the row is already longer than allowed.
    private func more(
        _ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ cellStart: Int, _ row: Row
    ) throws(FormatError) -> Int? {
        unsafe try check(end - cellStart, row, cellStart, start, base)
        if end - start > limits.row {
            throw FormatError(.rowTooLong, at: row.place(), limit: limits.row)
        }
        return nil
    }

    private func check(
        _ length: Int, _ row: Row, _ cellStart: Int, _ start: Int, _ base: UnsafePointer<UInt8>
    ) throws(FormatError) {
        guard length > limits.cell else { return }
        throw FormatError(
            .cellTooLong, at: unsafe lineOf(cellStart, start, base, row.number), limit: limits.cell)
    }

    @unsafe private func grow(
        _ row: Row
    ) throws(FormatError) -> (UnsafeMutablePointer<CellRange>, Int) {
        guard unsafe row.cellStorage.capacity < limits.columns else {
            throw FormatError(.tooManyColumns, at: row.place(), limit: limits.columns)
        }
        row.growCells()
        return unsafe row.cellStorage
    }

    /// The line on which a cell starts, for a message about it.
    private func lineOf(
        _ cellStart: Int, _ start: Int, _ base: UnsafePointer<UInt8>, _ number: Int
    ) -> FilePlace {
        var line = number
        var index = start
        while index < cellStart {
            let byte = unsafe base[index]
            if unsafe byte == 0x0A || byte == 0x0D && base[index + 1] != 0x0A { line += 1 }
            index += 1
        }
        return FilePlace(line: line)
    }
}
