local show, pack = ..., table.pack

show("closures", (function()
  local fs = {}
  for i = 1, 3 do local j = i * 10 fs[i] = function() j = j + 1 return i + j end end
  return fs[1](), fs[1](), fs[2](), fs[3]()
end)())
show("shared upvalues", (function()
  local n = 0
  local function up() n = n + 1 end
  local function get() return n end
  up() up()
  return get()
end)())
show("recursion",
  (function() local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end return fib(15) end)())
show("tail calls",
  (function() local function loop(n) if n == 0 then return "done" end return loop(n - 1) end return loop(100000) end)())
show("varargs", (function(...) local a, b = ... return select("#", ...), a, b, ... end)(1, nil, 3, nil))
show("varargs cut",
  ((function(...) return ... end)(1, 2)), (function(...) return ... end)(),
  #{ (function(...) return ... end)(1, 2, 3) })
show("adjusting",
  (function() local a, b, c = (function() return 1, 2 end)() local d, e = (function() return 1 end)(), 5 return a, b, c, d, e end)())
show("methods",
  (function() local o = { n = 1 } function o:add(x) self.n = self.n + x return self end return o:add(2):add(3).n end)())
show("goto", (function()
  local s = ""
  for i = 1, 3 do
    for j = 1, 3 do
      if j == 2 then goto continue end
      s = s .. i .. j .. " "
      ::continue::
    end
  end
  do local i = 1 ::again:: i = i + 1 if i < 5 then goto again end s = s .. i end
  return s
end)())
show("goto closures", (function()
  local fs, i = {}, 1
  ::top::
  local x = i
  fs[i] = function() x = x + 1 return x end
  i = i + 1
  if i < 4 then goto top end
  return fs[1](), fs[1](), fs[3]()
end)())
show("loops", (function()
  local s = ""
  for i = 3, 1, -1 do s = s .. i end
  for i = 1, 0 do s = s .. "no" .. i end
  for i = 1.0, 2 do s = s .. " " .. i end
  for i = 1, 2, 0.5 do s = s .. " " .. i end
  local n = 0
  while true do n = n + 1 if n > 3 then break end end
  repeat local done = n > 5 n = n + 1 until done
  return s, n
end)())
show("loop edges",
  (function() local n = 0 for _ = math.maxinteger - 1, math.maxinteger do n = n + 1 end return n end)(),
  pack(pcall(function() for _ = 1, 2, 0 do end end)), pack(pcall(function() for _ = 1, "x" do end end)),
  pack(pcall(function() for _ = "1", 2 do end end)))
show("generic for",
  (function() local s = "" for a, b in function(_, i) if i < 3 then return i + 1, i * 2 end end, nil, 0 do s = s .. a .. b .. " " end return s end)(),
  pack(pcall(function() for _ in 5 do end end)))
show("multiple assignment",
  (function() local a, b = 1, 2 a, b = b, a local t = {} local i = 1 i, t[i] = i + 1, 20 return a, b, i, t[1], t[2] end)())
show("logic", nil and 1, false or "x", nil or false, 1 and 2, not nil, not 0, 1 == 1.0, "1" == 1)
show("constants", (function() local x <const> = 5 return x end)(), pack(load("local x <const> = 1 x = 2")))
show("scope", (function() local x = 1 do local x = x + 1 if x == 2 then return x end end return x end)())
show("many locals",
  (function() local code = {} for i = 1, 200 do code[i] = "local a" .. i .. " = " .. i end return load(table.concat(code, "\n") .. "\nreturn a1 + a200")() end)(),
  (load(("local a = 1\n"):rep(201))))
show("many constants",
  (function() local code = {} for i = 1, 300 do code[i] = "x = x + " .. i .. ".5" end return load("local x = 0\n" .. table.concat(code, "\n") .. "\nreturn x")() end)())
show("nesting",
  (load("return " .. ("("):rep(150) .. "1" .. (")"):rep(150))()),
  (load("return " .. ("("):rep(300) .. "1" .. (")"):rep(300))))
show("_ENV",
  (function() local _ENV = { x = 5 } return x end)(),
  (function() local _ENV <const> = { y = 6 } return y end)())
show("precedence", 2 ^ 3 ^ 2, -2 ^ 2, 1 .. 2 .. 3, 2 * 3 % 4, 1 + 2 << 1, 7 - 2 - 1, not nil == true)
