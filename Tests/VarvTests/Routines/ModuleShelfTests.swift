import CustomDump
import Testing
import VarvModel

@testable import Varv

/// A package's own modules, as a run may have them.
@Suite struct ModuleShelfTests {
    private func refusal(_ name: String, _ shelf: ModuleShelf) -> String? {
        do throws(Refusal) {
            _ = try shelf.module(name)
            return nil
        } catch { return error.words.sv }
    }

    @Test func `a module of 64 KiB is read, and one byte more is refused by name`() throws {
        let folder = try TemporaryFolder()
        let shelf = ModuleShelf(folder: folder.path(""))
        try folder.write("del.lua", String(repeating: "-", count: 65_536))
        expectNoDifference(refusal("del", shelf), nil)
        try folder.write("del.lua", String(repeating: "-", count: 65_537))
        expectNoDifference(refusal("del", shelf), "del.lua är längre än 64 KiB")
    }

    @Test func `a module's name is no path to one outside the folder`() throws {
        let folder = try TemporaryFolder()
        try folder.makeDirectory("paket")
        try folder.write("del.lua", "return 1")
        expectNoDifference(
            refusal("../del", ModuleShelf(folder: folder.path("paket"))),
            "en moduls namn skrivs med små bokstäver a–z, siffror, _, - och punkt, inte \"../del\"")
    }

    @Test func `a module is the one the right was given with`() throws {
        let folder = try TemporaryFolder()
        try folder.write("del.lua", "return 1")
        let seen = try #require(try ModuleShelf(folder: folder.path("")).module("del").hash)
        let shelf = ModuleShelf(folder: folder.path(""), pinned: ["del": seen])
        expectNoDifference(refusal("del", shelf), nil)
        try folder.write("del.lua", "return 2")
        expectNoDifference(
            refusal("del", shelf), "del.lua har ändrats sedan rutinen lästes; kör igen")
    }

    @Test func `a module that nobody saw when the right was given is refused`() throws {
        let folder = try TemporaryFolder()
        try folder.write("sen.lua", "return 1")
        expectNoDifference(
            refusal("sen", ModuleShelf(folder: folder.path(""), pinned: [:])),
            "skriv require \"sen\" överst i filen, så att den som ger rätten vet att sen.lua hör till")
    }
}
