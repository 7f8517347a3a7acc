local show, pack = ..., table.pack

show("integer and float", 1, 1.0, -0.0, 1e15, 1e16, 2^53, 2^63, 10 / 2, 3 // 2, 3.0 // 2, 7 % 3, 7.5 % 2)
show("division",
  7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 // 2.0, -7 // 2.0, 1 // 0.0, -1 // 0.0, 0.0 / 0.0 ~= 0.0 / 0.0)
show("by zero",
  pack(pcall(function() return 1 // 0 end)), pack(pcall(function() return 1 % 0 end)), 1 / 0, -1 / 0,
  1 % math.huge, -1 % math.huge)
show("modulo",
  7 % -3, -7 % 3, -7 % -3, 7.5 % -2, -7.5 % 2, 5 % math.huge, -5 % -math.huge, math.mininteger % -1)
show("overflow",
  math.maxinteger + 1 == math.mininteger, math.mininteger - 1 == math.maxinteger, math.maxinteger * 2,
  math.mininteger // -1, -math.mininteger)
show("power", 2 ^ 10, 2 ^ 0.5, 2 ^ -1, (-2) ^ 2, 0 ^ 0)
show("bitwise", 5 & 3, 5 | 3, 5 ~ 3, ~5, 1 << 62, 1 << 63, 1 << 64, 1 >> 1, -1 >> 1, 1 << -1, 2 >> -1)
show("bitwise floats",
  5.0 & 3, pack(pcall(function() return "5" | 2 end)), pack(pcall(function() return 1.5 | 1 end)),
  pack(pcall(function() return 2^63 | 0 end)), pack(pcall(function() return "x" | 1 end)),
  pack(pcall(function() return {} & 1 end)))
show("comparison",
  1 == 1.0, 1 < 1.5, math.maxinteger < math.huge, math.maxinteger + 0.0 == math.maxinteger, 2^53 == 2^53 + 1,
  math.mininteger <= -2^63, 1 < 0 / 0, 0 / 0 == 0 / 0)
show("literals",
  0x10, 0xFF, 0x.8p1, 0xA.8, 1e2, .5, 5., 0x7fffffffffffffff, 0xffffffffffffffff, 9223372036854775807,
  9223372036854775808, 3e-2)
show("conversion to text",
  1e100, 123456789012345678, 0.1, 1 / 3, 1e-5, -1e15, 100000000000000, 1e14, 3.14159265358979)
show("tonumber",
  tonumber("10"), tonumber("  10  "), tonumber("10a"), tonumber("0x1F"), tonumber("1e1"), tonumber(""),
  tonumber(" "), tonumber("0x"), tonumber("1 2"), tonumber("inf"), tonumber("nan"))
show("tonumber of values",
  tonumber(5), tonumber(nil), tonumber({}), tonumber(true), pack(pcall(tonumber)), tonumber("1\0"),
  tonumber("-0x10"), tonumber("0x1p4"), tonumber("1e400"))
show("tonumber with a base",
  tonumber("ff", 16), tonumber("zz", 36), tonumber("101", 2), tonumber("8", 8), tonumber("-7", 8),
  tonumber(" 7 ", 8), pack(pcall(tonumber, "1", 1)), pack(pcall(tonumber, 1, 10)),
  tonumber("7fffffffffffffff", 16))
show("big integers in text",
  tonumber("9223372036854775807"), tonumber("9223372036854775808"), tonumber("-9223372036854775808"),
  tonumber("0xffffffffffffffffff"))
show("tostring",
  tostring(1), tostring(1.5), tostring(-0.0), tostring(1e300 * 1e10), tostring(nil), tostring(true),
  tostring("x"), pack(pcall(tostring)))
show("type",
  type(1), type("x"), type(nil), type({}), type(print), type(coroutine.create(print)), pack(pcall(type)))
show("floor and ceil",
  math.floor(3.7), math.floor(-3.7), math.ceil(3.2), math.ceil(-3.2), math.floor(5), math.floor(1e100),
  math.ceil(2^53))
show("math.type",
  math.type(1), math.type(1.0), math.type("1"), pack(pcall(math.type)), math.tointeger(3.0),
  math.tointeger(3.5), math.tointeger("8"), math.tointeger("x"), math.tointeger(2^63))
show("abs and sign",
  math.abs(-5), math.abs(-5.5), math.abs(math.mininteger), math.fmod(7, 3), math.fmod(-7, 3),
  math.fmod(-7, 3.0), pack(pcall(math.fmod, 1, 0)), math.fmod(1, 0.0) ~= 0)
show("max and min",
  math.max(1, 5, 3), math.min(1.5, 2), math.max(1), pack(pcall(math.max)), math.max(1, 2.0), math.min(3, -1))
show("modf",
  pack(math.modf(3.7)), pack(math.modf(-3.7)), pack(math.modf(5)), pack(math.modf(math.huge)),
  pack(math.modf(1e100)))
show("roots and logs",
  math.sqrt(16), math.exp(0), math.log(1), math.log(8, 2), math.log(100, 10), math.log(27, 3),
  math.sqrt(-1) ~= math.sqrt(-1))
show("trigonometry",
  math.sin(0), math.cos(0), math.tan(0), math.asin(1), math.acos(1), math.atan(1), math.atan(1, -1),
  math.rad(180), math.deg(math.pi))
show("constants", math.pi, math.huge, -math.huge, math.maxinteger, math.mininteger)
show("ult", math.ult(1, 2), math.ult(-1, 2), math.ult(2, -1))
show("random with a seed",
  (function() math.randomseed(42) local a, b = math.random(100), math.random(100) math.randomseed(42) return a == math.random(100), b == math.random(100) end)())
show("random of a seed",
  (function() math.randomseed(42, 1) return math.random(1000), math.random(5, 10), math.random(0), math.random() end)())
show("random limits",
  math.random(3, 3), pack(pcall(math.random, 2, 1)), pack(pcall(math.random, 0.5)),
  pack(pcall(math.random, 1, 2, 3)), (function() local x = math.random() return x >= 0 and x < 1 end)())
show("arithmetic on texts",
  "10" / "2", "3" * "4", "7" % "4", "2" ^ "3", "0x10" + 0, " 5 " + 1,
  pack(pcall(function() return "5x" + 1 end)), "1" + 1, "1.0" + 1)
show("integer wanted",
  pack(pcall(function() return ("x"):rep(1.5) end)), pack(pcall(function() return 1 << 1.5 end)),
  ("x"):rep("2"))
-- Not in the manual any more, but Debian builds them in.
show("of Lua 5.2",
  math.pow and math.pow(2, 3), math.cosh and math.cosh(0), math.sinh and math.sinh(0), math.tanh and math.tanh(0),
  math.log10 and math.log10(1000), math.ldexp and math.ldexp(1, 4), pack(math.frexp and math.frexp(8)), math.atan2)
