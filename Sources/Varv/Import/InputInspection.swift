import VarvBridge
public import VarvModel

/// What a file looks like.
public struct InputInspection: Hashable, Sendable {
    /// Encoding, delimiter and warnings, as sentences.
    public var notes: [Phrase]
    /// The columns' headings, in the file's order.
    public var headings: [String]
    /// The adapters whose `known_by` all stand among the headings, the most telling first.
    public var adapters: [Routine]
}

extension School {
    /// What a file looks like and which adapters know it by its headings.
    public func inspect(_ file: RunInput) async throws(VarvError) -> InputInspection {
        try await wrapped {
            let input = try OpenInput(file)
            let adapters = try core.shelf.memory.listing(core.shelf.contents).routines.filter {
                $0.kind == .adapter && !$0.knownBy.isEmpty
            }
            // The worker compares the headings: what a heading matches is the reader's to say, and the file
            // is a stranger's.
            let patterns = Value.record(adapters.map { Field($0.id, .list($0.knownBy.map { .text($0) })) })
            let start = StartFrame(
                mode: .inspect, language: language.rawValue, sourceName: "", source: "", options: patterns)
            let run = try WorkerRun(
                core.worker, start: start, input: input.descriptor,
                limits: WorkerLimits(processorTime: .seconds(5)))
            watch(run)
            defer { watch(nil) }
            var shape = Value.none
            var handlers = WorkerRun.Handlers()
            handlers.input = { shape = $0 }
            let known = try run.serve(nil, handlers)
            try run.finish()
            let ids = (known.list ?? []).compactMap(\.text)
            let fitting = adapters.filter { ids.contains($0.id) }
                .sorted { ($1.knownBy.count, $0.id) < ($0.knownBy.count, $1.id) }
            return InputInspection(
                notes: InputNotes.phrases(shape), headings: (shape["headings"].list ?? []).compactMap(\.text),
                adapters: fitting)
        }
    }
}
