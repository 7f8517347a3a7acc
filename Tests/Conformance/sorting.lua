local show, pack = ..., table.pack

local function sorted(t, before) table.sort(t, before) return table.concat(t, " ") end
show("numbers",
  sorted({ 3, 1, 2 }), sorted({ 2.5, 1, -1 }), sorted({ 3.5, 1.5, 2.5 }), sorted({}), sorted({ 1 }),
  sorted({ math.huge, -math.huge, 0 }))
show("texts",
  sorted({ "b", "a", "c" }), sorted({ "B", "a", "A", "b" }), sorted({ "10", "9", "1" }), sorted({ "", "a" }))
show("a comparison",
  sorted({ 1, 2, 3 }, function(a, b) return a > b end),
  sorted({ "ccc", "a", "bb" }, function(a, b) return #a < #b end))
show("mixed", pack(pcall(table.sort, { 1, "x" })), pack(pcall(table.sort, { {}, {} })))
show("comparison raises", pcall(table.sort, { 1, 2 }, function() error("no", 0) end))
show("wrong arguments",
  pack(pcall(table.sort)), pack(pcall(table.sort, {}, 1)), pack(pcall(table.sort, { 1, 2 }, {})))
show("metamethod", (function()
  local mt = { __lt = function(a, b) return a.n < b.n end }
  local t = {}
  for i = 1, 5 do t[i] = setmetatable({ n = i * 3 % 5 }, mt) end
  table.sort(t)
  return t[1].n, t[2].n, t[3].n, t[4].n, t[5].n
end)())
show("many", (function()
  local t = {}
  for i = 1, 500 do t[i] = i * 7919 % 1009 end
  table.sort(t)
  for i = 2, 500 do if t[i - 1] > t[i] then return false end end
  return true
end)())
show("through metamethods", (function()
  local store = { 3, 1, 2 }
  local p = setmetatable({}, { __len = function() return 3 end, __index = store, __newindex = store })
  table.sort(p)
  return table.concat(store, " ")
end)())
