local texts = require "varv.texts"

local function equal(got, wanted)
  if got ~= wanted then error(("got %s, wanted %s"):format(tostring(got), tostring(wanted)), 2) end
end

local function order(...) return table.concat(texts.sort { ... }, " ") end

return {
  { name = "å ä ö come after z, in that order", run = function()
    equal(order("Öberg", "Ängström", "Åberg", "Zorn", "Adam"), "Adam Zorn Åberg Ängström Öberg")
  end },
  { name = "accents do not move a letter, and ü is sorted as y", run = function()
    equal(order("Eva", "Éva", "Evert"), "Eva Éva Evert")
    equal(order("Myra", "Müller", "Mz"), "Müller Myra Mz")
    equal(order("García", "Garcez"), "Garcez García")
  end },
  { name = "w is a letter of its own after v", run = function()
    equal(order("Wallin", "Vik", "Väg"), "Vik Väg Wallin")
  end },
  { name = "ø, æ and ß are sorted as ö, ä and ss", run = function()
    equal(order("Øster", "Östman", "Ärla", "Æbel"), "Æbel Ärla Øster Östman")
    equal(order("Strast", "Straße", "Strat"), "Straße Strast Strat")
  end },
  { name = "letters with loose marks are the same letters", run = function()
    equal(texts.before("Zorn", "A\u{30A}berg"), true)
    equal(texts.before("Adam", "A\u{30A}berg"), true)
  end },
  { name = "case does not decide, but the order is total", run = function()
    equal(order("b", "A", "a", "B"), "a A b B")
    equal(texts.before("a", "a"), false)
    equal(texts.before("a", "A") ~= texts.before("A", "a"), true)
  end },
  { name = "digits come before letters and a shorter word before a longer", run = function()
    equal(order("7B", "A", "7A", "10A"), "10A 7A 7B A")
    equal(order("Lindgren", "Lind"), "Lind Lindgren")
  end },
  { name = "sort by a field keeps equals in place", run = function()
    local list = texts.sort({ { n = "Öst", i = 1 }, { n = "Ad", i = 2 }, { n = "Öst", i = 3 } }, "n")
    equal(list[1].i .. list[2].i .. list[3].i, "213")
  end },
  { name = "large and small letters", run = function()
    equal(texts.upper "åäö é ü ł ş đ", "ÅÄÖ É Ü Ł Ş Đ")
    equal(texts.lower "ÅÄÖ É Ü Ł Ş Đ ŠŽ", "åäö é ü ł ş đ šž")
    equal(texts.upper "straße", "STRASSE")
    equal(texts.upper "ÿ 4×2÷1", "Ÿ 4×2÷1")
    equal(texts.lower "ОКСАНА Ї", "оксана ї")
  end },
  { name = "capital changes the first letter only", run = function()
    equal(texts.capital "årskurs 7 NO", "Årskurs 7 NO")
    equal(texts.capital "", "")
  end },
  { name = "width counts columns, not bytes", run = function()
    equal(texts.width "Åsa", 3)
    equal(texts.width "A\u{30A}sa", 3)
    equal(texts.width "日本", 4)
    equal(texts.width "👩‍🏫", 2)
    equal(texts.width "", 0)
  end },
  { name = "cut ends with a sign that something is left out", run = function()
    equal(texts.cut("Samhällskunskap", 8), "Samhäll…")
    equal(texts.cut("Bild", 8), "Bild")
    equal(texts.cut("日本語", 4), "日…")
    equal(texts.width(texts.cut("👩‍🏫👩‍🏫👩‍🏫", 3)) <= 3, true)
  end },
  { name = "pad fills by columns", run = function()
    equal(texts.pad("Åsa", 5) .. "|", "Åsa  |")
    equal(texts.pad("Åsa", 5, "right"), "  Åsa")
    equal(texts.pad("Åsa", 6, "middle"), " Åsa  ")
    equal(texts.pad("Samhällskunskap", 4), "Samhällskunskap")
  end },
  { name = "trim takes hard blanks too", run = function()
    equal(texts.trim "\u{A0} Åsa Lind \t\r\n", "Åsa Lind")
    equal(texts.trim "   ", "")
  end },
  { name = "split takes the separator as it is", run = function()
    equal(table.concat(texts.split("a.b..c", "."), "|"), "a|b||c")
    equal(#texts.split("", ","), 1)
  end },
  { name = "a number has a decimal comma", run = function()
    equal(texts.number "1,5", 1.5)
    equal(texts.number "1 234,5", 1234.5)
    equal(texts.number "1\u{A0}234", 1234)
    equal(texts.number "−3,25", -3.25)
    equal(texts.number " 12 ", 12)
  end },
  { name = "what is no such number is nil and why", run = function()
    for _, text in ipairs { "12.5", "", "abc", "1,", ",5", "1 23", "1,5,0", "0x10", "1e3", "12 3456" } do
      local number, why = texts.number(text)
      equal(number, nil)
      assert(why and why:find("is not a number with a decimal comma", 1, true), text)
    end
  end },
  { name = "text that is not UTF-8 is measured, sorted and changed without an error", run = function()
    local broken = "\xE5sa \xFF"
    equal(texts.width(broken), 5)
    equal(texts.upper(broken), "\xE5SA \xFF")
    equal(order("b", broken, "a"), "a b " .. broken)
    equal(texts.trim(" " .. broken .. " "), broken)
  end },
  { name = "something else than text is an error at the caller's line", run = function()
    local ok, why = pcall(function() local _ = texts.upper(7) end)
    equal(ok, false)
    assert(why:find("texts_test", 1, true) and why:find("expected text, got number", 1, true), why)
  end },
}
