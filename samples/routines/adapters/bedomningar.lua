-- Verktygets export med en rad för varje elev och kriterium. Varvet står inte i filen: --cycle säger det.
local rank = { under = 0, E = 1, C = 2, A = 3 }

-- Verktyget har egna korta namn på kriterierna. Här står vilka de är; koden i Varv är ämne, stadium och ordet till höger.
local criteria = {
  MA = {
    ["Begrepp"] = "begrepp", ["Metoder"] = "metoder", ["Problemlösning"] = "problemlosning",
    ["Resonemang"] = "resonemang", ["Kommunikation"] = "kommunikation",
  },
  SV = { ["Läsa"] = "lasa", ["Skriva"] = "skriva", ["Tala och lyssna"] = "tala", ["Språkbruk"] = "sprakbruk" },
  EN = {
    ["Läsförståelse"] = "lasa", ["Hörförståelse"] = "lyssna", ["Skriva"] = "skriva", ["Tala och samtala"] = "tala",
  },
}

local function criterion_of(row)
  local known = criteria[row.subject]
  local word = known and known[row.criterion]
  local year_group = tonumber((tostring(row.group):match "^%d+"))
  if not word or not year_group then return nil end
  return ("%s-%d-%s"):format(row.subject, year_group <= 6 and 6 or 9, word)
end

return adapter {
  id = "lindbackaskolan/bedomningar", version = "1.0.0", license = "MIT",
  title    = "Bedömningar per kriterium",
  known_by = { "Personnummer", "Klass", "Ämneskod", "Kriterium", "Bedömning", "Bedömd av" },
  writes   = { "results" },
  columns  = {
    pupil     = column.identity "Personnummer",
    group     = column.group "Klass",
    subject   = column.subject "Ämneskod",
    criterion = column.text "Kriterium",
    word      = column.text "Bedömning",
    points    = column.number { "Poäng", optional = true },
    on        = column.date { "Datum", or_ask = "Vilken dag gäller bedömningarna?" },
    staff     = column.staff { "Bedömd av", optional = true },
    comment   = column.text { "Kommentar", optional = true },
  },
  scale = "kriteriesteg",
  steps = {
    ["Insats"] = "under", ["E"] = "E", ["C"] = "C", ["A"] = "A",
    ["-"] = no_basis, ["–"] = no_basis, [""] = skip,      -- streck är ett besked, tomt är ingenting
  },

  row = function(row, add)
    local criterion = criterion_of(row)
    if not criterion then
      return row:reject("Kriteriet finns inte i ämnet, eller så saknas klassen.", "Kriterium")
    end
    local step = row:step(row.word)
    -- Poängen är samma bedömning i siffror (1,5 är ett starkt E). Säger de olika saker vet ingen vad som gäller.
    if row.points and rank[step] and math.floor(row.points) ~= rank[step] then
      return row:reject("Bedömningen och poängen säger olika saker.", "Poäng")
    end
    add:assessment {
      pupil = row.pupil, group = row.group, subject = row.subject, criterion = criterion,
      step = step, on = row.on, staff = row.staff, comment = row.comment,
    }
  end,
}
