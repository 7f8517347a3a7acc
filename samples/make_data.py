#!/usr/bin/env python3
"""make_data.py - Lindbackaskolan, an invented school, as it arrives: a register, a staffing file, a grading tool's exports.

  python3 samples/make_data.py            writes samples/data/ and samples/expected/facts.json

Standard library only, seeded: the same bytes every time. The files are committed; run this again only to change the school.

Identity numbers are those Skatteverket publishes for tests (birth number 238 or 239, right check digit), TF numbers, or such a
test number with the day raised by 60 (samordningsnummer). Nobody has them. Names are drawn at random from lists.

What is planted, so that a report has something to find:
  - two criteria that are hard for the whole school, one that is hard in one group only
  - one group that gets better from cycle to cycle, since its teacher changed the teaching
  - a teacher whose other group does well with the same criterion
and what is wrong in the files is listed, row by row, in facts.json.
"""
import csv, datetime as dt, io, json, os, random

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")
R = random.Random("lindbackaskolan")
START = 2026                                      # the school year that begins in August
CYCLES = {1: (dt.date(2026, 8, 31), 3), 2: (dt.date(2026, 10, 12), 3), 3: (dt.date(2026, 11, 16), 5)}  # first day, days
CLASSES = ["6A", "6B", "7A", "7B", "8A", "8B", "9A", "9B"]

GIRLS = ("Åsa Märta Ebba Alva Selma Elsa Astrid Vera Maja Alice Wilma Ella Freja Saga Signe Ingrid Tuva Amina Fatima Zahra Maryam Hodan "
         "Leyla Sofía Anna-Karin Zoë Oksana Siri Máret Ronja Tindra Lovisa Isabelle Thea Hedda").split()
BOYS = ("Åke Örjan Björn Göran Love Hugo William Noah Liam Elias Adam August Arvid Nils Axel Malte Sixten Ömer Mohammed Ali Yusuf "
        "Abdirahman Karl-Johan Lars-Erik André José Mateusz Oleksandr Ánte Leo Frans Ludvig Melker Viggo Zakarias").split()
LAST = ("Andersson Johansson Nilsson Larsson Svensson Gustafsson Lindström Lindqvist Berglund Bergström Sandberg Sjöberg Wallin Eklund "
        "Åberg Öberg Ängström Åkesson Östlund Söderström Hägglöf Nyström Al-Hassan Mohamud Abdi Hussein Özdemir Kowalski Nguyen Hernández "
        "García Håkansson-Lind von_Essen de_la_Cruz O'Connor Ek-Åström Blomqvist Haile Tesfaye Kazemi Labba").split()
LAST = [name.replace("_", " ") for name in LAST]

# The tool's own headings for the criteria; the adapter says which criteria of the syllabus they are.
SUBJECTS = {
    "MA": ("Matematik", ["Begrepp", "Metoder", "Problemlösning", "Resonemang", "Kommunikation"]),
    "SV": ("Svenska", ["Läsa", "Skriva", "Tala och lyssna", "Språkbruk"]),
    "EN": ("Engelska", ["Läsförståelse", "Hörförståelse", "Skriva", "Tala och samtala"]),
}
# The lasting codes of those criteria, after subject and stage: what a report is compared by.
CODES = {
    "Begrepp": "begrepp", "Metoder": "metoder", "Problemlösning": "problemlosning", "Resonemang": "resonemang",
    "Kommunikation": "kommunikation", "Läsa": "lasa", "Skriva": "skriva", "Tala och lyssna": "tala", "Språkbruk": "sprakbruk",
    "Läsförståelse": "lasa", "Hörförståelse": "lyssna", "Tala och samtala": "tala",
}
JUDGED = ["Matematik", "Svenska", "Engelska", "Historia", "Biologi", "Idrott och hälsa"]

# signature, given, family, duty, {subject code or name: groups}, mentor for
STAFF = [
    ("ULB", "Ulla", "Björkman", "Rektor", {}, ""),
    ("PÖS", "Pär", "Östlund", "Övrig arbetsledning", {}, ""),
    ("ALI", "Åsa", "Lind", "Förstelärare", {"MA": ["7A", "7B", "8A"]}, "7B"),
    ("BHÅ", "Björn", "Håkansson", "Lärare", {"MA": ["8B", "9A", "9B"]}, "8B"),
    ("MSJ", "Märta", "Sjöberg", "Lärare", {"MA": ["6A", "6B"]}, "6A"),
    ("EKW", "Eva-Karin", "Wallin", "Lärare", {"SV": ["6A", "6B", "7A", "7B"]}, "7A"),
    ("FAB", "Fatima", "Abdi", "Förstelärare", {"SV": ["8A", "8B", "9A", "9B"]}, "9A"),
    ("JOC", "Jean", "O'Connor", "Lärare", {"EN": ["6A", "6B", "7A", "7B", "8A", "8B"]}, "8A"),
    ("GÅK", "Göran", "Åkesson", "Lärare", {"EN": ["9A", "9B"], "HI": ["8A", "8B", "9A", "9B"]}, "9B"),
    ("NEK", "Nils", "Ek-Åström", "Lärare", {"BI": CLASSES, "HI": ["6A", "6B", "7A", "7B"]}, "6B"),
    ("SÖD", "Siri", "Özdemir", "Lärare", {"IDH": CLASSES}, ""),
    ("HNY", "Hedda", "Nyström", "Specialpedagog", {}, ""),
    ("KTE", "Kofi", "Tesfaye", "Kurator", {}, ""),
    ("LGU", "Lovisa", "Gustafsson", "Skolsköterska", {}, ""),
]
NAMES = {"MA": "Matematik", "SV": "Svenska", "EN": "Engelska", "HI": "Historia", "BI": "Biologi", "IDH": "Idrott och hälsa"}

HARD = {("MA", "Resonemang"): -0.75, ("SV", "Språkbruk"): -0.6}                     # the whole school
WEAK = {("8B", "MA"): -0.45, ("9A", "EN", "Hörförståelse"): -0.9}                   # this group only
BETTER = {("7B", "MA", "Resonemang"): {1: -0.5, 2: 0.15, 3: 0.75}}                  # the teaching changed
COMMENTS = ["Behöver mer tid; muntligt fungerar bättre", 'Säger själv: "det går lättare nu"', "Stark utveckling sedan förra varvet",
            "Underlag saknas delvis; prov görs v. 49"]


def luhn(digits):
    total = 0
    for i, c in enumerate(digits):
        d = int(c) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return str((10 - total % 10) % 10)


class Pupil:
    pass


def pupils():
    out, taken = [], set()
    for klass in CLASSES:
        year_group = int(klass[0])
        for n in range(15):
            p = Pupil()
            p.girl = (n + year_group) % 2 == 0
            while True:
                born = dt.date(START - 6 - year_group, 1, 1) + dt.timedelta(days=R.randrange(365))
                key = (born, p.girl)
                if key not in taken:
                    break
            taken.add(key)
            p.born, p.klass, p.year_group = born, klass, year_group
            body = f"{born:%Y%m%d}" + ("238" if p.girl else "239")
            p.number = body + luhn(body[2:])
            p.given = R.choice(GIRLS if p.girl else BOYS)
            p.family = R.choice(LAST)
            p.called = ""
            if R.random() < .12:
                p.called, p.given = p.given, R.choice(GIRLS if p.girl else BOYS) + " " + p.given
            p.mark = ""
            p.ability = R.gauss(.35, .6)
            p.bent = {code: R.gauss(0, .35) for code in SUBJECTS}
            out.append(p)
    # One of each kind of number and of protection; places chosen so that no class has two.
    tf = out[20]
    tf.number = f"{tf.born:%Y%m%d}TF{'2' if tf.girl else '1'}4"
    co = out[95]
    body = f"{co.born:%Y%m}{co.born.day + 60}" + co.number[8:11]
    co.number = body + luhn(body[2:])
    out[50].mark = "Sekretessmarkering"
    out[112].mark = "Skyddad folkbokföring"
    out[112].given, out[112].family, out[112].called = "Skyddad", "Elev", ""
    return out


def long_form(number):
    return number[:8] + "-" + number[8:]


def short_form(number):
    return number[2:8] + "-" + number[8:]


def wrong_check_digit(text):
    return text[:-1] + str((int(text[-1]) + 1) % 10)


def write(name, heading, rows, encoding="cp1252", delimiter=";"):
    text = io.StringIO()
    out = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    out.writerow(heading)
    out.writerows(rows)
    with open(os.path.join(DATA, name), "w", encoding=encoding, newline="") as f:
        f.write(text.getvalue())


def register(people, facts):
    heading = ["Personnummer", "Efternamn", "Förnamn", "Tilltalsnamn", "Klass", "Årskurs", "Mentor", "Skyddsmarkering", "Inskriven"]
    rows, refused, mended = [], [], []
    mentors = {s[5]: s[0] for s in STAFF if s[5]}
    for i, p in enumerate(people):
        row = [long_form(p.number), p.family, p.given, p.called, p.klass, p.year_group, mentors[p.klass], p.mark, f"{START}-08-18"]
        if i == 33:
            mended.append(list(row) + ["Kontrollsiffran var fel"])
            row[0] = wrong_check_digit(row[0])
            refused.append(dict(row=len(rows) + 2, column="Personnummer", rule="V2"))
        elif i == 77:
            mended.append(list(row) + ["Datumet fanns inte"])
            row[0] = row[0][:4] + "0231" + row[0][8:]
            refused.append(dict(row=len(rows) + 2, column="Personnummer", rule="V3"))
        elif i == 60:
            row[1] = row[1] + "  "              # blanks after a name, as registers have
        rows.append(row)
    write("elevregister.csv", heading, rows)
    write("elevregister-rattat.csv", heading + ["Orsak"], mended)
    facts["elevregister.csv"] = dict(rows=len(rows), refused=refused, pupils=len(rows) - len(refused),
                                     protected=sum(p.mark != "" for p in people))
    facts["elevregister-rattat.csv"] = dict(rows=len(mended), refused=[], pupils=len(mended))


def staffing(facts):
    rows, teachings = [], 0
    for sign, given, family, duty, subjects, mentor in STAFF:
        lines = [(code, g) for code, groups in subjects.items() for g in groups]
        for code, group in lines or [("", "")]:
            rows.append([sign, given, family, duty, code, NAMES.get(code, ""), group, mentor])
            teachings += code != ""
    write("tjanstefordelning.csv", ["Signatur", "Förnamn", "Efternamn", "Befattning", "Ämneskod", "Ämne", "Undervisningsgrupp", "Mentor för"],
          rows, encoding="utf-8-sig")
    facts["tjanstefordelning.csv"] = dict(rows=len(rows), refused=[], staff=len(STAFF), teachings=teachings,
                                          mentors=sum(s[5] != "" for s in STAFF))


def teacher_of(code, klass):
    for sign, _, _, _, subjects, _ in STAFF:
        if klass in subjects.get(code, []):
            return sign
    return ""


def level(p, code, label, cycle):
    v = 1.0 + .45 * (p.ability + p.bent[code]) + HARD.get((code, label), 0) * .75 + WEAK.get((p.klass, code), 0) * .8
    v += WEAK.get((p.klass, code, label), 0) + BETTER.get((p.klass, code, label), {}).get(cycle, 0)
    v += .06 * (cycle - 1) + R.gauss(0, .2)
    return 0 if v < .5 else 1 if v < 1.25 else 2 if v < 1.85 else 3


def assessments(people, cycle, facts, levels):
    """The tool's long export: one row a pupil and criterion."""
    heading = ["Personnummer", "Klass", "Ämneskod", "Kriterium", "Bedömning", "Poäng", "Datum", "Bedömd av", "Kommentar"]
    first, days = CYCLES[cycle]
    rows = []
    for p in people:
        for code, (_, labels) in SUBJECTS.items():
            day = first + dt.timedelta(days=R.randrange(days))
            for label in labels:
                if R.random() > (.72, .8, .92)[cycle - 1]:
                    continue                    # not assessed in this cycle: no row
                lv = level(p, code, label, cycle)
                word, points = ("Insats", "E", "C", "A")[lv], lv + (.5 if lv < 3 and R.random() < .15 else 0)
                text = f"{points:.1f}".replace(".", ",")
                x = R.random()
                if x < .012:
                    word, text = R.choice(["-", "–"]), ""            # no basis
                elif x < .02:
                    word, text = "", ""                              # nothing written
                else:
                    levels.setdefault((p.klass, code), {}).setdefault(p.number, []).append(lv)
                note = R.choice(COMMENTS) if R.random() < .02 else ""
                rows.append([long_form(p.number), p.klass, code, label, word, text, day.isoformat(), teacher_of(code, p.klass), note])
    refused = []

    def refuse(i, column, rule, change=None):
        if change is not None:
            rows[i][heading.index(column)] = change
        refused.append(dict(row=i + 2, column=column, rule=rule))

    def row_with_step(start):
        return next(i for i in range(start, len(rows)) if rows[i][4] in ("E", "C") and rows[i][0][9].isdigit())

    if cycle == 1:
        i = row_with_step(100)
        refuse(i, "Personnummer", "V2", wrong_check_digit(rows[i][0]))
        refuse(row_with_step(400), "Bedömning", "V7", "VG")
        refuse(row_with_step(700), "Datum", "V3", "2026-02-30")
    if cycle == 2:
        i = row_with_step(250)
        refuse(i, "Poäng", "V13", rows[i][5].replace(",", "."))
        stranger = "20130105238"
        refuse(row_with_step(500), "Personnummer", "V5", long_form(stranger + luhn(stranger[2:])))
        i = row_with_step(800)                  # the same pupil and criterion twice, not agreeing
        other = list(rows[i])
        other[4], other[5] = ("C", "2,0") if rows[i][4] == "E" else ("E", "1,0")
        rows.append(other)
        refuse(i, "Bedömning", "V16")
        refuse(len(rows) - 1, "Bedömning", "V16")
    if cycle == 3:
        refuse(row_with_step(300), "Kriterium", "unknown criterion", "Huvudräkning")
        refuse(row_with_step(600), "Bedömning", "V7", "godkänd")
        refuse(row_with_step(900), "Personnummer", "V1", "")
        rows.append(list(rows[20]))             # the same row twice, agreeing: nothing wrong with it
    name = f"bedomningar-varv{cycle}.csv"
    write(name, heading, rows)

    bad = {x["row"] for x in refused}
    left = [r for i, r in enumerate(rows) if i + 2 not in bad]
    twice = len(left) - len({(r[0], r[2], r[3]) for r in left})
    shares, counts = {}, dict(none=0, empty=0, kept=0)
    seen = set()
    for r in left:
        if (r[0], r[2], r[3]) in seen:
            continue
        seen.add((r[0], r[2], r[3]))
        if r[4] == "":
            counts["empty"] += 1
        elif r[4] in "-–":
            counts["none"] += 1
        else:
            counts["kept"] += 1
            cell = shares.setdefault((r[2], r[3], r[1]), [0, 0])
            cell[0] += r[4] == "Insats"
            cell[1] += 1
    facts[name] = dict(
        cycle=cycle, rows=len(rows), refused=sorted(refused, key=lambda x: x["row"]), same_row_twice=twice,
        assessments=counts["kept"], no_basis=counts["none"], skipped=counts["empty"],
        # missed of assessed, dashes and empty cells not counted
        not_reached=[dict(code=f"{s}-{6 if g[0] == '6' else 9}-{CODES[c]}", subject=s, criterion=c, group=g, missed=v[0], assessed=v[1]) for (s, c, g), v in sorted(shares.items())])


def judgements(people, cycle, facts, levels):
    """The tool's wide export: one row a pupil, one column a subject."""
    heading = ["Personnr", "Namn", "Klass", "Datum"] + ["Omdöme " + s for s in JUDGED]
    first, days = CYCLES[cycle]
    codes = {v: k for k, v in NAMES.items()}
    rows, refused, counts = [], [], dict(kept=0, none=0, empty=0)
    for i, p in enumerate(people):
        name = f"{p.family}, {p.called or p.given}" if p.mark == "" else "***"
        words = []
        for subject in JUDGED:
            ls = levels.get((p.klass, codes[subject]), {}).get(p.number)
            mean = sum(ls) / len(ls) if ls else 1.0 + .4 * p.ability + R.gauss(0, .3)
            word = "Insats krävs" if mean < .6 else "Godtagbara" if mean < 1.9 else "Mer än godtagbara"
            x = R.random()
            words.append("-" if x < .01 else "–" if x < .015 else "" if x < .05 else word)
        row = [short_form(p.number), name, p.klass, (first + dt.timedelta(days=days - 1)).isoformat()] + words
        if cycle == 1 and i == 44:
            row[0] = wrong_check_digit(row[0])
            refused.append(dict(row=i + 2, column="Personnr", rule="V2"))
        elif cycle == 2 and i == 12:
            row[4] = "Okej"
            refused.append(dict(row=i + 2, column="Omdöme Matematik", rule="V7"))
        elif cycle == 3 and i == 90:
            row[3] = "2026-11-31"
            refused.append(dict(row=i + 2, column="Datum", rule="V3"))
        else:
            for w in words:
                counts["empty" if w == "" else "none" if w in "-–" else "kept"] += 1
        rows.append(row)
    name = f"omdomen-varv{cycle}.csv"
    write(name, heading, rows)
    facts[name] = dict(cycle=cycle, rows=len(rows), refused=refused, judgements=counts["kept"], no_basis=counts["none"], empty_cells=counts["empty"])


def main():
    os.makedirs(DATA, exist_ok=True)
    os.makedirs(os.path.join(HERE, "expected"), exist_ok=True)
    people, facts = pupils(), {}
    register(people, facts)
    staffing(facts)
    for cycle in CYCLES:
        levels = {}
        assessments(people, cycle, facts, levels)
        judgements(people, cycle, facts, levels)
    with open(os.path.join(HERE, "expected", "facts.json"), "w", encoding="utf-8") as f:
        f.write("{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in facts.items()) + "\n}\n")


if __name__ == "__main__":
    main()
