internal import TOMLKit
package import VarvModel
internal import VarvStdlib

extension Vocabulary {
    /// Reads a vocabulary file; throws `.badVocabulary` or `.badText` for what is wrong with it, also for
    /// keys that mean nothing.
    package init(_ bytes: [UInt8], file: String) throws(SchoolFolderError) {
        // Size, encoding, syntax and the line of a mistake, before the decoder that says less.
        _ = try TOMLText(bytes, file: file, atMost: 1024 * 1024)
        let decoded: VocabularyFile
        do {
            decoded = try TOMLDecoder(strictDecoding: true)
                .decode(VocabularyFile.self, from: String(decoding: bytes, as: UTF8.self))
        } catch let error as DecodingError {
            throw Vocabulary.bad(file, Vocabulary.explained(error))
        } catch let error as UnexpectedKeysError {
            let keys = error.keys.keys.sorted().map { printable($0, atMost: 60) }.joined(separator: ", ")
            throw Vocabulary.bad(
                file,
                Phrase(sv: "nycklar som inte betyder något: \(keys)", en: "keys that mean nothing: \(keys)"))
        } catch {
            throw Vocabulary.bad(file, Phrase(sv: "kan inte läsas", en: "cannot be read"))
        }
        switch decoded.validated() {
        case .valid(let vocabulary, _): self = vocabulary
        case .refused(let issues):
            let said = { (language: Language) in
                issues.map { printable($0.message(in: language)) }.joined(separator: " ")
            }
            throw Vocabulary.bad(file, Phrase(sv: said(.swedish), en: said(.english)))
        }
    }

    /// Returns the vocabularies that come with Varv.
    package static func standard() throws(SchoolFolderError) -> Vocabulary {
        var all = Vocabulary()
        for (_, file) in Stdlib.vocabularies.sorted(by: { $0.key < $1.key }) {
            all.add(try Vocabulary(file.bytes, file: file.path))
        }
        try all.checkReferences()
        return all
    }

    /// Returns the vocabulary with only the criterion sets a school uses; throws for one that does not exist.
    package func used(by school: SchoolConfiguration) throws(SchoolFolderError) -> Vocabulary {
        guard !school.criteria.isEmpty else { return self }
        let known = Set(criterionSets.map(\.code))
        if let unknown = school.criteria.first(where: { !known.contains($0) }) {
            let all = known.sorted().joined(separator: ", ")
            throw SchoolFolderError(
                .badSettings, file: SchoolFolder.settingsName,
                sv: "[criteria] use: \(printable(unknown, atMost: 60)) finns inte. De som finns: \(all).",
                en: "[criteria] use: \(printable(unknown, atMost: 60)) does not exist. There are: \(all).")
        }
        var used = self
        used.criterionSets = criterionSets.filter { school.criteria.contains($0.code) }
        return used
    }

    /// Throws when a criterion set names a scale or a subject that no file has: files may lean on each other.
    package func checkReferences() throws(SchoolFolderError) {
        for set in criterionSets {
            if !scales.contains(where: { $0.code == set.scale && $0.validFrom <= set.validFrom }) {
                throw Vocabulary.bad(
                    set.code,
                    Phrase(
                        sv: "skalan \(printable(set.scale)) finns inte när kriterierna börjar gälla",
                        en: "the scale \(printable(set.scale)) does not exist when the criteria take effect"))
            }
            if !subjects.contains(where: { $0.code == set.subject }) {
                throw Vocabulary.bad(
                    set.code,
                    Phrase(
                        sv: "ämnet \(printable(set.subject)) finns inte",
                        en: "the subject \(printable(set.subject)) does not exist"))
            }
        }
    }

    private static func bad(_ file: String, _ why: Phrase) -> SchoolFolderError {
        SchoolFolderError(
            .badVocabulary, file: file, sv: "ordlistan kan inte användas: \(why.sv).",
            en: "the vocabulary cannot be used: \(why.en).")
    }

    private static func explained(_ error: DecodingError) -> Phrase {
        func place(_ path: [any CodingKey]) -> String {
            printable(
                path.map { key in key.intValue.map { "\($0 + 1)" } ?? key.stringValue }.joined(
                    separator: " › "))
        }
        func missing(_ path: [any CodingKey]) -> Phrase {
            Phrase(sv: "\(place(path)) saknas", en: "\(place(path)) is missing")
        }
        return switch error {
        case .keyNotFound(let key, let context):
            missing(
                context.codingPath.last?.stringValue == key.stringValue
                    ? context.codingPath : context.codingPath + [key])
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            Phrase(
                sv: "\(place(context.codingPath)) är av fel slag",
                en: "\(place(context.codingPath)) is of the wrong kind")
        @unknown default: Phrase(sv: "kan inte läsas", en: "cannot be read")
        }
    }
}
