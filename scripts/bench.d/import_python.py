"""The peer: csv and sqlite3 from Python's library, as a school's IT teacher would write it. The same table, keys and indexes;
no plan, no journal, no validation beyond what a wrong key gives."""
import csv, sqlite3, sys

database, export, encoding = sys.argv[1:4]
db = sqlite3.connect(database)
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA foreign_keys=ON")
pupils = {v: p for v, p in db.execute("SELECT value, pupil FROM pupil_identity")}
groups = {c: i for c, i in db.execute("SELECT code, id FROM study_group WHERE kind = 'klass'")}
cycles = {n: i for n, i in db.execute("SELECT number, id FROM cycle")}
criteria = {(s, l): i for s, l, i in db.execute(
    "SELECT s.code, c.label, c.id FROM criterion c JOIN criterion_set t ON t.id = c.criterion_set "
    "JOIN subject s ON s.id = t.subject WHERE t.stage = 9")}
steps = {c: i for c, i in db.execute(
    "SELECT st.code, st.id FROM scale_step st JOIN scale sc ON sc.id = st.scale WHERE sc.code = 'kriteriesteg'")}
words = {"Insats": steps["under"], "E": steps["E"], "C": steps["C"], "A": steps["A"]}


def rows():
    with open(export, encoding=encoding, newline="") as f:
        for place, row in enumerate(csv.DictReader(f, delimiter=";"), 2):
            yield (pupils[row["Personnummer"].replace("-", "")], cycles[int(row["Varv"])],
                   criteria[row["Ämneskod"], row["Kriterium"]], words[row["Bedömning"]], row["Datum"], groups[row["Klass"]],
                   row["Kommentar"] or None, place)


with db:
    db.executemany(
        "INSERT OR REPLACE INTO assessment (pupil, cycle, criterion, step, assessed_on, study_group, comment, made_by, source_row) "
        "VALUES (?,?,?,?,?,?,?,1,?)", rows())
db.close()
