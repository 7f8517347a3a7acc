import VarvBridge
import VarvDocuments
import VarvModel

/// The rows a run left out, as a file that can be mended and imported like any other: same headings, and
/// Orsak. Only the school's own account can read it; what of a protected pupil it holds, ``ImportPlanner`` decides.
final class LeftOutFile {
    private let folder: SchoolFolder
    private let run: Int64
    private(set) var name: String
    private var bytes = LeftOutFile.mark
    static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Says that the run is not stored yet, until this is let go of.
    private var claim: Draft?
    /// Until it is, what has its name is another's.
    private var isWritten = false

    init(folder: SchoolFolder, run: Int64) {
        self.folder = folder
        self.run = run
        name = "\(run)-kvar.csv"
    }

    /// The number of the run whose rows a file holds; nil for another file.
    static func run(of name: String) -> Int64? {
        name.wholeMatch(of: /([0-9]{1,18})-kvar(-[0-9]+)?\.csv/).flatMap { Int64($0.output.1) }
    }

    func write(
        plan: Plan, from worker: WorkerRun, keeping kept: @escaping ([String], [String]) throws -> [String],
        language: Language
    ) throws {
        var headings: [String] = []
        var reasons: [Int: String] = [:]
        for row in plan.refused + plan.held { reasons[row.record] = row.issue.message(in: language) }
        let records = reasons.keys.sorted()
        var position = 0
        var isFirst = true
        // A frame holds 100 000 numbers easily, and the file is read once for each.
        while position < records.count || isFirst {
            let part = records[position..<min(records.count, position + 100_000)]
            var pending = part
            try worker.send(.fetchRows) { writer in
                writer.count(part.count)
                for record in part { writer.unsigned(UInt64(record)) }
            }
            var handlers = WorkerRun.Handlers()
            var expectsHeadings = true
            handlers.rows = { rows in
                guard !rows.isEmpty, rows.count <= pending.count + (expectsHeadings ? 1 : 0) else {
                    throw BridgeError.outOfRange(
                        sv: "antalet utelämnade rader", en: "the number of rows that were left out")
                }
                for row in rows {
                    let cells = (row.list ?? []).map { $0.text ?? "" }
                    if expectsHeadings {
                        expectsHeadings = false
                        headings = cells
                        if isFirst {
                            self.bytes += Self.line(cells + [Self.reason.text(in: language)])
                        }
                        isFirst = false
                    } else if let record = pending.popFirst() {
                        self.bytes += Self.line(try kept(cells, headings) + [reasons[record] ?? ""])
                    }
                }
            }
            _ = try worker.serve(nil, handlers)
            // A row that is in neither the school nor the file would be lost without a word.
            guard pending.isEmpty else {
                throw BridgeError.outOfRange(sv: "de utelämnade raderna", en: "the rows that were left out")
            }
            position += part.count
            isFirst = false
        }
    }

    static func line(_ cells: [String], _ quoted: (String) -> String = quoted) -> [UInt8] {
        Array((cells.map(quoted).joined(separator: ";") + "\r\n").utf8)
    }

    /// A cell as the file may hold it: a dash and a negative number are facts and stay, whatever else a spreadsheet
    /// would compute is made text by an apostrophe, which is taken off when the file is read in. An apostrophe that
    /// stood there already gets another, so that what is taken off is ours.
    static func quoted(_ cell: String) -> String {
        if isFact(cell) { return cell }
        let bare = String(cell.unicodeScalars.drop { $0 == "'" })
        guard bare.utf8.count < cell.utf8.count, !isFact(bare) else { return Neutral.csvCell(cell) }
        let isGuarded = ["'", "\"'"].contains { Neutral.csvCell(bare).hasPrefix($0) }
        return Neutral.csvCell(isGuarded ? "'" + cell : cell)
    }

    static func isFact(_ cell: String) -> Bool {
        cell.utf8.first == UInt8(ascii: "-")
            && cell.utf8.dropFirst().allSatisfy {
                (0x30...0x39).contains($0) || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".")
            }
    }

    /// Puts the file in `exports/` and returns its path.
    func keep() throws -> String {
        let exports = try folder.directory.directory(SchoolFolder.exportsName)
        // A school that was put back from a copy counts its runs anew, and nobody has read in what the other one left.
        var number = 1
        while number < 1000, try exports.entry(name) != nil {
            number += 1
            name = "\(run)-kvar-\(number).csv"
        }
        claim = try exports.draft(of: name, .claim)
        try exports.replace(name, with: bytes)
        isWritten = true
        return exports.path(of: name)
    }

    /// Takes the file away again, when nothing was stored after all.
    func remove() {
        guard isWritten else { return }
        (try? folder.directory.directory(SchoolFolder.exportsName))?.removeAll(name)
    }
}
