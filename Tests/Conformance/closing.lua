local show = ...

local log
local function closer(name, fails)
  return setmetatable({}, { __close = function(_, e)
    log = log .. name .. (e ~= nil and "(" .. tostring(e) .. ")" or "") .. " "
    if fails then error(fails, 0) end
  end })
end
local function logged(f) log = "" local r = table.pack(pcall(f)) return log, table.unpack(r, 1, r.n) end

show("order", logged(function() local a <close> = closer("a") local b <close> = closer("b") end))
show("return values", logged(function() local a <close> = closer("a") return 1, nil, 3 end))
show("error", logged(function() local a <close> = closer("a") error("boom", 0) end))
show("error in close",
  logged(function() local a <close> = closer("a") local b <close> = closer("b", "second") error("first", 0) end))
show("break",
  logged(function() for i = 1, 3 do local a <close> = closer("a" .. i) if i == 2 then break end end end))
show("goto",
  logged(function() local i = 0 ::top:: do local a <close> = closer("a" .. i) i = i + 1 if i < 3 then goto top end end end))
show("nil and false", logged(function() local a <close> = nil local b <close> = false return "ok" end))
show("not closable", logged(function() local a <close> = {} end))
show("in a coroutine",
  logged(function() local co = coroutine.wrap(function() local a <close> = closer("a") coroutine.yield(1) return 2 end) return co(), co() end))
show("yield in close",
  logged(function() local co = coroutine.wrap(function() do local a <close> = setmetatable({}, { __close = function() coroutine.yield("closing") end }) end return "end" end) return co(), co() end))
show("for with a closing value",
  logged(function() for i in function(_, i) if i < 2 then return i + 1 end end, nil, 0, closer("loop") do log = log .. i .. " " end end))
show("for left by an error",
  logged(function() for _ in function() return 1 end, nil, 0, closer("loop") do error("x", 0) end end))
show("tail call is not one",
  logged(function() local a <close> = closer("a") return logged ~= nil and tostring(1) end))
show("captured",
  logged(function() local a <close> = closer("a") local f = function() return a end return f() ~= nil end))
