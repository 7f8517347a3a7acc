import CSystem
import Lua

/// The self test of the installed Lua, behind the same locks as a run.
enum LuaProbe {
    /// Sends one frame: the release, then the names of the known faults it has, a line each.
    static func report(_ budget: Lockdown.Budget) -> Never {
        Lockdown.run(budget) { _ in
            guard let faults = try? faults(memory: budget.memory) else { return VARV_EXIT_PROTOCOL }
            let text = "\(LuaState.release)\n\(faults)"
            Channel().send(UInt8(VARV_FRAME_PROBE.rawValue), Array(text.utf8))
            return VARV_EXIT_CLEAN
        }
    }

    private static func faults(memory: Int) throws(LuaError) -> String {
        var options = LuaState.Options()
        options.memory = memory
        let lua = try LuaState(options)
        try lua.openLibrary()
        let found = try lua.runPrelude(Library.faults, name: "faults", native: lua.native())
        return found.string ?? ""
    }
}
