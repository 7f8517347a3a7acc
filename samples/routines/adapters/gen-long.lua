-- Den långa exporten ur gen_school.py: en rad för varje elev, kriterium och varv, med allt i samma fil.
-- Här finns inget register bredvid, så elever, grupper och kriterier läggs upp när de syns första gången.
local rank = { under = 0, E = 1, C = 2, A = 3 }

-- En rad som nekas tar med sig allt den lade upp. Därför läggs samma sak upp på några rader i följd: då spelar det
-- ingen roll om den första var en av de trasiga. Att lägga upp det som redan finns ändrar ingenting.
local often, pupil, rows_of_pupil, added = 20, nil, 0, {}

local function first_times(what)
  added[what] = (added[what] or 0) + 1
  return added[what] <= often
end

local function stage_of(year_group)
  if year_group <= 3 then return 3 elseif year_group <= 6 then return 6 else return 9 end
end

return adapter {
  id = "lindbackaskolan/gen-long", version = "1.0.0", license = "MIT",
  title    = "Bedömningar i lång form, med elever och grupper",
  known_by = { "Läsår", "Varv", "Personnummer", "Skyddad", "Kriterium", "Bedömning", "Undervisningsgrupp" },
  writes   = { "results", "pupils", "criteria" },
  columns  = {
    cycle      = column.cycle "Varv",
    on         = column.date "Datum",
    group      = column.group "Klass",
    year_group = column.year_group "Årskurs",
    pupil      = column.identity "Personnummer",
    given      = column.text "Förnamn",
    family     = column.text "Efternamn",
    protection = column.mark { "Skyddad", none = { "" } },
    subject    = column.subject "Ämneskod",
    criterion  = column.text "Kriterium",
    word       = column.text "Bedömning",
    points     = column.number "Poäng",
    comment    = column.text { "Kommentar", optional = true },
  },
  scale = "kriteriesteg",
  steps = {
    ["Insats"] = "under", ["E"] = "E", ["C"] = "C", ["A"] = "A",
    -- Årskurs 1–3 har tre ord. De två övre når kriteriet; det översta läggs på C.
    ["Insats krävs"] = "under", ["Godtagbara kunskaper"] = "E", ["Mer än godtagbara kunskaper"] = "C",
  },

  row = function(row, add)
    if not row.cycle or row.cycle < 1 or row.cycle > 6 then
      return row:reject("Ett läsår har högst sex varv.", "Varv")
    end
    if not row.year_group then
      return row:reject("Årskursen saknas.", "Årskurs")
    end
    -- En klass heter årskurs och bokstav: 1A, 7B, FA, 8C2.
    if not tostring(row.group):match "^[F%d]%u%d*$" then
      return row:reject("Klassen ser inte ut som en klass.", "Klass")
    end
    local step = row:step(row.word)
    local low_years = row.year_group <= 3 and step == "C"  -- där betyder det översta ordet 2 eller 3 poäng
    if rank[step] and row.points and not low_years and math.floor(row.points) ~= rank[step] then
      return row:reject("Bedömningen och poängen säger olika saker.", "Poäng")
    end

    local stage = stage_of(row.year_group)
    if first_times(tostring(row.subject) .. " " .. row.criterion .. " " .. stage) then
      add:criterion { subject = row.subject, label = row.criterion, stage = stage }
    end
    if first_times(tostring(row.group)) then
      add:group { group = row.group, kind = "klass", year_group = row.year_group }
    end
    if row.pupil ~= pupil then pupil, rows_of_pupil = row.pupil, 0 end   -- raderna kommer elev för elev
    rows_of_pupil = rows_of_pupil + 1
    if rows_of_pupil <= often then
      add:pupil {
        pupil = row.pupil, given = row.given, family = row.family, protection = row.protection,
        group = row.group, year_group = row.year_group,
      }
      add:membership { pupil = row.pupil, group = row.group }
    end
    add:assessment {
      pupil = row.pupil, group = row.group, subject = row.subject, criterion = row.criterion,
      step = step, on = row.on, cycle = row.cycle, comment = row.comment,
    }
  end,
}
