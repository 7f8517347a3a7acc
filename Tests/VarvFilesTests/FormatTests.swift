import Testing

@testable import VarvFiles

@Suite struct FormatTests {
    static let others: [(FormatError.Code, [UInt8])] = [
        (.emptyFile, []),
        (.emptyFile, [0xEF, 0xBB, 0xBF, 0x0D, 0x0A]),
        (.excelWorkbook, bytes("PK\u{3}\u{4}....[Content_Types].xml....xl/styles.xml")),
        (.openDocument, bytes("PK\u{3}\u{4}....mimetypeapplication/vnd.oasis.opendocument.spreadsheet")),
        (.wordDocument, bytes("PK\u{3}\u{4}....[Content_Types].xml....word/document.xml")),
        (.zip, bytes("PK\u{3}\u{4}....manifest.csv")),
        (.excelLegacy, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + bytes("....")),
        (
            .excelProtected,
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + bytes("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0")
        ),
        (.pdf, bytes("%PDF-1.7\n")),
        (.json, bytes(" {\"elever\": []}")),
        (.json, bytes("[\n  {\"id\": 1}]")),
        (.xml, bytes("<?xml version=\"1.0\"?><elever/>")),
        (
            .excelXML,
            bytes("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">")
        ),
        (.webPage, bytes("\r\n<TABLE><tr><td>Namn</td></tr></TABLE>")),
        (.webPage, bytes("<!DOCTYPE html><html>")),
        (.webPage, bytes("MIME-Version: 1.0\r\nContent-Type: multipart/related")),
        (.accessDatabase, [0, 1, 0, 0] + bytes("Standard ACE DB\0")),
        (.database, bytes("SQLite format 3\0")),
        (.compressed, [0x1F, 0x8B, 8, 0]),
        (.image, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]),
        (.image, [0xFF, 0xD8, 0xFF, 0xE0]),
        (.richText, bytes("{\\rtf1\\ansi")),
        (.utf16, [0xFF, 0xFE] + bytes("N\0a\0m\0n\0")),
        (.utf16, bytes("N\0a\0m\0n\0;\0O\0r\0t\0\n\0")),
        (.binary, (0..<400).map { UInt8($0 % 16) }),
    ]

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: others)
    func `other formats are told by their content and refused`(_ code: FormatError.Code, _ bytes: [UInt8])
        throws
    {
        #expect(try sniff(bytes: bytes).refusal == FormatError(code))
        #expect(failure(ArraySource(bytes)) == FormatError(code))
    }

    @Test(arguments: [
        "{namn};ort\nÅsa;Växjö\n", "[Namn];[Ort]\nÅsa;Växjö\n", "<5;>5\n1;2\n", "Mått;2\n1;3\n",
        "PK;1\n2;3\n",
    ])
    func `text that begins like another format is still a table`(_ text: String) throws {
        #expect(try sniff(text).format == .delimited)
    }

    @Test(arguments: FormatError.Code.allCases)
    func `every error has a sentence in both languages`(_ code: FormatError.Code) {
        let error = FormatError(code, at: FilePlace(line: 7), found: 3, limit: 2)
        #expect(error.sv != error.en && error.sv.hasSuffix(".") && error.en.hasSuffix("."))
    }

    @Test func `no two errors have the same sentence`() {
        #expect(
            Set(FormatError.Code.allCases.map { FormatError($0).sv }).count == FormatError.Code.allCases.count
        )
    }

    @Test(arguments: FormatWarning.Code.allCases)
    func `every warning has a sentence in both languages`(_ code: FormatWarning.Code) {
        let warning = FormatWarning(code, at: FilePlace(line: 7))
        #expect(warning.sv != warning.en && warning.sv.hasSuffix(".") && warning.en.hasSuffix("."))
    }

    @Test func `a source that cannot be read says so`() {
        #expect(failure(DescriptorSource(-1)) == FormatError(.readFailed, found: 9))
    }
}
