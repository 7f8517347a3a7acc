import VarvBridge
import VarvDocuments
import VarvModel

/// Files of rows that were left out, read again.
extension LeftOutFile {
    /// What the column with the reasons is called.
    static let reason = Phrase(sv: LeftOutRows.reason.sv, en: LeftOutRows.reason.en)
    static let reasons: Set<String> = [reason.sv, reason.en]
    private static let readLimit = 64 << 20

    /// The names in `exports/` that are of rows left out, or of what someone may have made of them.
    static func names(in exports: Directory) -> [String] {
        ((try? exports.names()) ?? []).filter { name in
            let name = name.lowercased()
            return !name.hasPrefix(".") && (name.contains("kvar") || name.hasSuffix(".csv"))
        }
    }

    /// The names in `exports/` that cannot be read as rows that were left out.
    static func unreadable(in exports: Directory) -> [String] {
        names(in: exports).filter { rows(in: exports, $0) == nil }
    }

    /// The rows of a file, the headings first; nil for one that does not read as we write them.
    static func rows(in exports: Directory, _ name: String) -> [[String]]? {
        guard let bytes = try? exports.read(name, atMost: readLimit),
            let rows = rows(of: bytes), let headings = rows.first, headings.count > 1,
            rows.allSatisfy({ $0.count >= headings.count && !$0.contains(where: isSpoilt) })
        else { return nil }
        return rows
    }

    /// The file anew of cells as they stood in it, their apostrophes among them.
    static func bytes(of rows: [[String]]) -> [UInt8] {
        mark + rows.flatMap { line($0) { isFact($0) ? $0 : Neutral.csvCell($0) } }
    }

    private static func rows(of bytes: [UInt8]) -> [[String]]? {
        let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
        guard let text = String(validating: content, as: UTF8.self) else { return nil }
        var rows: [[String]] = []
        var row: [String] = []
        var cell = String.UnicodeScalarView()
        var scalars = text.unicodeScalars.makeIterator()
        var (isQuoted, isClosed) = (false, false)
        func endCell() {
            row.append(String(cell))
            cell = String.UnicodeScalarView()
            isClosed = false
        }
        func endRow() {
            endCell()
            if row != [""] { rows.append(row) }
            row = []
        }
        while let scalar = scalars.next() {
            switch scalar {
            case "\"" where isQuoted: (isQuoted, isClosed) = (false, true)
            case _ where isQuoted: cell.append(scalar)
            case "\"" where isClosed:
                // A doubled mark is one of the cell's own.
                cell.append(scalar)
                (isQuoted, isClosed) = (true, false)
            case "\"" where cell.isEmpty: isQuoted = true
            case ";": endCell()
            case "\n": endRow()
            case "\r": break
            case _ where isClosed: return nil
            default: cell.append(scalar)
            }
        }
        guard !isQuoted else { return nil }
        endRow()
        return rows
    }

    /// What a spreadsheet makes of a number of twelve digits, which nobody can tell any more.
    private static func isSpoilt(_ cell: String) -> Bool {
        cell.wholeMatch(of: /[0-9](?:[.,][0-9]+)?E\+1[01]/) != nil
    }
}
