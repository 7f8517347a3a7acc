local show = ...

show("stack overflow",
  (function() local function f() return 1 + f() end local ok, e = pcall(f) return ok, e:match("stack overflow") end)())
show("c stack overflow",
  (function() local ok, e = pcall(string.gsub, "x", "x", function() local function f() return (("x"):gsub("x", f)) end return f() end) return ok, e:match("C stack overflow") end)())
show("deep calls",
  (function() local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(10000) end)(),
  (pcall(function() local function f() return 1 + f() end return f() end)))
