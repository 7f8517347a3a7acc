-- Things in the school and sets of them. A set is only described here; the host makes one query of it.
local N = ...
local P = N.P
local T, fail, kind, what, class = P.T, P.fail, P.kind, P.what, P.class
local KIND, HANDLE, TYPE = "\0", "\0h", "\0t"

local types = N.start.items -- in the start frame's order; index + 1 here, index over the border
local functions = N.start.functions
local by_name, by_collection = {}, {}
local set_functions, item_functions, here_functions = {}, {}, {}

for index, declared in ipairs(types) do
  declared.index = index - 1
  declared.known, declared.names, declared.share = {}, {}, {}
  for position, field in ipairs(declared.fields) do
    declared.known[field.name] = position
    declared.names[position] = field.name
    if field.type == "share" then declared.share[field.name] = true end
  end
  by_name[declared.name] = declared
  if declared.collection ~= "" then by_collection[declared.collection] = declared end
end
P.by_collection = by_collection

local set_class, new_set

-- Checks what a call was given against what the function declares, and says which parameter is wrong.
local accepts = {
  boolean = function(v) return type(v) == "boolean" end,
  integer = function(v) return math.type(v) == "integer" end,
  number = function(v) return type(v) == "number" end,
  share = function(v) return type(v) == "number" end,
  string = function(v) return type(v) == "string" end,
  day = function(v) return kind(v) == P.DAY end,
  text = function(v) return type(v) == "string" or kind(v) == P.RICH end,
  table = function(v) return type(v) == "table" and kind(v) == nil end,
  any = function() return true end,
}
local function check(declared, arguments, count)
  for position, parameter in ipairs(declared.parameters) do
    local value = arguments[position]
    local plain = string.gsub(parameter.type, "%?$", "")
    if value == nil then
      if plain == parameter.type then
        fail("%s behöver %s (%s)", "%s needs %s (%s)", declared.name, parameter.name, parameter.words)
      end
    else
      local accept = accepts[plain]
      if accept and not accept(value) then
        fail("%s: %s ska vara %s, inte %s", "%s: %s must be %s, not %s", declared.name, parameter.name, plain, what(value))
      end
    end
  end
  if count > #declared.parameters then
    fail("%s tar högst %d, men fick %d värden", "%s takes at most %d, but got %d values", declared.name,
      #declared.parameters, count)
  end
end

-- In a meeting the school changes between entries, by what they write and by what others do. What an entry was given
-- is shown as it was then; at the next entry its fields are let go of, and asked for anew when someone reads them.
local OLD = "\0old"
local met, meets = setmetatable({}, { __mode = "v" }), 0
local function meet(item)
  if not N.start.meeting or kind(item) ~= P.ITEM then return item end
  meets = meets + 1
  met[meets] = item
  for _, name in ipairs(types[N.rawget(item, TYPE) + 1].names) do
    local inner = N.rawget(item, name)
    if kind(inner) == P.ITEM then meet(inner) end
  end
  return item
end

--- Lets go of the fields of everything earlier entries were given.
function P.new_entry()
  for position = 1, meets do
    local item = met[position]
    if item then
      for _, name in ipairs(types[N.rawget(item, TYPE) + 1].names) do N.rawset(item, name, nil) end
      N.rawset(item, OLD, true)
      met[position] = nil
    end
  end
  meets = 0
end

local function refreshed(item, key)
  if N.rawget(item, OLD) then
    local fresh = N.ask(3, item)
    for _, name in ipairs(types[N.rawget(item, TYPE) + 1].names) do N.rawset(item, name, N.rawget(fresh, name)) end
    N.rawset(item, OLD, nil)
    meet(item)
  end
  return N.rawget(item, key)
end

--- The name of a thing's type, or of no type when a script has made the thing up.
function P.type_of(item)
  local index = N.rawget(item, TYPE)
  local declared = math.type(index) == "integer" and types[index + 1]
  return declared and declared.name or "?"
end

local function answer(value)
  if type(value) == "table" and kind(value) == nil then
    local why = value["\0why"]
    if why then return nil, why end
  end
  return meet(value)
end

local function bind(declared, method)
  if declared.narrows then
    return N.entry(function(set, ...)
      P.colon(kind(set) == P.SET, declared.name)
      check(declared, { ... }, select("#", ...))
      return new_set(N.rawget(set, "collection"), N.rawget(set, "scoped"), N.rawget(set, "operations"),
        { method, ... })
    end)
  end
  return N.entry(function(self, ...)
    P.colon(kind(self) == P.SET or kind(self) == P.ITEM, declared.name)
    check(declared, { ... }, select("#", ...))
    if kind(self) == P.ITEM then return answer(N.ask(16 + declared.index, self, ...)) end
    return answer(N.ask(16 + declared.index, ...))
  end)
end

local plain_functions = {}
for index, declared in ipairs(functions) do
  declared.index = index - 1
  local owner, method = string.match(declared.name, "^([%w_]+):([%w_]+)$")
  if owner == "here" then
    here_functions[method] = declared
  elseif by_collection[owner] then
    set_functions[owner] = set_functions[owner] or {}
    set_functions[owner][method] = bind(declared, method)
  elseif by_name[owner] then
    item_functions[owner] = item_functions[owner] or {}
    item_functions[owner][method] = bind(declared, method)
  else
    local library, name = string.match(declared.name, "^([%w_]+)[.:]([%w_]+)$")
    library, name = library or declared.name, name
    local call = function(...)
      check(declared, { ... }, select("#", ...))
      return answer(N.ask(16 + declared.index, ...))
    end
    if name then
      plain_functions[library] = plain_functions[library] or {}
      if string.find(declared.name, ":", 1, true) then
        plain_functions[library][name] = function(_, ...) return call(...) end
      else
        plain_functions[library][name] = call
      end
    else
      plain_functions[library] = call
    end
  end
end
P.plain_functions = plain_functions

-- Things.
local function keys(map)
  local list = {}
  for key in pairs(map) do list[#list + 1] = key end
  return list
end

local function typed_leaf(declared, key, value)
  if declared.share[key] and type(value) == "number" then return { share = value } end
  return value
end

local function lookup_in(item, declared)
  return function(key)
    if declared.known[key] then return typed_leaf(declared, key, item[key]), true end
    local outer, inner = string.match(key, "^([%w_]+)%.([%w_]+)$")
    if outer and declared.known[outer] then
      local value = item[outer]
      if type(value) == "table" and kind(value) == nil then return value[inner], true end
    end
    return nil, false
  end
end

local item_classes = {}
for index, declared in ipairs(types) do
  local methods = item_functions[declared.name] or {}
  item_classes[index] = class {
    __index = function(item, key)
      if declared.known[key] then return refreshed(item, key) end
      local method = methods[key]
      if method then return method end
      local names = {}
      for _, name in ipairs(declared.names) do names[#names + 1] = name end
      for name in pairs(methods) do names[#names + 1] = name end
      fail("%s har inget fält \"%s\"%s Fälten är: %s", "%s has no field \"%s\"%s The fields are: %s",
        declared.name, tostring(key), P.nearest(key, names), table.concat(declared.names, ", "))
    end,
    __call = function(item, template)
      if type(template) ~= "string" then
        fail("anropa med en text: c \"{label}\"", "call with a text: c \"{label}\"")
      end
      return P.fill(template, lookup_in(item, declared), function() return declared.names end)
    end,
    __tostring = function(item)
      return tostring(P.fill(declared.shows, lookup_in(item, declared), function() return declared.names end))
    end,
    __eq = function(a, b)
      return kind(a) == P.ITEM and kind(b) == P.ITEM and N.rawget(a, TYPE) == N.rawget(b, TYPE)
        and N.rawget(a, HANDLE) == N.rawget(b, HANDLE)
    end,
    __concat = function(a, b) return P.to_rich(a) .. P.to_rich(b) end,
  }
end
--- The metatable of an item type, for the decoder: items are made where they are read from the frame.
P.item_classes = item_classes

-- Sets.
local function field_names(set)
  local declared = by_name[N.rawget(set, "of")]
  return declared.names, declared.known
end

local function check_fields(set, conditions, verb)
  local names, known = field_names(set)
  for key, value in pairs(conditions) do
    if type(key) ~= "string" then
      fail("%s vill ha fält = värde, till exempel { group = \"7B\" }",
        "%s wants field = value, such as { group = \"7B\" }", verb)
    end
    if not known[key] then
      fail("%s: det finns inget fält \"%s\"%s Fälten är: %s", "%s: there is no field \"%s\"%s The fields are: %s",
        verb, key, P.nearest(key, names), table.concat(names, ", "))
    end
    if type(value) == "function" then
      fail("%s tar villkor som värden, inte funktioner; använd :each() och if",
        "%s takes conditions as values, not functions; use :each() and if", verb)
    end
  end
end

local function ordered(set, verb)
  for _, operation in ipairs(N.rawget(set, "operations")) do
    if operation[1] == "first" then
      fail(":%s måste stå före :first", ":%s must stand before :first", verb)
    end
  end
end

local methods = {}

function methods.where(set, conditions)
  if type(conditions) == "function" then
    fail("where tar villkor som värden, inte funktioner; använd :each() och if",
      "where takes conditions as values, not functions; use :each() and if")
  end
  if type(conditions) ~= "table" or kind(conditions) then
    fail("where vill ha en tabell: :where { group = \"7B\" }", "where wants a table: :where { group = \"7B\" }")
  end
  ordered(set, "where")
  check_fields(set, conditions, "where")
  return new_set(N.rawget(set, "collection"), N.rawget(set, "scoped"), N.rawget(set, "operations"), { "where", conditions })
end

function methods.sort(set, key, direction)
  local names, known = field_names(set)
  if type(key) ~= "string" or not known[key] then
    fail("sort: det finns inget fält \"%s\"%s Fälten är: %s", "sort: there is no field \"%s\"%s The fields are: %s",
      tostring(key), P.nearest(key, names), table.concat(names, ", "))
  end
  if direction ~= nil and direction ~= "up" and direction ~= "down" then
    fail("sort: riktningen är \"up\" eller \"down\", inte \"%s\"",
      "sort: the direction is \"up\" or \"down\", not \"%s\"", tostring(direction))
  end
  ordered(set, "sort")
  return new_set(N.rawget(set, "collection"), N.rawget(set, "scoped"), N.rawget(set, "operations"),
    { "sort", key, direction or "up" })
end

function methods.first(set, count)
  if count == nil then count = 1 end
  if math.type(count) ~= "integer" or count < 0 then
    fail("first vill ha ett heltal, till exempel :first(3)", "first wants a whole number, such as :first(3)")
  end
  return new_set(N.rawget(set, "collection"), N.rawget(set, "scoped"), N.rawget(set, "operations"), { "first", count })
end

function methods.each(set)
  local batch, position, next_page = {}, 0, 0
  return function()
    position = position + 1
    while position > #batch do
      if next_page == nil then return nil end
      batch, next_page = N.rows(set, next_page)
      position = 1
      if N.start.meeting then
        for _, item in ipairs(batch) do meet(item) end
      end
    end
    return batch[position]
  end
end

function methods.all(set)
  local list = {}
  for item in methods.each(set) do list[#list + 1] = item end
  return list
end

function methods.one(set)
  local found
  for item in methods.each(methods.first(set, 2)) do
    if found then return nil, T("fler än en passar", "more than one fits") end
    found = item
  end
  if found then return found end
  return nil, T("ingen passar", "none fits")
end

function methods.count(set) return N.ask(1, set) end

function methods.by(set, key)
  local sorted = methods.sort(set, key)
  local groups, index = {}, {}
  for item in methods.each(sorted) do
    local value = item[key]
    local name = value == nil and "–" or value
    if not index[name] then
      groups[#groups + 1] = { key = name, items = {} }
      index[name] = groups[#groups]
    end
    local items = index[name].items
    items[#items + 1] = item
  end
  return groups
end

for name, method in pairs(methods) do
  methods[name] = N.entry(function(set, ...)
    P.colon(kind(set) == P.SET, ":" .. name)
    return method(set, ...)
  end)
end

-- `_[2]` in a meeting: the row with that number in what was shown.
local function row(set, number)
  local position = 0
  for item in methods.each(set) do
    position = position + 1
    if position == number then return item end
  end
  return nil
end

set_class = class {
  __index = function(set, key)
    local method = methods[key]
    if method then return method end
    if math.type(key) == "integer" then
      if key < 1 then fail("räkningen börjar på 1, inte %d", "counting begins at 1, not %d", key) end
      return row(set, key)
    end
    local own = set_functions[N.rawget(set, "collection")]
    if own and own[key] then return own[key] end
    local names = keys(methods)
    for _, name in ipairs(own and keys(own) or {}) do names[#names + 1] = name end
    fail("en mängd av %s har inget som heter \"%s\"%s Det finns: %s", "a set of %s has nothing called \"%s\"%s There is: %s",
      N.rawget(set, "collection"), tostring(key), P.nearest(key, names), table.concat(names, ", "))
  end,
  __tostring = function(set) return T("mängd av ", "set of ") .. N.rawget(set, "collection") end,
  __len = function() fail("antalet ger :count()", ":count() gives the number") end,
  __call = function(set)
    fail("en mängd av %s gås igenom med :each(): for x in …:each() do",
      "a set of %s is gone through with :each(): for x in …:each() do", N.rawget(set, "collection"))
  end,
}

--- Makes a set: what it is of, whether the run's scope narrows it, and the operations so far plus one.
function new_set(collection, scoped, operations, operation, of)
  local list = {}
  for index, each in ipairs(operations or {}) do list[index] = each end
  if operation then list[#list + 1] = operation end
  local declared = by_collection[collection]
  return setmetatable({
    [KIND] = P.SET, collection = collection, scoped = scoped or false, operations = list,
    of = of or (declared and declared.name) or N.rawget_of(collection),
  }, set_class)
end

-- Sets that no global holds: the criteria pupils find hard, whole or by group.
local of_method = {}
for method, declared in pairs(here_functions) do
  local name = string.match(declared.result, "^set<([%w_]+)>$")
  if name then of_method[method] = name end
end
N.rawget_of = function(collection) return of_method[collection] end

--- The collections a script sees as globals.
function P.collections()
  local globals = {}
  for name in pairs(by_collection) do globals[name] = new_set(name) end
  return globals
end

-- `here`: the scope of the run.
function P.make_here(fields)
  local names = keys(fields)
  local function lookup(key)
    local value = fields[key]
    if value == nil then return nil, false end
    if value == P.missing then return nil, true end
    return value, true
  end
  P.here_lookup, P.here_names = lookup, function() return names end
  local here_methods = {}
  for collection in pairs(by_collection) do
    here_methods[collection] = function() return new_set(collection, true) end
  end
  for method, declared in pairs(here_functions) do
    if declared.narrows then
      here_methods[method] = function(self, ...)
        P.colon(kind(self) == P.HERE, "here:" .. method)
        check(declared, { ... }, select("#", ...))
        local conditions = ...
        local set = new_set(method, true, nil, nil, of_method[method])
        if conditions then
          check_fields(set, conditions, method)
          set = methods.where(set, conditions)
        end
        return set
      end
    else
      here_methods[method] = function(self, ...)
        P.colon(kind(self) == P.HERE, "here:" .. method)
        check(declared, { ... }, select("#", ...))
        return answer(N.ask(16 + declared.index, ...))
      end
    end
  end
  P.here_has = function(key) return here_methods[key] ~= nil or fields[key] ~= nil end
  return setmetatable({ [KIND] = P.HERE }, class {
    __index = function(_, key)
      local value, exists = lookup(key)
      if exists then return value end
      if here_methods[key] then return here_methods[key] end
      local withheld = P.withheld and P.withheld[key]
      if withheld then P.refuse(key, withheld) end
      local all = keys(here_methods)
      for _, name in ipairs(names) do all[#all + 1] = name end
      local near = P.nearest(key, all)
      if near ~= "." then
        fail("here har inget som heter \"%s\"%s", "here has nothing called \"%s\"%s", tostring(key), near)
      end
      fail("here har inget som heter \"%s\". Det finns: %s", "here has nothing called \"%s\". There is: %s",
        tostring(key), table.concat(all, ", "))
    end,
    __call = function(_, template) return P.fill(template, lookup, P.here_names) end,
    __tostring = function() return "here" end,
  })
end
