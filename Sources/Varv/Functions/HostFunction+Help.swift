public import VarvBridge
internal import VarvDocuments
public import VarvModel

extension HostFunction {
    /// The function as it is called: `pupils:find(number): pupil?`.
    public var signature: String {
        let parameters = parameters.map { $0.isOptional ? $0.name + "?" : $0.name }.joined(separator: ", ")
        return "\(name)(\(parameters)): \(result.description)"
    }

    /// What `varv api NAME` and `name?` in a meeting show of a function, line by line: how it is called, what it
    /// does, the right it needs, its parameters, an example.
    public func help(in language: Language) -> [String] {
        func text(_ words: Words) -> String { language == .swedish ? words.sv : words.en }
        let width = parameters.map { TextWidth.of($0.name) }.max() ?? 0
        let types = parameters.map { TextWidth.of($0.type.description) }.max() ?? 0
        var lines = [signature, text(words)]
        if let right {
            lines.append(language == .swedish ? "Kräver rätten \(right)." : "Needs the right \(right).")
        }
        lines += parameters.map {
            "  " + TextWidth.pad($0.name, to: width) + "  " + TextWidth.pad($0.type.description, to: types)
                + "  " + text($0.words)
        }
        return lines + [example]
    }
}
