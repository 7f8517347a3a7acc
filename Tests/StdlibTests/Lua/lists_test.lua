local lists = require "varv.lists"

local function show(value)
  if type(value) ~= "table" then return tostring(value) end
  local out = {}
  for _, item in ipairs(value) do out[#out + 1] = show(item) end
  return "{" .. table.concat(out, " ") .. "}"
end

local function equal(got, wanted)
  if show(got) ~= show(wanted) then error(("got %s, wanted %s"):format(show(got), show(wanted)), 2) end
end

local rows = { { s = "MA", n = 3 }, { s = "SV", n = 1 }, { s = "MA", n = 2 }, { n = 9 } }

return {
  { name = "map makes a new list and leaves out nil", run = function()
    equal(lists.map({ 1, 2, 3 }, function(n) if n ~= 2 then return n * n end end), { 1, 9 })
  end },
  { name = "filter keeps the order and gives the place", run = function()
    equal(lists.filter({ "a", "b", "c" }, function(_, place) return place ~= 2 end), { "a", "c" })
  end },
  { name = "find gives the item and its place", run = function()
    local item, place = lists.find(rows, function(row) return row.n == 2 end)
    equal(item.s, "MA")
    equal(place, 3)
  end },
  { name = "find of nothing is nil and why", run = function()
    local item, why = lists.find(rows, function() return false end)
    equal(item, nil)
    equal(why, "no item in the list fits")
  end },
  { name = "has compares values", run = function()
    equal(lists.has({ "E", "C" }, "C"), true)
    equal(lists.has({ "E", "C" }, "A"), false)
  end },
  { name = "group keeps the order keys are met in and leaves out what has none", run = function()
    local groups = lists.group(rows, "s")
    equal(lists.map(groups, function(g) return g.key .. #g.items end), { "MA2", "SV1" })
  end },
  { name = "index keeps the first and counts doubles", run = function()
    local by, doubles = lists.index(rows, "s")
    equal(by.MA.n, 3)
    equal(doubles, 1)
  end },
  { name = "sort does not touch the list it is given", run = function()
    local list = { 3, 1, 2 }
    equal(lists.sort(list), { 1, 2, 3 })
    equal(list, { 3, 1, 2 })
  end },
  { name = "sort keeps the order of equals, also descending", run = function()
    local list = {}
    for n = 1, 100 do list[n] = { key = n % 3, n = n } end
    local last
    for _, item in ipairs(lists.sort(list, { by = "key", descending = true })) do
      if last and last.key == item.key then assert(last.n > item.n or last.n < item.n) end
      last = item
    end
    local first = lists.filter(lists.sort(list, { by = "key" }), function(item) return item.key == 0 end)
    for place = 2, #first do assert(first[place - 1].n < first[place].n) end
  end },
  { name = "sort takes an order of its own", run = function()
    equal(lists.sort({ "bb", "a", "ccc" }, { by = function(t) return #t end, descending = true }), { "ccc", "bb", "a" })
  end },
  { name = "unique keeps the first of each", run = function()
    equal(lists.unique { "E", "C", "E", "A", "C" }, { "E", "C", "A" })
    equal(#lists.unique(rows, "s"), 2)
  end },
  { name = "fold adds up", run = function()
    equal(lists.fold({ 1, 2, 3 }, 10, function(sum, n) return sum + n end), 16)
  end },
  { name = "slice stops at the list's end", run = function()
    equal(lists.slice({ 1, 2, 3 }, 2), { 2, 3 })
    equal(lists.slice({ 1, 2, 3 }, 1, 2), { 1, 2 })
    equal(lists.slice({ 1, 2, 3 }, 3, 9), { 3 })
    equal(lists.slice({}, 1), {})
  end },
  { name = "join puts lists after each other", run = function()
    equal(lists.join({ 1 }, {}, { 2, 3 }), { 1, 2, 3 })
  end },
  { name = "keys come as numbers first, then text by bytes", run = function()
    equal(lists.keys { b = 1, a = 1, [10] = 1, [2] = 1, ["å"] = 1 }, { 2, 10, "a", "b", "å" })
  end },
  { name = "keys that have no order are an error at the caller's line", run = function()
    local ok, why = pcall(function() local _ = lists.keys { [true] = 1, [false] = 2 } end)
    equal(ok, false)
    assert(why:find("lists_test", 1, true) and why:find("expected keys that are numbers or text, got boolean", 1, true), why)
  end },
  { name = "a wrong kind of argument is an error at the caller's line", run = function()
    local ok, why = pcall(function() local _ = lists.map("text", print) end)
    equal(ok, false)
    assert(why:find("lists_test", 1, true) and why:find("expected a list, got string", 1, true), why)
  end },
}
