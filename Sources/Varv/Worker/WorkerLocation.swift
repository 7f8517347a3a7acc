import Foundation
package import VarvBridge

/// Where the program `varv-worker` is found: at a path someone gave, or beside the running program; never by
/// PATH.
public enum WorkerLocation: Hashable, Sendable {
    /// Beside the running program, where SwiftPM builds it.
    case besideExecutable
    /// At a path, absolute or from the working directory.
    case path(String)

    /// Returns the absolute path of a file that can be executed.
    ///
    /// Throws `WorkerStartError.missing` with the place it looked in.
    package func resolved() throws(WorkerStartError) -> String {
        let path =
            switch self {
            case .path(let given): Self.absolute(given)
            case .besideExecutable: Self.directoryOfExecutable() + "/varv-worker"
            }
        var isDirectory: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        guard exists, !isDirectory.boolValue else { throw .missing(path: path) }
        guard FileManager.default.isExecutableFile(atPath: path) else { throw .notExecutable(path: path) }
        return path
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    }

    /// The kernel's own answer: the first argument is whatever the caller chose to write there.
    private static func directoryOfExecutable() -> String {
        let program =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? Bundle.main.executablePath ?? ""
        return (program as NSString).deletingLastPathComponent
    }
}

/// Why a worker could not be started; nothing has run and nothing is left behind.
package enum WorkerStartError: Error, Hashable, Sendable {
    case missing(path: String)
    case notExecutable(path: String)
    /// The input is not a plain file that can be read.
    case badInput(errno: Int32)
    /// The system refused: too many processes, too many open files, no memory.
    case system(errno: Int32)

    package var code: String {
        switch self {
        case .missing: "VARV-E310"
        case .notExecutable: "VARV-E311"
        case .badInput: "VARV-E312"
        case .system: "VARV-E313"
        }
    }

    package var words: Words {
        switch self {
        case .missing(let path):
            Words(
                sv: "Programmet varv-worker, som kör rutiner, finns inte på \(path). "
                    + "Lägg det bredvid programmet som använder det.",
                en: "The program varv-worker, which runs routines, is not at \(path). "
                    + "Put it beside the program that uses it.")
        case .notExecutable(let path):
            Words(
                sv: "\(path) får inte köras. Gör filen körbar: chmod +x \(path)",
                en: "\(path) may not be executed. Make it executable: chmod +x \(path)")
        case .badInput(let number):
            Words(
                sv: "Indatan är inte en vanlig fil som går att läsa (\(Self.reason(number))). "
                    + "Spara den som fil och ange filen.",
                en: "The input is not a plain file that can be read (\(Self.reason(number))). "
                    + "Save it as a file and name that file.")
        case .system(let number):
            Words(
                sv: "Systemet kunde inte starta varv-worker (\(Self.reason(number))). "
                    + "Stäng andra program och försök igen.",
                en: "The system could not start varv-worker (\(Self.reason(number))). "
                    + "Close other programs and try again.")
        }
    }

    private static func reason(_ number: Int32) -> String {
        POSIXErrorCode(rawValue: number).map { POSIXError($0).localizedDescription } ?? "errno \(number)"
    }
}
