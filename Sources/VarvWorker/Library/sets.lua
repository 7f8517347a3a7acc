-- Sets of things. A set is only described here; the host makes one query of it.
local N = ...
local P = N.P
local T, fail, kind, class, check, meet, answer = P.T, P.fail, P.kind, P.class, P.check, P.meet, P.answer
local by_name, by_collection, set_functions, here_functions =
  P.by_name, P.by_collection, P.set_functions, P.here_functions
local KIND = "\0"
local set_class

local function keys(map)
  local list = {}
  for key in pairs(map) do list[#list + 1] = key end
  return list
end

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
      P.refuse_part(N.rawget(set, "of"), "." .. key)
      fail("%s: det finns inget fält \"%s\"%s Fälten är: %s", "%s: there is no field \"%s\"%s The fields are: %s",
        verb, key, P.nearest(key, names), table.concat(names, ", "))
    end
    if type(value) == "function" then
      fail("%s tar villkor som värden, inte funktioner; använd :each() och if",
        "%s takes conditions as values, not functions; use :each() and if", verb)
    end
  end
end

--- Makes a set: what it is of, whether the run's scope narrows it, and the operations so far plus one.
function P.new_set(collection, scoped, operations, operation, of)
  local list = {}
  for index, each in ipairs(operations or {}) do list[index] = each end
  if operation then list[#list + 1] = operation end
  local declared = by_collection[collection]
  return setmetatable({
    [KIND] = P.SET, collection = collection, scoped = scoped or false, operations = list,
    of = of or (declared and declared.name) or N.rawget_of(collection),
  }, set_class)
end
local new_set = P.new_set

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
  -- Without names, sorting by them sorts by what stands for them.
  if key == "name" and not known.name and N.rawget(set, "collection") == "pupils" then key = "pseudonym" end
  if type(key) ~= "string" or not known[key] then
    P.refuse_part(N.rawget(set, "of"), "." .. tostring(key))
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
    P.refuse_part(N.rawget(set, "collection"), ":" .. tostring(key))
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
      -- `pupils` is a set that can be called, and in a text how many there are.
      if here_methods[key] then return here_methods[key] end
      local withheld = P.withheld and P.withheld[key]
      if withheld then P.refuse(key, withheld) end
      local value, exists = lookup(key)
      if exists then return value end
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
