extension Migration {
    /// Schema 1. Key columns are never NULL ('' where there is nothing), so that every key is compared.
    ///
    /// `assessment` lies in the order (pupil, cycle, criterion): a pupil's cycle is one stretch of the file,
    /// so a class view costs the same at 10⁶ and 10⁷ rows; its one index covers counts per criterion in a
    /// cycle. `made_by` has no foreign key: the store alone writes it, and it would cost each row one more
    /// look-up.
    static let firstSchema = """
        CREATE TABLE run (
          number INTEGER PRIMARY KEY, kind TEXT NOT NULL, routine TEXT, routine_hash TEXT,
          file_ending TEXT, file_size INTEGER, file_hash TEXT, by_account TEXT NOT NULL, role TEXT NOT NULL,
          started_at TEXT NOT NULL, ended_at TEXT, outcome TEXT, plan_hash TEXT,
          rows_read INTEGER NOT NULL DEFAULT 0, used INTEGER NOT NULL DEFAULT 0,
          skipped INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
          held INTEGER NOT NULL DEFAULT 0, new_count INTEGER NOT NULL DEFAULT 0,
          changed_count INTEGER NOT NULL DEFAULT 0, unchanged_count INTEGER NOT NULL DEFAULT 0,
          layers TEXT, undo_of INTEGER, undone_by INTEGER);
        CREATE TABLE journal (
          run INTEGER NOT NULL REFERENCES run(number), seq INTEGER NOT NULL, table_name TEXT NOT NULL,
          row_key TEXT NOT NULL, operation TEXT NOT NULL, before TEXT, PRIMARY KEY (run, seq)) {clustered};
        CREATE INDEX journal_row ON journal (table_name, row_key, run);
        CREATE TABLE read_log (
          id {id}, run INTEGER, at TEXT NOT NULL, account TEXT NOT NULL, class TEXT NOT NULL,
          scope TEXT NOT NULL, count INTEGER NOT NULL, pupil INTEGER);
        CREATE INDEX read_log_pupil ON read_log (pupil, at);
        CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        INSERT INTO counter (name, value) VALUES ('pupil', 0);
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT, {provenance});
        CREATE TABLE choice (
          kind TEXT NOT NULL, source TEXT NOT NULL, value TEXT NOT NULL, answer TEXT, pupil INTEGER, {provenance},
          PRIMARY KEY (kind, source, value)) {clustered};

        CREATE TABLE school_year (
          id {id}, label TEXT NOT NULL UNIQUE, start_on TEXT NOT NULL, end_on TEXT NOT NULL,
          status TEXT NOT NULL DEFAULT 'planned', {provenance});
        CREATE TABLE cycle (
          id {id}, school_year INTEGER NOT NULL REFERENCES school_year(id), number INTEGER NOT NULL,
          start_on TEXT, end_on TEXT, deadline TEXT, status TEXT NOT NULL DEFAULT 'planned', locked_on TEXT,
          {provenance}, UNIQUE (school_year, number));
        CREATE TABLE subject (
          id {id}, code TEXT NOT NULL UNIQUE, name_sv TEXT NOT NULL, name_en TEXT NOT NULL DEFAULT '',
          block_of INTEGER REFERENCES subject(id), {provenance});
        CREATE TABLE scale (
          id {id}, code TEXT NOT NULL, version TEXT NOT NULL, valid_from TEXT, no_basis TEXT, {provenance},
          UNIQUE (code, version));
        CREATE TABLE scale_step (
          id {id}, scale INTEGER NOT NULL REFERENCES scale(id), code TEXT NOT NULL, ord INTEGER NOT NULL,
          label_sv TEXT NOT NULL DEFAULT '', label_en TEXT NOT NULL DEFAULT '', pass INTEGER NOT NULL DEFAULT 1,
          points2 INTEGER, half INTEGER NOT NULL DEFAULT 0, {provenance}, UNIQUE (scale, code));
        CREATE TABLE criterion_set (
          id {id}, subject INTEGER NOT NULL REFERENCES subject(id), code TEXT NOT NULL, version TEXT NOT NULL,
          stage INTEGER, valid_from TEXT, {provenance}, UNIQUE (subject, code, version));
        CREATE TABLE criterion (
          id {id}, code TEXT NOT NULL UNIQUE, criterion_set INTEGER NOT NULL REFERENCES criterion_set(id),
          label TEXT NOT NULL DEFAULT '', ord INTEGER NOT NULL DEFAULT 0, retired INTEGER NOT NULL DEFAULT 0,
          {provenance});
        CREATE INDEX criterion_of_set ON criterion (criterion_set);

        CREATE TABLE pupil (
          id INTEGER PRIMARY KEY, given_name TEXT, family_name TEXT, called_name TEXT,
          protection TEXT NOT NULL DEFAULT 'unknown', school_form TEXT, status TEXT NOT NULL DEFAULT 'enrolled',
          erased INTEGER NOT NULL DEFAULT 0, {provenance});
        CREATE TABLE pupil_identity (
          id {id}, kind TEXT NOT NULL, issuer TEXT NOT NULL DEFAULT '', value TEXT NOT NULL,
          pupil INTEGER NOT NULL REFERENCES pupil(id), {provenance}, UNIQUE (kind, issuer, value));
        CREATE INDEX pupil_identity_pupil ON pupil_identity (pupil);
        CREATE TABLE pupil_protection (
          pupil INTEGER NOT NULL REFERENCES pupil(id), source TEXT NOT NULL, mark TEXT NOT NULL, {provenance},
          PRIMARY KEY (pupil, source)) {clustered};
        CREATE TABLE held_pupil (
          source TEXT NOT NULL, kind TEXT NOT NULL, issuer TEXT NOT NULL DEFAULT '', value TEXT NOT NULL,
          reason TEXT NOT NULL, asked_on TEXT, answer TEXT, {provenance},
          PRIMARY KEY (source, kind, issuer, value)) {clustered};
        CREATE TABLE study_group (
          id {id}, school_year INTEGER NOT NULL REFERENCES school_year(id), code TEXT NOT NULL,
          kind TEXT NOT NULL, subject INTEGER REFERENCES subject(id), year_group INTEGER, {provenance},
          UNIQUE (school_year, code, kind));
        CREATE TABLE enrolment (
          pupil INTEGER NOT NULL REFERENCES pupil(id),
          school_year INTEGER NOT NULL REFERENCES school_year(id), from_on TEXT NOT NULL,
          year_group INTEGER, study_group INTEGER REFERENCES study_group(id), to_on TEXT, syllabus TEXT,
          {provenance}, PRIMARY KEY (pupil, school_year, from_on)) {clustered};
        CREATE INDEX enrolment_year_group ON enrolment (school_year, year_group, pupil);
        CREATE INDEX enrolment_group ON enrolment (study_group, pupil);
        CREATE TABLE membership (
          study_group INTEGER NOT NULL REFERENCES study_group(id),
          pupil INTEGER NOT NULL REFERENCES pupil(id), from_on TEXT, to_on TEXT, {provenance},
          PRIMARY KEY (study_group, pupil)) {clustered};
        CREATE INDEX membership_pupil ON membership (pupil);
        CREATE TABLE staff (
          id {id}, code TEXT NOT NULL UNIQUE, given_name TEXT, family_name TEXT, account TEXT, duties TEXT,
          {provenance});
        CREATE TABLE teaching (
          id {id}, staff INTEGER NOT NULL REFERENCES staff(id),
          study_group INTEGER NOT NULL REFERENCES study_group(id),
          subject INTEGER NOT NULL REFERENCES subject(id), from_on TEXT, to_on TEXT, {provenance},
          UNIQUE (staff, study_group, subject));
        CREATE INDEX teaching_group ON teaching (study_group, subject);

        CREATE TABLE assessment (
          pupil INTEGER NOT NULL REFERENCES pupil(id), cycle INTEGER NOT NULL REFERENCES cycle(id),
          criterion INTEGER NOT NULL REFERENCES criterion(id), step INTEGER REFERENCES scale_step(id),
          assessed_on TEXT, study_group INTEGER REFERENCES study_group(id), staff INTEGER REFERENCES staff(id),
          comment TEXT, {provenance}, PRIMARY KEY (pupil, cycle, criterion)) {clustered};
        CREATE INDEX assessment_criterion ON assessment (cycle, criterion, study_group, step);
        CREATE TABLE judgement (
          pupil INTEGER NOT NULL REFERENCES pupil(id), cycle INTEGER NOT NULL REFERENCES cycle(id),
          subject INTEGER NOT NULL REFERENCES subject(id), step INTEGER REFERENCES scale_step(id),
          judged_on TEXT, study_group INTEGER REFERENCES study_group(id), staff INTEGER REFERENCES staff(id),
          comment TEXT, {provenance}, PRIMARY KEY (pupil, cycle, subject)) {clustered};
        CREATE INDEX judgement_subject ON judgement (cycle, subject, study_group, step);

        CREATE TABLE intervention (
          id {id}, code TEXT NOT NULL UNIQUE, level TEXT NOT NULL, target TEXT NOT NULL, kind TEXT,
          title TEXT NOT NULL DEFAULT '', text TEXT, pupil INTEGER REFERENCES pupil(id),
          study_group INTEGER REFERENCES study_group(id), staff INTEGER REFERENCES staff(id),
          subject INTEGER REFERENCES subject(id), start_on TEXT, planned_weeks INTEGER, due_on TEXT,
          reports_back INTEGER REFERENCES staff(id), follows_up INTEGER REFERENCES staff(id),
          predecessor INTEGER REFERENCES intervention(id), status TEXT NOT NULL DEFAULT 'proposed', ended_on TEXT,
          {provenance});
        CREATE INDEX intervention_status ON intervention (status, due_on);
        CREATE INDEX intervention_pupil ON intervention (pupil);
        CREATE TABLE intervention_criterion (
          intervention INTEGER NOT NULL REFERENCES intervention(id),
          criterion INTEGER NOT NULL REFERENCES criterion(id), {provenance},
          PRIMARY KEY (intervention, criterion)) {clustered};
        CREATE TABLE intervention_review (
          intervention INTEGER NOT NULL REFERENCES intervention(id), cycle INTEGER NOT NULL REFERENCES cycle(id),
          carried_out TEXT, effect TEXT, decision TEXT, evidence TEXT, reviewed_on TEXT, {provenance},
          PRIMARY KEY (intervention, cycle)) {clustered};
        CREATE TABLE reflection (
          id {id}, code TEXT NOT NULL UNIQUE, action TEXT NOT NULL, cycle INTEGER REFERENCES cycle(id),
          outcome TEXT, why TEXT, next_step TEXT, author TEXT, written_on TEXT, {provenance});
        CREATE TABLE dialogue (
          id {id}, routine TEXT NOT NULL, cycle INTEGER NOT NULL REFERENCES cycle(id), scope TEXT NOT NULL,
          teaching INTEGER REFERENCES teaching(id), study_group INTEGER REFERENCES study_group(id),
          subject INTEGER REFERENCES subject(id), year_group INTEGER, staff INTEGER REFERENCES staff(id),
          version TEXT, status TEXT NOT NULL DEFAULT 'open', held_on TEXT, {provenance},
          UNIQUE (routine, cycle, scope));
        CREATE TABLE dialogue_answer (
          dialogue INTEGER NOT NULL REFERENCES dialogue(id), answer_key TEXT NOT NULL,
          about TEXT NOT NULL DEFAULT '', value TEXT, answered_on TEXT, {provenance},
          PRIMARY KEY (dialogue, answer_key, about)) {clustered};
        """
}
