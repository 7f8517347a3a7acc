/// A vocabulary file as it is written (`stdlib/vocabularies/*.toml`), decoded with any Swift decoder; keys are in snake case.
package struct VocabularyFile: Decodable, Sendable {
    package struct Header: Decodable, Sendable {
        package var id: String
        package var version: Int
        package var valid_from: String
        package var source: String
    }

    package struct ScaleEntry: Decodable, Sendable {
        var code: String
        var version: Int?
        var title_sv: String
        var title_en: String
        var no_basis: String?
        var steps: [StepEntry]
    }

    package struct StepEntry: Decodable, Sendable {
        var code: String
        var sv: String
        var en: String
        var pass: Bool
        var points_x2: Int?
        var half: Bool?
        var words: [String]?
    }

    package struct SubjectEntry: Decodable, Sendable {
        var code: String
        var sv: String
        var en: String
        var first_year_group: Int?
        var block_of: String?
        var words: [String]?
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
        var best_of: Int
        var extra_subject: String?
    }

    package struct YearLabelEntry: Decodable, Sendable {
        var year_group: Int
        var label: String
    }

    package var vocabulary: Header
    package var scales: [ScaleEntry]?
    package var subjects: [SubjectEntry]?
    package var criterion_sets: [CriterionSetEntry]?
    package var support_kinds: [SupportKindEntry]?
    package var merit_rules: [MeritRuleEntry]?
    package var year_labels: [YearLabelEntry]?

    /// Returns the vocabulary, or what in the file cannot be: a bad date, a code twice, a scale without steps.
    package func validated() -> Validated<Vocabulary> {
        guard let from = Day(iso: vocabulary.valid_from) else {
            return .refused([Issue(.notDate, ["v": .cell(vocabulary.valid_from, .date)])])
        }
        var result = Vocabulary()
        result.scales = (scales ?? []).map { $0.scale(validFrom: from) }
        result.subjects = (subjects ?? []).map(\.subject)
        result.criterionSets = (criterion_sets ?? []).map { $0.set(validFrom: from, source: vocabulary.source) }
        result.supportKinds = (support_kinds ?? []).map {
            SupportKind(code: $0.code, label: Phrase(sv: $0.sv, en: $0.en), tier: $0.tier, validFrom: from)
        }
        result.meritRules = (merit_rules ?? []).map {
            MeritRule(code: $0.code, validFrom: from, scale: $0.scale, bestOf: $0.best_of, extraSubject: $0.extra_subject)
        }
        if let year_labels {
            let labels = Dictionary(year_labels.map { ($0.year_group, $0.label) }) { first, _ in first }
            result.yearLabels = [YearLabels(validFrom: from, labels: labels)]
        }
        return Validated(result.repeatedCodes(), result)
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
                    "why": .phrase(Phrase(sv: "Koden finns två gånger i filen.", en: "The code stands twice in the file.")),
                ])
        }
    }
}

extension VocabularyFile.ScaleEntry {
    fileprivate func scale(validFrom: Day) -> Scale {
        let steps = steps.enumerated().map { index, step in
            ScaleStep(
                ord: index + 1, code: step.code, label: Phrase(sv: step.sv, en: step.en), isPass: step.pass,
                pointsTimesTwo: step.points_x2, allowsHalf: step.half ?? false, words: step.words ?? [])
        }
        return Scale(
            code: code, version: version ?? 1, validFrom: validFrom, title: Phrase(sv: title_sv, en: title_en),
            steps: steps, noBasisSymbol: no_basis)
    }
}

extension VocabularyFile.SubjectEntry {
    fileprivate var subject: Subject {
        Subject(
            code: code, name: Phrase(sv: sv, en: en), firstYearGroup: first_year_group ?? 1, blockOf: block_of,
            words: words ?? [])
    }
}

extension VocabularyFile.CriterionSetEntry {
    fileprivate func set(validFrom: Day, source: String) -> CriterionSet {
        CriterionSet(
            code: "\(subject)-\(stage)-\(version.lowercased())", subject: subject, stage: stage, version: version,
            validFrom: validFrom, source: source, scale: scale,
            criteria: criteria.enumerated().map { index, entry in
                Criterion(
                    code: entry.code, label: Phrase(sv: entry.sv, en: entry.en), ord: index + 1,
                    words: entry.words ?? [])
            })
    }
}
