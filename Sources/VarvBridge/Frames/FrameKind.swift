/// What a frame is about. Each frame on the wire is a 32-bit little-endian payload length, one kind byte, and
/// the payload. A number once given is never used for something else.
package enum FrameKind: UInt8, Sendable, CaseIterable {
    // Host to worker.
    /// ``StartFrame``: what to run, with what.
    case start = 1
    /// Flag yes and a value, or flag no and a ``Failure``: the answer to the one question that is open.
    case answer = 2
    /// Record numbers, ascending: send these rows of the input as they stand in the file.
    case fetchRows = 4
    /// Nothing more is coming; end.
    case finish = 5
    /// Which entry of the meeting it is, from 1, and the text the person typed.
    case entry = 6

    // Worker to host.
    /// ``Hello``: who the worker is and which layers hold it.
    case hello = 64
    /// A function's index and its arguments: the worker waits for the answer.
    case ask = 65
    /// ``RecordBatch``: rows of an input and what became of them, or changes of a task.
    case records = 66
    /// A list of values: pieces of a document, in order.
    case document = 67
    /// Text a script printed.
    case printed = 68
    /// What a routine says of itself, as a record.
    case declaration = 69
    /// The input's shape as it was found: format, encoding, delimiter, headings, warnings.
    case input = 70
    /// Rows the host asked for, as they stand in the file.
    case rows = 71
    /// A clean end of what was asked for, with a value.
    case done = 72
    /// ``Failure``: an error in the routine, or in the input's format.
    case failed = 73

    /// The most bytes a payload may have.
    package static let payloadLimit = 1 << 20
}

/// The version of the border. Host and worker are built together; a worker from another build is refused.
package enum BuildIdentity {
    package static let version = "0.1.0"

    /// A number that differs when the two sides would misunderstand each other: it covers the version, the
    /// frame kinds, the questions every worker has and everything the standard catalogue declares.
    package static let fingerprint: UInt64 = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01b3
        }
        mix(version)
        for kind in FrameKind.allCases { mix("\(kind.rawValue)") }
        for question in Question.Core.allCases { mix("\(question)=\(question.rawValue)") }
        for item in Catalogue.standard.items {
            mix(item.name)
            for field in item.fields { mix(field.name) }
        }
        for record in Catalogue.standard.records {
            mix(record.name)
            for field in record.fields { mix(field.name) }
        }
        return hash
    }()
}
