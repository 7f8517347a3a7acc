import Glibc
import Testing

@testable import VarvFiles

/// Files that real programs made. They are not part of the package, so each test runs only where they stand beside it
/// (`../shared/data/real` from the package's folder) and is skipped, saying so, elsewhere.
@Suite(.enabled(if: RealFiles.exist, "the real files in ../shared/data/real are not on this machine"))
struct RealFileTests {
    @Test func `Skolverket's statistics: five rows of preamble, a mark, and headings`() throws {
        let file =
            "skolverket-slutbetyg9-2025/Grundskola - Slutbetyg årskurs 9, samtliga elever 2025 Skolenhet.csv"
        let reader = try RealFiles.reader(file)
        #expect(reader.sniffed.skip == 5 && reader.sniffed.hasByteOrderMark)
        #expect(reader.headings.count == 11)
        #expect(reader.headings.prefix(4) == ["Skola", "Skol-enhetskod", "Skolkommun", "Kommun-kod"])
        #expect(try reader.next())
        #expect(
            [reader.row.string(0), reader.row.string(3), reader.row.string(7), "\(reader.row.number)"]
                == ["Oasens skola", "0604", "..", "7"])
        var counted = 1
        while try reader.next() {
            counted += 1
            #expect(reader.row.problem == nil)
        }
        #expect(counted > 1_000)
    }

    @Test func `UCI's student file: semicolons and quoted headings`() throws {
        let reader = try RealFiles.reader("uci-student-performance/student-mat.csv")
        #expect(reader.headings.count == 33)
        let all = try rows(reader)
        #expect(all.count == 395)
        #expect(all.first?.prefix(3) == ["GP", "F", "18"])
    }

    @Test(arguments: [
        ("fake_students_export.csv", 1), ("fake_x2_assessments.csv", 1), ("bad_x2_assessments.csv", 1),
        ("fake_no_headers.csv", 0), ("student_section_grades_fixture.csv", 0), ("ed_plans_fixture.csv", 1),
        ("ed_plan_accommodations_fixture.csv", 1), ("star_math_v1.csv", 1), ("star_math_v2_invalid.csv", 1),
        ("service_upload_example.csv", 1), ("form_to_notes_fixture.csv", 1),
    ])
    func `Student Insights: headings are found where there are any`(_ file: String, _ headerRows: Int) throws
    {
        #expect(try RealFiles.reader("studentinsights/\(file)").sniffed.headerRows == headerRows)
    }

    @Test func `Student Insights: headings in apostrophes over data in quotation marks`() throws {
        let reader = try RealFiles.reader("studentinsights/fake_x2_assessments.csv")
        #expect(reader.headings.prefix(2) == ["local_id", "school_local_id"])
        #expect(try reader.next())
        #expect([reader.row.string(0), reader.row.string(1)] == ["100", "HEA"])
    }

    @Test func `Student Insights: a cell over two lines`() throws {
        let all = try rows(RealFiles.reader("studentinsights/ed_plans_fixture.csv"))
        #expect(all.count == 2)
        #expect(all.last?.contains("ADHD\\\nGeneral Anxiety Disorder") == true)
    }

    @Test(arguments: ["ACCUPLACER", "Dibels_8_Benchmark", "GOLD", "IB", "MAP_Growth", "i-Ready"])
    func `American test exports: comma, headings in the first row, no row refused`(_ name: String) throws {
        let reader = try RealFiles.reader("edanalytics-assessments/\(name).csv")
        #expect(
            reader.sniffed.delimiter == .comma && reader.sniffed.headerRows == 1 && reader.sniffed.skip == 0)
        #expect(try problems(reader).isEmpty)
    }

    @Test(arguments: [
        "academicSessions", "classes", "courses", "demographics", "enrollments", "manifest", "orgs", "users",
    ])
    func `OneRoster files: comma and headings in the first row`(_ name: String) throws {
        let reader = try RealFiles.reader("oneroster11-oat/\(name).csv")
        #expect(
            reader.sniffed.delimiter == .comma && reader.sniffed.headerRows == 1 && reader.sniffed.skip == 0)
    }
}

enum RealFiles {
    private static let folder: String = {
        // …/Tests/VarvFilesTests/RealFileTests.swift → the package's folder → its neighbour.
        let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return "/\(package)/../shared/data/real/"
    }()

    static var exist: Bool { unsafe access(folder, R_OK) == 0 }

    static func reader(_ path: String) throws -> CSVReader {
        let descriptor = unsafe open(folder + path, O_RDONLY)
        defer { close(descriptor) }
        var source = DescriptorSource(descriptor)
        var bytes: [UInt8] = []
        while true {
            let part = unsafe try [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                unsafe count = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
            }
            if part.isEmpty { break }
            bytes += part
        }
        return try CSVReader(ArraySource(bytes))
    }
}
