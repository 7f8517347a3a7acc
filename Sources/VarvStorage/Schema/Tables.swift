extension TableDefinition {
    package static let setting = Self("setting", id: false, key: "name", "value")
    package static let choice = Self("choice", id: false, key: "kind source value", "answer pupil")
    package static let schoolYear = Self("school_year", id: true, key: "label", "start_on end_on status")
    package static let cycle = Self(
        "cycle", id: true, key: "school_year>school_year number", "start_on end_on deadline status locked_on")
    package static let subject = Self("subject", id: true, key: "code", "name_sv name_en block_of>subject")
    package static let scale = Self("scale", id: true, key: "code version", "valid_from no_basis")
    package static let scaleStep = Self(
        "scale_step", id: true, key: "scale>scale code", "ord label_sv label_en pass points2 half")
    package static let criterionSet = Self(
        "criterion_set", id: true, key: "subject>subject code version", "stage valid_from")
    package static let criterion = Self(
        "criterion", id: true, key: "code", "criterion_set>criterion_set label ord retired")

    /// A pupil's key is the id, taken with `Transaction.newPupil()`: no fact about a pupil is sure to last.
    package static let pupil = Self(
        "pupil", id: false, key: "id",
        "given_name family_name called_name protection school_form status erased")
    package static let pupilIdentity = Self(
        "pupil_identity", id: true, key: "kind issuer value", "pupil>pupil")
    package static let pupilProtection = Self(
        "pupil_protection", id: false, key: "pupil>pupil source", "mark")
    package static let heldPupil = Self(
        "held_pupil", id: false, key: "source kind issuer value", "reason asked_on answer")
    package static let studyGroup = Self(
        "study_group", id: true, key: "school_year>school_year code kind", "subject>subject year_group")
    package static let enrolment = Self(
        "enrolment", id: false, key: "pupil>pupil school_year>school_year from_on",
        "year_group study_group>study_group to_on syllabus")
    package static let membership = Self(
        "membership", id: false, key: "study_group>study_group pupil>pupil", "from_on to_on")
    package static let staff = Self("staff", id: true, key: "code", "given_name family_name account duties")
    package static let teaching = Self(
        "teaching", id: true, key: "staff>staff study_group>study_group subject>subject", "from_on to_on")
    package static let assessment = Self(
        "assessment", id: false, key: "pupil>pupil cycle>cycle criterion>criterion",
        "step>scale_step assessed_on study_group>study_group staff>staff comment")
    package static let judgement = Self(
        "judgement", id: false, key: "pupil>pupil cycle>cycle subject>subject",
        "step>scale_step judged_on study_group>study_group staff>staff comment")
    package static let intervention = Self(
        "intervention", id: true, key: "code",
        "level target kind title text pupil>pupil study_group>study_group staff>staff subject>subject "
            + "start_on "
            + "planned_weeks due_on reports_back>staff follows_up>staff predecessor>intervention status "
            + "ended_on"
    )
    package static let interventionCriterion = Self(
        "intervention_criterion", id: false, key: "intervention>intervention criterion>criterion", "")
    package static let interventionReview = Self(
        "intervention_review", id: false, key: "intervention>intervention cycle>cycle",
        "carried_out effect decision evidence reviewed_on")
    package static let reflection = Self(
        "reflection", id: true, key: "code", "action cycle>cycle outcome why next_step author written_on")
    package static let dialogue = Self(
        "dialogue", id: true, key: "routine cycle>cycle scope",
        "teaching>teaching study_group>study_group subject>subject year_group staff>staff version status "
            + "held_on"
    )
    package static let dialogueAnswer = Self(
        "dialogue_answer", id: false, key: "dialogue>dialogue answer_key about", "value answered_on")

    /// Every table a run may write, what is pointed at before what points.
    package static let all: [TableDefinition] = [
        setting, choice, schoolYear, cycle, subject, scale, scaleStep, criterionSet, criterion, pupil,
        pupilIdentity, pupilProtection, heldPupil, studyGroup, enrolment, membership, staff, teaching,
        assessment, judgement, intervention, interventionCriterion, interventionReview, reflection, dialogue,
        dialogueAnswer,
    ]

    static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
