import Foundation

/// A school invented by `gen_school.py`, and what its long export says when Python counts it.
struct GeneratedSchool: Sendable {
    /// The export, `;` and Windows-1252.
    let export: String
    let truth: Truth
    let counted: Counted
    /// The damaged rows by their place among the file's records, the headings being the first.
    ///
    /// Not by line: a comment may hold a line break.
    let damage: [Int: String]

    /// What the generator wrote down about itself.
    struct Truth: Decodable, Sendable {
        struct Counts: Decodable, Sendable {
            var assessments: Int
        }
        struct Rows: Decodable, Sendable { var long: Int }
        var counts: Counts
        var rows: Rows
    }

    /// What a reading of the file by something that is not Varv gives.
    struct Counted: Decodable, Sendable {
        /// One criterion of one stage: how many of how many assessments are below the lowest pass.
        struct Share: Decodable, Hashable, Sendable {
            var subject: String
            var criterion: String
            var stage: Int
            var missed: Int
            var assessed: Int
        }
        var rows: Int
        var pupils: Int
        var groups: Int
        /// Pupils that a row says are protected.
        var protected: Int
        var shares: [Share]
        /// Records whose personal number has no check digit to be wrong.
        var temporary: [Int]
    }

    static let isAvailable = Repository.hasShared("gen_school.py")
    static let whyNot = "../shared/data/gen_school.py is not here"

    /// Made once a test run, and removed with it.
    static let small = Result { try GeneratedSchool(pupils: 500) }
    static let damaged = Result { try GeneratedSchool(pupils: 500, dirty: 0.02) }

    init(pupils: Int, dirty: Double = 0) throws {
        let folder = Self.folder.appendingPathComponent("\(pupils)-\(dirty)").path
        try Python.run([
            Repository.shared("gen_school.py"), "--pupils", "\(pupils)", "--formats", "long", "--dirty",
            "\(dirty)",
            "--out", folder,
        ])
        export = folder + "/bedomningar_long.csv"
        truth = try JSONDecoder().decode(
            Truth.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/truth.json")))
        let key = (try? String(contentsOfFile: folder + "/dirty_key.csv", encoding: .utf8)) ?? ""
        damage = Dictionary(
            uniqueKeysWithValues: key.split(separator: "\n").dropFirst().compactMap { line in
                let parts = line.split(separator: ",")
                return Int(parts[0]).map { ($0, String(parts[1])) }
            })
        let refusable = damage.filter { GeneratedSchool.tellable.contains($0.value) }.keys.sorted()
        let output = try Python.run(["-c", Self.counting, export] + refusable.map(String.init))
        counted = try JSONDecoder().decode(Counted.self, from: output)
    }

    /// The kinds of damage that make a row wrong by itself.
    ///
    /// A decimal point is one among decimal commas; an identical row said twice is the same fact.
    static let tellable: Set<String> = [
        "checksum", "date", "level", "class", "empty-pnr", "round", "decimal-point",
    ]

    private static let folder: URL = {
        atexit { try? FileManager.default.removeItem(at: GeneratedSchool.folder) }
        return FileManager.default.temporaryDirectory
            .appendingPathComponent("varv-generated-\(ProcessInfo.processInfo.processIdentifier)")
    }()

    /// Counts the export row by row, without the records given as arguments unless they name a temporary
    /// number.
    private static let counting = #"""
        import csv, json, sys
        wrong = set(map(int, sys.argv[2:]))
        marks, pupils, groups, protected, temporary, rows = {}, set(), set(), set(), [], 0
        with open(sys.argv[1], encoding="cp1252", newline="") as f:
            for record, row in enumerate(csv.DictReader(f, delimiter=";"), 2):
                rows += 1
                number = row["Personnummer"]
                if "T" in number: temporary.append(record)
                if record in wrong and not ("T" in number and row["Klass"] != "Utan klass" and row["Varv"] != "9"
                        and not row["Datum"].endswith("02-30") and row["Bedömning"] not in ("G", "IG", "MVG", "e", "?") and "." not in row["Poäng"]):
                    continue
                year = int(row["Årskurs"])
                stage = 3 if year <= 3 else 6 if year <= 6 else 9
                pupils.add(number)
                if row["Skyddad"]: protected.add(number)
                groups.add(row["Klass"])
                marks[number, row["Varv"], row["Ämneskod"], row["Kriterium"], stage] = row["Bedömning"]
        shares = {}
        for (_, _, subject, criterion, stage), word in marks.items():
            share = shares.setdefault((subject, criterion, stage), [0, 0])
            share[0] += word.startswith("Insats")
            share[1] += 1
        print(json.dumps(dict(
            rows=rows, pupils=len(pupils), groups=len(groups), protected=len(protected), temporary=temporary,
            shares=[dict(subject=s, criterion=c, stage=g, missed=m, assessed=n)
                    for (s, c, g), (m, n) in sorted(shares.items())])))
        """#
}

/// The Python that the generator needs anyway.
enum Python {
    struct Failed: Error { var said: String }

    @discardableResult
    static func run(_ arguments: [String]) throws -> Data {
        let python = Process()
        let output = Pipe()
        let said = Pipe()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3"] + arguments
        python.standardOutput = output
        python.standardError = said
        try python.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        let words = try said.fileHandleForReading.readToEnd() ?? Data()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else {
            throw Failed(said: String(decoding: words, as: UTF8.self))
        }
        return data
    }
}
