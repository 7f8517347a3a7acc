/// Writes numbers and days as people write them, without a locale of the process.
struct Digits: Sendable {
    let language: Document.Language

    /// Returns a number with its sign, decimals and unit ("−1 234,5", "33 %", "+5 p.e.").
    func text(_ number: NumberLeaf) -> String {
        switch number.style {
        case .plain: text(number.value, atMost: 6, fixed: nil, isSigned: number.isSigned)
        case .decimals(let count):
            text(number.value, atMost: 9, fixed: min(max(count, 0), 9), isSigned: number.isSigned)
        case .percent:
            text(number.value, atMost: 9, fixed: 0, isSigned: number.isSigned, scale: 2)
                + unit("\u{A0}%", "%")
        case .points:
            text(number.value, atMost: 9, fixed: 0, isSigned: number.isSigned, scale: 2)
                + unit("\u{A0}p.e.", "\u{A0}pp")
        }
    }

    /// Returns a number for a spreadsheet: no thousands, an ASCII minus, shares as percent with two decimals.
    func spreadsheet(_ number: NumberLeaf) -> String {
        guard number.value.approximate.isFinite else { return "" }
        let isShare = number.style == .percent || number.style == .points
        let (digits, isNegative) = Self.decimal(
            number.value, atMost: isShare ? 2 : 9, fixed: nil, scale: isShare ? 2 : 0)
        let point = language == .swedish ? "," : "."
        let body = digits.fraction.isEmpty ? digits.whole : digits.whole + point + digits.fraction
        return (isNegative ? "-" : "") + body + (number.style == .percent ? "%" : "")
    }

    /// Returns a day as words for running text ("3 september 2026"); tables use `DateLeaf.iso`.
    func prose(_ date: DateLeaf) -> String {
        guard (1...12).contains(date.month) else { return date.iso }
        let months = language == .swedish ? Self.swedishMonths : Self.englishMonths
        return "\(date.day)\u{A0}\(months[date.month - 1]) \(date.year)"
    }

    private static let swedishMonths = [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
        "november", "december",
    ]
    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]

    private func unit(_ swedish: String, _ english: String) -> String {
        language == .swedish ? swedish : english
    }

    private func text(_ value: Figure, atMost: Int, fixed: Int?, isSigned: Bool, scale: Int = 0) -> String {
        guard value.approximate.isFinite else { return "–" }
        let (digits, isNegative) = Self.decimal(value, atMost: atMost, fixed: fixed, scale: scale)
        let isZero = digits.whole == "0" && digits.fraction.allSatisfy { $0 == "0" }
        var result = isZero ? "" : isNegative ? "\u{2212}" : isSigned ? "+" : ""
        result += grouped(digits.whole)
        if !digits.fraction.isEmpty { result += (language == .swedish ? "," : ".") + digits.fraction }
        return result
    }

    /// Four digits stand together in Swedish (Språkrådet's advice), three in English.
    private func grouped(_ whole: String) -> String {
        let count = whole.utf8.count
        guard count > (language == .swedish ? 4 : 3) else { return whole }
        var result = ""
        for (offset, digit) in whole.enumerated() {
            if offset > 0, (count - offset) % 3 == 0 { result += language == .swedish ? "\u{A0}" : "," }
            result.append(digit)
        }
        return result
    }

    /// Returns decimal digits of `value × 10^scale`, rounded half up on the digits a person would see.
    ///
    /// 57 of 200 is 28,5 % to a teacher; binary multiplication would make it 28,499….
    private static func decimal(
        _ value: Figure, atMost: Int, fixed: Int?, scale: Int
    ) -> (digits: (whole: String, fraction: String), isNegative: Bool) {
        let isNegative = value.approximate < 0
        if let whole = value.whole, fixed ?? 0 == 0, scale == 0 {
            return ((String(whole.magnitude), ""), isNegative)
        }
        var (digits, point) = shortest(value)
        point += scale
        if point < 0 {
            digits.insert(contentsOf: repeatElement(0, count: -point), at: 0)
            point = 0
        }
        let kept = point + (fixed ?? atMost)
        if digits.count > kept {
            let roundsUp = digits[kept] >= 5
            digits = Array(digits[..<kept])
            if roundsUp { point += addOne(to: &digits) }
        }
        while digits.count < point { digits.append(0) }
        var fraction = Array(digits[min(point, digits.count)...])
        if let fixed {
            while fraction.count < fixed { fraction.append(0) }
        } else {
            while fraction.last == 0 { fraction.removeLast() }
        }
        let whole = digits[..<min(point, digits.count)].drop { $0 == 0 }
        return ((whole.isEmpty ? "0" : text(whole), text(fraction)), isNegative)
    }

    /// Adds one to the last digit; returns 1 when the number grew a digit in front.
    private static func addOne(to digits: inout [UInt8]) -> Int {
        for index in digits.indices.reversed() {
            if digits[index] < 9 {
                digits[index] += 1
                return 0
            }
            digits[index] = 0
        }
        digits.insert(1, at: 0)
        return 1
    }

    /// Returns the shortest digits that name the value without its sign, and where its decimal point stands among them.
    private static func shortest(_ value: Figure) -> (digits: [UInt8], point: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let text =
            switch value {
            case .whole(let number): number.magnitude.description.utf8
            case .real(let number): number.magnitude.description.utf8
            }
        for (offset, byte) in text.enumerated() {
            if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: text.dropFirst(offset + 1), as: UTF8.self)) ?? 0
                break
            }
            if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte - 48) }
        }
        return (digits, (point ?? digits.count) + exponent)
    }

    private static func text(_ digits: some Sequence<UInt8>) -> String {
        String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
    }
}
