local show, pack = ..., table.pack

show("find",
  pack(("hello"):find("l")), pack(("hello"):find("l", 4)), pack(("hello"):find("x")),
  pack(("hello"):find("")), pack(("hello"):find("", 9)))
show("find plain",
  pack(("a.b"):find(".", 1, true)), pack(("a.b"):find(".", 2, true)), pack(("a.b"):find("%.", 1, true)))
show("find captures", ("key = value"):find("(%w+)%s*=%s*(%w+)"))
show("find from the end", pack(("hello"):find("l", -2)), pack(("hello"):find("^l", 3)))
show("match",
  pack(("2026-01-31"):match("(%d+)-(%d+)-(%d+)")), pack(("abc"):match("b")), pack(("abc"):match("()b()")))
show("match position",
  pack(("hello"):match(".-(l+)(.*)$")), pack(("hello"):match("^(h)(.)")), pack(("hello"):match("x?")))
show("classes",
  pack(("aB1 _\t."):gsub("%a", "A")), pack(("aB1 _\t."):gsub("%s", "S")), pack(("aB1 _."):gsub("%p", "P")),
  pack(("aB1"):gsub("%u", "U")))
show("more classes",
  pack(("aB1\1"):gsub("%c", "C")), pack(("ag1"):gsub("%x", "X")), pack(("aB1"):gsub("%l", "L")),
  pack(("aB 1"):gsub("%w", "W")), pack(("a b"):gsub("%g", "G")))
show("negated classes",
  pack(("aB1 "):gsub("%A", "-")), pack(("aB1 "):gsub("%D", "-")), pack(("aB1 "):gsub("%S", "-")),
  pack(("aB1 "):gsub("%W", "-")))
show("sets",
  pack(("abc-]"):gsub("[a-b%]]", "*")), pack(("abc"):gsub("[^a]", "*")), pack(("a-b"):gsub("[a-]", "*")),
  pack(("a]b"):gsub("[]]", "*")))
show("repetition",
  pack(("aaa"):match("a*")), pack(("aaa"):match("a+")), pack(("aaa"):match("a-")),
  pack(("aaab"):match("a-b")), pack(("b"):match("a?b")))
show("anchors",
  pack(("hello"):match("^hel")), pack(("hello"):match("llo$")), pack(("a$b"):match("a$b")),
  pack(("^a"):match("^^a")))
show("balanced", pack(("f(a(b)c)d"):match("%b()")), pack(("((x)"):match("%b()")), pack(("no"):match("%b()")))
show("frontier", pack(("THE (quick) fox"):gsub("%f[%a]%a+", "w")), pack(("hello world"):match("%f[%w]%w+$")))
show("back reference", ([["it's" x]]):match([[(["'])(.-)%1]]), pack(("abab"):match("(ab)%1")))
show("gsub text",
  pack(("hello world"):gsub("o", "0")), pack(("hello"):gsub("l", "L", 1)), pack(("hello"):gsub("", "-")),
  pack(("abc"):gsub("%w", "%0%0")))
show("gsub captures",
  pack(("hello world"):gsub("(%w+) (%w+)", "%2 %1")), pack(("abc"):gsub("b", "%%")),
  pack(pcall(string.gsub, "abc", "b", "%2")))
show("gsub table",
  pack(("$name is $age"):gsub("%$(%w+)", { name = "Åsa", age = 7 })), pack(("$x"):gsub("%$(%w+)", {})),
  pack(("a"):gsub("a", { a = false })))
show("gsub function",
  pack(("abc"):gsub("%w", function(c) return c:upper() end)), pack(("abc"):gsub("b", function() end)),
  pack(("ab"):gsub("()", function(p) return p end)))
show("gsub wrong result", pcall(string.gsub, "abc", "b", function() return {} end))
show("gsub anchored", pack(("hello hello"):gsub("^hello", "x")), pack(("aaa"):gsub("^a", "b")))
local words = {}
for word in ("one two  three"):gmatch("%a+") do words[#words + 1] = word end
for key, value in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do words[#words + 1] = key .. value end
for position in ("abc"):gmatch("()", 2) do words[#words + 1] = tostring(position) end
show("gmatch", table.unpack(words))
show("gmatch with an anchor", ("aa"):gmatch("^a")())
show("malformed",
  pack(pcall(string.find, "a", "[a")), pack(pcall(string.find, "a", "%")),
  pack(pcall(string.find, "a", "(a")))
show("malformed too",
  pack(pcall(string.find, "a", "a)")), pack(pcall(string.find, "a", "%b")),
  pack(pcall(string.find, "a", "%f")), pack(pcall(string.find, "a", "%1")))
show("zero bytes", pack(("a\0b"):find("\0")), pack(("a\0b"):match("[%z]")), pack(("a\0b"):gsub("%z", "0")))
show("many captures",
  ("x"):rep(32):match(("(x)"):rep(32)) == "x", pack(pcall(string.match, "x", ("()"):rep(33))))
