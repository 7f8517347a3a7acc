/// Mistakes in how the file is written.
extension Mistake {
    // MARK: Blocks and marks

    static let blocks = [
        Mistake("end forgotten", .row, "if row.word == \"\" then\n  return"),
        Mistake("one end too many", .row, "if row.word == \"\" then return end end"),
        Mistake("else without its if", .row, "if row.word == \"\" then return end\nelse print(1) end"),
        Mistake("something after return", .row, "return nil\nprint(1)"),
        Mistake("then forgotten", .row, "if row.word == \"\" return end"),
        Mistake("do forgotten", .row, "for i = 1, 3 print(i) end"),
        Mistake("a text without its end", .row, "local s = \"Mer"),
        Mistake("a bracket without its end", .row, "local s = string.upper(row.word"),
        Mistake("a long comment without its end", .row, "--[[ hoppa över"),
        Mistake(
            "a comma forgotten at the end of a line", .columns,
            "pupil = column.identity \"Nummer\"\nword = column.text \"Ma\","),
        Mistake(
            "a comma forgotten in a line", .columns,
            "pupil = column.identity \"Nummer\" word = column.text \"Ma\","),
        Mistake("a number with a unit", .row, "local n = 25kr"),
        Mistake("one of Lua's words as a name", .row, "local end = row.on"),
        Mistake("a keyword misspelt", .row, "fro i = 1, 3 do print(i) end"),
    ]

    // MARK: Characters

    static let characters = [
        Mistake("a Swedish letter in a name", .row, "local ämne = \"MA\""),
        Mistake("a Swedish letter in a key", .row, "add:judgement { för = row.pupil }"),
        Mistake("typographic quotation marks", .row, "local s = ”Mer”"),
        Mistake("a no-break space", .row, "local s\u{A0}= 1"),
        Mistake("a dash for minus", .row, "local n = 3 − 1"),
        Mistake(
            "headings with other letter case and a space at the end: this is allowed", .columns,
            #"pupil = column.identity "nummer", word = column.text "MA ", on = column.date "DATUM","#),
    ]

    // MARK: What a routine declares

    static let declarations = [
        Mistake("no id", .file, #"return report { version = "1.0.0", title = "T", draw = function() end }"#),
        Mistake("no version", .file, #"return report { id = "s/r", title = "T", draw = function() end }"#),
        Mistake(
            "no title", .file, #"return report { id = "s/r", version = "1.0.0", draw = function() end }"#),
        Mistake("no license: this is allowed", .draw, "page \"hej\""),
        Mistake("no function", .file, #"return report { id = "s/r", version = "1.0.0", title = "T" }"#),
        Mistake(
            "an id of the wrong form", .file,
            #"return report { id = "Min Rapport", version = "1.0.0", title = "T", draw = function() end }"#),
        Mistake(
            "a version of the wrong form", .file,
            #"return report { id = "s/r", version = "1", title = "T", draw = function() end }"#),
        Mistake(
            "return forgotten", .file,
            #"local r = report { id = "s/r", version = "1.0.0", title = "T", draw = function() end }"#),
        Mistake("a file that returns nothing", .file, "print(\"hej\")"),
        Mistake("a file that returns a text", .file, "return \"klart\""),
        Mistake(
            "two routines in one file", .file,
            "return report { id = \"s/a\", version = \"1.0.0\", title = \"A\", draw = function() end }\nreturn report { id = \"s/b\", version = \"1.0.0\", title = \"B\", draw = function() end }"
        ),
        Mistake(
            "two routines, one returned", .file,
            "local a = report { id = \"s/a\", version = \"1.0.0\", title = \"A\", draw = function() end }\nreturn report { id = \"s/b\", version = \"1.0.0\", title = \"B\", draw = function() end }"
        ),
        Mistake("known_by as a text", .part, #"known_by = "Personnr","#),
        Mistake(
            "a word of steps without a step", .file,
            Lua.judgements.replacing(#"["Insats"] = "insats""#, with: #"["Insats"] = 1"#)),
        Mistake(
            "a column of the file that is missing", .columns,
            #"pupil = column.identity "Numer", word = column.text "Ma","#),
        Mistake("a heading with a tab in it", .columns, "pupil = column.identity \"Num\\tmer\","),
        Mistake("no end to a loop", .row, "while true do end"),
    ]

    // MARK: How the file is saved

    static let files = [
        Mistake(
            "a file saved as UTF-16", .draw, "page \"Åsa\"",
            bytes: { [0xFF, 0xFE] + $0.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }),
        Mistake(
            "a file saved as Windows-1252", .draw, "page \"Åsa\"",
            bytes: { $0.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }),
        Mistake("a file that is no text", .file, "\u{0}\u{1}\u{2}"),
        Mistake(
            "a file with a byte order mark: this is allowed", .draw, "page \"Åsa\"",
            bytes: { [0xEF, 0xBB, 0xBF] + Array($0.utf8) }),
        Mistake(
            "a file with Windows line ends: the line is right", .row, "local n = 1\nlocal x = n.y.z",
            bytes: { Array($0.replacing("\n", with: "\r\n").utf8) }),
        Mistake("a file that is empty", .file, ""),
    ]
}
