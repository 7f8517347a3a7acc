-- Verktygets export med en rad för varje elev och ett omdöme i varje ämne.
return adapter {
  id = "lindbackaskolan/omdomen", version = "1.0.0", license = "MIT",
  title    = "Omdömen per ämne",
  known_by = { "Personnr", "Klass", "Omdöme *" },
  writes   = { "results" },
  columns  = {
    pupil = column.identity "Personnr",
    group = column.group "Klass",
    on    = column.date { "Datum", or_ask = "Vilken dag gäller omdömena?" },
  },
  scale = "omdöme",
  steps = {
    ["Insats krävs"] = "insats", ["Godtagbara"] = "godtagbara", ["Mer än godtagbara"] = "mer",
    ["-"] = no_basis, ["–"] = no_basis, [""] = skip,
  },

  row = function(row, add)
    for subject, word in row:wide "Omdöme *" do            -- stjärnan är ämnet: "Omdöme Matematik"
      add:judgement { pupil = row.pupil, group = row.group, subject = subject, step = row:step(word), on = row.on }
    end
  end,
}
