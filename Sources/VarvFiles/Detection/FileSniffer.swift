/// Finds out what a file is from its first part.
///
/// ```swift
/// let found = try FileSniffer.sniff(DescriptorSource(4))
/// found.headings  // ["Personnr", "Klass", "Omdöme Matematik"]
/// ```
package enum FileSniffer {
    /// Reads the first 256 KiB of a source and tells what the file is; what `options` say is not looked for.
    ///
    /// - Throws: `readFailed` only; a file of another format is an answer, see `Sniffed.refusal`.
    package static func sniff(
        _ source: any ByteSource, options: CSVOptions = CSVOptions()
    ) throws(FormatError) -> Sniffed {
        let buffer = ByteBuffer(source)
        try buffer.refill()
        return sniff(buffer, options: options)
    }

    /// Tells what the file is that begins with `prefix`.
    package static func sniff(
        prefix: [UInt8], isWhole: Bool, options: CSVOptions = CSVOptions()
    ) throws(FormatError) -> Sniffed {
        let buffer = ByteBuffer(ArraySource(prefix), capacity: prefix.count + 1)
        try buffer.refill()
        return sniff(buffer, isWhole: isWhole, options: options)
    }

    static func sniff(_ buffer: ByteBuffer, isWhole: Bool = true, options: CSVOptions) -> Sniffed {
        let isWhole = isWhole && buffer.isAtEnd
        let base = unsafe UnsafePointer(buffer.base)
        let bytes = unsafe UnsafeBufferPointer(start: base, count: buffer.end)
        var found = Sniffed(format: unsafe FormatDetector.detect(bytes))
        guard case .delimited = found.format else { return found }

        let encoding = unsafe EncodingDetector(bytes, isWhole: isWhole, asked: options.encoding)
        found.encoding = encoding.encoding
        found.hasByteOrderMark = encoding.hasByteOrderMark
        found.isPlainASCII = encoding.isPlainASCII
        found.warnings = encoding.warnings

        var start = found.hasByteOrderMark ? 3 : 0
        let body = unsafe UnsafeBufferPointer(rebasing: bytes[start...])
        if let named = unsafe DelimiterDetector.separatorLine(body) {
            found.hasSeparatorLine = true
            found.delimiter = named
            while start < buffer.end, unsafe base[start] != 0x0A, unsafe base[start] != 0x0D { start += 1 }
            if start < buffer.end {
                start +=
                    unsafe base[start] == 0x0D && base[start + 1] == 0x0A && start + 1 < buffer.end ? 2 : 1
            }
        }
        func sample(_ delimiter: Delimiter, keepsText: Bool) -> SampleTable {
            unsafe SampleTable(
                base, from: start, to: buffer.end, isAtEnd: isWhole, delimiter: delimiter,
                encoding: found.encoding,
                limits: options.limits, keepsText: keepsText, dropsFormulaGuards: options.dropsFormulaGuards)
        }
        if let asked = options.delimiter {
            found.delimiter = asked
        } else if !found.hasSeparatorLine {
            var best = 0.0
            for candidate in Delimiter.candidates {
                let score = DelimiterDetector.score(sample(candidate, keepsText: false))
                if score > best {
                    best = score
                    found.delimiter = candidate
                }
            }
            if best == 0 { found.warnings.append(FormatWarning(.oneColumn)) }
        }

        let table = sample(found.delimiter, keepsText: true)
        let header = HeaderDetector(table.rows, skip: options.skip, headerRows: options.headerRows)
        found.skip = header.skip
        found.headerRows = header.headerRows
        found.headingLevels = header.levels
        found.columns = table.commonest.count
        found.width = table.counts.max() ?? 0
        let headings = found.headings.filter { !$0.isEmpty }
        if Set(headings).count < headings.count {
            let line = unsafe lineOfRow(header.skip, base, buffer.end, found)
            found.warnings.append(FormatWarning(.duplicateHeadings, at: FilePlace(line: line)))
        }
        return found
    }

    /// The line on which a row of the sample starts.
    private static func lineOfRow(
        _ index: Int, _ base: UnsafePointer<UInt8>, _ end: Int, _ found: Sniffed
    ) -> Int {
        let scanner = RecordScanner(delimiter: found.delimiter, limits: CSVOptions.Limits())
        let row = Row()
        var line = 1
        var position = 0
        for _ in 0..<(index + (found.hasSeparatorLine ? 1 : 0)) {
            guard let next = unsafe try? scanner.scan(base, from: position, to: end, isAtEnd: true, into: row)
            else { break }
            line += row.lines
            position = next
        }
        return line
    }
}
