local show, pack = ..., table.pack

local function list(t) return table.concat(t, " ") end
local t = { 1, 2, 3 }
show("insert", (function() table.insert(t, 4) table.insert(t, 1, 0) return list(t) end)())
show("insert wrong",
  pack(pcall(table.insert, t, 9, 1)), pack(pcall(table.insert, t)), pack(pcall(table.insert, t, 1, 2, 3)),
  pack(pcall(table.insert, t, 0, 1)))
show("remove",
  table.remove(t), table.remove(t, 1), list(t), table.remove({}), table.remove({}, 0),
  table.remove(t, #t + 1))
show("remove wrong", pack(pcall(table.remove, t, 9)), pack(pcall(table.remove, t, -1)))
show("concat",
  table.concat({}), table.concat({ 1, 2.5, "x" }), table.concat({ 1, 2, 3 }, ", "),
  table.concat({ 1, 2, 3 }, "-", 2), table.concat({ 1, 2, 3 }, "-", 2, 2), table.concat({ 1 }, "-", 2))
show("concat wrong", pack(pcall(table.concat, { 1, {} })), pack(pcall(table.concat, { 1 }, "", 1, 2)))
show("move",
  list(table.move({ 1, 2, 3 }, 1, 3, 2)), list(table.move({ 1, 2, 3 }, 2, 3, 1)),
  list(table.move({ 1, 2 }, 1, 2, 1, { 9, 9, 9 })), pack(pcall(table.move, {}, 1, math.maxinteger, 2)))
show("pack unpack",
  table.pack().n, table.pack(nil, nil).n, pack(table.unpack({ 1, 2, 3 })), (table.unpack({ 1, 2 }, 2)),
  pack(table.unpack({ 1, 2 }, 2, 3)), pack(select("#", table.unpack({}, 1, 3))))
show("length",
  #{ 1, 2, 3 }, #{ n = 1 }, #{}, #"abc", #{ 1, 2, nil }, rawlen({ 1, 2 }), rawlen("ab"),
  pack(pcall(rawlen, 1)))
show("constructors",
  #{ 1, 2, 3, x = 4, [10] = 5 }, ({ [1] = "a", "b" })[1], ({ (function() return 1, 2 end)() })[2],
  #{ (function() return 1, 2 end)(), 3 })
show("float keys",
  (function() local u = {} u[1.0] = "a" u[2^53] = "b" return u[1], u[2^53 | 0], next({ [3.0] = 1 }) end)())
show("bad keys",
  pack(pcall(function() local u = {} u[nil] = 1 end)), pack(pcall(function() local u = {} u[0 / 0] = 1 end)),
  ({})[nil], pack(pcall(rawset, {}, nil, 1)))
show("raw",
  rawget(setmetatable({}, { __index = function() return 1 end }), "x"), rawget(rawset({}, "k", 2), "k"),
  rawequal("a", "a"), rawequal({}, {}))
show("ipairs",
  (function() local s = "" for i, v in ipairs({ 1, 2, nil, 4 }) do s = s .. i .. v end return s end)())
show("ipairs with __index",
  (function() local s = 0 for i, v in ipairs(setmetatable({}, { __index = function(_, i) if i < 4 then return i end end })) do s = s + i * v end return s end)())
show("pairs of a list",
  (function() local s = "" for k, v in pairs({ 5, 6, 7 }) do s = s .. k .. v end return s end)())
show("pairs stops",
  (function() local n = 0 for _ in pairs({ 1, 2, x = 3 }) do n = n + 1 end return n end)(), pack(next({})),
  pack(next({ 5 })), pack(next({ 5 }, 1)))
show("removing in a walk",
  (function() local u = { 1, 2, 3, 4 } for k in pairs(u) do u[k] = nil end return next(u) end)())
show("select",
  pack(select("#")), pack(select("#", nil, nil)), pack(select(2, "a", "b", "c")), pack(select(-1, "a", "b")),
  pack(pcall(select, 0)))
show("next wrong", pack(pcall(next)), pack(pcall(next, 1)))
show("pairs wrong", pack(pcall(pairs)), pack(pcall(ipairs)))
show("proxies", (function()
  local log = {}
  local p = setmetatable({}, { __len = function() return 3 end, __index = function(_, i) return i * 10 end, __newindex = function(_, k, v) log[#log + 1] = k .. "=" .. v end })
  table.insert(p, 5)
  return table.concat(p, " "), table.unpack(p), list(log)
end)())
