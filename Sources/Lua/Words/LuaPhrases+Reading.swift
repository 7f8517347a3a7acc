extension LuaPhrases {
    /// While a file is read. What stands after ` near ` has been taken off.
    static let reading: [LuaPhrase] = [
        LuaPhrase(
            "unexpected symbol", sv: "här står något som Lua inte väntade sig",
            en: "there is something here Lua did not expect"),
        LuaPhrase(
            "syntax error", sv: "det här är ingen hel sats: Lua väntade sig = eller ett anrop",
            en: "this is no whole statement: Lua expected = or a call"),
        LuaPhrase(
            "<eof> expected", sv: "filen skulle ha slutat här", en: "the file should have ended here"),
        LuaPhrase("<name> expected", sv: "här behövs ett namn", en: "a name is needed here"),
        LuaPhrase(
            "<name> or '...' expected", sv: "här behövs namn på det funktionen får",
            en: "names of what the function is given are needed here"),
        LuaPhrase(
            "'=' or 'in' expected", sv: "efter for och namnet behövs = eller in",
            en: "after for and the name, = or in is needed"),
        LuaPhrase(
            "function arguments expected", sv: "efter kolon och ett namn behövs ( ), { } eller en text",
            en: "after a colon and a name ( ), { } or a text is needed"),
        LuaPhrase(
            "'then' expected", sv: "det saknas ett then efter villkoret i if",
            en: "there is no then after the condition of if"),
        LuaPhrase(
            "'do' expected", sv: "det saknas ett do efter for eller while",
            en: "there is no do after for or while"),
        LuaPhrase("'end' expected", sv: "det saknas ett end", en: "there is an end missing"),
        LuaPhrase(
            "'end' expected (to close '{word}' at line {line})",
            sv: "det saknas ett end: {word} på rad {line} stängs aldrig",
            en: "there is an end missing: {word} in line {line} is never closed"),
        LuaPhrase(
            "{token} expected (to close {opening} at line {line})",
            sv: "det saknas {token}: {opening} på rad {line} stängs aldrig",
            en: "{token} is missing: {opening} in line {line} is never closed"),
        LuaPhrase(
            "hexadecimal digit expected", sv: "efter \\x i en text behövs två hexadecimala siffror",
            en: "after \\x in a text two hexadecimal digits are needed"),
        LuaPhrase("{token} expected", sv: "här väntade sig Lua {token}", en: "Lua expected {token} here"),
        LuaPhrase(
            "unfinished string", sv: "texten saknar sitt avslutande citattecken",
            en: "the text lacks its closing quotation mark"),
        LuaPhrase(
            "unfinished long string (starting at line {line})",
            sv: "texten som börjar med [[ på rad {line} saknar ]]",
            en: "the text that begins with [[ in line {line} lacks its ]]"),
        LuaPhrase(
            "unfinished long comment (starting at line {line})",
            sv: "kommentaren som börjar med --[[ på rad {line} saknar ]]",
            en: "the comment that begins with --[[ in line {line} lacks its ]]"),
        LuaPhrase(
            "invalid long string delimiter", sv: "en lång text börjar med [[ eller [=[",
            en: "a long text begins with [[ or [=["),
        LuaPhrase(
            "malformed number", sv: "det här är inget tal Lua förstår; tal skrivs 25 eller 0.25",
            en: "this is no number Lua understands; numbers are written 25 or 0.25"),
        LuaPhrase(
            "invalid escape sequence",
            sv: "\\ i en text betyder något särskilt; skriv \\\\ för ett vanligt omvänt snedstreck",
            en: "\\ in a text means something special; write \\\\ for a plain backslash"),
        LuaPhrase(
            "decimal escape too large", sv: "\\ och siffror i en text är högst \\255",
            en: "\\ and digits in a text is at most \\255"),
        // The brace itself is no place of a pattern.
        LuaPhrase(
            "missing '{brace}'", sv: "tecken med nummer skrivs \\u{…} i en text",
            en: "characters by number are written \\u{…} in a text"),
        LuaPhrase(
            "UTF-8 value too large", sv: "\\u{…} i en text är för stort", en: "\\u{…} in a text is too large"),
        LuaPhrase(
            "lexical element too long", sv: "texten eller namnet är för långt",
            en: "the text or name is too long"),
        LuaPhrase(
            "chunk has too many lines", sv: "filen har för många rader", en: "the file has too many lines"),
        LuaPhrase(
            "attempt to assign to const variable '{name}'",
            sv: "\"{name}\" är <const> och kan inte få ett nytt värde",
            en: "\"{name}\" is <const> and cannot be given a new value"),
        LuaPhrase(
            "unknown attribute '{name}'", sv: "<{name}> finns inte; det finns <const> och <close>",
            en: "there is no <{name}>; there are <const> and <close>"),
        LuaPhrase(
            "multiple to-be-closed variables in local list", sv: "bara ett namn åt gången kan vara <close>",
            en: "only one name at a time can be <close>"),
        LuaPhrase(
            "cannot use '...' outside a vararg function",
            sv: "... finns bara i en funktion med ... i sin parentes",
            en: "... exists only in a function with ... in its parentheses"),
        LuaPhrase(
            "break outside loop at line {line}", sv: "break på rad {line} står inte i någon for eller while",
            en: "break in line {line} is in no for or while"),
        LuaPhrase(
            "label '{name}' already defined on line {line}",
            sv: "märket ::{name}:: finns redan på rad {line}",
            en: "the label ::{name}:: exists in line {line} already"),
        LuaPhrase(
            "no visible label '{name}' for <goto> at line {line}",
            sv: "goto på rad {line} når inget märke ::{name}::",
            en: "goto in line {line} reaches no label ::{name}::"),
        LuaPhrase(
            "<goto {name}> at line {line} jumps into the scope of local '{local}'",
            sv: "goto {name} på rad {line} hoppar förbi local {local}",
            en: "goto {name} in line {line} jumps past local {local}"),
        LuaPhrase(
            "too many {things} (limit is {limit}) in {place}",
            sv: "för många på en gång i samma funktion ({things}, högst {limit}); dela upp den",
            en: "too many at once in one function ({things}, at most {limit}); split it"),
        LuaPhrase(
            "too many {things} (limit is {limit})", sv: "för många på en gång ({things}, högst {limit})",
            en: "too many at once ({things}, at most {limit})"),
        LuaPhrase(
            "function or expression needs too many registers",
            sv: "uttrycket eller funktionen är för stor; dela upp den",
            en: "the expression or function is too large; split it"),
        LuaPhrase(
            "control structure too long", sv: "if eller for är för lång; dela upp den",
            en: "the if or for is too long; split it"),
    ]
}
