-- Student Insights (USA): elevlistan. Allt står inom citattecken, och en tom uppgift heter NULL.
-- Numren är skolans egna: i school.toml, [pupils], number = "digits 3".
local function known(text)
  if text ~= nil and text ~= "" and text ~= "NULL" then return text end
end

return adapter {
  id = "lindbackaskolan/student-insights-students", version = "1.0.0", license = "MIT",
  title    = "Elever och klasser ur Student Insights",
  known_by = { "state_id", "local_id", "full_name", "grade", "homeroom", "enrollment_status" },
  writes   = { "pupils" },
  columns  = {
    pupil      = column.text "local_id",                   -- skolans eget nummer, inget personnummer
    name       = column.text "full_name",
    year_group = column.year_group "grade",                -- "07" är årskurs 7
    homeroom   = column.text "homeroom",
    status     = column.text "enrollment_status",
  },

  row = function(row, add)
    if not known(row.pupil) then
      return row:reject("Eleven har inget nummer.", "local_id")
    end
    if row.status ~= "Active" then return end              -- de som har slutat hoppas över
    local group = known(row.homeroom)
    local family, given = row.name:match "^(.-),%s*(.*)$"
    if group then
      add:group { group = group, kind = "klass", year_group = row.year_group }
      add:membership { pupil = row.pupil, group = group }
    end
    add:pupil {
      pupil = row.pupil, given = given, family = family or row.name, group = group, year_group = row.year_group,
    }
  end,
}
