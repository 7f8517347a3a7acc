import Foundation
import Testing
import Varv
import VarvModel

@testable import varv

@Suite struct OutputFileTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "varv-cli-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a file is written for its owner only, and replaced whole`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/papper.html"
        try OutputFile.write(Array("ett".utf8), to: path)
        try OutputFile.write(Array("två".utf8), to: path)
        #expect(text(path) == "två")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["papper.html"])
    }

    @Test func `what a program that was killed had begun to write is taken away by the next`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data("Ada Ek".utf8).write(to: URL(fileURLWithPath: folder + "/.papper.html.4711-99.new"))
        try OutputFile.write(Array("två".utf8), to: folder + "/annat.html")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["annat.html"])
    }

    @Test func `a folder that is not there is said with where to turn`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect {
            try OutputFile.write([1], to: folder + "/saknas/papper.html")
        } throws: { error in
            let error = error as? VarvError
            return error?.code == "VARV-E643"
                && error?.words.sv
                    == "\(folder)/saknas/papper.html kan inte skrivas: finns inte. Välj en annan plats med -o."
        }
    }

    @Test func `a link is not written through`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let target = folder + "/annat"
        let link = folder + "/papper"
        try OutputFile.write(Array("kvar".utf8), to: target)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        #expect(throws: VarvError.self) { try OutputFile.write(Array("nytt".utf8), to: link) }
        #expect(text(target) == "kvar")
    }

    @Test func `a folder is not overwritten`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(throws: VarvError.self) { try OutputFile.write([1], to: folder) }
    }

    @Test func `papers of one name get a number each`() {
        let papers = ["Samtal MA", "Samtal MA", "../x"].map { FinishedPaper(title: $0, name: $0, bytes: []) }
        #expect(PaperRack.names(papers) == ["Samtal-MA", "Samtal-MA-2", "x"])
    }

    @Test func `a name that is made is nobody else's, on any disk`() {
        let papers = ["6A", "6A", "6A-2", "6a", "6A"].map { FinishedPaper(title: $0, name: $0, bytes: []) }
        #expect(PaperRack.names(papers) == ["6A", "6A-2", "6A-2-2", "6a-3", "6A-4"])
    }

    @Test(arguments: ["skolan/varv.db", "skolan/school.toml", "skolan/routines/egen.lua"])
    func `a paper does not go over what is no paper`(_ name: String) async throws {
        let school = try await TypedSchool()
        try school.write("skolan/routines/egen.lua", "-- egen")
        let before = try Self.beginning(of: school, name)
        let said = try await school.type(
            "rapport", "svara-kriterier", "--read", "results", "--to", "html", "-o", "@" + name)
        #expect(said.outcome.code == "VARV-E669")
        #expect(try Self.beginning(of: school, name) == before)
    }

    /// The database itself goes on, with a line in the read log.
    private static func beginning(of school: TypedSchool, _ name: String) throws -> Data {
        try Data(contentsOf: school.folder.appendingPathComponent(name)).prefix(16)
    }
}

@Suite struct AnswerLineTests {
    @Test(arguments: [
        ("next=Vi börjar", Varv.DialogueAnswer("next", "Vi börjar")),
        (
            "change@MA-6-begrepp = Fler exempel = bra",
            .init("change", about: "MA-6-begrepp", "Fler exempel = bra")
        ),
        ("next.owner=", .init("next.owner", "")),
    ])
    func `an answer line is key, what it is about, and the answer`(
        _ line: String, _ answer: Varv.DialogueAnswer
    ) {
        #expect(Varv.DialogueAnswer(line: line) == answer)
    }

    @Test(arguments: ["no equals sign", "=x", "@a=x"])
    func `a line that is no answer is none`(_ line: String) {
        #expect(Varv.DialogueAnswer(line: line) == nil)
    }

    @Test(arguments: [
        ("return task { id = \"a/b\" }", true), ("-- x\n  return adapter{", true),
        ("local t = report { }\nreturn t", true),
        ("print 'hej'", false), ("return 1", false), ("-- return a task\nprint(1)", false),
    ])
    func `a file says itself whether it is a routine`(_ text: String, _ declares: Bool) {
        #expect(RunCommand.declaresRoutine(text) == declares)
    }
}
