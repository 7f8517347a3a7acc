-- UCI:s "Student Performance" (matematik, portugisiska skolor): tre betyg 0–20 bredvid varandra, alltså tre varv på en rad.
-- Filen har inga nummer på eleverna. Skolan och raden blir ett eget nummer, så samma fil ger samma elever.
-- Skolan måste säga att den har egna nummer: i school.toml, [pupils], number = "characters 7-7".
local function word_for(points)                            -- i Portugal är 10 av 20 godkänt
  if points < 10 then return "insats" elseif points < 16 then return "godtagbara" else return "mer" end
end

return adapter {
  id = "lindbackaskolan/uci-student-mat", version = "1.0.0", license = "MIT",
  title    = "Betyg i matematik ur UCI:s elevdata",
  known_by = { "school", "sex", "Pstatus", "G1", "G2", "G3" },
  writes   = { "results", "pupils" },
  columns  = {
    school = column.text "school",
    G1     = column.number "G1",
    G2     = column.number "G2",
    G3     = column.number "G3",
    on     = column.date { "Datum", or_ask = "Vilken dag sattes det sista betyget, G3?" },
  },
  scale = "omdöme",

  row = function(row, add)
    local pupil = ("%s-%04d"):format(row.school, row.number)
    add:group { group = row.school, kind = "undervisning", subject = "MA" }
    add:pupil { pupil = pupil, group = row.school }
    for cycle = 1, 3 do
      local points = row["G" .. cycle]
      if not points or points < 0 or points > 20 then
        return row:reject("Betygen går från 0 till 20.", "G" .. cycle)
      end
      add:judgement {
        pupil = pupil, group = row.school, subject = "MA", step = word_for(points), cycle = cycle,
        on = cycle == 3 and row.on or nil,                  -- när de två första sattes vet ingen
      }
    end
  end,
}
