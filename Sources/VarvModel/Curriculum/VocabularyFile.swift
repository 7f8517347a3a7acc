/// A vocabulary file as it is written (`stdlib/vocabularies/*.toml`), decoded with any Swift decoder; keys
/// are in snake case.
package struct VocabularyFile: Decodable, Sendable {
    package struct Header: Decodable, Sendable {
        package var id: String
        package var version: Int
        package var validFrom: String
        package var source: String

        private enum CodingKeys: String, CodingKey {
            case id, version, source
            case validFrom = "valid_from"
        }
    }

    package struct ScaleEntry: Decodable, Sendable {
        var code: String
        var version: Int?
        var titleSv: String
        var titleEn: String
        var noBasis: String?
        var steps: [StepEntry]

        private enum CodingKeys: String, CodingKey {
            case code, version, steps
            case titleSv = "title_sv"
            case titleEn = "title_en"
            case noBasis = "no_basis"
        }
    }

    package struct StepEntry: Decodable, Sendable {
        var code: String
        var sv: String
        var en: String
        var pass: Bool
        var pointsX2: Int?
        var half: Bool?
        var words: [String]?

        private enum CodingKeys: String, CodingKey {
            case code, sv, en, pass, half, words
            case pointsX2 = "points_x2"
        }
    }

    package struct SubjectEntry: Decodable, Sendable {
        var code: String
        var sv: String
        var en: String
        var firstYearGroup: Int?
        var blockOf: String?
        var words: [String]?

        private enum CodingKeys: String, CodingKey {
            case code, sv, en, words
            case firstYearGroup = "first_year_group"
            case blockOf = "block_of"
        }
    }

    package struct CriterionSetEntry: Decodable, Sendable {
        var subject: String
        var stage: Int
        var version: String
        var scale: String
        var criteria: [CriterionEntry]
    }

    package struct CriterionEntry: Decodable, Sendable {
        var code: String
        var sv: String
        var en: String
        var words: [String]?
    }

    package struct SupportKindEntry: Decodable, Sendable {
        var code: String
        var sv: String
        var en: String
        var tier: String
    }

    package struct MeritRuleEntry: Decodable, Sendable {
        var code: String
        var scale: String
        var bestOf: Int
        var extraSubject: String?

        private enum CodingKeys: String, CodingKey {
            case code, scale
            case bestOf = "best_of"
            case extraSubject = "extra_subject"
        }
    }

    package struct YearLabelEntry: Decodable, Sendable {
        var yearGroup: Int
        var label: String

        private enum CodingKeys: String, CodingKey {
            case label
            case yearGroup = "year_group"
        }
    }

    package var vocabulary: Header
    package var scales: [ScaleEntry]?
    package var subjects: [SubjectEntry]?
    package var criterionSets: [CriterionSetEntry]?
    package var supportKinds: [SupportKindEntry]?
    package var meritRules: [MeritRuleEntry]?
    package var yearLabels: [YearLabelEntry]?

    private enum CodingKeys: String, CodingKey {
        case vocabulary, scales, subjects
        case criterionSets = "criterion_sets"
        case supportKinds = "support_kinds"
        case meritRules = "merit_rules"
        case yearLabels = "year_labels"
    }

    /// Returns the vocabulary, or what in the file cannot be: a bad date, a code twice, a scale without
    /// steps.
    package func validated() -> Validated<Vocabulary> {
        guard let from = Day(iso: vocabulary.validFrom) else {
            return .refused([Issue(.notDate, ["v": .cell(vocabulary.validFrom, .date)])])
        }
        var result = Vocabulary()
        result.scales = (scales ?? []).map { $0.scale(validFrom: from) }
        result.subjects = (subjects ?? []).map(\.subject)
        result.criterionSets = (criterionSets ?? []).map {
            $0.set(validFrom: from, source: vocabulary.source)
        }
        result.supportKinds = (supportKinds ?? []).map {
            SupportKind(code: $0.code, label: Phrase(sv: $0.sv, en: $0.en), tier: $0.tier, validFrom: from)
        }
        result.meritRules = (meritRules ?? []).map {
            MeritRule(
                code: $0.code, validFrom: from, scale: $0.scale, bestOf: $0.bestOf,
                extraSubject: $0.extraSubject)
        }
        if let yearLabels {
            let labels = Dictionary(yearLabels.map { ($0.yearGroup, $0.label) }) { first, _ in first }
            result.yearLabels = [YearLabels(validFrom: from, labels: labels)]
        }
        return Validated(result.repeatedCodes() + result.emptyScales(), result)
    }
}

extension Vocabulary {
    fileprivate func repeatedCodes() -> [Issue] {
        let lists: [(String, [String])] =
            [
                ("scales", scales.map { "\($0.code) \($0.version)" }), ("subjects", subjects.map(\.code)),
                ("criterion_sets", criterionSets.map(\.code)),
                ("criteria", criterionSets.flatMap { set in set.criteria.map { "\(set.code) \($0.code)" } }),
                ("support_kinds", supportKinds.map(\.code)), ("merit_rules", meritRules.map(\.code)),
            ] + scales.map { ("steps", $0.steps.map(\.code)) }
        return lists.compactMap { name, codes in
            var seen: Set<String> = []
            guard let twice = codes.first(where: { !seen.insert($0).inserted }) else { return nil }
            return Issue(
                .badSetting,
                [
                    "name": .text(name), "v": .text(twice),
                    "why": .phrase(
                        Phrase(
                            sv: "Koden finns två gånger i filen.", en: "The code stands twice in the file.")),
                ])
        }
    }
}

extension Vocabulary {
    fileprivate func emptyScales() -> [Issue] {
        scales.filter { $0.steps.isEmpty }.map { scale in
            Issue(
                .badSetting,
                [
                    "name": .text("scales"), "v": .text(scale.code),
                    "why": .phrase(Phrase(sv: "Skalan har inga steg.", en: "The scale has no steps.")),
                ])
        }
    }
}

extension VocabularyFile.ScaleEntry {
    fileprivate func scale(validFrom: Day) -> Scale {
        let steps = steps.enumerated().map { index, step in
            ScaleStep(
                ord: index + 1, code: step.code, label: Phrase(sv: step.sv, en: step.en), isPass: step.pass,
                pointsTimesTwo: step.pointsX2, allowsHalf: step.half ?? false, words: step.words ?? [])
        }
        return Scale(
            code: code, version: version ?? 1, validFrom: validFrom, title: Phrase(sv: titleSv, en: titleEn),
            steps: steps, noBasisSymbol: noBasis)
    }
}

extension VocabularyFile.SubjectEntry {
    fileprivate var subject: Subject {
        Subject(
            code: code, name: Phrase(sv: sv, en: en), firstYearGroup: firstYearGroup ?? 1, blockOf: blockOf,
            words: words ?? [])
    }
}

extension VocabularyFile.CriterionSetEntry {
    fileprivate func set(validFrom: Day, source: String) -> CriterionSet {
        CriterionSet(
            code: "\(subject)-\(stage)-\(version.lowercased())", subject: subject, stage: stage,
            version: version,
            validFrom: validFrom, source: source, scale: scale,
            criteria: criteria.enumerated().map { index, entry in
                Criterion(
                    code: entry.code, label: Phrase(sv: entry.sv, en: entry.en), ord: index + 1,
                    words: entry.words ?? [])
            })
    }
}
