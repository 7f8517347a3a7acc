-- The adapter that is measured: what a school writes for a long export that names the cycle itself.
return adapter {
  id = "bench/import", version = "1.0.0", license = "MIT",
  title    = "Mätningens bedömningar",
  known_by = { "Personnummer", "Kriterium", "Bedömning", "Varv" },
  writes   = { "results" },
  columns  = {
    pupil     = column.identity "Personnummer",
    group     = column.group "Klass",
    subject   = column.subject "Ämneskod",
    criterion = column.text "Kriterium",
    word      = column.text "Bedömning",
    on        = column.date "Datum",
    cycle     = column.cycle "Varv",
    comment   = column.text { "Kommentar", optional = true },
  },
  scale = "kriteriesteg",
  steps = {
    ["Insats"] = "under", ["E"] = "E", ["C"] = "C", ["A"] = "A",
    ["-"] = no_basis, [""] = skip,
  },

  row = function(row, add)
    add:assessment {
      pupil = row.pupil, group = row.group, subject = row.subject, criterion = row.criterion,
      step = row:step(row.word), on = row.on, cycle = row.cycle, comment = row.comment,
    }
  end,
}
