"""The school that a benchmark's rows are matched against. Not measured."""
import os, shutil, sqlite3, subprocess, sys

import rows

here = os.path.dirname(os.path.abspath(__file__))


def lay_out(varv, folder, count, encoding="utf-8"):
    """Makes a school with its cycles and pupils, and `export.csv` beside it; returns its path and how many pupils."""
    school = os.path.join(folder, "skola")
    shutil.rmtree(school, ignore_errors=True)
    subprocess.run([varv, "init", school, "--name", "Mätskolan", "--school-year", "2026/27"], check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(os.path.join(school, "varv.db"))
    labels = {}
    for subject, label in db.execute(
            "SELECT s.code, c.label FROM criterion c JOIN criterion_set t ON t.id = c.criterion_set JOIN subject s ON s.id = t.subject "
            "WHERE t.stage = 9 AND s.code IN ('MA', 'SV', 'EN') ORDER BY s.code, c.ord"):
        labels.setdefault(subject, []).append(label)
    db.close()
    if not labels:
        sys.exit("the new school has no criteria for year 9 in MA, SV or EN")
    pupils = rows.write(folder, count, labels, encoding)
    adapter = os.path.join(here, "..", "..", "samples", "routines", "adapters", "elevregister.lua")
    subprocess.run(
        [varv, "--school", school, "import", os.path.join(folder, "register.csv"), "--with", adapter, "--write", "pupils", "--yes"],
        check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(os.path.join(school, "varv.db"))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return school, pupils
