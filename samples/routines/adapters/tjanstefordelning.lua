-- Tjänstefördelningen: vem som undervisar vilken grupp i vilket ämne. Mentorerna står i elevregistret, elev för elev.
-- Den som undervisar i flera grupper står på flera rader; den som inte undervisar har en rad utan ämne.
return adapter {
  id = "lindbackaskolan/tjanstefordelning", version = "1.0.0", license = "MIT",
  title    = "Personal och undervisning ur tjänstefördelningen",
  known_by = { "Signatur", "Befattning", "Undervisningsgrupp", "Mentor för" },
  writes   = { "staff" },
  columns  = {
    staff   = column.staff "Signatur",
    given   = column.text "Förnamn",
    family  = column.text "Efternamn",
    duty    = column.text "Befattning",
    subject = column.subject { "Ämneskod", optional = true },
    group   = column.group { "Undervisningsgrupp", optional = true },
  },

  row = function(row, add)
    add:staff { staff = row.staff, given = row.given, family = row.family, duties = row.duty }
    if row.subject and row.group then
      add:teaching { staff = row.staff, group = row.group, subject = row.subject }
    elseif row.subject or row.group then
      return row:reject("Raden har ämne utan grupp, eller grupp utan ämne.", "Undervisningsgrupp")
    end
  end,
}
