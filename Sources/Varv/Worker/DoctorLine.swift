import VarvBridge
public import VarvModel

/// One thing `varv doctor` looked at.
public struct DoctorLine: Hashable, Sendable {
    /// Whether it is as it should be.
    public var isFine: Bool
    /// What was found, as a sentence.
    public var words: Phrase

    /// The layers there are, then what a worker behind them tried: what is lacking says so in its own words.
    static func lines(of probe: WorkerProcess.Probe) -> [DoctorLine] {
        let layers = Layers.all.map { layer, _, words in
            probe.layers.contains(layer)
                ? DoctorLine(isFine: true, words: Phrase(sv: "\(words.sv).", en: "\(words.en)."))
                : DoctorLine(
                    isFine: false,
                    words: Phrase(
                        sv: "Saknas på den här datorn: \(words.sv).",
                        en: "Missing on this machine: \(words.en)."))
        }
        let attempts = Attempts.all.map { attempt, words in
            probe.refused.contains(attempt)
                ? DoctorLine(
                    isFine: true,
                    words: Phrase(sv: "En rutin kan inte \(words.sv).", en: "A routine cannot \(words.en)."))
                : DoctorLine(
                    isFine: false,
                    words: Phrase(
                        sv: "En rutin kan \(words.sv), om den bryter sig ur Lua.",
                        en: "A routine can \(words.en), if it breaks out of Lua."))
        }
        return layers + attempts
    }
}
