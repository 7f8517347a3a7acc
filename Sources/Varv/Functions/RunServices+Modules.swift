import Glibc
import VarvBridge
import VarvStdlib

extension RunServices {
    /// `(name)` → `{chunk name, source}`: a module Varv comes with, or a file beside the routine.
    func module(_ arguments: [Value]) throws -> Value {
        guard arguments.count == 1, let name = arguments[0].text else {
            throw BridgeError.outOfRange("a module's name")
        }
        if name.hasPrefix("varv.") {
            guard let file = Stdlib.modules[name] else {
                let all = Stdlib.modules.keys.sorted().joined(separator: ", ")
                throw Refusal(
                    sv: "det finns ingen modul \"\(printable(name))\". De som finns: \(all)",
                    en: "there is no module \"\(printable(name))\". There are: \(all)")
            }
            return .list([.text(file.path), .text(file.text)])
        }
        guard Self.isModuleName(name) else {
            throw Refusal(
                sv:
                    "en modul heter små bokstäver a–z, siffror, _, - och punkt, inte \"\(printable(name, atMost: 60))\"",
                en:
                    "a module's name is lower-case a–z, digits, _, - and dots, not \"\(printable(name, atMost: 60))\""
            )
        }
        let file = name + ".lua"
        let absent = Refusal(
            sv: "det finns ingen fil \(file) bredvid rutinen",
            en: "there is no file \(file) beside the routine")
        guard let modules else { throw absent }
        let folder: Descriptor
        let opened: CInt
        do { folder = try Descriptor.open(modules, O_RDONLY | O_DIRECTORY) } catch { throw absent }
        opened = unsafe openat(folder.number, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard let found = Descriptor(opened) else { throw absent }
        // A pipe or a device of that name could make the host wait for ever.
        guard try found.status(name: file).st_mode & S_IFMT == S_IFREG else { throw absent }
        let bytes: [UInt8]
        do {
            bytes = try found.read(atMost: RoutineShelf.sourceLimit, name: file)
        } catch {
            throw Refusal(
                sv: "\(file) kan inte läsas eller är längre än 64 KiB",
                en: "\(file) cannot be read or is longer than 64 KiB")
        }
        guard let text = String(validating: bytes, as: UTF8.self), bytes.first != 0x1B else {
            throw Refusal(sv: "\(file) är inte text i UTF-8", en: "\(file) is not text in UTF-8")
        }
        return .list([.text(file), .text(text)])
    }

    /// Whether a name is one a file beside the routine may have: no folder, nothing hidden.
    static func isModuleName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && !name.hasPrefix(".") && !name.contains("..")
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
                    || byte == 0x2E
            }
    }
}
