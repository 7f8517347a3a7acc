local show, pack = ..., table.pack
local f = string.format

show("integers", f("%d %5d|%-5d|%05d %+d % d %i", 3, 3, 3, 3, 3, 3, 3))
show("integers from floats",
  f("%d", 3.0), pack(pcall(f, "%d", 3.5)), f("%d", "10"), pack(pcall(f, "%d", "x")))
show("hexadecimal", f("%x %X %#x %08x %o", 255, 255, 255, 255, 8), f("%x", -1), f("%o", -1))
show("characters", f("%c%c", 72, 0), f("[%5c]", 65))
show("floats", f("%f %.2f %10.3f|%-10.1f|%+.1f", 1.5, 2.345, 3.14159, 2.5, 1), f("%.0f %.0f", 0.5, 1.5))
show("exponents",
  f("%e %.3E %g %g %G", 12345.678, 0.00012, 1e20, 0.0001, 1e-10), f("%.14g", 0.1), f("%.17g", 0.1))
show("hexadecimal floats", f("%a", 1), f("%.2A", 0.5))
show("special floats", f("%f %f", math.huge, -math.huge), f("%.1f", 0 / 0):gsub("-", ""), f("%g", -0.0))
show("text", f("%s|%10s|%-10s|%.2s|", "abc", "abc", "abc", "abc"), f("%s %s %s", nil, true, 12), f("%s", 1.0))
show("text from objects",
  f("%s", setmetatable({}, { __tostring = function() return "me" end })),
  f("%s", setmetatable({}, { __name = "X" })):match("^X"))
show("text with a zero", f("%s", "a\0b"), pack(pcall(f, "%10s", "a\0b")))
show("quoted",
  f("%q", 'a "b" \\ \n \0 \r \t å'), f("%q", 1), f("%q", 1 / 3), f("%q", math.mininteger), f("%q", true),
  f("%q", nil))
show("quoted special", f("%q", math.huge), f("%q", -math.huge), f("%q", 0 / 0), pack(pcall(f, "%q", {})))
show("percent", f("%%"), f("100%% of %d", 3))
show("missing", pack(pcall(f, "%d")), pack(pcall(f, "%s")), pack(pcall(f)))
show("unknown",
  pack(pcall(f, "%y", 1)), pack(pcall(f, "%", 1)), pack(pcall(f, "%10")), pack(pcall(f, "%0123456789d", 1)))
show("too wide",
  pack(pcall(f, "%123d", 1)), pack(pcall(f, "%.123f", 1)), pack(pcall(f, "%#s", "x")),
  pack(pcall(f, "%0s", "x")))
show("surplus", f("x", 1, 2), f("%s", 1, 2))
