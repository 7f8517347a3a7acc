"""A register and a long export of assessments of any size, seeded: the same arguments give the same bytes."""
import datetime as dt, os, random

SUBJECTS = {"MA": 5, "SV": 4, "EN": 4}
STEPS = ["Insats", "E", "C", "A"]
WEIGHTS = [6, 34, 46, 14]
# Monday of the weeks of the six cycles of 2026/27
CYCLES = [dt.date(2026, 8, 31), dt.date(2026, 10, 12), dt.date(2026, 11, 23), dt.date(2027, 1, 18), dt.date(2027, 3, 8), dt.date(2027, 4, 26)]
HEADING = "Personnummer;Klass;Ämneskod;Kriterium;Bedömning;Poäng;Datum;Varv;Lärare;Kommentar"


def luhn(digits):
    total = 0
    for i, c in enumerate(digits):
        d = int(c) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return str((10 - total % 10) % 10)


def identity(n):
    """Skatteverket's test numbers as far as they go (two a day); after that numbers of people born in the 1850s and on,
    who died before there were numbers: the form and the check digit are right, and nobody has them."""
    official = 365 * 18 * 2
    if n < official:
        day, number = dt.date(2003, 1, 1) + dt.timedelta(days=n // 2), 238 + n % 2
    else:
        n -= official
        day, number = dt.date(1850, 1, 1) + dt.timedelta(days=n // 900 % 18000), 1 + n % 900
    body = f"{day:%Y%m%d}{number:03d}"
    return body[:8] + "-" + body[8:] + luhn(body[2:])


def write(folder, rows, labels, encoding="utf-8", seed="varv"):
    """Writes register.csv and export.csv; labels is {subject: [label]}. Returns how many pupils there are."""
    r = random.Random(f"{seed}:{rows}")
    criteria = [(s, l) for s, ls in labels.items() for l in ls]
    per_pupil = len(criteria) * len(CYCLES)
    pupils = -(-rows // per_pupil)
    with open(os.path.join(folder, "register.csv"), "w", encoding=encoding, newline="") as f:
        f.write("Personnummer;Efternamn;Förnamn;Klass;Årskurs;Skyddsmarkering\r\n")
        for p in range(pupils):
            f.write(f"{identity(p)};Elev{p};Åsa;{7 + p % 3}{'ABCDEFGH'[p // 3 % 8]}{p // 600};{7 + p % 3};\r\n")
    left = rows
    with open(os.path.join(folder, "export.csv"), "w", encoding=encoding, newline="") as f:
        f.write(HEADING + "\r\n")
        # As tools export: cycle for cycle, class for class, so a pupil's rows lie apart.
        for c, monday in enumerate(CYCLES):
            for p in range(pupils):
                number, klass = identity(p), f"{7 + p % 3}{'ABCDEFGH'[p // 3 % 8]}{p // 600}"
                day = (monday + dt.timedelta(days=p % 5)).isoformat()
                steps = r.choices(range(4), WEIGHTS, k=len(criteria))
                for (subject, label), step in zip(criteria, steps):
                    if left == 0:
                        return pupils
                    left -= 1
                    note = "Behöver mer tid; muntligt går bättre" if r.random() < .02 else ""
                    if ";" in note:
                        note = f'"{note}"'
                    f.write(f"{number};{klass};{subject};{label};{STEPS[step]};{step},0;{day};{c + 1};;{note}\r\n")
    return pupils
