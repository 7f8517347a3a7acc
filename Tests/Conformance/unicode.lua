local show, pack = ..., table.pack

show("char",
  utf8.char(), utf8.char(72, 229, 0x20AC, 0x1F600), utf8.char(0x7FFFFFFF), pack(pcall(utf8.char, -1)))
show("charpattern",
  utf8.charpattern, pack(("åb€"):match(utf8.charpattern)), pack(("åb€"):gsub(utf8.charpattern, ".")))
show("codepoint",
  pack(utf8.codepoint("åb€", 1, -1)), pack(utf8.codepoint("å")), pack(pcall(utf8.codepoint, "å", 2)),
  pack(pcall(utf8.codepoint, "abc", 4)))
show("len",
  pack(utf8.len("")), pack(utf8.len("åäö")), pack(utf8.len("a\xFF")), pack(utf8.len("åäö", 3)),
  pack(utf8.len("åäö", -2)), pack(pcall(utf8.len, "abc", 5)))
show("lax",
  pack(utf8.len("\u{7FFFFFFF}")), pack(utf8.len("\u{7FFFFFFF}", 1, -1, true)),
  pack(utf8.codepoint("\u{200000}", 1, 1, true)), pack(utf8.len("\xED\xA0\x80")))
show("offset",
  utf8.offset("aåb", 1), utf8.offset("aåb", 3), utf8.offset("aåb", -1), utf8.offset("aåb", 0, 3),
  utf8.offset("aåb", 9), pack(pcall(utf8.offset, "å", 1, 2)))
local seen = {}
for position, code in utf8.codes("aå€😀") do seen[#seen + 1] = position .. "=" .. code end
show("codes", table.unpack(seen))
show("codes of broken text", pcall(function() for _ in utf8.codes("a\xFFb") do end end))
show("codes of surrogates",
  pack(pcall(function() for _ in utf8.codes("\xED\xA0\x80") do end end)),
  pack(pcall(function() for _ in utf8.codes("\xED\xA0\x80", true) do end end)))
show("overlong",
  pack(utf8.len("\xC0\x80")), pack(utf8.len("\xE0\x80\x80")), pack(utf8.len("\xF4\x90\x80\x80")))
show("bad arguments", pack(pcall(utf8.char, "x")), pack(pcall(utf8.len, {})), pack(pcall(utf8.codes)))
