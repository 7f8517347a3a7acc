--- Plain lists: picking out, turning round, grouping. A list is a table with 1, 2, 3 … and no holes.
--- Nothing here changes the list it is given.
local lists = {}

local function need_list(list)
  if type(list) ~= "table" then error("expected a list, got " .. type(list), 3) end
end

local function need_function(f)
  if type(f) ~= "function" then error("expected a function, got " .. type(f), 3) end
end

--- Returns a reader of a thing's field, or the function itself when it is one.
---@param by string|function
local function reader(by)
  if type(by) == "function" then return by end
  if type(by) == "string" then
    return function(item) return item[by] end
  end
  error("expected the name of a field or a function, got " .. type(by), 3)
end

--- Returns the list of what `f` makes of each item; where it makes nil, nothing is kept.
---
--- ```lua
--- lists.map({ 1, 2, 3 }, function(n) return n * n end)  --> { 1, 4, 9 }
--- ```
---@generic T, U
---@param list T[]
---@param f fun(item: T, place: integer): U?
---@return U[]
function lists.map(list, f)
  need_list(list)
  need_function(f)
  local out = {}
  for place, item in ipairs(list) do out[#out + 1] = f(item, place) end
  return out
end

--- Returns the items that `f` says yes to, in order.
---@generic T
---@param list T[]
---@param f fun(item: T, place: integer): any
---@return T[]
function lists.filter(list, f)
  need_list(list)
  need_function(f)
  local out = {}
  for place, item in ipairs(list) do
    if f(item, place) then out[#out + 1] = item end
  end
  return out
end

--- Returns the first item that `f` says yes to, with its place.
---@generic T
---@param list T[]
---@param f fun(item: T, place: integer): any
---@return T? item
---@return integer|string place  its place, or why there is none
function lists.find(list, f)
  need_list(list)
  need_function(f)
  for place, item in ipairs(list) do
    if f(item, place) then return item, place end
  end
  return nil, "no item in the list fits"
end

--- Returns whether the list holds a value, compared with `==`.
---@param list any[]
---@param value any
---@return boolean
function lists.has(list, value)
  need_list(list)
  for _, item in ipairs(list) do
    if item == value then return true end
  end
  return false
end

--- Returns groups in the order their keys are first met, each `{ key = …, items = { … } }`. Items without a key are left out.
---
--- ```lua
--- for _, g in ipairs(lists.group(rows, "subject")) do print(g.key, #g.items) end
--- ```
---@generic T
---@param list T[]
---@param by string|fun(item: T): any  a field's name, or what gives the key
---@return { key: any, items: T[] }[]
function lists.group(list, by)
  need_list(list)
  local read, out, at = reader(by), {}, {}
  for _, item in ipairs(list) do
    local key = read(item)
    if key ~= nil then
      local group = at[key]
      if not group then
        group = { key = key, items = {} }
        at[key], out[#out + 1] = group, group
      end
      group.items[#group.items + 1] = item
    end
  end
  return out
end

--- Returns a table from key to item. Where two share a key the first stays, and their number is the second result.
---
--- ```lua
--- local by_code, doubles = lists.index(subjects, "code")
--- by_code.MA.name  --> "Matematik"
--- ```
---@generic T
---@param list T[]
---@param by string|fun(item: T): any
---@return table<any, T> index
---@return integer doubles  how many items had a key that was taken
function lists.index(list, by)
  need_list(list)
  local read, out, doubles = reader(by), {}, 0
  for _, item in ipairs(list) do
    local key = read(item)
    if key ~= nil then
      if out[key] == nil then out[key] = item else doubles = doubles + 1 end
    end
  end
  return out, doubles
end

--- Returns a new list in order. Items that are equal keep their order, so the same list always gives the same result.
---
--- ```lua
--- lists.sort(rows, { by = "share", descending = true })
--- lists.sort(names, { compare = texts.before })
--- ```
---@generic T
---@param list T[]
---@param options? { by?: string|fun(item: T): any, compare?: (fun(a: any, b: any): boolean), descending?: boolean }
---@return T[]
function lists.sort(list, options)
  need_list(list)
  options = options or {}
  local read = options.by and reader(options.by) or function(item) return item end
  local compare = options.compare or function(a, b) return a < b end
  need_function(compare)
  local out = {}
  for place, item in ipairs(list) do out[place] = { item, read(item), place } end
  table.sort(out, function(a, b)
    local first, second = a, b
    if options.descending then first, second = b, a end
    if compare(first[2], second[2]) then return true end
    if compare(second[2], first[2]) then return false end
    return a[3] < b[3]
  end)
  for place, entry in ipairs(out) do out[place] = entry[1] end
  return out
end

--- Returns the list without repeats; the first of each stays.
---@generic T
---@param list T[]
---@param by? string|fun(item: T): any  what makes two items the same; the item itself when left out
---@return T[]
function lists.unique(list, by)
  need_list(list)
  local read, seen, out = by and reader(by) or function(item) return item end, {}, {}
  for _, item in ipairs(list) do
    local key = read(item)
    if key ~= nil and not seen[key] then
      seen[key] = true
      out[#out + 1] = item
    end
  end
  return out
end

--- Returns what `f` makes of all items, one after the other, starting from `start`.
---@generic T, U
---@param list T[]
---@param start U
---@param f fun(so_far: U, item: T): U
---@return U
function lists.fold(list, start, f)
  need_list(list)
  need_function(f)
  local result = start
  for _, item in ipairs(list) do result = f(result, item) end
  return result
end

--- Returns the items from one place to another, both included; fewer when the list is shorter.
---@generic T
---@param list T[]
---@param from integer  1 for the first
---@param to? integer  the last when left out
---@return T[]
function lists.slice(list, from, to)
  need_list(list)
  if math.type(from) ~= "integer" or from < 1 then error("expected a place from 1, got " .. tostring(from), 2) end
  local out = {}
  for place = from, math.min(to or #list, #list) do out[#out + 1] = list[place] end
  return out
end

--- Returns one list of all the lists' items, in order.
---@param ... any[]
---@return any[]
function lists.join(...)
  local out = {}
  for _, list in ipairs { ... } do
    need_list(list)
    for _, item in ipairs(list) do out[#out + 1] = item end
  end
  return out
end

--- Returns the keys of a table as a list: numbers first, then text by its bytes. Other keys have no order.
---@param keyed table
---@return any[]
function lists.keys(keyed)
  need_list(keyed)
  local out = {}
  for key in pairs(keyed) do
    if type(key) ~= "number" and type(key) ~= "string" then
      error("expected keys that are numbers or text, got " .. type(key), 2)
    end
    out[#out + 1] = key
  end
  table.sort(out, function(a, b)
    if type(a) == type(b) then return a < b end
    return type(a) == "number"
  end)
  return out
end

return lists
