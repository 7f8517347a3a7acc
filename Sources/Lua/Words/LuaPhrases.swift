/// The closed list of what Lua 5.4 itself says: ldebug.c, lvm.c, ldo.c, ltable.c, llex.c, lparser.c, lcode.c and the
/// libraries a script is given. A test triggers each.
///
/// The first that fits is used, so the special stand before the general.
enum LuaPhrases {
    static let all = running + library + reasons + reading

    /// What a message may be, by where it stands: a script's own words, such as `error("zero")`, are none of ours to change.
    static let (raised, refused, argument) = (
        running + library, reading + running + library, reasons + running + library
    )

    /// While a script runs.
    static let running: [LuaPhrase] = [
        LuaPhrase(
            "attempt to index a nil value",
            sv:
                "{what} är nil, det vill säga saknas, så där finns inget att läsa; kontrollera stavningen, eller pröva först "
                + "med if om det finns",
            en:
                "{what} is nil, that is, missing, so nothing can be read from it; check the spelling, or ask first with if "
                + "whether it is there"),
        LuaPhrase(
            "attempt to index a {type} value", sv: "{what} är {type} och har inga fält att läsa",
            en: "{what} is {type} and has no fields to read"),
        LuaPhrase(
            "attempt to call a nil value",
            sv: "{what} är nil, det vill säga finns inte, och går inte att anropa; kontrollera stavningen",
            en: "{what} is nil, that is, not there, so it cannot be called; check the spelling"),
        LuaPhrase(
            "attempt to call a {type} value",
            sv: "{what} är {type} och går inte att anropa; bara funktioner anropas",
            en: "{what} is {type} and cannot be called; only functions are called"),
        LuaPhrase(
            "attempt to get length of a {type} value",
            sv: "{what} är {type}, och # räknar bara tecken i text och saker i listor",
            en: "{what} is {type}, and # counts only characters in text and things in lists"),
        LuaPhrase(
            "attempt to concatenate a nil value",
            sv:
                "{what} är nil, det vill säga saknas, och går inte att sätta ihop med text; skriv till exempel ({it} or \"\")",
            en:
                "{what} is nil, that is, missing, and cannot be joined with text; write for instance ({it} or \"\")"
        ),
        LuaPhrase(
            "attempt to concatenate a {type} value",
            sv: "{what} är {type} och går inte att sätta ihop med text; gör om det med tostring(…)",
            en: "{what} is {type} and cannot be joined with text; turn it into text with tostring(…)"),
        LuaPhrase(
            "attempt to perform arithmetic on a nil value",
            sv:
                "{what} är nil, det vill säga saknas, och går inte att räkna med; skriv till exempel ({it} or 0)",
            en:
                "{what} is nil, that is, missing, and cannot be calculated with; write for instance ({it} or 0)"
        ),
        LuaPhrase(
            "attempt to perform arithmetic on a {type} value",
            sv: "{what} är {type} och går inte att räkna med",
            en: "{what} is {type} and cannot be calculated with"),
        LuaPhrase(
            "attempt to add a '{type1}' with a '{type2}'",
            sv:
                "det går inte att lägga ihop {type1} och {type2} med +; text sätts ihop med .., och text ur en fil blir "
                + "tal med tonumber(…)",
            en:
                "{type1} and {type2} cannot be added with +; text is joined with .., and text from a file becomes a number "
                + "with tonumber(…)"),
        LuaPhrase(
            "attempt to {operation} a '{type1}' with a '{type2}'",
            sv: "det går inte att räkna med {type1} och {type2}; text ur en fil blir tal med tonumber(…)",
            en:
                "{type1} and {type2} cannot be calculated with; text from a file becomes a number with tonumber(…)"
        ),
        LuaPhrase(
            "attempt to perform bitwise operation on a {type} value",
            sv: "{what} är {type}; & | ~ << >> räknar bara med heltal",
            en: "{what} is {type}; & | ~ << >> work on whole numbers only"),
        LuaPhrase(
            "attempt to compare two {type} values",
            sv: "två värden som båda är {type} går inte att jämföra med < eller >",
            en: "two values that are both {type} cannot be compared with < or >"),
        LuaPhrase(
            "attempt to compare nil with {type}",
            sv:
                "nil, det vill säga ett saknat värde, går inte att jämföra med {type}; pröva först med if om värdet finns",
            en:
                "nil, that is, a missing value, cannot be compared with {type}; ask first with if whether the value is there"
        ),
        LuaPhrase(
            "attempt to compare {type} with nil",
            sv:
                "{type} går inte att jämföra med nil, det vill säga ett saknat värde; pröva först med if om värdet finns",
            en:
                "{type} cannot be compared with nil, that is, a missing value; ask first with if whether the value is there"
        ),
        LuaPhrase(
            "attempt to compare {type1} with {type2}",
            sv:
                "{type1} går inte att jämföra med {type2}; text ur en fil blir tal med column.number eller tonumber(…)",
            en:
                "{type1} cannot be compared with {type2}; text from a file becomes a number with column.number or tonumber(…)"
        ),
        LuaPhrase(
            "bad 'for' {part} (number expected, got {type})",
            sv: "for räknar med tal: {part} är {type}", en: "for counts with numbers: the {part} is {type}"),
        LuaPhrase(
            "'for' step is zero", sv: "steget i for är 0, så slingan skulle aldrig ta slut",
            en: "the step of for is 0, so the loop would never end"),
        LuaPhrase(
            "number has no integer representation",
            sv: "här behövs ett heltal, och {what} är inget; runda av med math.floor(…)",
            en: "a whole number is needed here, and {what} is none; round it with math.floor(…)"),
        LuaPhrase(
            "number ({kind} '{name}') has no integer representation",
            sv: "här behövs ett heltal, och \"{name}\" är inget; runda av med math.floor({name})",
            en: "a whole number is needed here, and \"{name}\" is none; round it with math.floor({name})"),
        LuaPhrase(
            "attempt to divide by zero", sv: "division med noll (//)", en: "division by zero (//)"),
        LuaPhrase(
            "attempt to perform 'n%0'", sv: "resten vid division med noll (%)",
            en: "remainder of division by zero (%)"),
        LuaPhrase(
            "string length overflow", sv: "texten blir för lång", en: "the text becomes too long"),
        LuaPhrase(
            "'__index' chain too long; possible loop", sv: "__index pekar runt i en cirkel",
            en: "__index points in a circle"),
        LuaPhrase(
            "'__newindex' chain too long; possible loop", sv: "__newindex pekar runt i en cirkel",
            en: "__newindex points in a circle"),
        LuaPhrase(
            "table index is nil",
            sv: "nyckeln i en tabell får inte vara nil: det som står i [ ] saknar värde",
            en: "the key of a table may not be nil: what stands in [ ] has no value"),
        LuaPhrase(
            "table index is NaN", sv: "nyckeln i en tabell får inte vara ett ogiltigt tal (0/0)",
            en: "the key of a table may not be an invalid number (0/0)"),
        LuaPhrase("table overflow", sv: "tabellen är för stor", en: "the table is too large"),
        LuaPhrase(
            "invalid key to 'next'", sv: "nyckeln till next finns inte i tabellen",
            en: "the key given to next is not in the table"),
        LuaPhrase(
            "variable '{name}' got a non-closable value",
            sv: "\"{name}\" <close> vill ha ett värde som går att stänga",
            en: "\"{name}\" <close> wants a value that can be closed"),
        LuaPhrase(
            "stack overflow{rest}",
            sv:
                "en funktion anropar sig själv om och om igen utan att bli klar; ge den ett slut: if … then return end",
            en: "a function calls itself again and again without an end; give it one: if … then return end"),
        LuaPhrase(
            "C stack overflow{rest}",
            sv: "för djupt nästlat, eller något som anropar sig självt om och om igen",
            en: "nested too deeply, or something that calls itself again and again"),
        LuaPhrase(
            "error in error handling", sv: "ett fel inträffade medan ett annat fel togs om hand",
            en: "an error happened while another error was handled"),
        LuaPhrase(
            "cannot resume dead coroutine", sv: "korutinen är redan klar och kan inte fortsätta",
            en: "the coroutine has ended and cannot go on"),
        LuaPhrase(
            "cannot resume non-suspended coroutine", sv: "korutinen pågår redan och kan inte startas igen",
            en: "the coroutine is running already and cannot be resumed"),
        LuaPhrase(
            "cannot close a {state} coroutine", sv: "korutinen pågår och kan inte stängas ({state})",
            en: "the coroutine is running and cannot be closed ({state})"),
        LuaPhrase(
            "attempt to yield across a C-call boundary",
            sv: "coroutine.yield går inte inifrån table.sort, gsub och liknande",
            en: "coroutine.yield does not work from inside table.sort, gsub and the like"),
        LuaPhrase(
            "attempt to yield from outside a coroutine", sv: "coroutine.yield går bara inuti en korutin",
            en: "coroutine.yield works only inside a coroutine"),
    ]
}
