extension LuaPhrases {
    /// From the libraries.
    static let library: [LuaPhrase] = [
        LuaPhrase(
            "bad argument #{number} to '{function}' ({why})", sv: "{function}: värde {number} är fel: {why}",
            en: "{function}: value {number} is wrong: {why}"),
        LuaPhrase(
            "bad argument #{number} ({why})", sv: "värde {number} är fel: {why}",
            en: "value {number} is wrong: {why}"),
        LuaPhrase(
            "calling '{function}' on bad self ({why})", sv: "{function} anropas på fel sak: {why}",
            en: "{function} is called on the wrong thing: {why}"),
        LuaPhrase(
            "wrong number of arguments to '{function}'", sv: "{function} fick fel antal värden",
            en: "{function} was given the wrong number of values"),
        LuaPhrase("wrong number of arguments", sv: "fel antal värden", en: "the wrong number of values"),
        LuaPhrase(
            "assertion failed!", sv: "det som assert prövade stämmer inte", en: "what assert asked is not so"),
        LuaPhrase(
            "cannot change a protected metatable", sv: "metatabellen är skyddad",
            en: "the metatable is protected"),
        LuaPhrase(
            "object length is not an integer", sv: "längden är inget heltal",
            en: "the length is not a whole number"),
        LuaPhrase(
            "reader function must return a string", sv: "läsaren ska ge text", en: "the reader must give text"
        ),
        LuaPhrase(
            "'__tostring' must return a string", sv: "__tostring ska ge en text",
            en: "__tostring must give a text"),
        LuaPhrase("buffer too large", sv: "texten blir för lång", en: "the text becomes too long"),
        LuaPhrase(
            "too many arguments to resume", sv: "för många värden till korutinen",
            en: "too many values for the coroutine"),
        LuaPhrase(
            "too many results to resume", sv: "för många värden ur korutinen",
            en: "too many values from the coroutine"),
        // Tables.
        LuaPhrase(
            "invalid value ({type}) at index {number} in table for 'concat'",
            sv: "table.concat sätter ihop texter och tal, men värde {number} i listan är {type}",
            en: "table.concat joins texts and numbers, but value {number} of the list is {type}"),
        LuaPhrase(
            "invalid order function for sorting",
            sv:
                "jämförelsen till table.sort motsäger sig; den ska ge true bara när a kommer före b: return a < b",
            en:
                "the comparison for table.sort contradicts itself; it must give true only when a comes before b: return a < b"
        ),
        LuaPhrase("array too big", sv: "listan är för lång", en: "the list is too long"),
        LuaPhrase(
            "too many results to unpack", sv: "listan är för lång för table.unpack",
            en: "the list is too long for table.unpack"),
        // Texts and patterns.
        LuaPhrase("resulting string too large", sv: "texten blir för lång", en: "the text becomes too long"),
        LuaPhrase(
            "string slice too long", sv: "för många tecken på en gång", en: "too many characters at once"),
        LuaPhrase(
            "malformed pattern (ends with '%')", sv: "mönstret slutar med %; skriv %% för ett procenttecken",
            en: "the pattern ends with %; write %% for a per cent sign"),
        LuaPhrase(
            "malformed pattern (missing ']')", sv: "mönstret har [ men inget ]; skriv %[ för tecknet självt",
            en: "the pattern has [ but no ]; write %[ for the character itself"),
        LuaPhrase(
            "malformed pattern (missing arguments to '%b')", sv: "%b i ett mönster följs av två tecken: %b()",
            en: "%b in a pattern is followed by two characters: %b()"),
        LuaPhrase(
            "missing '[' after '%f' in pattern", sv: "%f i ett mönster följs av [",
            en: "%f in a pattern is followed by ["),
        LuaPhrase(
            "invalid pattern capture", sv: "mönstret har ) utan (; skriv %) för tecknet självt",
            en: "the pattern has ) without (; write %) for the character itself"),
        LuaPhrase(
            "unfinished capture", sv: "mönstret har ( men inget ); skriv %( för tecknet självt",
            en: "the pattern has ( but no ); write %( for the character itself"),
        LuaPhrase(
            "invalid capture index %{number}", sv: "%{number} finns inte i mönstret",
            en: "%{number} is not in the pattern"),
        LuaPhrase(
            "too many captures", sv: "mönstret har för många parenteser",
            en: "the pattern has too many parentheses"),
        LuaPhrase("pattern too complex", sv: "mönstret är för invecklat", en: "the pattern is too complex"),
        LuaPhrase(
            "invalid use of '%' in replacement string", sv: "skriv %% för ett procenttecken i ersättningen",
            en: "write %% for a per cent sign in the replacement"),
        LuaPhrase(
            "invalid replacement value (a {type})", sv: "ersättningen ska vara text, inte {type}",
            en: "the replacement must be text, not {type}"),
        LuaPhrase(
            "invalid conversion '{code}' to 'format'",
            sv: "string.format kan inte {code}; skriv %s för text, %d för heltal, %% för ett procenttecken",
            en:
                "string.format does not know {code}; write %s for text, %d for whole numbers, %% for a per cent sign"
        ),
        LuaPhrase(
            "invalid conversion specification: '{code}'", sv: "string.format kan inte {code}",
            en: "string.format does not know {code}"),
        LuaPhrase("invalid format (too long)", sv: "formatet är för långt", en: "the format is too long"),
        LuaPhrase(
            "specifier '%q' cannot have modifiers",
            sv: "%q i string.format skrivs utan siffror och tecken emellan",
            en: "%q in string.format is written with nothing between"),
        LuaPhrase(
            "unable to dump given function", sv: "funktionen går inte att spara",
            en: "the function cannot be saved"),
        // Packing.
        LuaPhrase(
            "integral size ({size}) out of limits [{low},{high}]",
            sv: "storleken {size} ligger utanför {low}–{high}", en: "the size {size} is outside {low}–{high}"),
        LuaPhrase(
            "missing size for format option 'c'", sv: "c i formatet behöver en storlek: c10",
            en: "c in the format needs a size: c10"),
        LuaPhrase(
            "invalid format option '{code}'", sv: "formatet kan inte {code}",
            en: "the format does not know {code}"),
        LuaPhrase(
            "invalid next option for option 'X'", sv: "X i formatet följs av ett slag",
            en: "X in the format is followed by a kind"),
        LuaPhrase(
            "format asks for alignment not power of 2", sv: "formatets indelning är ingen potens av 2",
            en: "the format's alignment is no power of 2"),
        LuaPhrase(
            "{size}-byte integer does not fit into Lua Integer",
            sv: "ett heltal på {size} byte får inte plats", en: "a whole number of {size} bytes does not fit"),
        LuaPhrase("too many results", sv: "för många värden på en gång", en: "too many values at once"),
        // UTF-8.
        LuaPhrase("invalid UTF-8 code", sv: "texten är inte UTF-8", en: "the text is not UTF-8"),
        LuaPhrase(
            "initial position is a continuation byte", sv: "positionen ligger mitt i ett tecken",
            en: "the position is inside a character"),
    ]

    /// What is wrong with an argument: only within `bad argument`. So short that a script may well say the same itself, of
    /// something else.
    static let reasons: [LuaPhrase] = [
        LuaPhrase(
            "{type1} expected, got {type2}", sv: "här behövs {type1}, inte {type2}",
            en: "{type1} is needed here, not {type2}"),
        LuaPhrase("value expected", sv: "det saknas", en: "it is missing"),
        LuaPhrase("no value", sv: "det saknas", en: "it is missing"),
        LuaPhrase("table expected", sv: "här behövs en tabell", en: "a table is needed here"),
        LuaPhrase(
            "invalid option '{name}'", sv: "\"{name}\" är inget som går att välja",
            en: "\"{name}\" is not something to choose"),
        LuaPhrase("index out of range", sv: "positionen finns inte", en: "there is no such position"),
        LuaPhrase("base out of range", sv: "talbasen är 2 till 36", en: "the base is 2 to 36"),
        LuaPhrase(
            "position out of bounds", sv: "positionen ligger utanför listan",
            en: "the position is outside the list"),
        LuaPhrase(
            "too many elements to move", sv: "för många värden att flytta", en: "too many values to move"),
        LuaPhrase(
            "destination wrap around", sv: "målet ligger utanför det som går att räkna till",
            en: "the destination is beyond what can be counted"),
        LuaPhrase(
            "value out of range", sv: "talet är för litet eller för stort",
            en: "the number is too small or too large"),
        LuaPhrase(
            "value has no literal form", sv: "det går inte att skriva som text i Lua",
            en: "it cannot be written as text in Lua"),
        LuaPhrase("integer overflow", sv: "talet får inte plats", en: "the number does not fit"),
        LuaPhrase("unsigned overflow", sv: "talet får inte plats", en: "the number does not fit"),
        LuaPhrase(
            "string longer than given size", sv: "texten är längre än sin plats",
            en: "the text is longer than its place"),
        LuaPhrase(
            "string contains zeros", sv: "texten innehåller tecknet 0",
            en: "the text contains the character 0"),
        LuaPhrase(
            "string length does not fit in given size", sv: "textens längd får inte plats",
            en: "the length of the text does not fit"),
        LuaPhrase(
            "format result too large", sv: "det formatet beskriver är för stort",
            en: "what the format describes is too large"),
        LuaPhrase(
            "variable-length format", sv: "formatet har ingen bestämd längd",
            en: "the format has no fixed length"),
        LuaPhrase(
            "data string too short", sv: "texten är för kort för formatet",
            en: "the text is too short for the format"),
        LuaPhrase(
            "initial position out of string", sv: "positionen ligger utanför texten",
            en: "the position is outside the text"),
        LuaPhrase(
            "unfinished string for format 'z'", sv: "texten saknar sitt slut (tecknet 0)",
            en: "the text lacks its end (the character 0)"),
        LuaPhrase(
            "initial position out of bounds", sv: "positionen ligger utanför texten",
            en: "the position is outside the text"),
        LuaPhrase(
            "final position out of bounds", sv: "slutet ligger utanför texten",
            en: "the end is outside the text"),
        LuaPhrase(
            "out of bounds", sv: "positionen ligger utanför texten", en: "the position is outside the text"),
        LuaPhrase(
            "interval is empty", sv: "det första talet är större än det andra",
            en: "the first number is greater than the second"),
        LuaPhrase("zero", sv: "det är noll", en: "it is zero"),
    ]
}
