-- What a routine file may say: the four constructors, kinds of column and kinds of option. Loading a routine
-- calls these and nothing else.
local N = ...
local P = N.P
local T, fail, kind, what = P.T, P.fail, P.kind, P.what
local KIND = "\0"

local column_class = P.class { __tostring = function() return T("en kolumn", "a column") end }
local option_class = P.class { __tostring = function() return T("ett val", "an option") end }
local routine_class = P.class {
  __tostring = function(routine) return N.rawget(routine, "kind") end,
  __index = function(_, key)
    fail("en rutin har inget fält \"%s\" att läsa", "a routine has no field \"%s\" to read", tostring(key))
  end,
}

-- Columns.
local column_kinds = {
  "identity", "text", "group", "date", "number", "mark", "subject", "cycle", "staff", "year_group", "step",
}
local column = {}
for _, name in ipairs(column_kinds) do
  column[name] = function(spec)
    if type(spec) == "string" then spec = { spec } end
    if type(spec) ~= "table" or kind(spec) then
      fail("column.%s vill ha kolumnens rubrik: column.%s \"Klass\"",
        "column.%s wants the column's heading: column.%s \"Klass\"", name, name)
    end
    local headings = {}
    for index, heading in ipairs(spec) do
      if type(heading) ~= "string" then
        fail("column.%s: en rubrik ska vara text, inte %s", "column.%s: a heading must be text, not %s", name, what(heading))
      end
      headings[index] = heading
    end
    local at = spec.at
    if at ~= nil and (math.type(at) ~= "integer" or at < 1) then
      fail("column.%s: at ska vara kolumnens nummer, 1 eller mer", "column.%s: at must be the column's number, 1 or more", name)
    end
    if #headings == 0 and not at then
      fail("column.%s behöver en rubrik, eller at = 3 för tredje kolumnen",
        "column.%s needs a heading, or at = 3 for the third column", name)
    end
    for key in pairs(spec) do
      if math.type(key) ~= "integer" and not ({ optional = 1, none = 1, or_ask = 1, at = 1 })[key] then
        fail("column.%s känner inte \"%s\"%s", "column.%s does not know \"%s\"%s", name, tostring(key),
          P.nearest(key, { "optional", "none", "or_ask", "at" }))
      end
    end
    if name == "mark" and type(spec.none) ~= "table" then
      fail("column.mark måste säga vilka ord som betyder inget: none = { \"\", \"Nej\" }. Alla andra ord betyder skyddad.",
        "column.mark must say which words mean none: none = { \"\", \"No\" }. Every other word means protected.")
    end
    return setmetatable({
      [KIND] = P.COLUMN, kind = name, headings = headings, at = at, optional = spec.optional or spec.or_ask ~= nil,
      none = spec.none, or_ask = spec.or_ask,
    }, column_class)
  end
end
setmetatable(column, P.class {
  __index = function(_, key)
    fail("det finns ingen column.%s%s Slagen är: %s", "there is no column.%s%s The kinds are: %s", tostring(key),
      P.nearest(key, column_kinds), table.concat(column_kinds, ", "))
  end,
})

-- Options.
local option_kinds = {
  share = "number", number = "number", integer = "number", text = "string", bool = "boolean", choice = "string",
}
local option_examples = { share = "0.25", number = "5", integer = "3", text = "\"\"", bool = "true", choice = "\"a\"" }

-- What keeps a default from being a value of its option, or nil.
local function misfit(name, default, choices)
  if name == "choice" then
    for _, each in ipairs(choices) do if each == default then return nil end end
    return T("ett av ", "one of ") .. table.concat(choices, ", ")
  end
  if name == "share" and not (default >= 0 and default <= 1) then
    return T("en andel mellan 0 och 1", "a share between 0 and 1")
  end
  if name == "integer" and not math.tointeger(default) then return T("ett heltal", "a whole number") end
  if name == "number" and default - default ~= 0 then return T("ett tal", "a number") end
end

local option = {}
for name, lua_type in pairs(option_kinds) do
  option[name] = function(key, default, words, choices)
    if type(default) == "number" and type(words) == "number" then
      fail("decimaler skrivs med punkt i Lua: %s.%s, inte %s,%s",
        "decimals are written with a point in Lua: %s.%s, not %s,%s", default, words, default, words)
    end
    if type(key) ~= "string" or type(words) ~= "string" then
      fail("option.%s vill ha namn, förval och en rad om vad det är: option.%s(\"%s\", %s, \"…\")",
        "option.%s wants a name, a default and a line on what it is: option.%s(\"%s\", %s, \"…\")", name, name,
        type(key) == "string" and key or "limit", option_examples[name])
    end
    if type(default) ~= lua_type then
      fail("option.%s(\"%s\"): förvalet ska vara %s, inte %s",
        "option.%s(\"%s\"): the default must be %s, not %s", name, key, P.type_words(lua_type), what(default))
    end
    if name == "choice" then
      local wrong = type(choices) ~= "table" or kind(choices) or #choices == 0
      for _, each in ipairs(wrong and {} or choices) do wrong = wrong or type(each) ~= "string" end
      if wrong then
        fail("option.choice(\"%s\") vill ha en lista av texter sist: { \"a\", \"b\" }",
          "option.choice(\"%s\") wants a list of texts last: { \"a\", \"b\" }", key)
      end
    end
    local wanted = misfit(name, default, choices)
    if wanted then
      fail("option.%s(\"%s\"): förvalet ska vara %s, inte %s", "option.%s(\"%s\"): the default must be %s, not %s",
        name, key, wanted, tostring(default))
    end
    return setmetatable({
      [KIND] = P.OPTION, kind = name, key = key, default = default, words = words, choices = choices,
    }, option_class)
  end
end

setmetatable(option, P.class {
  __index = function(_, key)
    fail("det finns inget option.%s%s Slagen är: share, number, integer, text, bool, choice",
      "there is no option.%s%s The kinds are: share, number, integer, text, bool, choice",
      tostring(key), P.nearest(key, option_kinds))
  end,
})

-- The four kinds of routine and the fields each takes.
local common = {
  id = "string", version = "string", license = "string", title = "string", about = "string",
  reads = "table", writes = "table", options = "table",
}
local needs = {
  adapter = {
    fields = {
      known_by = "table", columns = "table", scale = "string", steps = "table", header = "any",
      encoding = "string", delimiter = "string", skip_rows = "number", row = "function",
    },
    run = "row",
  },
  dialogue = { fields = { with = "string", per = "string", ask = "function" }, run = "ask" },
  report = { fields = { per = "string", draw = "function" }, run = "draw" },
  task = { fields = { per = "string", work = "function" }, run = "work" },
}
local type_words = {
  string = { "text", "text" }, table = { "en tabell", "a table" }, ["function"] = { "en funktion", "a function" },
  number = { "ett tal", "a number" }, any = { "", "" },
}
type_words.boolean = { "true eller false", "true or false" }
function P.type_words(name) return T(type_words[name][1], type_words[name][2]) end
local scopes = { school = 1, year_group = 1, group = 1, subject = 1, teaching = 1, teacher = 1 }

local function list_of_texts(routine, name, list)
  for index, word in ipairs(list) do
    if type(word) ~= "string" then
      fail("%s: %s[%d] ska vara text, inte %s", "%s: %s[%d] must be text, not %s", routine, name, index, what(word))
    end
  end
end

local examples = {
  id = "id = \"skolan/rutinen\"", version = "version = \"1.0.0\"", title = "title = \"…\"",
  row = "row = function(row, add) … end", ask = "ask = function(here, form, opt) … end",
  draw = "draw = function(here, page, opt) … end", work = "work = function(here, change, opt) … end",
}

-- What an adapter says of its file.
local encodings = { "utf-8", "windows-1252", "iso-8859-1" }

local function header_rows(header)
  if header == nil then return nil end
  local rows = header
  if type(header) == "table" and not kind(header) then
    rows = header.rows
    for key in pairs(header) do if key ~= "rows" then rows = nil end end
  end
  if rows == false then rows = 0 end
  if math.type(rows) ~= "integer" or rows < 0 or rows > 3 then
    fail("adapter: header ska vara hur många rader rubrikerna tar, 0 till 3",
      "adapter: header must be how many rows the headings take, 0 to 3")
  end
  return rows
end

local function check_file(spec)
  header_rows(spec.header)
  local encoding, delimiter, skip_rows = spec.encoding, spec.delimiter, spec.skip_rows
  if encoding then
    local known = false
    for _, name in ipairs(encodings) do known = known or name == string.lower(encoding) end
    if not known then
      fail("adapter: det finns ingen encoding \"%s\"%s Teckenkodningarna är: %s",
        "adapter: there is no encoding \"%s\"%s The encodings are: %s", encoding,
        P.nearest(encoding, encodings), table.concat(encodings, ", "))
    end
  end
  if delimiter and delimiter ~= "tab" and (delimiter == "\"" or not string.match(delimiter, "^[%p \t]$")) then
    fail("adapter: delimiter ska vara ett tecken, till exempel \";\", eller \"tab\"",
      "adapter: delimiter must be one character, such as \";\", or \"tab\"")
  end
  if skip_rows and (math.type(skip_rows) ~= "integer" or skip_rows < 0 or skip_rows > 1000) then
    fail("adapter: skip_rows ska vara ett antal rader, 0 till 1000", "adapter: skip_rows must be a number of rows, 0 to 1000")
  end
end

-- How many routines the file has made: it may return one.
local made = 0

local constructors = {}
for name, shape in pairs(needs) do
  constructors[name] = function(spec)
    if type(spec) ~= "table" or kind(spec) then
      fail("%s vill ha en tabell: return %s { id = \"…\", … }", "%s wants a table: return %s { id = \"…\", … }", name, name)
    end
    local all = {}
    for key in pairs(common) do all[#all + 1] = key end
    for key in pairs(shape.fields) do all[#all + 1] = key end
    for key, value in pairs(spec) do
      local wanted = common[key] or shape.fields[key]
      if not wanted then
        local near = P.nearest(key, all)
        if math.type(key) == "integer" then
          fail("%s: alla värden behöver ett namn (title = \"…\"), men %s står för sig själv; decimaler skrivs med punkt: 0.25",
            "%s: every value needs a name (title = \"…\"), but %s stands alone; decimals are written with a point: 0.25",
            name, what(value))
        end
        if near ~= "." then
          fail("%s känner inte fältet \"%s\"%s", "%s does not know the field \"%s\"%s", name, tostring(key), near)
        end
        table.sort(all)
        fail("%s känner inte fältet \"%s\". Fälten är: %s", "%s does not know the field \"%s\". The fields are: %s",
          name, tostring(key), table.concat(all, ", "))
      end
      if wanted ~= "any" and type(value) ~= wanted then
        fail("%s: %s ska vara %s, inte %s", "%s: %s must be %s, not %s", name, key,
          T(type_words[wanted][1], type_words[wanted][2]), what(value))
      end
    end
    for _, key in ipairs { "id", "version", "title", shape.run } do
      if spec[key] == nil then
        fail("%s saknar %s; skriv %s", "%s lacks %s; write %s", name, key, examples[key])
      end
    end
    if not string.match(spec.id, "^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$") then
      fail("id ska se ut som \"skolan/rutinen\" med små bokstäver a–z, siffror och bindestreck, inte \"%s\"",
        "id must look like \"school/routine\" in lower-case letters a–z, digits and hyphens, not \"%s\"", spec.id)
    end
    if not string.match(spec.version, "^%d+%.%d+%.%d+$") then
      fail("version ska se ut som \"1.0.0\", inte \"%s\"", "version must look like \"1.0.0\", not \"%s\"", spec.version)
    end
    if name == "adapter" then check_file(spec) end
    list_of_texts(name, "reads", spec.reads or {})
    list_of_texts(name, "writes", spec.writes or {})
    list_of_texts(name, "known_by", spec.known_by or {})
    for index, each in ipairs(spec.options or {}) do
      if kind(each) ~= P.OPTION then
        fail("options[%d] ska vara option.share(…), option.text(…) eller liknande",
          "options[%d] must be option.share(…), option.text(…) or the like", index)
      end
    end
    if spec.per and not scopes[spec.per] then
      fail("per kan inte vara \"%s\"%s",
        "per cannot be \"%s\"%s",
        spec.per, P.nearest(spec.per, { "school", "year_group", "group", "subject", "teaching", "teacher" }))
    end
    if spec.with and spec.with ~= "teacher" and spec.with ~= "leadership" then
      fail("with kan vara \"teacher\" eller \"leadership\", inte \"%s\"",
        "with can be \"teacher\" or \"leadership\", not \"%s\"", tostring(spec.with))
    end
    for key, value in pairs(spec.columns or {}) do
      if type(key) ~= "string" or kind(value) ~= P.COLUMN then
        fail("columns: %s ska vara till exempel %s = column.text \"Rubrik\"",
          "columns: %s must be for instance %s = column.text \"Heading\"", tostring(key), tostring(key))
      end
    end
    made = made + 1
    return setmetatable({ [KIND] = P.ROUTINE, kind = name, spec = spec, run = shape.run }, routine_class)
  end
end

--- What stands as globals while a routine is loaded.
P.constructors = {
  adapter = constructors.adapter, dialogue = constructors.dialogue, report = constructors.report, task = constructors.task,
  column = column, option = option, skip = P.skip, no_basis = P.no_basis, missing = P.missing, few = P.few,
  at_least = P.conditions.at_least, at_most = P.conditions.at_most, more_than = P.conditions.more_than,
  less_than = P.conditions.less_than, between = P.conditions.between, one_of = P.conditions.one_of,
}

--- The routine a file returned, as the plain record the host remembers.
function P.declaration(routine)
  if made > 1 then
    fail("filen gör %d rutiner, men en fil är en rutin; lägg var och en i en egen fil",
      "the file makes %d routines, but a file is one routine; put each in a file of its own", made)
  end
  if routine == nil and made == 1 then
    fail("filen gör en rutin men lämnar den inte ifrån sig: det saknas ett return framför",
      "the file makes a routine but does not give it: there is no return before it")
  end
  if kind(routine) ~= P.ROUTINE then
    fail("filen ska sluta med return adapter { … }, dialogue, report eller task; den gav %s",
      "the file must end with return adapter { … }, dialogue, report or task; it gave %s", what(routine))
  end
  local spec = N.rawget(routine, "spec")
  local options = {}
  for index, each in ipairs(spec.options or {}) do
    options[index] = {
      key = N.rawget(each, "key"), kind = N.rawget(each, "kind"), default = N.rawget(each, "default"),
      words = N.rawget(each, "words"), choices = N.rawget(each, "choices"),
    }
  end
  local columns = {}
  for name, each in pairs(spec.columns or {}) do
    columns[#columns + 1] = {
      name = name, kind = N.rawget(each, "kind"), headings = N.rawget(each, "headings"), at = N.rawget(each, "at"),
      optional = N.rawget(each, "optional"), or_ask = N.rawget(each, "or_ask"),
    }
  end
  return {
    kind = N.rawget(routine, "kind"), id = spec.id, version = spec.version, license = spec.license or "", title = spec.title,
    about = spec.about or "", known_by = spec.known_by or {}, reads = spec.reads or {}, writes = spec.writes or {},
    options = options, columns = columns, per = spec.per or "school", with = spec.with or "", scale = spec.scale or "",
    header = header_rows(spec.header), encoding = spec.encoding and string.lower(spec.encoding),
    delimiter = spec.delimiter, skip_rows = spec.skip_rows,
  }
end
