public import VarvBridge
internal import VarvDocuments
public import VarvModel

extension Words {
    /// The line in one language.
    package func text(in language: Language) -> String { language == .swedish ? sv : en }
}

extension HostFunction {
    /// The function as it is called: `pupils:find(number): pupil?`.
    public var signature: String {
        let parameters = parameters.map { $0.isOptional ? $0.name + "?" : $0.name }.joined(separator: ", ")
        return "\(name)(\(parameters)): \(result.description)"
    }

    /// What `varv api NAME` and `name?` in a meeting show of a function, line by line: how it is called, what it
    /// does, the right it needs, its parameters, an example.
    public func help(in language: Language) -> [String] {
        let width = parameters.map { TextWidth.of($0.name) }.max() ?? 0
        let types = parameters.map { TextWidth.of($0.type.description) }.max() ?? 0
        var lines = [signature, words.text(in: language)]
        if let right {
            lines.append(language == .swedish ? "Kräver rätten \(right)." : "Needs the right \(right).")
        }
        lines += parameters.map {
            "  " + TextWidth.pad($0.name, to: width) + "  " + TextWidth.pad($0.type.description, to: types)
                + "  " + $0.words.text(in: language)
        }
        return lines + [example]
    }
}
