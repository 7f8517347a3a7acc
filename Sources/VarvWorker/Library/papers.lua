-- What a report's page and a dialogue's form can be told. Each call sends one piece of a document to the host,
-- which counts the sets, puts in names and draws.
local N = ...
local P = N.P
local fail, kind, what = P.fail, P.kind, P.what
local KIND = "\0"

local function rich(value) return P.to_rich(value, P.here_lookup, P.here_names) end

local function prose(text)
  if text == nil then fail("det saknas en text efter page eller form", "there is no text after page or form") end
  N.emit { block = "prose", text = rich(text) }
end

local function known_options(verb, options, allowed)
  if options == nil then return {} end
  if type(options) ~= "table" or kind(options) then
    fail("%s: det sista ska vara en tabell med val, inte %s",
      "%s: the last value must be a table of choices, not %s", verb, what(options))
  end
  for key in pairs(options) do
    local ok = false
    for _, name in ipairs(allowed) do ok = ok or name == key end
    if not ok then
      fail("%s känner inte \"%s\"%s", "%s does not know \"%s\"%s", verb, tostring(key), P.nearest(key, allowed))
    end
  end
  return options
end

-- Columns of a table: a key, or { key, "words" }.
local function table_columns(verb, columns)
  if kind(columns) == P.SET then
    fail("%s: ordningen är mängd, kolumner, val", "%s: the order is set, columns, options", verb)
  end
  if type(columns) ~= "table" or kind(columns) or #columns == 0 then
    fail("%s vill ha kolumner: { \"subject\", { \"trend\", \"Sedan sist\" } }",
      "%s wants columns: { \"subject\", { \"trend\", \"Since last\" } }", verb)
  end
  local list = {}
  for index, each in ipairs(columns) do
    if type(each) == "string" then
      list[index] = { key = each }
    elseif type(each) == "table" and type(each[1]) == "string" and (each[2] == nil or type(each[2]) == "string") then
      list[index] = { key = each[1], title = each[2] }
    else
      fail("%s: kolumn %d ska vara en nyckel eller { nyckel, \"rubrik\" }",
        "%s: column %d must be a key or { key, \"heading\" }", verb, index)
    end
  end
  return list
end

-- A set crosses as its description; a list of things or of tables crosses as rows.
local function rows_or_set(verb, source)
  if kind(source) == P.SET then return { set = source } end
  if type(source) == "table" and kind(source) == nil then
    local rows = {}
    for index, each in ipairs(source) do
      if type(each) ~= "table" then
        fail("%s: rad %d ska vara en sak eller en tabell, inte %s",
          "%s: row %d must be a thing or a table, not %s", verb, index, what(each))
      end
      rows[index] = each
    end
    return { rows = rows }
  end
  fail("%s vill ha en mängd eller en lista, inte %s", "%s wants a set or a list, not %s", verb, what(source))
end

local function check_keys(verb, source, keys)
  if kind(source) ~= P.SET then return end
  local of = N.rawget(source, "of")
  for _, declared in ipairs(N.start.items) do
    if declared.name == of then
      for _, key in ipairs(keys) do
        if not declared.known[key] then
          fail("%s: %s har inget fält \"%s\"%s Fälten är: %s", "%s: %s has no field \"%s\"%s The fields are: %s", verb, of, key,
            P.nearest(key, declared.names), table.concat(declared.names, ", "))
        end
      end
    end
  end
end

local methods = {}

function methods.table(_, source, columns, options)
  local list = table_columns("page:table", columns)
  local keys = {}
  for index, each in ipairs(list) do keys[index] = each.key end
  check_keys("page:table", source, keys)
  options = known_options("page:table", options, { "title", "empty" })
  local piece = rows_or_set("page:table", source)
  piece.block, piece.columns, piece.title = "table", list, options.title and rich(options.title)
  piece.empty = options.empty and rich(options.empty)
  N.emit(piece)
end

function methods.bars(_, source, options)
  options = known_options("page:bars", options, { "label", "value", "title", "empty", "note" })
  if type(options.label) ~= "string" or type(options.value) ~= "string" then
    fail("page:bars vill veta vad som är namn och värde: { label = \"label\", value = \"share\" }",
      "page:bars wants to know what is name and value: { label = \"label\", value = \"share\" }")
  end
  check_keys("page:bars", source, { options.label, options.value, options.note })
  local piece = rows_or_set("page:bars", source)
  piece.block, piece.label, piece.value, piece.note = "bars", options.label, options.value, options.note
  piece.title = options.title and rich(options.title)
  piece.empty = options.empty and rich(options.empty)
  N.emit(piece)
end

function methods.lines(_, count, label)
  if math.type(count) ~= "integer" or count < 1 or count > 60 then
    fail("page:lines vill ha antal rader, 1 till 60", "page:lines wants a number of lines, 1 to 60")
  end
  N.emit { block = "lines", count = count, label = label and rich(label) or nil }
end

function methods.page_break() N.emit { block = "page_break" } end

local function paper(name, own)
  local names = {}
  for key in pairs(own) do names[#names + 1] = key end
  local checked = {}
  for key, method in pairs(own) do
    checked[key] = N.entry(function(self, ...)
      P.colon(kind(self) == P.PAPER, name .. ":" .. key)
      method(self, ...)
    end)
  end
  return setmetatable({ [KIND] = P.PAPER }, P.class {
    __call = function(_, text) prose(text) end,
    __index = function(_, key)
      local method = checked[key]
      if method then return method end
      if P.here_has(key) then
        fail("%s har inget \"%s\", men det har here; ordningen är function(here, %s, opt)",
          "%s has no \"%s\", but here has; the order is function(here, %s, opt)", name, key, name)
      end
      fail("%s har inget \"%s\"%s Det finns: %s", "%s has no \"%s\"%s There is: %s", name, tostring(key),
        P.nearest(key, names), table.concat(names, ", "))
    end,
    __tostring = function() return name end,
  })
end

function P.make_page() return paper("page", methods) end

-- Forms.
local form_methods = { table = methods.table, bars = methods.bars, lines = methods.lines, page_break = methods.page_break }
local asked

local field_options = { "about", "required", "help", "lines", "owner", "aims", "due" }

local function field(verb, kind_name, key, label, options, choices)
  if type(key) ~= "string" or not string.match(key, "^[a-z][a-z0-9_]*$") then
    fail("%s: nyckeln ska vara ett ord med a–z, siffror och _, till exempel \"change\"",
      "%s: the key must be a word of a–z, digits and _, such as \"change\"", verb)
  end
  options = known_options(verb, options, field_options)
  local about = options.about
  if about ~= nil and kind(about) ~= P.ITEM then
    fail("%s: about ska vara en sak i skolan, inte %s", "%s: about must be a thing in the school, not %s", verb, what(about))
  end
  local due = options.due
  if due ~= nil and due ~= "next_cycle" and not P.day_number(due) then
    fail("%s: due ska vara \"next_cycle\" eller ett datum, som \"2026-11-24\", inte %s",
      "%s: due must be \"next_cycle\" or a day, such as \"2026-11-24\", not %s", verb, what(due))
  end
  local mark = key .. "\0" .. (about and (N.rawget(about, "code") or tostring(about)) or "")
  if asked[mark] then
    fail("%s: frågan \"%s\" är redan ställd; ge den en annan nyckel eller ett annat about",
      "%s: the question \"%s\" is already asked; give it another key or about", verb, key)
  end
  asked[mark] = true
  N.emit {
    block = "field", kind = kind_name, key = key, label = rich(label), about = about, required = options.required or false,
    help = options.help and rich(options.help), lines = options.lines, choices = choices,
    owner = options.owner, due = options.due, aims = options.aims,
  }
end

for name, kind_name in pairs { text = "text", number = "number", date = "date", person = "person", plan = "plan" } do
  form_methods[name] = function(_, key, label, options)
    if label == nil then fail("form:%s vill ha nyckel och fråga", "form:%s wants a key and a question", name) end
    field("form:" .. name, kind_name, key, label, options)
  end
end

function form_methods.choice(_, key, label, choices, options)
  if type(choices) ~= "table" or #choices == 0 then
    fail("form:choice vill ha svarsalternativ: { { \"yes\", \"Ja\" }, { \"no\", \"Nej\" } }",
      "form:choice wants answers: { { \"yes\", \"Yes\" }, { \"no\", \"No\" } }")
  end
  local list = {}
  for index, each in ipairs(choices) do
    if type(each) ~= "table" or type(each[1]) ~= "string" or type(each[2]) ~= "string" then
      fail("form:choice: alternativ %d ska vara { \"nyckel\", \"ord\" }",
        "form:choice: answer %d must be { \"key\", \"words\" }", index)
    end
    list[index] = { key = each[1], label = each[2] }
  end
  field("form:choice", "choice", key, label, options, list)
end

function P.make_form()
  asked = {}
  return paper("form", form_methods)
end

-- Changes a task or a meeting makes.
function P.make_change()
  local change_methods, names = {}, { "note" }
  for index, declared in ipairs(N.start.records) do
    local add = N.adder(index - 1)
    names[#names + 1] = declared.name
    -- An entry keeps the line of `return change:…`, which is what a meeting's entries are.
    change_methods[declared.name] = N.entry(function(self, item, fields)
      P.colon(kind(self) == P.CHANGE, "change:" .. declared.name)
      if kind(item) == P.ITEM then
        if P.type_of(item) ~= declared.name then
          fail("change:%s vill ha en %s, inte en %s", "change:%s wants a %s, not a %s", declared.name, declared.name,
            P.type_of(item))
        end
        if fields ~= nil and (type(fields) ~= "table" or kind(fields) or getmetatable(fields) ~= nil) then
          fail("change:%s vill ha fälten i en vanlig tabell: { … }", "change:%s wants the fields in a plain table: { … }",
            declared.name)
        end
        local copy = {}
        for key, value in pairs(fields or {}) do copy[key] = value end
        if copy.code == nil then copy.code = item.code end
        return add(nil, copy)
      end
      if type(item) ~= "table" or kind(item) then
        fail("change:%s vill ha en tabell: change:%s { … }",
          "change:%s wants a table: change:%s { … }", declared.name, declared.name)
      end
      return add(nil, item)
    end)
  end
  function change_methods.note(self, about, text)
    P.colon(kind(self) == P.CHANGE, "change:note")
    if text == nil then about, text = nil, about end
    N.emit { block = "note", about = about, text = rich(text) }
  end
  return setmetatable({ [KIND] = P.CHANGE }, P.class {
    __index = function(_, key)
      local method = change_methods[key]
      if method then return method end
      local withheld = P.withheld_records and P.withheld_records[key]
      if withheld then P.refuse_write(key, withheld) end
      fail("change har inget \"%s\"%s Det finns: %s", "change has no \"%s\"%s There is: %s", tostring(key),
        P.nearest(key, names), table.concat(names, ", "))
    end,
    __tostring = function() return "change" end,
  })
end
