local show, pack = ..., table.pack

show("generator", (function()
  local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) local c = coroutine.yield(b * 2) return c, "end" end)
  return co(1), co(5), co("last")
end)())
show("resume", (function()
  local co = coroutine.create(function(...) local x, y = coroutine.yield(select("#", ...)) return x, y end)
  local a = table.pack(coroutine.resume(co, 1, nil))
  local b = table.pack(coroutine.resume(co, 2, 3))
  local c = table.pack(coroutine.resume(co))
  return a[1], a[2], b[1], b[2], b[3], c[1], c[2]
end)())
show("status", (function()
  local co
  co = coroutine.create(function() local inner = coroutine.create(function() return coroutine.status(co) end) local _, s = coroutine.resume(inner) coroutine.yield(coroutine.status(co), s) end)
  local before = coroutine.status(co)
  local _, running, normal = coroutine.resume(co)
  local suspended = coroutine.status(co)
  coroutine.resume(co)
  return before, running, normal, suspended, coroutine.status(co)
end)())
show("running",
  pack(select(2, coroutine.running())),
  coroutine.wrap(function() return select(2, coroutine.running()) end)(), type((coroutine.running())))
show("isyieldable", coroutine.isyieldable(), coroutine.wrap(function() return coroutine.isyieldable() end)())
show("an error ends it",
  (function() local co = coroutine.create(function() error({ 1 }) end) local ok, e = coroutine.resume(co) return ok, e[1], coroutine.status(co), coroutine.resume(co) end)())
show("an error with a place", coroutine.resume(coroutine.create(function() error("x") end)))
show("wrap passes errors on",
  pack(pcall(coroutine.wrap(function() error("x") end))),
  pack(pcall(coroutine.wrap(function() error({}) end))), pack(pcall(coroutine.wrap(function() error() end))))
show("dead", pcall((function() local co = coroutine.wrap(function() end) co() return co end)()))
show("itself", (function() local co co = coroutine.wrap(function() return pcall(co) end) return co() end)())
show("resuming the running", coroutine.wrap(function() return coroutine.resume((coroutine.running())) end)())
show("resuming the one that resumed", (function()
  local outer
  outer = coroutine.create(function() return coroutine.wrap(function() return coroutine.resume(outer) end)() end)
  return coroutine.resume(outer)
end)())
show("yield across pcall", (function()
  local co = coroutine.wrap(function() local ok, a = pcall(function() local v = coroutine.yield(1) error("e" .. v, 0) end) coroutine.yield(ok, a) return "end" end)
  return co(), co(7), co()
end)())
show("yield across xpcall",
  (function() local co = coroutine.wrap(function() return xpcall(function() coroutine.yield(1) error("e", 0) end, function(m) return m .. "!" end) end) return co(), co() end)())
show("yield across metamethods", (function()
  local mt = { __add = function() return coroutine.yield("add") end, __index = function() return coroutine.yield("index") end, __lt = function() return coroutine.yield("lt") end, __concat = function() return coroutine.yield("concat") end, __call = function() return coroutine.yield("call") end, __newindex = function() coroutine.yield("newindex") end, __eq = function() return coroutine.yield("eq") end, __len = function() return coroutine.yield("len") end, __unm = function() return coroutine.yield("unm") end }
  local o, p = setmetatable({}, mt), setmetatable({}, mt)
  local co = coroutine.wrap(function() local s = o + 1 s = s .. o.x .. tostring(o < p) .. (o .. "x") .. o() o.y = 1 return s .. tostring(o == p) .. #o .. -o end)
  return co(), co("1"), co("2"), co(true), co("3"), co("4"), co(), co(false), co("5"), co("6")
end)())
show("yield across iterators",
  (function() local co = coroutine.wrap(function() for v in function() return coroutine.yield("next") end do coroutine.yield(v) end return "end" end) return co(), co(5), co(), co(nil) end)())
show("yield across pairs",
  (function() local co = coroutine.wrap(function() for k in pairs(setmetatable({}, { __pairs = function(t) coroutine.yield("pairs") return next, t end })) do return k end return "end" end) return co(), co() end)())
show("no yield across sort",
  pcall(coroutine.wrap(function() table.sort({ 2, 1 }, function() coroutine.yield() end) end)))
show("no yield across gsub",
  pcall(coroutine.wrap(function() return (("x"):gsub("x", function() coroutine.yield() end)) end)))
show("no yield outside", pcall(coroutine.yield, 1))
show("wrong arguments",
  pack(pcall(coroutine.create, 1)), pack(pcall(coroutine.wrap)), pack(pcall(coroutine.resume, 1)),
  pack(pcall(coroutine.status)), pack(pcall(coroutine.close, 1)))
show("close", (function()
  local s = ""
  local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function(_, e) s = s .. "closed " .. tostring(e) end }) coroutine.yield() end)
  coroutine.resume(co)
  return coroutine.close(co), s, coroutine.status(co), coroutine.close(co)
end)())
show("close with an error", (function()
  local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() error("in close", 0) end }) coroutine.yield() end)
  coroutine.resume(co)
  return coroutine.close(co)
end)())
show("close after an error",
  (function() local co = coroutine.create(function() error("x", 0) end) coroutine.resume(co) return coroutine.close(co) end)(),
  pack(coroutine.close(coroutine.create(print))))
show("close the running",
  pack(pcall(coroutine.close, (coroutine.running()))),
  coroutine.wrap(function() return pcall(coroutine.close, (coroutine.running())) end)())
show("wrap closes on error", (function()
  local s = ""
  local co = coroutine.wrap(function() local x <close> = setmetatable({}, { __close = function(_, e) s = s .. e end }) error("boom", 0) end)
  return pcall(co), s
end)())
show("many",
  (function() local n = 0 for i = 1, 200 do n = n + coroutine.wrap(function() coroutine.yield(i) end)() end return n end)())
show("deep",
  (function() local function nest(n) if n == 0 then return "bottom" end return coroutine.wrap(function() return nest(n - 1) end)() end return nest(50) end)())
show("table of many values",
  select("#", coroutine.wrap(function() coroutine.yield(table.unpack({}, 1, 200)) end)()))
