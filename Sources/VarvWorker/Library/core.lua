-- What every other part of the library stands on: messages in two languages, marks, days, conditions and text
-- with typed leaves. Loaded with two private tables: N, the worker's own functions, and P, what the parts share.
local N = ...
local P = N.P

local english = N.lang == "en"

--- Picks the words of the run's language.
function P.T(sv, en) return english and en or sv end
local T = P.T

--- Raises an error at the routine's own line.
function P.fail(sv, en, ...)
  local words = english and en or sv
  N.raise(select("#", ...) > 0 and string.format(words, ...) or words)
end
local fail = P.fail

-- The raw field that says what kind of host object a table is. Scripts cannot see it: pairs, next, rawget and
-- rawset refuse host objects.
local KIND = "\0"
P.ITEM, P.DAY, P.RICH, P.SET, P.MARK, P.CONDITION, P.ROUTINE, P.COLUMN, P.OPTION = 1, 2, 3, 4, 5, 6, 7, 8, 9
P.HERE, P.PAPER, P.CHANGE = 10, 11, 12

--- The kind of a host object, or nil for a plain value.
function P.kind(value)
  return type(value) == "table" and N.rawget(value, KIND) or nil
end
local kind = P.kind

local function immutable()
  fail("det här värdet kan inte ändras; gör ett nytt i stället", "this value cannot be changed; make a new one")
end

--- Makes a metatable whose tables are host objects: read-only and not to be looked through.
function P.class(mt)
  mt.__newindex = mt.__newindex or immutable
  mt.__metatable = false
  return N.mark(mt)
end
local class = P.class

--- What a value is, in the words of a message.
function P.what(value)
  local k = kind(value)
  if k == P.ITEM then return (N.rawget(value, "\0name") or T("en sak i skolan", "a thing in the school")) end
  if k == P.DAY then return T("ett datum", "a day") end
  if k == P.RICH then return T("en text", "a text") end
  if k == P.SET then return T("en mängd", "a set") end
  if k == P.MARK then return tostring(value) end
  if k == P.CONDITION then return T("ett villkor", "a condition") end
  if k == P.COLUMN then return T("en kolumn", "a column") end
  local names = {
    ["nil"] = T("ingenting (nil)", "nothing (nil)"), string = T("text", "text"), number = T("ett tal", "a number"),
    boolean = T("sant eller falskt", "true or false"), table = T("en tabell", "a table"),
    ["function"] = T("en funktion", "a function"), thread = T("en korutin", "a coroutine"),
  }
  return names[type(value)] or type(value)
end
local what = P.what

--- Adds "; menade du …?" when a list of words has one near the given.
function P.nearest(word, list)
  local near = type(word) == "string" and N.nearest(word, list) or nil
  return near and T("; menade du \"" .. near .. "\"?", "; did you mean \"" .. near .. "\"?") or "."
end

--- Refuses a method that was called with a dot, so that the first value went where the thing itself belongs.
function P.colon(is_right, name)
  if not is_right then
    fail("anropa med kolon, inte punkt: %s(…)", "call with a colon, not a dot: %s(…)", name)
  end
end

-- What people write who know another language, or an older Lua.
local strays = {
  ["nil"] = { "null", "Null", "NULL", "None", "Nil", "undefined", "ingenting" },
  ["true"] = { "True", "TRUE", "sant", "sann", "ja" },
  ["false"] = { "False", "FALSE", "falskt", "falsk", "nej" },
  ["table.unpack"] = { "unpack" }, ["load"] = { "loadstring" }, ["tostring"] = { "str" }, ["tonumber"] = { "int", "float" },
  ["string.format"] = { "printf", "sprintf" }, ["#"] = { "len" },
}
for right, words in pairs(strays) do
  for _, word in ipairs(words) do
    local told = T("Lua har inget \"%s\"; skriv %s", "Lua has no \"%s\"; write %s")
    N.hint(word, string.format(told, word, right), true)
  end
end
for _, name in ipairs { "io", "package", "dofile", "loadfile" } do
  N.hint(name, T(
    "\"" .. name .. "\" finns inte här: en rutin når inga filer. Filen som läses in kommer rad för rad i row, och det som ska "
      .. "ut går genom page, form, add eller change",
    "\"" .. name .. "\" does not exist here: a routine reaches no files. The file being imported comes row by row in row, and "
      .. "what is to go out goes through page, form, add or change"), true)
end
for _, name in ipairs { "collectgarbage", "setfenv", "getfenv", "module", "newproxy" } do
  local words = T("\"%s\" finns inte här, och behövs inte", "\"%s\" does not exist here, and is not needed")
  N.hint(name, string.format(words, name), true)
end
N.hint("continue", T(
  "Lua har inget continue; vänd på villkoret i if", "Lua has no continue; turn the condition of if around"), true)

--- What the values of a class answer to a sum and to `..`: words on what to write instead. A filled text takes them as
--- a leaf, whichever side they stand on.
local function unreckoned(mt, own, sv, en)
  local function the_one(a, b) return kind(a) == own and a or b end
  local function reckoned(a, b)
    local value = what(the_one(a, b))
    fail("%s går inte att räkna med. " .. sv, "%s cannot be reckoned with. " .. en, value)
  end
  for _, event in ipairs { "add", "sub", "mul", "div", "idiv", "mod", "pow", "unm" } do mt["__" .. event] = reckoned end
  mt.__concat = function(a, b)
    if kind(a) == P.RICH or kind(b) == P.RICH then return P.rich_class.__concat(a, b) end
    fail("%s kan inte fogas till text med \"..\". Låt saken fylla i den: sak \"… {fält} …\", eller skriv tostring(…).",
      "%s cannot be joined to text with \"..\". Let the thing fill it in: thing \"… {field} …\", or write tostring(…).",
      what(the_one(a, b)))
  end
  return mt
end

-- Marks: absences that are facts of their own.
local mark_class = class(unreckoned({
  __tostring = function(mark) return N.rawget(mark, "name") end,
  __lt = function() fail("ett dolt eller saknat värde går inte att jämföra",
    "a hidden or missing value compares with nothing") end,
  __le = function() fail("ett dolt eller saknat värde går inte att jämföra",
    "a hidden or missing value compares with nothing") end,
  __index = function(mark, key)
    fail("%s är ett värde utan fält (du läste \"%s\")", "%s is a value without fields (you read \"%s\")",
      N.rawget(mark, "name"), tostring(key))
  end,
}, P.MARK, "Det är dolt eller saknas; pröva det först: if x == few", "It is hidden or missing; try it first: if x == few"))
local function make_mark(name, code)
  return setmetatable({ [KIND] = P.MARK, name = name, code = code }, mark_class)
end
P.skip, P.no_basis = make_mark("skip", 0), make_mark("no_basis", 1)
P.few, P.missing = make_mark("few", 2), make_mark("missing", 3)
P.marks = { [0] = P.skip, P.no_basis, P.few, P.missing }

-- Days.
local day_class
local function day_iso(day)
  return string.format("%04d-%02d-%02d", N.rawget(day, "year"), N.rawget(day, "month"), N.rawget(day, "day"))
end
local month_lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
--- A day as one number that compares, also of a text such as "2026-11-24"; nil for anything else.
function P.day_number(day)
  if kind(day) == P.DAY then
    return N.rawget(day, "year") * 10000 + N.rawget(day, "month") * 100 + N.rawget(day, "day")
  end
  if type(day) ~= "string" then return nil end
  local year, month, date = string.match(day, "^(%d%d%d%d)%-(%d%d)%-(%d%d)$")
  if not year then return nil end
  local y, m, d = math.tointeger(tonumber(year)), math.tointeger(tonumber(month)), math.tointeger(tonumber(date))
  local leap = m == 2 and y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0) and 1 or 0
  if y < 1 or d < 1 or d > (month_lengths[m] or 0) + leap then return nil end
  return y * 10000 + m * 100 + d
end
local function packed(day)
  return P.day_number(day) or fail("ett datum kan bara jämföras med ett datum, som \"2026-11-24\", inte med %s",
    "a day compares with a day only, such as \"2026-11-24\", not with %s", what(day))
end
day_class = class(unreckoned({
  __tostring = day_iso,
  __eq = function(a, b) return kind(a) == P.DAY and kind(b) == P.DAY and packed(a) == packed(b) end,
  __lt = function(a, b) return packed(a) < packed(b) end,
  __le = function(a, b) return packed(a) <= packed(b) end,
  __index = function(_, key)
    if key == "iso" then return day_iso end
    fail("ett datum har fälten year, month och day, inte \"%s\"",
      "a day has the fields year, month and day, not \"%s\"", tostring(key))
  end,
}, P.DAY, "Skriv require \"varv.dates\" och dates.add(dag, 1), eller dates.days(från, till)",
  "Write require \"varv.dates\" and dates.add(day, 1), or dates.days(from, to)"))
P.day_class = day_class
function P.make_day(year, month, day)
  return setmetatable({ [KIND] = P.DAY, year = year, month = month, day = day }, day_class)
end

-- Conditions: values for `where`, not closures, so that the host can count.
local condition_class = class {
  __tostring = function(c) return N.rawget(c, "op") end,
  __index = function() fail("ett villkor har inga fält", "a condition has no fields") end,
}
local function condition(op, ...)
  return setmetatable({ [KIND] = P.CONDITION, op = op, with = { ... } }, condition_class)
end
local function comparing(op)
  return function(value, ...)
    if select("#", ...) > 0 then
      fail("%s tar ett värde; decimaler skrivs med punkt: %s(0.25)",
        "%s takes one value; decimals are written with a point: %s(0.25)", op, op)
    end
    if value == nil then fail("%s behöver ett värde: %s(0.25)", "%s needs a value: %s(0.25)", op, op) end
    return condition(op, value)
  end
end
P.conditions = {
  at_least = comparing "at_least", at_most = comparing "at_most",
  more_than = comparing "more_than", less_than = comparing "less_than",
  between = function(low, high)
    if low == nil or high == nil then fail("between behöver två värden: between(2, 5)",
      "between needs two values: between(2, 5)") end
    return condition("between", low, high)
  end,
  one_of = function(list)
    if type(list) ~= "table" or #list == 0 then
      fail("one_of behöver en lista: one_of { \"7A\", \"7B\" }", "one_of needs a list: one_of { \"7A\", \"7B\" }")
    end
    return condition("one_of", table.unpack(list))
  end,
}

-- Text with typed leaves. Parts alternate freely: strings are Markdown, tables { value } are leaves.
local rich_class
local function rich(parts) return setmetatable({ [KIND] = P.RICH, parts = parts }, rich_class) end
P.rich = rich

local function parts_of(value)
  local k = kind(value)
  if k == P.RICH then return N.rawget(value, "parts") end
  if type(value) == "string" or type(value) == "number" then return { tostring(value) } end
  return { { value } }
end

--- How a leaf shows where only plain text will do: pseudonyms, ISO days, codes, `<5`.
function P.show(value)
  if value == nil or value == P.missing then return "–" end
  if value == P.few then return "<5" end
  if value == P.no_basis then return "-" end
  if type(value) == "table" and kind(value) == nil then
    local share = value.share
    if math.type(share) then
      -- The decimals it was written with are rounded, not its binary ones: 0.285 is 29 %.
      local hundredths = tonumber(string.format("%.12g", share * 100))
      local whole = hundredths and math.floor(hundredths + 0.5)
      if math.type(whole) == "integer" then return whole .. " %" end
    end
    if type(value.code) == "string" then return value.code end
  end
  return tostring(value)
end

rich_class = class {
  __concat = function(a, b)
    local joined = {}
    for _, part in ipairs(parts_of(a)) do joined[#joined + 1] = part end
    for _, part in ipairs(parts_of(b)) do joined[#joined + 1] = part end
    return rich(joined)
  end,
  __tostring = function(text)
    local out = {}
    for _, part in ipairs(N.rawget(text, "parts")) do
      if type(part) == "string" then
        out[#out + 1] = part
      else
        out[#out + 1] = P.show(part[1])
      end
    end
    return table.concat(out)
  end,
  __index = function(_, key)
    fail("en ifylld text har inga fält (du läste \"%s\")", "a filled text has no fields (you read \"%s\")", tostring(key))
  end,
}

P.rich_class = rich_class

-- Templates: "{key}", "{key.inner}", "{n|elev|elever}", "{{" for a brace. Parsed once a text.
local parsed = {}
local function parse(template)
  local known = parsed[template]
  if known then return known end
  local parts, from = {}, 1
  local literal = {}
  local function flush()
    if #literal > 0 then parts[#parts + 1] = table.concat(literal); literal = {} end
  end
  while true do
    local at = string.find(template, "{", from, true)
    if not at then literal[#literal + 1] = string.sub(template, from); break end
    literal[#literal + 1] = string.sub(template, from, at - 1)
    if string.sub(template, at + 1, at + 1) == "{" then
      literal[#literal + 1] = "{"
      from = at + 2
    else
      local stop = string.find(template, "}", at, true)
      if not stop then
        fail("klammern i \"%s\" stängs aldrig; skriv {{ för en vanlig klammer",
          "the brace in \"%s\" is never closed; write {{ for a plain brace", string.sub(template, at, at + 20))
      end
      flush()
      local inside = string.sub(template, at + 1, stop - 1)
      local key, one, many = string.match(inside, "^([^|]*)|([^|]*)|([^|]*)$")
      parts[#parts + 1] = { key = key or inside, one = one, many = many }
      from = stop + 1
    end
  end
  flush()
  parsed[template] = parts
  return parts
end

--- Fills a template; `lookup(key)` gives a value and whether the key exists, `names()` the keys for a message.
function P.fill(template, lookup, names)
  local out = {}
  for _, part in ipairs(parse(template)) do
    if type(part) == "string" then
      out[#out + 1] = part
    else
      local value, exists = lookup(part.key)
      if not exists then
        local list = names()
        fail("här finns inget som heter \"%s\"%s Det som finns: %s", "there is nothing called \"%s\" here%s There is: %s",
          part.key, P.nearest(part.key, list), table.concat(list, ", "))
      end
      if kind(value) == P.RICH then
        for _, inner in ipairs(N.rawget(value, "parts")) do out[#out + 1] = inner end
      else
        out[#out + 1] = { value }
      end
      if part.one then out[#out + 1] = " " .. (value == 1 and part.one or part.many) end
    end
  end
  return rich(out)
end

--- A plain text as text with leaves: its braces are filled from `lookup`, or kept when there is none.
function P.to_rich(value, lookup, names)
  if kind(value) == P.RICH then return value end
  if type(value) == "string" then
    return lookup and P.fill(value, lookup, names) or rich { value }
  end
  if type(value) == "number" then return rich { { value } } end
  if kind(value) == P.ITEM or kind(value) == P.DAY then return rich { { value } } end
  fail("här behövs en text, inte %s", "a text is needed here, not %s", what(value))
end
