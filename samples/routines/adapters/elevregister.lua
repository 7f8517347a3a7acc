-- Elevregistret: klasser, elever och vilka som har skyddade uppgifter. Läs in det först; allt annat hänger på det.
return adapter {
  id = "lindbackaskolan/elevregister", version = "1.0.0", license = "MIT",
  title    = "Elever och klasser ur elevregistret",
  known_by = { "Personnummer", "Efternamn", "Förnamn", "Klass", "Årskurs", "Skyddsmarkering" },
  writes   = { "pupils" },
  columns  = {
    pupil      = column.identity "Personnummer",
    family     = column.text "Efternamn",
    given      = column.text "Förnamn",
    called     = column.text { "Tilltalsnamn", optional = true },
    group      = column.group "Klass",
    year_group = column.year_group "Årskurs",
    mentor     = column.staff { "Mentor", optional = true },
    -- Bara de här orden betyder att uppgifterna inte är skyddade. Alla andra ord räknas som skydd.
    protection = column.mark { "Skyddsmarkering", none = { "", "Nej", "Ingen" } },
  },

  row = function(row, add)
    if not row.group then
      return row:reject("Eleven har ingen klass.", "Klass")
    end
    add:group { group = row.group, kind = "klass", year_group = row.year_group }
    add:pupil {
      pupil = row.pupil, given = row.given, family = row.family, called = row.called,
      protection = row.protection, group = row.group, year_group = row.year_group,
    }
    add:membership { pupil = row.pupil, group = row.group }
    if row.mentor then                                     -- en mentorsgrupp heter som mentorns signatur
      add:group { group = row.mentor, kind = "mentor" }
      add:membership { pupil = row.pupil, group = row.mentor }
    end
  end,
}
