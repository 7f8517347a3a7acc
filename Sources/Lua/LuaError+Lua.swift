internal import CLuaShim

extension LuaError {
    /// Longest message shown, bytes (sandbox.md §3: error objects).
    static let maximumMessage = 4_096

    /// Reads the error value on top of the stack, without running anything of the script's.
    init(taking state: OpaquePointer, status: CInt, core: LuaCore) {
        let report = unsafe varv_last_report(state).pointee
        kind =
            switch status {
            case LUA_ERRSYNTAX: .syntax
            case LUA_ERRMEM: .memory
            default: report.interrupted ? .interrupted : .runtime
            }
        message = ""
        if report.line > 0 {
            place = LuaPlace(file: Self.text(report.file), line: Int(report.line))
        }
        switch (kind, status) {
        case (.interrupted, _): message = core.text(VARV_TEXT_INTERRUPTED)
        case (.memory, _): message = core.text(VARV_TEXT_MEMORY)
        case (_, LUA_ERRERR): message = core.text(VARV_TEXT_ERROR_IN_HANDLER)
        default: message = unsafe Self.message(state, skipping: report.message_offset, core)
        }
        isIncomplete = unsafe kind == .syntax && varv_is_incomplete(state)
        if kind != .syntax { traceback = Self.frames(Self.text(report.traceback)) }
    }

    private static func message(_ state: OpaquePointer, skipping offset: Int, _ core: LuaCore) -> String {
        let view = unsafe LuaView(state: state, core: core, slot: lua_gettop(state), depth: 0)
        switch view.type {
        case .text:
            let text = view.withBytes { bytes in
                let start = min(offset, bytes.byteCount)
                var end = min(start + maximumMessage, bytes.byteCount)
                // A cut does not split a character.
                while unsafe end < bytes.byteCount && end > start
                    && bytes.unsafeLoad(fromUncheckedByteOffset: end, as: UInt8.self) & 0xC0 == 0x80
                {
                    end -= 1
                }
                return bytes.extracting(start..<end).escaped
            }
            return text ?? ""
        case .int: return String(view.int ?? 0)
        case .number: return String(view.double ?? 0)
        case let type: return core.text(VARV_TEXT_ERROR_OBJECT).replacing("%s", with: core.text(type.textID))
        }
    }

    /// Lines of "file:line\tname".
    private static func frames(_ text: String) -> [Frame] {
        text.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\t", maxSplits: 1)
            guard let whole = parts.first, let colon = whole.lastIndex(of: ":"),
                let number = Int(whole[whole.index(after: colon)...])
            else { return nil }
            let place = LuaPlace(file: String(whole[..<colon]), line: number)
            return Frame(place: place, function: parts.count > 1 ? String(parts[1]) : nil)
        }
    }

    /// A C array of characters, up to its NUL.
    private static func text<T>(_ array: T) -> String {
        unsafe withUnsafeBytes(of: array) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

extension LuaType {
    /// The text that names the type to a person.
    var textID: varv_text_id {
        switch self {
        case .none, .null: VARV_TEXT_TYPE_NIL
        case .bool: VARV_TEXT_TYPE_BOOLEAN
        case .int, .number: VARV_TEXT_TYPE_NUMBER
        case .text: VARV_TEXT_TYPE_STRING
        case .table: VARV_TEXT_TYPE_TABLE
        case .function: VARV_TEXT_TYPE_FUNCTION
        case .userdata: VARV_TEXT_TYPE_USERDATA
        case .thread: VARV_TEXT_TYPE_THREAD
        }
    }
}
