local show, pack = ..., table.pack

show("error",
  pack(pcall(error)), pack(pcall(error, nil)), pack(pcall(error, "x")), pack(pcall(error, "x", 0)),
  pack(pcall(error, 5)), (select(2, pcall(error, 5)) == 5))
show("error with a place",
  pack(pcall(function() error("x") end)), pack(pcall(function() error("x", 1) end)),
  pack(pcall(function() error("x", 0) end)))
show("error at the caller",
  (function() local function check(v) if not v then error("bad", 2) end end return pcall(function() check(false) return 1 end) end)())
show("error objects",
  (function() local e = setmetatable({}, { __tostring = function() return "obj" end }) local _, got = pcall(error, e) return rawequal(got, e), tostring(got) end)())
show("assert",
  assert(1, 2, 3), pack(pcall(assert, false)), pack(pcall(assert, nil, "why")),
  pack(pcall(assert, false, { 1 })), pack(pcall(assert)))
show("pcall",
  pack(pcall(function(...) return select("#", ...), ... end, 1, nil)), pack(pcall(5)),
  pack(pcall(pcall, error, "x")), pack(pcall(pcall)))
show("xpcall",
  pack(xpcall(function(a) return a end, print, 7)),
  pack(xpcall(error, function(m) return "<" .. tostring(m) .. ">" end, "x")), pack(pcall(xpcall)),
  pack(pcall(xpcall, print)))
show("xpcall handler sees the stack",
  (xpcall(function() error("x") end, function(m) return debug.traceback(m) end)))
show("xpcall handler raises", (xpcall(error, function() error("again") end)))
show("nested",
  pcall(function() local ok, e = pcall(error, "inner", 0) error("outer " .. tostring(ok) .. e, 0) end))
show("rethrow",
  (function() local _, e = pcall(function() error("first") end) return pcall(error, e, 0) end)())
show("index nil",
  pack(pcall(function() local t return t.x end)), pack(pcall(function() local t = {} return t.a.b end)),
  pack(pcall(function() local t = {} t.a.b = 1 end)))
show("call nil",
  pack(pcall(function() local t = {} t.f() end)), pack(pcall(function() local t = {} t:m() end)),
  pack(pcall(function() local f f() end)), pack(pcall(function() return ("x"):nothing() end)))
show("arithmetic",
  pack(pcall(function() local x return x + 1 end)), pack(pcall(function() local t = {} return t.x * 2 end)),
  pack(pcall(function() return 1 + {} end)), pack(pcall(function() return -{} end)))
show("comparison",
  pack(pcall(function() return 1 < "2" end)), pack(pcall(function() return {} < 1 end)),
  pack(pcall(function() return nil > 1 end)), pack(pcall(function() return print < print end)))
show("concat",
  pack(pcall(function() local x return "a" .. x end)), pack(pcall(function() return "a" .. {} end)),
  pack(pcall(function() return true .. "x" end)))
show("upvalues and constants",
  (function() local up return pcall(function() return up.x end) end)(),
  pack(pcall(function() return (1).x.y end)))
show("arguments",
  pack(pcall(string.rep)), pack(pcall(string.rep, "x", {})), pack(pcall(("x").rep, "x")),
  pack(pcall(setmetatable, 1)), pack(pcall(ipairs)), pack(pcall(math.floor, "x")))
show("method arguments",
  pack(pcall(function() return ("x"):rep({}) end)), pack(pcall(function() return ("x"):find(nil) end)))
show("for",
  pack(pcall(function() for i = 1, {} do print(i) end end)),
  pack(pcall(function() for i = "a", 2 do print(i) end end)))
show("a number as message", pack(pcall(function() error(5) end)), pack(pcall(function() error(5.5, 0) end)))
show("traceback",
  type(debug.traceback()), debug.traceback("m"):match("^m\nstack traceback:\n"), debug.traceback({}) ~= nil,
  debug.traceback(nil):match("^stack"))
show("syntax",
  pack(load("x =")), pack(load("for")), pack(load("local 1")), pack(load("goto nowhere")),
  pack(load("break")), pack(load("::a:: ::a::")))
show("more syntax",
  pack(load("return 'a")), pack(load("return [[a")), pack(load("x = }")), pack(load("return 1 .. ")),
  pack(load("local x <foo> = 1")), pack(load("--[[ open")))
show("bad escapes",
  pack(load([[return "\q"]])), pack(load([[return "\x1"]])), pack(load([[return "\300"]])),
  pack(load([[return "\u{110000000}"]])), pack(load("return 0x")), pack(load("return 1e")))
