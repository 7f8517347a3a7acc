-- Skolverkets statistik över slutbetyg: fem rader före rubrikerna, decimalkomma, ".." för få elever, "." när siffra saknas,
-- "~100" nästan alla.
-- Siffrorna gäller skolor, inte elever, och Varv lagrar inte andra skolors siffror. Adaptern prövar filen: en rad vars siffror
-- går att läsa hoppas över, en som inte går att läsa nekas med rad och kolumn.
local texts = require "varv.texts"

return adapter {
  id = "lindbackaskolan/skolverket-slutbetyg", version = "1.0.0", license = "MIT",
  title    = "Pröva Skolverkets statistik över slutbetyg",
  known_by = { "Skola", "Skol-enhetskod", "Skolkommun", "Antal elever" },
  writes   = { "results" },
  columns  = {
    code   = column.text "Skol-enhetskod",
    pupils = column.text "Antal elever",
    all    = column.text "Andel (%) elever som uppfyllt betygskriterierna i alla ämnen",
    ready  = column.text "Andel (%) elever behöriga till yrkesprog.",
    merit  = column.text "Genomsnittligt meritvärde (17 ämnen)",
  },

  row = function(row)
    if row.pupils == "" then return end                   -- tomma rader och förklaringarna under tabellen
    if not row.code:match "^%d%d%d%d%d%d%d%d$" then
      return row:reject("En skolenhetskod har åtta siffror.", "Skol-enhetskod")
    end
    local figures = {
      { row.pupils, "Antal elever" },
      { row.all, "Andel (%) elever som uppfyllt betygskriterierna i alla ämnen" },
      { row.ready, "Andel (%) elever behöriga till yrkesprog." },
      { row.merit, "Genomsnittligt meritvärde (17 ämnen)" },
    }
    for _, figure in ipairs(figures) do
      local text, heading = figure[1], figure[2]
      if text ~= ".." and text ~= "." and not texts.number((text:gsub("^~", ""))) then
        return row:reject("Det här är inget tal.", heading)
      end
    end
  end,
}
