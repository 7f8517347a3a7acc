import Lua
import VarvBridge

/// The library's own Lua, embedded in the program.
enum Library {
    static let core = text(PackageResources.core_lua)
    static let routines = text(PackageResources.routines_lua)
    static let things = text(PackageResources.things_lua)
    static let sets = text(PackageResources.sets_lua)
    static let adapters = text(PackageResources.adapters_lua)
    static let papers = text(PackageResources.papers_lua)
    static let run = text(PackageResources.run_lua)
    static let faults = text(PackageResources.faults_lua)

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// Names a message may want to explain although they are not there.
enum LibraryNames {
    static let collections = Catalogue.standard.items.compactMap(\.collection) + ["here"]
}

extension LuaState {
    static let version = "Lua 5.4"
}
