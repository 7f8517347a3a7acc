-- What is meant to differ from plain Lua: each line has its reason in Tests/LuaTests/Conformance/Difference.swift.
local show = ...

local many = {}
for i = 1, 40 do many["k" .. i * 7919 % 101] = i end
local function order(walk, ...)
  local keys = {}
  for k in walk, ... do keys[#keys + 1] = k end
  return table.concat(keys, " ")
end
show("order of pairs", order(pairs(many)))
show("order of next", order(next, many))
show("pairs of no table", (pcall(pairs, 1)))
show("next after a key that is not there", (pcall(next, {}, "none")))
show("keys without an order", (pcall(function() for _ in pairs({ [{}] = 1, [print] = 2 }) do break end end)))
show("addresses", tostring({}):find("0x") ~= nil, string.format("%s", print):find("0x") ~= nil)
show("%p", (pcall(string.format, "%p", {})))
show("__tostring that gives no text",
  pcall(tostring, setmetatable({}, { __tostring = function() return {} end })))
show("__gc", (pcall(setmetatable, {}, { __gc = function() end })))
show("metatable of texts", type(getmetatable("")), (pcall(rawset, getmetatable(""), "x", nil)))
show("metatable of _G", type(getmetatable(_G)))
show("unknown names", (pcall(function() return no_such_name end)))
show("new globals", (pcall(function() new_name = 1 end)))
show("load takes text", (pcall(load, function() end)))
show("load takes source", load("return 1", "x", "b"))
show("load takes 64 KiB", type(load("return '" .. ("x"):rep(70000) .. "'")))
show("chunk names of the library", (pcall(load, "return 1", "=[varv]core")))
show("string.dump", type(string.dump))
show("unpack of many", (pcall(table.unpack, {}, 1, 9000)))
show("byte of many", (pcall(string.byte, ("x"):rep(9000), 1, -1)))
show("sorting keeps equals in order", (function()
  local t = {}
  for i = 1, 60 do t[i] = { key = i % 3, i = i } end
  table.sort(t, function(a, b) return a.key < b.key end)
  for i = 2, 60 do if t[i - 1].key == t[i].key and t[i - 1].i > t[i].i then return false end end
  return true
end)())
show("sorting with any comparison", (pcall(table.sort, { 3, 1, 2, 5, 4, 9, 8 }, function() return true end)))
show("random numbers", math.random(0))
show("randomseed without a seed", select("#", math.randomseed()))
show("now", os.time())
show("os.clock", os.clock() == 0)
show("time zones", (pcall(os.date, "%z")))
show("years", (pcall(os.time, { year = 20000, month = 1, day = 1 })))
show("close in close", (function()
  local n = 0
  local function chain()
    n = n + 1
    if n > 20 then return end
    local co = coroutine.create(function()
      local x <close> = setmetatable({}, { __close = chain })
      coroutine.yield()
    end)
    coroutine.resume(co)
    assert(coroutine.close(co))
  end
  return pcall(chain)
end)())
show("traceback", debug.traceback("m"):find("[C]", 1, true) ~= nil)
show("debug", type(debug.getinfo), type(debug.sethook))
show("collectgarbage", type(rawget(_G, "collectgarbage")))
show("dofile and loadfile", type(rawget(_G, "dofile")), type(rawget(_G, "loadfile")))
show("warn", type(rawget(_G, "warn")))
show("io", type(rawget(_G, "io")))
show("package", type(rawget(_G, "package")))
show("os",
  type(os.execute), type(os.exit), type(os.getenv), type(os.remove), type(os.rename), type(os.tmpname),
  type(os.setlocale))
