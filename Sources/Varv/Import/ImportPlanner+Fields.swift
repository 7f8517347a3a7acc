import VarvBridge
import VarvModel

/// What stands in a record's fields, and what the worker said of a row.
extension ImportPlanner {
    /// The lasting number of a text in the current batch.
    func number(_ value: BatchValue) throws -> Int32? {
        guard case .text(let index) = value, let reader else { return nil }
        while batchNumbers.count <= index { batchNumbers.append(-1) }
        if batchNumbers[index] >= 0 { return batchNumbers[index] }
        let text = try reader.text(index)
        let number: Int32
        if let known = textNumbers[text] {
            number = known
        } else {
            number = Int32(texts.count)
            texts.append(text)
            textNumbers[text] = number
        }
        batchNumbers[index] = number
        return number
    }

    func text(_ number: Int32) -> String { texts[Int(number)] }

    /// A field's text, without making it last: for names and comments, of which there are many.
    func plainText(_ value: BatchValue) throws -> String? {
        guard case .text(let index) = value, let reader else { return nil }
        return try reader.text(index)
    }

    /// A field's text that is stored as it stands; throws the ``Issue`` that refuses the row when it is too long, or
    /// holds what does not show.
    func storable(
        _ value: BatchValue, atMost limit: Int, _ field: Phrase, at place: Place, hasLines: Bool = false
    ) throws -> String? {
        guard let text = try plainText(value) else { return nil }
        if let issue = tooLong(text, limit: limit, field: field, at: place)
            ?? hiddenCharacter(in: text, field, at: place, hasLines: hasLines)
        {
            throw issue
        }
        return text
    }

    func integer(_ value: BatchValue) -> Int? {
        guard case .other(.int(let number)) = value else { return nil }
        return Int(exactly: number)
    }

    func day(_ value: BatchValue) -> CalendarDay? {
        guard case .other(.day(let day)) = value else { return nil }
        return day
    }

    /// A day's ISO text as bytes; a file has few days and many rows.
    func iso(_ day: CalendarDay) -> [UInt8] {
        if let isoOf, isoOf.packed == day.packed { return isoOf.text }
        let text = Array((Day(year: day.year, month: day.month, day: day.day)?.isoText ?? "").utf8)
        isoOf = (day.packed, text)
        return text
    }

    /// The word that a misspelt one most likely is, for the first of them: a file of nothing but wrong words would have the
    /// host look for each.
    func near(_ word: String, among words: @autoclosure () -> [String]) -> String? {
        guard searches < Self.searchLimit else { return nil }
        searches += 1
        return nearest(to: word, among: words().prefix(Self.wordLimit))
    }
    private static let (searchLimit, wordLimit) = (200, 1000)

    /// What the reader itself finds wrong with a row, before any routine sees it.
    private static let readerProblems: Set = ["longRow", "nulByte", "encodingBroken"]

    /// What the worker said of a row, as an issue in our words.
    func issue(_ code: String, line: Int, column: String, value: Value, reason: String) -> Issue {
        let at = place(line, column.isEmpty ? nil : column)
        let word = String((value.text ?? "").prefix(80))
        // An adapter sees the whole row; why it refuses one is its own words.
        let reason = maskingIdentities(reason)
        switch IssueCode(rawValue: code) {
        case .wordNotInSteps:
            let words = reason.split(separator: "\n").map(String.init)
            let nearest = near(word, among: words)
            var values: [String: MessageValue] = ["v": .cell(word, .step), "steps": .list(words)]
            if let nearest { values["nearest"] = .text(nearest) }
            return Issue(.wordNotInSteps, at: at, values)
        case .notDate: return Issue(.notDate, at: at, ["v": .cell(word, .date)])
        case .notWholeNumber: return Issue(.notWholeNumber, at: at, ["v": .cell(word, .number)])
        case .notNumber: return Issue(.notNumber, at: at, ["v": .cell(word, .number)])
        case .missingValue: return Issue(.missingValue, at: at, ["field": .text(maskingIdentities(column))])
        default:
            // The message names the row and ends the sentence itself.
            let isReader = Self.readerProblems.contains(code)
            var why = reason.hasSuffix(".") ? reason.dropLast() : reason[...]
            if isReader, let colon = why.firstRange(of: ": ") { why = why[colon.upperBound...] }
            return Issue(
                isReader ? .damagedRow : .rejectedByRoutine, at: at,
                ["why": .text(why.isEmpty ? code : String(why))])
        }
    }
}
