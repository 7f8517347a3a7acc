local show, pack = ..., table.pack

show("byte", pack(("abc"):byte()), pack(("abc"):byte(2)), pack(("abc"):byte(-1)), string.byte("abc", 1, -1))
show("byte outside", pack((""):byte()), pack(("abc"):byte(10)))
show("char", string.char(), string.char(72, 101, 106), pack(pcall(string.char, 256)))
show("len", #"", #"åäö", string.len("a\0b"))
show("lower upper", ("ÅbC1"):lower(), ("åBc1"):upper())
show("rep", ("ab"):rep(3), ("ab"):rep(3, ","), ("ab"):rep(0), ("ab"):rep(-1), ("x"):rep(1, ","))
show("rep too long", (pcall(string.rep, "x", 1 << 62)))
show("reverse", ("abc"):reverse(), (""):reverse())
show("sub",
  ("hello"):sub(2), ("hello"):sub(2, 3), ("hello"):sub(-3), ("hello"):sub(-3, -2), ("hello"):sub(4, 2))
show("sub edges", ("hello"):sub(0), ("hello"):sub(-100, 100), ("hello"):sub(math.mininteger, math.maxinteger))
show("sub floats", ("hello"):sub(2.0, 3.0), pack(pcall(string.sub, "hello", 2.5)))
show("coercion",
  "10" + 5, "0x10" * 2, "3" // "2", 10 .. 20, -"2", "1e1" + 0, pack(pcall(function() return "a" + 1 end)))
show("comparison",
  "a" < "b", "a" < "B", "" < "a", "a\0b" < "a\0c", "Z" < "a", pack(pcall(function() return "1" < 2 end)))
show("escapes", "\65\x41\u{41}\z
      B\a\b\f\n\r\t\v\\\"\'", "\u{7FFFFFFF}", '\'')
show("long strings", [[
first is skipped]], [==[a]]b]==])
show("method on a literal", ("x"):rep(2), #("x"):rep(3))
show("number as text", pcall(function() return (5):len() end))
show("concat numbers", 1 .. "", 1.0 .. "", -0.0 .. "", 1e100 .. "", 2^53 .. "", math.pi .. "")
show("bad arguments", pack(pcall(string.rep)), pack(pcall(string.len, {})), pack(pcall(("x").rep, "x", "y")))
