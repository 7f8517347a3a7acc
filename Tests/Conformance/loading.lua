local show, pack = ..., table.pack

show("load",
  pack(load("return 1 + 1")()), pack(load("return ...", "name")(5)), pack(load("x =")),
  (load("return 1", "@chunk")()))
show("names",
  pack(select(2, load("x =", "=name"))), pack(select(2, load("x =", "@file.lua"))),
  pack(select(2, load("x =", "text"))), pack(select(2, load("x =\ny ="))))
show("run-time names",
  pack(pcall(load("error('a')", "=name"))), pack(pcall(load("error('a')", "@file.lua"))),
  pack(pcall(load("error('a')", "some text"))))
show("long names",
  pack(select(2, load("x =", "@" .. ("p"):rep(100)))), pack(select(2, load("x =", ("t"):rep(100)))))
show("environment",
  pack(load("return a", "x", "t", { a = 2 })()), pack(load("a = 5 return a", "x", "t", {})()),
  (function() local env = {} load("b = 1", "x", "t", env)() return env.b end)())
show("environment nil", pcall(load("return a", "x", "t", nil)))
show("upvalues", (function() local x = 1 return pcall(load("return x == nil", "x", "t", {})), x end)())
show("modes", pack(load("return 1", "x", "t")()), pack(load("return 1", "x", "bt")()))
show("comment first",
  pack(load("# not a comment")), pack(load("-- a comment\nreturn 3")()), pack(load("")()),
  pack(load("   ")()))
show("return only last",
  pack(load("return 1; return 2")), pack(load("return 1;")()), pack(load(";;; return 4")()))
show("shebang", load("#!/usr/bin/lua\nreturn 1"))
show("varargs", load("local a, b = ... return b, a")(1, 2))
show("globals", rawequal(_G, _ENV), _G._G == _G, _VERSION, load("return _ENV")() == _G)
