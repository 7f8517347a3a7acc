import VarvModel

/// Where a field of a thing comes from: the store's own field, or something worked out from several.
enum FieldSource: Hashable {
    case stored(String, Shape)
    /// Words in both languages; English falls back on Swedish.
    case words(sv: String, en: String)
    case computed(Computed, [String])

    /// How a stored value crosses the border.
    enum Shape: Hashable {
        case text, integer, flag, day, step, pupil
        /// A number the store keeps as text.
        case numeral
    }

    /// What is worked out in the host, from the named fields in order.
    enum Computed: Hashable {
        case pseudonym, fullName, identity, subjectName, staffName, firstText, weeks, target, answers, title
    }
}

/// A collection of the catalogue as the store has it.
struct CollectionSource {
    /// The store's collection.
    var stored: String
    /// The store's fields that make a row's key.
    var key: [String] = ["id"]
    var fields: [String: FieldSource]

    /// By the item type's name. A field that is not here has no value.
    static let byItem: [String: CollectionSource] = [
        "pupil": CollectionSource(
            stored: "pupils",
            fields: [
                "pseudonym": .computed(.pseudonym, ["id"]), "group": .stored("group", .text),
                "year_group": .stored("year_group", .integer),
                "name": .computed(.fullName, ["given_name", "family_name"]),
                "identity": .computed(.identity, ["id"]),
                "protection": .stored("protection", .text),
            ]),
        "group": CollectionSource(
            stored: "groups",
            fields: [
                "code": .stored("code", .text), "kind": .stored("kind", .text),
                "year_group": .stored("year_group", .integer), "subject": .stored("subject", .text),
            ]),
        "staff_member": CollectionSource(
            stored: "staff",
            fields: [
                "code": .stored("code", .text), "name": .computed(.fullName, ["given_name", "family_name"]),
                "duties": .stored("duties", .text),
            ]),
        "teaching": CollectionSource(
            stored: "teachings",
            fields: [
                "teacher": .stored("teacher", .text), "teacher_name": .computed(.staffName, ["teacher"]),
                "group": .stored("group", .text), "subject": .stored("subject", .text),
                "subject_name": .computed(.subjectName, ["subject"]),
            ]),
        "subject": CollectionSource(
            stored: "subjects",
            fields: [
                "code": .stored("code", .text), "name": .words(sv: "name_sv", en: "name_en"),
                "block_of": .stored("block_of", .text),
            ]),
        "scale_step": CollectionSource(
            stored: "steps",
            fields: [
                "scale": .stored("scale", .text), "code": .stored("code", .text),
                "label": .words(sv: "label_sv", en: "label_en"), "rank": .stored("ord", .integer),
                "pass": .stored("pass", .flag),
            ]),
        "criterion": CollectionSource(
            stored: "criteria",
            fields: [
                "code": .stored("code", .text), "label": .stored("label", .text),
                "subject": .stored("subject", .text),
                "subject_name": .computed(.subjectName, ["subject"]), "stage": .stored("stage", .integer),
            ]),
        "assessment": CollectionSource(
            stored: "assessments", key: ["pupil", "cycle_id", "criterion_id"],
            fields: [
                "pupil": .stored("pupil", .pupil), "criterion": .stored("criterion", .text),
                "label": .stored("label", .text), "subject": .stored("subject", .text),
                "step": .stored("step", .step),
                "reached": .stored("pass", .flag), "on": .stored("on", .day),
                "cycle": .stored("cycle", .integer),
                "group": .stored("group", .text),
            ]),
        "judgement": CollectionSource(
            stored: "judgements", key: ["pupil", "cycle_id", "subject_id"],
            fields: [
                "pupil": .stored("pupil", .pupil), "subject": .stored("subject", .text),
                "step": .stored("step", .step),
                "reached": .stored("pass", .flag), "on": .stored("on", .day),
                "cycle": .stored("cycle", .integer),
                "group": .stored("group", .text),
            ]),
        "cycle": CollectionSource(
            stored: "cycles",
            fields: [
                "number": .stored("number", .integer), "school_year": .stored("school_year", .text),
                "start_on": .stored("start_on", .day), "end_on": .stored("end_on", .day),
                "deadline": .stored("deadline", .day), "status": .stored("status", .text),
            ]),
        "dialogue": CollectionSource(
            stored: "dialogues",
            fields: [
                "routine": .stored("routine", .text), "title": .computed(.title, ["routine"]),
                "cycle": .stored("cycle", .integer), "group": .stored("group", .text),
                "subject": .stored("subject", .text), "teacher": .stored("teacher", .text),
                "answer": .computed(.answers, ["id"]),
            ]),
        "reflection": CollectionSource(
            stored: "reflections",
            fields: [
                "code": .stored("code", .text), "action": .stored("action", .numeral),
                "cycle": .stored("cycle", .integer), "outcome": .stored("outcome", .text),
                "why": .stored("why", .text), "next_step": .stored("next_step", .text),
                "on": .stored("written_on", .day),
            ]),
        "intervention": CollectionSource(
            stored: "interventions",
            fields: [
                "code": .stored("code", .text), "title": .stored("title", .text),
                "level": .stored("level", .text),
                "target": .computed(.target, ["pupil", "group", "staff"]), "pupil": .stored("pupil", .pupil),
                "group": .stored("group", .text), "subject": .stored("subject", .text),
                "start_on": .stored("start_on", .day),
                "weeks": .computed(.weeks, ["id", "start_on", "predecessor", "ended_on"]),
                "planned_weeks": .stored("weeks", .integer), "reports_back": .stored("reports_back", .text),
                "follows_up": .stored("follows_up", .text), "status": .stored("status", .text),
                "decision": .stored("decision", .text),
            ]),
    ]
}
