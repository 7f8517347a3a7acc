import Lua
import VarvBridge
import VarvFiles

extension Script {
    /// The functions behind `columns`, `row` and `add`.
    func registerImportNatives() throws {
        try lua.register("columns", in: native) { [unowned self] frame in
            guard let run = importing, let list = frame.reference(at: 0),
                let known = frame.reference(at: 1)
            else { return .raise("columns") }
            do {
                try run.bindColumns(try plain(list), knownBy: try plain(known))
                return .done
            } catch let failure as Failure {
                pending = failure
                return .raise(failure.message)
            } catch { return .raise("\(error)") }
        }
        try lua.register("field", in: native) { [unowned self] frame in
            guard let run = importing else { return .raise("field") }
            return run.pushField(&frame)
        }
        try lua.register("cell", in: native) { [unowned self] frame in
            guard let run = importing, let index = frame.int(at: 0) else { return .raise("cell") }
            run.pushCell(Int(index), quotable: true, on: &frame)
            return .done
        }
        try lua.register("raw", in: native) { [unowned self] frame in
            guard let run = importing, let row = run.row else { return .raise("raw") }
            guard let heading = frame.string(at: 0) else {
                return .raise(english ? "row:raw wants a heading" : "row:raw vill ha en rubrik")
            }
            guard let found = HeadingPattern(heading).columns(in: run.reader?.headings ?? []).first else {
                return .raise(run.missing(heading))
            }
            _ = row
            run.pushCell(found.column, quotable: false, on: &frame)
            return .done
        }
        try lua.register("wide", in: native) { [unowned self] frame in
            guard let run = importing else { return .raise("wide") }
            return run.pushWide(&frame)
        }
        try lua.register("refuse", in: native) { [unowned self] frame in
            guard let run = importing, run.insideRow else { return .raise("reject") }
            let why = frame.string(at: 0) ?? ""
            run.complaint = BatchWriter.Complaint(
                code: "rejectedByRoutine", column: frame.string(at: 1) ?? "", reason: String(why.prefix(300)))
            return .raise(why)
        }
        // Swift's equality is canonical: a decomposed å is an å.
        try lua.register("same_word", in: native) { [unowned self] frame in
            let word = trimmed(frame.string(at: 0) ?? "")
            let words = (try? frame.reference(at: 1).map { try plain($0).list ?? [] }) ?? []
            guard let same = words.lazy.compactMap(\.text).first(where: { $0 == word }) else {
                frame.pushNil()
                return .done
            }
            frame.push(same)
            return .done
        }
        try lua.register("refuse_step", in: native) { [unowned self] frame in
            guard let run = importing, run.insideRow else { return .raise("step") }
            run.refuseStep(word: frame.string(at: 0) ?? "", words: frame.reference(at: 1))
            return .raise(run.complaint?.reason ?? "")
        }
    }
}
