local show, pack = ..., table.pack

local V = {}
V.__index = V
local function vector(x) return setmetatable({ x = x }, V) end
local function value(a) return type(a) == "table" and a.x or a end
for name, f in pairs({
  add = function(a, b) return a + b end, sub = function(a, b) return a - b end, mul = function(a, b) return a * b end,
  div = function(a, b) return a / b end, mod = function(a, b) return a % b end, pow = function(a, b) return a ^ b end,
  idiv = function(a, b) return a // b end, band = function(a, b) return a & b end, bor = function(a, b) return a | b end,
  bxor = function(a, b) return a ~ b end, shl = function(a, b) return a << b end, shr = function(a, b) return a >> b end,
}) do V["__" .. name] = function(a, b) return vector(f(value(a), value(b))) end end
V.__unm = function(a) return vector(-a.x) end
V.__bnot = function(a) return vector(~a.x) end
V.__concat = function(a, b) return value(a) .. "|" .. value(b) end
V.__len = function(a) return a.x end
V.__eq = function(a, b) return a.x == b.x end
V.__lt = function(a, b) return value(a) < value(b) end
V.__le = function(a, b) return value(a) <= value(b) end
V.__call = function(self, ...) return self.x, select("#", ...), ... end
V.__tostring = function(a) return "v" .. a.x end
V.__name = "vector"

local a, b = vector(6), vector(4)
show("arithmetic", (a + b).x, (a - 1).x, (2 * a).x, (a / b).x, (a % b).x, (a ^ 2).x, (a // b).x, (-a).x)
show("bitwise", (a & b).x, (a | 1).x, (a ~ b).x, (a << 1).x, (1 << b).x, (a >> 1).x, (~a).x)
show("concat", a .. b, a .. "s", "s" .. a, 1 .. a)
show("len and eq", #a, a == b, a == vector(6), a ~= vector(6), a == 6, rawequal(a, vector(6)))
show("order", a < b, a <= b, a > b, a >= b, a < 7, 1 <= a)
show("call", a(1, nil, 3), a())
show("tostring", tostring(a), string.format("%s", a))
show("index chain", (function()
  local base = { one = 1 }
  local mid = setmetatable({ two = 2 }, { __index = base })
  local top = setmetatable({}, { __index = mid })
  return top.one, top.two, top.three
end)())
show("index function", setmetatable({}, { __index = function(_, k) return k .. "!" end }).x)
show("newindex", (function()
  local store = {}
  local t = setmetatable({ known = 1 }, { __newindex = store })
  t.x = 5
  t.known = 2
  local log
  local u = setmetatable({}, { __newindex = function(_, k, v) log = k .. v end })
  u.y = 6
  return rawget(t, "x"), store.x, t.known, log
end)())
show("pairs", (function()
  local t = setmetatable({}, { __pairs = function(t) return function(_, k) k = (k or 0) + 1 if k < 3 then return k, k * 2 end end, t, nil end })
  local s = ""
  for k, v in pairs(t) do s = s .. k .. v .. " " end
  return s
end)())
show("metatable field",
  getmetatable(setmetatable({}, { __metatable = "locked" })),
  pack(pcall(setmetatable, setmetatable({}, { __metatable = 1 }), {})))
show("getmetatable", getmetatable({}), getmetatable(a) == V, getmetatable(1), pack(pcall(getmetatable)))
show("setmetatable",
  pack(pcall(setmetatable, 1, {})), pack(pcall(setmetatable, {}, 1)), pack(pcall(setmetatable, {})),
  getmetatable(setmetatable(setmetatable({}, V), nil)))
show("no metamethod",
  pack(pcall(function() return {} + 1 end)), pack(pcall(function() return {} .. "x" end)),
  pack(pcall(function() return #nil end)), pack(pcall(function() return {} < {} end)),
  pack(pcall(function() local t = {} return t() end)))
show("names in messages",
  pack(pcall(function() return vector(1) .. {} end)),
  pack(pcall(function() return setmetatable({}, { __name = "Thing" }) + 1 end)))
show("name in arguments", pcall(string.rep, setmetatable({}, { __name = "Thing" })))
show("eq of different",
  setmetatable({}, { __eq = function() return true end }) == setmetatable({}, {}),
  setmetatable({}, { __eq = function() return nil end }) == {})
show("lt gives a boolean",
  setmetatable({}, { __lt = function() return 5 end }) < {},
  not (setmetatable({}, { __lt = function() return nil end }) < {}))
show("index loop", (pcall(function() local t = {} setmetatable(t, { __index = t }) return t.x end)))
show("call chain",
  setmetatable({}, { __call = setmetatable({}, { __call = function(_, _, x) return x end }) })(7))
show("close",
  (function() local s = "" do local x <close> = setmetatable({}, { __close = function(_, e) s = s .. tostring(e) end }) end return s end)())
show("mode", (function() local t = setmetatable({}, { __mode = "k" }) t[1] = 2 return t[1] end)())
