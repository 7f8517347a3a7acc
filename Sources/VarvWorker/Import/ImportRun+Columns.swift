import Lua
import VarvBridge
import VarvFiles

/// What an adapter names by its heading: columns, and the many that one pattern fits.
extension ImportRun {
    /// Finds each column an adapter named among the input's headings.
    ///
    /// Throws a ``Failure`` that lists the file's headings when one is missing (V15).
    func bindColumns(_ list: Value, knownBy: Value) throws {
        guard let reader else { return }
        let width = max(reader.headings.count, reader.sniffed.width)
        // A first row too long for the look at the beginning has a width that is not known.
        let isWidthKnown = reader.sniffed.width > 0
        var isFoundByHeading = (knownBy.list ?? []).compactMap(\.text).contains {
            !HeadingPattern($0).columns(in: reader.headings).isEmpty
        }
        for spec in list.list ?? [] {
            let name = spec["name"].text ?? ""
            let headings = (spec["headings"].list ?? []).compactMap(\.text)
            var index = -1
            var heading = headings.first ?? ""
            if let at = spec["at"].int {
                index = at > width && isWidthKnown ? -1 : at - 1
                heading = reader.headings.indices.contains(at - 1) ? reader.headings[at - 1] : "\(at)"
            }
            for candidate in headings where index < 0 {
                if let found = HeadingPattern(candidate).columns(in: reader.headings).first {
                    index = found.column
                    heading = reader.headings[index]
                    isFoundByHeading = true
                }
            }
            let given = start.options[name]
            if index < 0, spec["optional"].bool != true {
                let words =
                    headings.isEmpty && spec["at"] != .none
                    ? missing(at: heading, width) : missing(headings.first ?? name)
                throw Failure(kind: .input, code: "missingColumn", message: words)
            }
            if index < 0, let question = spec["or_ask"].text, given == .none {
                throw Failure(
                    kind: .input, code: Failure.answerCode(name),
                    message: script.english
                        ? "\(question) The file has no column \"\(headings.first ?? name)\"; answer with "
                            + "--set \(name)=…"
                        : "\(question) Filen saknar kolumnen \"\(headings.first ?? name)\"; svara med --set "
                            + "\(name)=…"
                )
            }
            columns.append(
                Column(
                    name: Array(name.utf8), kind: Column.Kind(rawValue: spec["kind"].text ?? "") ?? .text,
                    index: index, heading: heading,
                    none: (spec["none"].list ?? []).compactMap { $0.text.map { Array(trimmed($0).utf8) } },
                    given: index < 0 ? try answer(given, name, spec["kind"].text ?? "") : .none))
        }
        // Where the adapter names no heading of the file, the first row may as well be someone's.
        if !isFoundByHeading, reader.sniffed.headerRows > 0, start.input["header"] == .none,
            columns.contains(where: { $0.index >= 0 })
        {
            throw Failure(
                kind: .input, code: "missingColumn",
                message: script.english
                    ? "No column was found by its heading, so it is not known whether the first row is headings. "
                        + "Say so in the adapter: header = 0, or how many rows the headings take."
                    : "Ingen kolumn hittades på sin rubrik, så det går inte att veta om första raden är rubriker. "
                        + "Säg det i adaptern: header = 0, eller hur många rader rubrikerna tar.")
        }
    }

    private func missing(at place: String, _ width: Int) -> String {
        script.english
            ? "Column \(place) is missing: the file has \(width) columns."
            : "Kolumn \(place) saknas: filen har \(width) kolumner."
    }

    /// An answer given in a column's place, as that kind of column would have read it.
    private func answer(_ given: Value, _ name: String, _ kind: String) throws -> Value {
        guard let text = given.text else { return given }
        let (value, wanted): (Value?, (sv: String, en: String)) =
            switch kind {
            case "date":
                (
                    DateText.parse(text).map {
                        .day(CalendarDay(year: $0.year, month: $0.month, day: $0.day))
                    },
                    ("ett datum, 2026-11-20", "a day, 2026-11-20")
                )
            case "number":
                (DecimalText.parse(text).map { .number($0) }, ("ett tal", "a number"))
            case "cycle", "year_group": (Int64(text).map { .int($0) }, ("ett heltal", "a whole number"))
            default: (given, ("", ""))
            }
        if let value { return value }
        throw Failure(
            kind: .input, code: Failure.answerCode(name),
            message: script.english
                ? "\(name): \"\(text)\" is not \(wanted.en)." : "\(name): \"\(text)\" är inte \(wanted.sv).")
    }

    func missing(_ heading: String) -> String {
        let headings = reader?.headings ?? []
        // What the first row says instead may be about a pupil.
        guard !headings.isEmpty else {
            return script.english
                ? "Column \"\(heading)\" is missing: no headings were found in the file. Remove what stands above "
                    + "them, or say in the adapter how many rows that is: skip_rows = 1, header = 1."
                : "Kolumnen \"\(heading)\" saknas: det hittades inga rubriker i filen. Ta bort det som står ovanför "
                    + "dem, eller säg i adaptern hur många rader det är: skip_rows = 1, header = 1."
        }
        let list = headings.joined(separator: ", ")
        let near = script.nearest(heading, headings)
        return script.english
            ? "Column \"\(heading)\" is missing\(near) The file has: \(list)."
            : "Kolumnen \"\(heading)\" saknas\(near) Filen har: \(list)."
    }

    /// `(pattern)` → the stars and the columns of the headings that match, as two lists made once a pattern.
    func pushWide(_ frame: inout CallFrame) -> CallResult {
        guard let pattern = frame.string(at: 0) else { return .raise("wide") }
        if let known = wide[pattern] {
            frame.push(known.stars)
            frame.push(known.indexes)
            return .done
        }
        let found = HeadingPattern(pattern).columns(in: reader?.headings ?? [])
        guard !found.isEmpty else { return .raise(missing(pattern)) }
        let lists = Value.list([
            .list(found.map { .text($0.star ?? reader?.headings[$0.column] ?? "") }),
            .list(found.map { .int(Int64($0.column)) }),
        ])
        do throws(LuaError) {
            guard case .table(let pair) = try script.made(lists),
                let stars = pair.withView({ $0.withElement(1) { $0.reference } }) ?? nil,
                let indexes = pair.withView({ $0.withElement(2) { $0.reference } }) ?? nil
            else { return .raise("wide") }
            wide[pattern] = (stars, indexes)
            frame.push(stars)
            frame.push(indexes)
            return .done
        } catch { return .raise(error.message) }
    }
}
