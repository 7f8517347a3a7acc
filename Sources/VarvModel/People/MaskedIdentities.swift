/// Returns a text in which whatever has a personal number's form is masked: `20130412-2384` → `20130412-****`.
///
/// For words the host did not choose: a cell, a heading, what a routine says of a row. It goes by form alone, six or
/// eight digits and then four signs, so that a number is masked wherever it stands and whether or not it is right.
///
/// ```swift
/// maskingIdentities("raden om 130412+2384 hoppades över")  // "raden om 130412-**** hoppades över"
/// ```
package func maskingIdentities(_ text: String) -> String {
    // The shortest is ten signs.
    guard text.utf8.count >= 10, text.utf8.contains(where: isDigit) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var position = 0
    while position < scalars.count {
        let digits = scalars[position...].prefix { digit($0) != nil }
        guard !digits.isEmpty else {
            result.append(scalars[position])
            position += 1
            continue
        }
        let after = scalars[digits.endIndex...]
        if let length = birthDigits(digits.count), let end = endOfNumber(digits.dropFirst(length), after) {
            result.append(contentsOf: digits.prefix(length))
            result.append(contentsOf: "-****".unicodeScalars)
            position = end
        } else {
            result.append(contentsOf: digits)
            position = digits.endIndex
        }
    }
    return String(result)
}

/// How many of a run of digits say the day of birth; nil when it is no number's beginning.
private func birthDigits(_ count: Int) -> Int? {
    switch count {
    case 8, 12: 8
    case 6, 10: 6
    default: nil
    }
}

/// Where the last four signs end, given the digits left and what follows them; nil when they are not there.
private func endOfNumber(_ left: ArraySlice<Unicode.Scalar>, _ after: ArraySlice<Unicode.Scalar>) -> Int? {
    func isEnd(_ position: Int) -> Bool { position == after.endIndex || digit(after[position]) == nil }
    if left.count == 4 { return left.endIndex }
    var rest = after
    if let sign = rest.first, "-+–−‐‑ \u{A0}".unicodeScalars.contains(sign) { rest = rest.dropFirst() }
    let last = rest.prefix(4)
    // The school's TF numbers have letters and fewer digits: TF12, T012.
    let letters = last.prefix { $0.properties.isAlphabetic }.count
    let digits = last.dropFirst(letters).prefix { digit($0) != nil }
    guard letters <= 2, digits.count >= 2, letters + digits.count == 4 else { return nil }
    return isEnd(digits.endIndex) ? digits.endIndex : nil
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) || byte >= 0xD9 }

/// A decimal digit of any script: a number in fullwidth digits is the same number to a reader.
private func digit(_ scalar: Unicode.Scalar) -> Double? {
    scalar.properties.generalCategory == .decimalNumber ? scalar.properties.numericValue : nil
}
