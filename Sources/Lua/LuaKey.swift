internal import CLuaShim

/// A text that a state keeps interned, so that pushing it or looking it up costs no hashing.
///
/// Made by ``LuaState/key(_:)`` and valid in that state only.
package struct LuaKey: Hashable, Sendable {
    let slot: CInt

    func push(_ state: OpaquePointer) {
        let type = unsafe varv_push_registered(state, slot)
        precondition(type == LUA_TSTRING, "a key belongs to the state that made it")
    }
}
