/// A value in a document that keeps its type until a renderer writes it.
///
/// A leaf is data, never markup: whatever its text holds, no renderer lets it become more than text.
package enum Leaf: Hashable, Sendable {
    case person(PersonReference)
    case number(NumberLeaf)
    case date(DateLeaf)
    /// An ISO week; the year is left out where the reader knows it.
    case week(Int, year: Int?)
    /// A word from a vocabulary, with the lasting code that JSON keeps.
    case term(code: String, label: String)
    case text(String)
    /// A number hidden because it counts fewer than `k` people; shows as `<5`.
    case few(Int)
    /// There is no value; shows as `–`.
    case missing
    /// The pupil was there but the teacher had no basis for a mark; shows as `-`.
    case noBasis
}

/// A person a document speaks of without knowing the name.
package struct PersonReference: Hashable, Sendable {
    /// The host's key for the person within one run; no renderer writes it.
    package var handle: String
    /// What shows when names do not ("Elev 7B-04").
    package var pseudonym: String

    package init(handle: String, pseudonym: String) {
        self.handle = handle
        self.pseudonym = pseudonym
    }
}

/// A number and how it is meant to be read.
package struct NumberLeaf: Hashable, Sendable {
    package enum Style: Hashable, Sendable {
        /// As few decimals as the value needs, at most six.
        case plain
        /// A share, 0.33 shown as `33 %`.
        case percent
        /// A difference between two shares, 0.05 shown as `5 p.e.` (percentage points).
        case points
        /// Always this many decimals (0…9).
        case decimals(Int)
    }

    package var value: Figure
    package var style: Style
    /// Whether a positive value has a plus sign: trends do.
    package var isSigned: Bool

    package init(_ value: Figure, style: Style = .plain, isSigned: Bool = false) {
        self.value = value
        self.style = style
        self.isSigned = isSigned
    }

    package init(_ value: Double, style: Style = .plain, isSigned: Bool = false) {
        self.init(.real(value), style: style, isSigned: isSigned)
    }

    package init(_ value: Int, isSigned: Bool = false) {
        self.init(.whole(Int64(value)), isSigned: isSigned)
    }
}

/// A number as it was given: a whole one keeps every digit, also those a `Double` has no room for.
package enum Figure: Hashable, Sendable {
    case whole(Int64)
    case real(Double)

    /// The nearest `Double`: enough for the length of a bar.
    package var approximate: Double {
        switch self {
        case .whole(let number): Double(number)
        case .real(let number): number
        }
    }

    /// The whole number it is, when that is certain.
    var whole: Int64? {
        switch self {
        case .whole(let number): number
        case .real(let number): Int64(exactly: number).flatMap { $0.magnitude < 1 << 53 ? $0 : nil }
        }
    }
}

/// A calendar day without a time zone.
package struct DateLeaf: Hashable, Sendable, Comparable {
    package var year: Int
    package var month: Int
    package var day: Int

    package init(_ year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day as `2026-09-03`.
    package var iso: String { padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2) }

    package static func < (left: DateLeaf, right: DateLeaf) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
