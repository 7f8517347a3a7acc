-- Things in the school, and the functions the run was granted: what each takes, and where it is found.
local N = ...
local P = N.P
local fail, kind, what, class = P.fail, P.kind, P.what, P.class
local HANDLE, TYPE = "\0h", "\0t"

local types = N.start.items -- in the start frame's order; index + 1 here, index over the border
local functions = N.start.functions
local by_name, by_collection = {}, {}
local set_functions, item_functions, here_functions = {}, {}, {}

for index, declared in ipairs(types) do
  declared.index = index - 1
  declared.known, declared.names, declared.share, declared.coded = {}, {}, {}, {}
  for position, field in ipairs(declared.fields) do
    declared.known[field.name] = position
    declared.names[position] = field.name
    if field.type == "share" then declared.share[field.name] = true end
    if field.coded then declared.coded[field.name] = true end
  end
  by_name[declared.name] = declared
  if declared.collection ~= "" then by_collection[declared.collection] = declared end
end
P.by_name, P.by_collection = by_name, by_collection
P.set_functions, P.here_functions = set_functions, here_functions

-- Checks what a call was given against what the function declares, and says which parameter is wrong.
local accepts = {
  boolean = function(v) return type(v) == "boolean" end,
  integer = function(v) return math.type(v) == "integer" end,
  number = function(v) return type(v) == "number" end,
  share = function(v) return type(v) == "number" end,
  string = function(v) return type(v) == "string" end,
  day = function(v) return P.day_number(v) ~= nil end,
  text = function(v) return type(v) == "string" or kind(v) == P.RICH end,
  table = function(v) return type(v) == "table" and kind(v) == nil end,
  any = function() return true end,
}
function P.check(declared, arguments, count)
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
        fail("%s: %s ska vara %s, inte %s", "%s: %s must be %s, not %s", declared.name, parameter.name,
          parameter.wanted, what(value))
      end
    end
  end
  if count > #declared.parameters then
    fail("%s tar högst %d, men fick %d värden", "%s takes at most %d, but got %d values", declared.name,
      #declared.parameters, count)
  end
end

local check = P.check

-- In a meeting the school changes between entries, by what they write and by what others do. What an entry was given
-- is shown as it was then; at the next entry its fields are let go of, and asked for anew when someone reads them.
local OLD = "\0old"
local met, meets = setmetatable({}, { __mode = "v" }), 0
function P.meet(item)
  if not N.start.meeting or kind(item) ~= P.ITEM then return item end
  meets = meets + 1
  met[meets] = item
  for _, name in ipairs(types[N.rawget(item, TYPE) + 1].names) do
    local inner = N.rawget(item, name)
    if kind(inner) == P.ITEM then P.meet(inner) end
  end
  return item
end
local meet = P.meet

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

function P.answer(value)
  if type(value) == "table" and kind(value) == nil then
    local why = value["\0why"]
    if why then return nil, why end
  end
  return meet(value)
end
local answer = P.answer

local function bind(declared, method)
  if declared.narrows then
    return N.entry(function(set, ...)
      P.colon(kind(set) == P.SET, declared.name)
      check(declared, { ... }, select("#", ...))
      return P.new_set(N.rawget(set, "collection"), N.rawget(set, "scoped"), N.rawget(set, "operations"),
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
local function typed_leaf(declared, key, value)
  if declared.share[key] and type(value) == "number" then return { share = value } end
  -- The host has the words for codes, in the paper's language.
  if declared.coded[key] and type(value) == "string" then return { code = value, of = declared.name, field = key } end
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
      P.refuse_part(declared.name, "." .. tostring(key))
      P.refuse_part(declared.name, ":" .. tostring(key))
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
