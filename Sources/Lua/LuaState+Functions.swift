internal import CLuaShim

extension LuaState {
    /// Makes a Lua function of a Swift one.
    ///
    /// A call costs no allocation. The function returns normally whatever happens: to raise, it returns `.raise`.
    package func function(_ body: @escaping (inout CallFrame) -> CallResult) throws(LuaError) -> LuaReference
    {
        try unsafe protected { state throws(LuaError) in
            unsafe pushHost(body, state)
            return unsafe LuaReference(taking: state, core: core, type: .function)
        }
    }

    /// Makes a Swift function known to Lua under a name: in a table, or as a global.
    package func register(
        _ name: String, in table: LuaReference? = nil, _ body: @escaping (inout CallFrame) -> CallResult
    ) throws(LuaError) {
        try unsafe protected { state throws(LuaError) in
            if let table {
                unsafe table.push(on: state, core)
            } else {
                unsafe varv_push_globals(state)
            }
            guard unsafe lua_type(state, -1) == LUA_TTABLE else {
                throw LuaError(kind: .misuse, message: core.text(VARV_TEXT_CLOSED))
            }
            unsafe pushText(name, on: state)
            unsafe pushHost(body, state)
            unsafe varv_set_field(state)
        }
    }

    /// A module's text, and the name its lines go by in messages.
    package enum Module {
        case source(String, name: String)
        /// One of ours, whose lines no message shows.
        case own(String, name: String)
        /// There is none; `why` is for the person, or nil when it just does not exist.
        case absent(why: String?)
    }

    /// Gives scripts `require`. The name is checked (`[a-z0-9_.-]+`) before `find` sees it; each module runs once.
    package func provideModules(_ find: @escaping (String) -> Module) throws(LuaError) {
        try unsafe protected { state throws(LuaError) in
            unsafe pushHost(
                { frame in
                    switch find(frame.string(at: 0) ?? "") {
                    case .source(let source, let name):
                        frame.push(source)
                        frame.push("@" + name)
                    case .own(let source, let name):
                        frame.push(source)
                        frame.push("=[varv]" + name)
                    case .absent(let why):
                        frame.pushNil()
                        if let why { frame.push(why) } else { frame.pushNil() }
                    }
                    return .done
                }, state)
            unsafe varv_set_resolver(state)
        }
    }

    private func pushHost(_ body: @escaping (inout CallFrame) -> CallResult, _ state: OpaquePointer) {
        let function = HostFunction(core: core, body: body)
        unsafe varv_push_host_function(state, Unmanaged.passUnretained(function).toOpaque())
        if unsafe lua_type(state, -1) == LUA_TFUNCTION { core.functions.append(function) }
    }
}
