internal import CLuaShim

extension LuaState {
    /// Compiles a routine's text; nothing runs.
    ///
    /// - Parameter name: what messages call it, such as `eht.lua`. Never begins with `[varv]`.
    /// - Throws: ``LuaError`` of kind syntax (see `isIncomplete`), or misuse when the text is longer than
    ///   ``maximumSource`` or compiled.
    package func load(_ source: some Collection<UInt8>, name: String) throws(LuaError) -> LuaReference {
        try load(Array(source), chunk: "@" + name)
    }

    package func load(_ source: String, name: String) throws(LuaError) -> LuaReference {
        try load(Array(source.utf8), chunk: "@" + name)
    }

    /// Compiles what someone typed: as an expression whose value is returned if it is one, else as statements.
    package func loadEntry(_ entry: String, name: String) throws(LuaError) -> LuaReference {
        do throws(LuaError) {
            return try load(Array("return \(entry)".utf8), chunk: "=" + name)
        } catch {
            if error.kind == .memory { throw error }
            do throws(LuaError) {
                return try load(Array(entry.utf8), chunk: "=" + name)
            } catch let statement {
                // `1 +` is no statement, but the beginning of an expression.
                throw error.isIncomplete ? error : statement
            }
        }
    }

    /// Runs a piece of our own Lua, whose lines no message ever shows.
    ///
    /// The chunk gets `native` as `...` and may assign globals. It has copies of its own of the library's functions, so
    /// nothing a script does to its globals, or to `string` and the others, reaches our code.
    /// - Returns: what the chunk returned first.
    @discardableResult
    package func runPrelude(_ source: String, name: String, native: LuaReference) throws(LuaError) -> LuaValue
    {
        let chunk = try load(Array(source.utf8), chunk: "=[varv]" + name, limit: .max)
        return try chunk.call(
            results: 1, { $0.push(native) }, read: { frame throws(LuaError) in frame.value(at: 0) })
    }

    private func load(_ source: [UInt8], chunk: String, limit: Int = maximumSource) throws(LuaError)
        -> LuaReference
    {
        guard source.count <= limit else {
            let message = pattern(VARV_TEXT_TOO_LARGE, [String(source.count), String(limit)])
            throw LuaError(kind: .misuse, message: message)
        }
        return try unsafe protected { state throws(LuaError) in
            let status = unsafe source.withUnsafeBytes { bytes in
                unsafe varv_load(
                    state, bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count, chunk)
            }
            guard status == LUA_OK else { throw unsafe LuaError(taking: state, status: status, core: core) }
            return unsafe LuaReference(taking: state, core: core, type: .function)
        }
    }

    /// Fills in a text's %s and %d in order.
    func pattern(_ id: varv_text_id, _ parts: [String]) -> String {
        var rest = core.text(id)[...]
        var filled = ""
        var next = parts.makeIterator()
        while let percent = rest.firstIndex(of: "%") {
            filled += rest[..<percent]
            filled += next.next() ?? ""
            rest = rest[percent...].dropFirst(2)
        }
        return filled + rest
    }
}
