extension Identity {
    /// An identity as it was read, with what someone may need to be told.
    package struct Parsed: Hashable, Sendable {
        package var identity: Identity
        package var notes: Notes

        /// What the number may mean instead when its birth date has six digits: matching tries it when
        /// `identity` is not in the register.
        package var otherReading: Identity? { notes.contains(.shortDate) ? identity.earlierCentury : nil }
    }

    /// What is worth knowing about how an identity was written.
    package struct Notes: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// Ten digits without a sign: the century is a guess (V4).
        package static let centuryGuessed = Notes(rawValue: 1)
        /// Six-digit birth date: the century comes from sign and day, see `earlierCentury`.
        package static let shortDate = Notes(rawValue: 2)
        /// Skatteverket published it for testing (V28).
        package static let testNumber = Notes(rawValue: 4)
    }

    /// Why something is no identity.
    package enum Fault: Error, Hashable, Sendable {
        case empty
        /// Not one of the shapes (V1).
        case format
        /// The date part is no calendar date (V3).
        case date
        /// The check digit does not fit (V2).
        case checksum
        /// Born after the reference day.
        case future

        package var issue: IssueCode {
            switch self {
            case .empty: .missingValue
            case .format: .notIdentity
            case .date: .impossibleDate
            case .checksum: .wrongChecksum
            case .future: .dateInFuture
            }
        }
    }

    /// Reads a number as registers and tools write it.
    ///
    /// 12 or 10 digits with or without `-` or `+`; coordination numbers (day + 60); temporary numbers
    /// `ÅÅÅÅMMDD-TFnn`, `ÅÅÅÅMMDD-Tnnn`, also with six-digit dates and without hyphen; the school's own
    /// numbers when it has a rule. Of ten digits, `-` means the latest year not after the reference day's and
    /// `+` the latest at least a hundred years before it (lag 1991:481 §18).
    ///
    /// ```swift
    /// try Identity.parse("170101-2393", referenceDay: day).get().identity.text  // "201701012393"
    /// ```
    package static func parse(
        _ text: some StringProtocol, referenceDay: Day, localNumbers: LocalNumberRule? = nil
    ) -> Result<Parsed, Fault> {
        parse(String(text).utf8.span, referenceDay: referenceDay, localNumbers: localNumbers)
    }

    /// Reads a number from UTF-8 bytes; allocates nothing for numbers of at most 15 characters.
    package static func parse(
        _ bytes: borrowing Span<UInt8>, referenceDay: Day, localNumbers: LocalNumberRule? = nil
    ) -> Result<Parsed, Fault> {
        var shape = Shape()
        switch shape.read(bytes) {
        case .empty: return .failure(.empty)
        case .foreign:
            return localNumbers.flatMap { $0.read(bytes) }.map(Result.success) ?? .failure(.format)
        case .read: break
        }
        switch shape.identity(referenceDay: referenceDay) {
        case .success(let parsed): return .success(parsed)
        case .failure(let fault):
            // Ten and twelve digits are never local, so a mistyped personal number cannot slip through as the
            // school's own.
            guard fault == .format, let local = localNumbers?.read(bytes) else { return .failure(fault) }
            return .success(local)
        }
    }

    /// The same number born a hundred years earlier: the other reading of a six-digit date.
    ///
    /// The sign settles the century only for people younger than two hundred years, and invented historic
    /// numbers are older: matching tries this when the first reading is not in the register. Nil for the
    /// school's own numbers.
    package var earlierCentury: Identity? {
        guard kind != .local, let year = Int(text.prefix(4)), year >= 1700 else { return nil }
        let earlier = zeroPadded(year - 100, to: 4) + text.dropFirst(4)
        guard
            case .success(let parsed) = Identity.parse(earlier, referenceDay: Day(ordinal: .max)),
            parsed.identity.kind == kind
        else { return nil }
        return parsed.identity
    }
}

/// The digits of a number under reading: eight of date, four of serial.
private struct Shape {
    enum Outcome { case empty, foreign, read }

    private var digits = InlineArray<12, UInt8>(repeating: 0)
    private var count = 0
    private var sign: UInt8 = 0
    /// Digits before the sign or the letters.
    private var dateLength = 0
    /// 0, 1 (`T`) or 2 (`TF`).
    private var letters = 0

    mutating func read(_ bytes: borrowing Span<UInt8>) -> Outcome {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        guard start < end else { return .empty }
        var index = start
        while index < end {
            let byte = bytes[index]
            switch byte {
            case 0x30...0x39:
                guard count < 12 else { return .foreign }
                digits[count] = byte - 0x30
                count += 1
                index += 1
            case 0x2D, 0x2B:
                guard sign == 0, letters == 0, count == 6 || count == 8 else { return .foreign }
                sign = byte
                dateLength = count
                index += 1
            case 0xE2:
                // Word and web pages turn the hyphen into U+2010…2014 or U+2212.
                guard index + 2 < end, sign == 0, letters == 0, count == 6 || count == 8,
                    (bytes[index + 1] == 0x80 && (0x90...0x94).contains(bytes[index + 2]))
                        || (bytes[index + 1] == 0x88 && bytes[index + 2] == 0x92)
                else { return .foreign }
                sign = 0x2D
                dateLength = count
                index += 3
            case 0x54, 0x74:
                guard letters == 0, count == 6 || count == 8 else { return .foreign }
                letters = 1
                dateLength = count
                index += 1
                if index < end, bytes[index] == 0x46 || bytes[index] == 0x66 {
                    letters = 2
                    index += 1
                }
            default: return .foreign
            }
        }
        return .read
    }

    func identity(referenceDay: Day) -> Result<Identity.Parsed, Identity.Fault> {
        let serial = 4 - letters
        let dateDigits = count - serial
        guard dateDigits == 8 || dateDigits == 6, dateLength == 0 || dateLength == dateDigits else {
            return .failure(.format)
        }
        var notes: Identity.Notes = []
        var year: Int
        if dateDigits == 8 {
            year = number(0..<4)
        } else {
            notes.insert(.shortDate)
            if sign == 0 { notes.insert(.centuryGuessed) }
            let latest = sign == 0x2B ? referenceDay.year - 100 : referenceDay.year
            year = latest - ((latest - number(0..<2)) % 100 + 100) % 100
        }
        let month = number(dateDigits - 4..<dateDigits - 2)
        let writtenDay = number(dateDigits - 2..<dateDigits)
        let isCoordination = letters == 0 && writtenDay > 60
        guard let born = Day(year: year, month: month, day: isCoordination ? writtenDay - 60 : writtenDay),
            year >= 1700
        else { return .failure(.date) }
        if letters == 0 {
            guard hasRightCheckDigit(from: dateDigits - 6) else { return .failure(.checksum) }
            let birthNumber = number(count - 4..<count - 1)
            guard birthNumber > 0 else { return .failure(.format) }
            if year >= 2000 ? birthNumber == 238 || birthNumber == 239 : birthNumber / 10 == 98 {
                notes.insert(.testNumber)
            }
        }
        guard born <= referenceDay else { return .failure(.future) }
        let text = canonical(year: year, dateDigits: dateDigits)
        let kind: Identity.Kind = letters > 0 ? .temporary : isCoordination ? .coordination : .personal
        return .success(Identity.Parsed(identity: Identity(kind: kind, checked: text), notes: notes))
    }

    /// Modulus 10 with weights 2, 1, 2 … over the last ten digits (Skatteverket; Luhn).
    private func hasRightCheckDigit(from first: Int) -> Bool {
        var sum = 0
        for index in first..<first + 10 {
            let weighted = Int(digits[index]) * ((index - first).isMultiple(of: 2) ? 2 : 1)
            sum += weighted > 9 ? weighted - 9 : weighted
        }
        return sum.isMultiple(of: 10)
    }

    private func canonical(year: Int, dateDigits: Int) -> String {
        var bytes = InlineArray<12, UInt8>(repeating: 0x30)
        var rest = year
        for index in 0..<4 {
            bytes[3 - index] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
        for index in 0..<4 { bytes[4 + index] = 0x30 + digits[dateDigits - 4 + index] }
        if letters > 0 { bytes[8] = 0x54 }
        if letters > 1 { bytes[9] = 0x46 }
        for index in letters..<4 { bytes[8 + index] = 0x30 + digits[dateDigits + index - letters] }
        return asciiText(bytes.span)
    }

    private func number(_ range: Range<Int>) -> Int {
        var value = 0
        for index in range { value = value * 10 + Int(digits[index]) }
        return value
    }
}
