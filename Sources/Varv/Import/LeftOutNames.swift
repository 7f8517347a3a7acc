import VarvModel
import VarvStorage

/// What `exports/` still says of pupils who have been given protected identity since their rows were left out.
///
/// The files are ours as long as they read as we write them; what has become of one that does not, only whoever has it
/// knows.
struct LeftOutNames {
    /// Rows that something was taken out of, by file.
    private(set) var rows: [(file: String, count: Int)] = []
    /// Files that may hold such a row, and could not be read or written.
    private(set) var left: [String] = []

    private let pupils: Set<Int64>
    private let rules: IdentityRules
    private let identities: IdentityLookup
    private let subjects: Set<String>

    /// Takes the names of pupils, and the ways to reach them, out of the files of rows that were left out.
    ///
    /// - Parameter own: the run's own file, which has been written with what may stand in it.
    static func takenOut(
        of pupils: Set<Int64>, _ core: SchoolCore, _ reader: Reader, besides own: String? = nil
    ) throws -> LeftOutNames? {
        guard !pupils.isEmpty,
            let exports = try? core.folder.directory.directory(SchoolFolder.exportsName)
        else { return nil }
        var names = LeftOutNames(
            pupils: pupils,
            rules: IdentityRules(
                referenceDay: core.today, localNumbers: core.folder.configuration.pupilNumber),
            identities: try reader.identities(), subjects: try Self.subjects(reader))
        for file in LeftOutFile.names(in: exports) where file != own {
            if try !names.takeOut(file, exports) { names.left.append(file) }
        }
        return names
    }

    private init(
        pupils: Set<Int64>, rules: IdentityRules, identities: IdentityLookup, subjects: Set<String>
    ) {
        self.pupils = pupils
        self.rules = rules
        self.identities = identities
        self.subjects = subjects
    }

    /// Returns whether nothing of the pupils is left in a file.
    private mutating func takeOut(_ file: String, _ exports: Directory) throws -> Bool {
        guard let found = LeftOutFile.rows(in: exports, file) else { return false }
        let hasReason = LeftOutFile.reasons.contains(found[0].last ?? "")
        var count = 0
        let kept = try found.enumerated().map { index, row in
            guard index > 0, try row.contains(where: isNumber) else { return row }
            let kept = try self.kept(row, under: found[0], hasReason: hasReason)
            if kept != row { count += 1 }
            return kept
        }
        if count == 0 { return true }
        // Someone's own list is not ours to change.
        guard hasReason || LeftOutFile.run(of: file) != nil,
            (try? exports.replace(file, with: LeftOutFile.bytes(of: kept))) != nil
        else { return false }
        rows.append((file, count))
        return true
    }

    /// What ``ImportPlanner/kept(_:under:)`` keeps when nobody knows any more what an adapter read the columns as.
    private func kept(_ row: [String], under headings: [String], hasReason: Bool) throws -> [String] {
        try row.enumerated().map { column, cell in
            guard column < headings.count else { return "" }
            let isReason = hasReason && column == headings.count - 1
            let isOfSchool =
                ImportPlanner.isOfSchoolwork(headings[column])
                || subjects.contains(ImportLookups.folded(headings[column]))
            return try isReason || isOfSchool || isNumber(cell) ? cell : ""
        }
    }

    /// Whether a cell is the number of one of the pupils.
    private func isNumber(_ cell: String) throws -> Bool {
        guard
            case .success(let parsed) = Identity.parse(
                cell, referenceDay: rules.referenceDay, localNumbers: rules.localNumbers)
        else { return false }
        return try [parsed.identity, parsed.otherReading].compactMap(\.self).contains {
            let pupil = try identities.pupil(kind: $0.kind.rawValue, value: $0.text)
            return pupil.map(pupils.contains) ?? false
        }
    }

    private static func subjects(_ reader: Reader) throws -> Set<String> {
        let rows = try reader.rows("SELECT code, name_sv, name_en FROM subject")
        return Set(
            (0..<rows.count).flatMap { row in (0..<3).compactMap { rows[row, $0].text } }
                .map(ImportLookups.folded))
    }
}

extension LeftOutNames {
    /// What was done, and what is left to do, a line each.
    var notes: [Phrase] {
        var notes: [Phrase] = []
        if !rows.isEmpty {
            let count = rows.reduce(0) { $0 + $1.count }
            let files = rows.map(\.file).joined(separator: ", ")
            notes.append(
                .counting(
                    ["n": count],
                    sv:
                        "Ur {n|rad|rader} i exports/ togs namn på elever som nu har skyddade uppgifter bort: ",
                    en: "Names of pupils who now have protected identity were taken out of {n|row|rows} in "
                        + "exports/: ")
            )
            notes[0].sv += files
            notes[0].en += files
        }
        if !left.isEmpty {
            let files = left.joined(separator: ", ")
            notes.append(
                Phrase(
                    sv: "I exports/ gick detta inte att läsa eller skriva om: \(files). "
                        + "Se själv efter att ingen elev med skyddade uppgifter står där med namn.",
                    en: "In exports/ this could not be read or rewritten: \(files). "
                        + "See for yourself that no pupil with protected identity stands there by name."))
        }
        return notes
    }
}
