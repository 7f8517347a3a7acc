/// Mistakes honest people make, most of them seen; the messages stand in `samples/expected/mistakes-sv.txt` and `-en`.
extension Mistake {
    static let all = names + habits + values + calls + blocks + characters + declarations + files

    // MARK: A name that is nearly right

    static let names = [
        Mistake("a column of the row, misspelt", .row, "local who = row.pupill"),
        Mistake("a column of the row, with a capital letter", .row, "local who = row.Pupil"),
        Mistake("a method of the row, misspelt", .row, "local step = row:stepp(row.word)"),
        Mistake("a record, misspelt", .row, "add:judgment { pupil = row.pupil }"),
        Mistake("a field of a record, misspelt", .row, #"add:judgement { pupil = row.pupil, ämne = 1 }"#),
        Mistake(
            "a field of a record, nearly right", .row,
            #"add:judgement { pupil = row.pupil, subjekt = "MA", step = "mer" }"#),
        Mistake("a kind of column, misspelt", .columns, #"pupil = column.identitet "Nummer""#),
        Mistake(
            "a key of a column, misspelt", .columns, #"pupil = column.identity { "Nummer", optinal = true }"#),
        Mistake("a constructor, misspelt", .file, #"return adaptr { id = "skolan/rutin" }"#),
        Mistake("a part of the adapter, misspelt", .part, #"known_bye = { "Personnr" },"#),
        Mistake("a collection, misspelt", .draw, "for g in gruops:each() do print(g.code) end"),
        Mistake("a collection through here, misspelt", .draw, "local all = here:gropus()"),
        Mistake("a field of here, misspelt", .draw, "page(\"Varv \" .. here.cycel)"),
        Mistake("a field of a thing, misspelt", .draw, "for g in groups:each() do print(g.cod) end"),
        Mistake(
            "a brace of a text, misspelt", .draw, #"for g in groups:each() do page(g "Grupp {kod}") end"#),
        Mistake("a method of a set, misspelt", .draw, #"local sorted = groups:srot("code")"#),
        Mistake("a field to sort by, misspelt", .draw, #"local sorted = groups:sort("cod")"#),
        Mistake("a field of a condition, misspelt", .draw, #"local few = groups:where { kode = "7A" }"#),
        Mistake(
            "a share as per cent", .draw,
            #"page:table(here:hard_criteria { share = at_least(25) }, { "label" })"#),
        Mistake("due in words of one's own", .ask, #"form:plan("next", "Vad?", { due = "nästa varv" })"#),
        Mistake(
            "with in Swedish", .file,
            #"return dialogue { id = "s/d", version = "1.0.0", title = "D", with = "lärare", ask = function() end }"#
        ),
        Mistake("a method of the page, misspelt", .draw, #"page:tabel(groups, { "code" })"#),
        Mistake("a column of a table, misspelt", .draw, #"page:table(groups, { "code", "yeargroup" })"#),
        Mistake(
            "a key of a table's choices, misspelt", .draw,
            #"page:table(groups, { "code" }, { titel = "Grupper" })"#),
        Mistake("an option, misspelt", .draw, "local limit = opt.limt"),
        Mistake("an option's kind, misspelt", .part, #"options = { option.andel("limit", 0.25, "Gräns") },"#),
        Mistake("an option set from the outside, misspelt", .draw, "page \"hej\"", settings: ["limt": "0.2"]),
        Mistake("a method of the form, misspelt", .ask, #"form:txt("change", "Vad?")"#),
        Mistake(
            "an option of a question that there is not", .ask,
            #"form:text("change", "Vad?", { value = "Läsgrupp" })"#),
        Mistake("a change, misspelt", .work, #"change:interventon { title = "Läsgrupp" }"#),
        Mistake("a function of Lua, misspelt", .row, #"prnt("hej")"#),
        Mistake("a function of a text, misspelt", .row, #"local w = row.word:uper()"#),
        Mistake("a function of a library, misspelt", .row, #"local w = string.uper(row.word)"#),
        Mistake(
            "a scale the school lacks", .file,
            Lua.judgements.replacing(#"scale = "omdöme""#, with: #"scale = "omdömen""#)),
        Mistake(
            "a step that is on no scale", .row,
            #"add:judgement { pupil = row.pupil, subject = "MA", step = "insatser" }"#),
        Mistake(
            "a subject the school lacks", .row,
            #"add:judgement { pupil = row.pupil, subject = "MAT", step = "mer" }"#),
        Mistake(
            "a group the school lacks", .row,
            #"add:judgement { pupil = row.pupil, subject = "MA", step = "mer", group = "7a " }"#),
        Mistake(
            "a right, misspelt", .file,
            #"return report { id = "s/r", version = "1.0.0", title = "T", reads = { "result" }, draw = function() end }"#
        ),
        Mistake(
            "a word of per, misspelt", .file,
            #"return report { id = "s/r", version = "1.0.0", title = "T", per = "grup", draw = function() end }"#
        ),
        Mistake("a module, misspelt", .row, #"local dates = require "varv.date""#),
        Mistake("a module by its path", .row, #"local mine = require "./hjalp.lua""#),
        Mistake(
            "a word of the file that steps lacks", .row,
            #"add:judgement { pupil = row.pupil, subject = "MA", step = row:step("Godtagbart") }"#),
        Mistake("a word steps has with another letter case", .row, #"local step = row:step("insats")"#),
    ]

    // MARK: Habits from other languages and older Luas

    static let habits = [
        Mistake(
            "a decimal comma in an option", .part, #"options = { option.share("limit", 0,25, "Gräns") },"#),
        Mistake(
            "a decimal comma in a condition", .draw,
            "local hard = here:hard_criteria { share = at_least(0,25) }"),
        Mistake("a decimal comma in a table", .part, "skip_rows = 0,5,"),
        Mistake("= for == in an if", .row, "if row.word = \"Mer\" then return end"),
        Mistake("+= inside an if", .row, "if row.word == \"Mer\" then t.antal += 1 end"),
        Mistake("+= after brackets", .row, "t[row.word] += 1"),
        Mistake("!= for ~=", .row, "if row.word != \"Mer\" then return end"),
        Mistake("+=", .row, "local n = 0\nn += 1"),
        Mistake("++", .row, "local n = 0\nn++"),
        Mistake("&&", .row, "if row.word && row.on then return end"),
        Mistake("||", .row, "local w = row.word || \"\""),
        Mistake("! for not", .row, "if !row.word then return end"),
        Mistake("null", .row, "if row.word == null then return end"),
        Mistake("None", .row, "if row.word == None then return end"),
        Mistake("+ to join text", .row, "local name = \"Klass \" + row.word"),
        Mistake("// for a comment", .row, "// hoppa över tomma"),
        Mistake("else if for elseif", .row, "if row.on then\n  return\nelse if row.word then\n  return\nend"),
        Mistake(
            "funktion for function", .file,
            "return report {\n  id = \"s/r\",\n  draw = funktion(here, page)\n    page \"hej\"\n  end,\n}"),
        Mistake("let for local", .row, "let n = 1"),
        Mistake("unpack", .row, "local a, b = unpack({ 1, 2 })"),
        Mistake("table.getn", .row, "local n = table.getn({ 1, 2 })"),
        Mistake("string.gfind", .row, "for w in string.gfind(row.word, \"%a+\") do print(w) end"),
        Mistake("io.open", .row, "local f = io.open(\"elever.csv\")"),
        Mistake("os.execute", .row, "os.execute(\"ls\")"),
        Mistake("a name that was not declared", .row, "antal = 1"),
        Mistake("a function that was not declared", .row, "function renskriv(w) return w end"),
    ]

    // MARK: Values that are not what one thought

    static let values = [
        Mistake("a field of nothing", .row, "local parts = {}\nlocal x = parts.first.name"),
        Mistake("a list from 0", .row, "local parts = { { n = 1 } }\nlocal x = parts[0].n"),
        Mistake("a set from 0", .draw, "local first = groups[0]"),
        Mistake("a call of nothing", .row, "local clean\nclean(row.word)"),
        Mistake("arithmetic with nothing", .row, "local points\nlocal sum = points + 1"),
        Mistake("a number compared with text from the file", .row, "if row.word < 7 then return end"),
        Mistake("a number compared with nothing", .row, "local limit\nif 1 < limit then return end"),
        Mistake("text joined with nothing", .row, "local note\nlocal text = row.word .. note"),
        Mistake("the length of nothing", .row, "local list\nlocal n = #list"),
        Mistake(
            "a field of the wrong type", .row,
            #"add:judgement { pupil = row.pupil, subject = 7, step = "mer" }"#),
        Mistake("a list joined that holds a table", .row, "local s = table.concat({ {} }, \", \")"),
        Mistake("a key without a value", .row, "local count, key = {}\ncount[key] = 1"),
        Mistake("a pattern with a bare bracket", .row, "local at = row.word:find(\"[\")"),
        Mistake("a function given nothing", .row, "local note\nlocal s = string.upper(note)"),
        Mistake(
            "a date that is none", .row, "local on = row.on",
            input: "Nummer;Ma;Datum\n20130101-2389;Insats;2026-13-40"),
        Mistake("a record without its table", .row, "add:judgement()"),
        Mistake(
            "a record without what it needs", .row, #"add:judgement { pupil = row.pupil, subject = "MA" }"#),
        Mistake("no end to a recursion", .row, "local function f(n) return 1 + f(n) end\nf(1)"),
        Mistake(
            "a list changed while it is gone through", .row,
            "local list = { 1, 2, 3 }\nfor i = 1, #list do\n  if list[i] < 3 then table.remove(list, i) end\nend"
        ),
    ]

    // MARK: Calls

    static let calls = [
        Mistake("a record with a dot", .row, "add.judgement { pupil = row.pupil }"),
        Mistake("a method of the row with a dot", .row, "local step = row.step(row.word)"),
        Mistake("a table with a dot", .draw, #"page.table(groups, { "code" })"#),
        Mistake("a set's method with a dot", .draw, #"local some = groups.where { code = "7A" }"#),
        Mistake(
            "hard criteria with a dot", .draw, "local hard = here.hard_criteria { share = at_least(0.25) }"),
        Mistake("a set gone through without :each()", .draw, "for g in groups do print(g.code) end"),
        Mistake("ipairs on a set: this works", .draw, "for _, g in ipairs(groups) do print(g.code) end"),
        Mistake("a list gone through without ipairs", .row, "for w in { \"a\" } do print(w) end"),
        Mistake("the length of a set", .draw, "local n = #groups"),
        Mistake(
            "a function in where", .draw, "local some = groups:where(function(g) return g.code == \"7A\" end)"
        ),
        Mistake(
            "a function as a condition", .draw,
            "local some = groups:where { code = function(c) return true end }"),
        Mistake("sort after first", .draw, #"local some = groups:first(3):sort("code")"#),
        Mistake("a table without columns", .draw, "page:table(groups)"),
        Mistake("a right that was not asked for", .draw, "for p in pupils:each() do print(p.group) end"),
        Mistake("a change without writes", .work, #"change:judgement { subject = "MA" }"#),
        Mistake(
            "a collection while the file is loaded", .file, "local all = pupils:all()\nreturn report { }"),
        Mistake(
            "row and add in the wrong order", .file,
            Lua.judgements.replacing("function(row, add)", with: "function(add, row)")),
        Mistake(
            "here and page in the wrong order", .file,
            "return report {\n  id = \"s/r\", version = \"1.0.0\", title = \"T\",\n  draw = function(page, here)\n    for g in here:groups():each() do page(g.code) end\n  end,\n}"
        ),
        Mistake("options before what is", .draw, #"page:table({ title = "Grupper" }, groups, { "code" })"#),
        Mistake("a question without a key", .ask, #"form:text("Vad ändrar du?")"#),
        Mistake("a wide heading without a star", .row, #"for s, w in row:wide "Omdöme" do print(s, w) end"#),
        Mistake(
            "a wide heading that the file lacks", .row, #"for s, w in row:wide "Omdöme *" do print(s, w) end"#
        ),
    ]
}
