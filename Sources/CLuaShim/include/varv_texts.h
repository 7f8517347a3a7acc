/* Every message we raise, as pairs. %s and %d are filled in by lua_pushfstring. */
#ifndef VARV_TEXTS_H
#define VARV_TEXTS_H

#define VARV_SV 0
#define VARV_EN 1

#define VARV_TEXTS(X) \
    X(UNKNOWN_GLOBAL, "namnet \"%s\" finns inte", "the name \"%s\" does not exist") \
    X(UNKNOWN_GLOBAL_NEAR, "namnet \"%s\" finns inte; menade du `%s`?", \
      "the name \"%s\" does not exist; did you mean `%s`?") \
    X(NEW_GLOBAL, "\"%s\" är inte deklarerad; skriv `local %s = ...`", \
      "\"%s\" is not declared; write `local %s = ...`") \
    X(NEW_GLOBAL_NEAR, "\"%s\" är inte deklarerad; skriv `local %s = ...`, eller menade du `%s`?", \
      "\"%s\" is not declared; write `local %s = ...`, or did you mean `%s`?") \
    X(NEW_GLOBAL_FUNCTION, "\"%s\" är inte deklarerad; skriv `local function %s`", \
      "\"%s\" is not declared; write `local function %s`") \
    X(GLOBAL_KEY, "globala namn är text, inte %s", "names of globals are text, not %s") \
    X(NO_ORDER, "tabellen har flera nycklar utan ordning (%s); gå igenom en lista i stället", \
      "the table has several keys without an order (%s); go through a list instead") \
    X(OPAQUE_PAIRS, "det här objektet är ingen vanlig tabell; använd dess egna namn, till exempel `:each()`", \
      "this object is not a plain table; use its own names, such as `:each()`") \
    X(OPAQUE_RAW, "det här objektet är ingen vanlig tabell; läs och skriv det utan rawget och rawset", \
      "this object is not a plain table; read and write it without rawget and rawset") \
    X(NEXT_KEY, "nyckeln till `next` finns inte i tabellen", "the key given to `next` is not in the table") \
    X(LOAD_TEXT, "`load` tar en text, inte %s", "`load` takes a text, not %s") \
    X(TOO_LARGE, "texten är för lång: %d byte, högst %d får plats", "the text is too long: %d bytes, at most %d fit") \
    X(BINARY, "\"%s\" är kompilerad; bara källtext går att läsa in", "\"%s\" is compiled; only source text can be loaded") \
    X(CHUNK_NAME, "namnet \"%s\" kan inte användas för en inläst text", "the name \"%s\" cannot be used for a loaded text") \
    X(GC, "`__gc` går inte att använda; stäng med `<close>` eller en egen funktion", \
      "`__gc` cannot be used; close with `<close>` or a function of your own") \
    X(FORMAT_POINTER, "%%p går inte att använda i `string.format`", "%%p cannot be used in `string.format`") \
    X(TOO_MANY_RESULTS, "för många värden på en gång: %d, högst %d", "too many values at once: %d, at most %d") \
    X(CLOSE_DEPTH, "för många `coroutine.close` i varandra", "too many nested `coroutine.close`") \
    X(TOSTRING, "`__tostring` ska ge en text", "`__tostring` must return a text") \
    X(DATE_FORMAT, "`os.date` kan inte \"%s\"", "`os.date` does not know \"%s\"") \
    X(DATE_FIELD, "fältet \"%s\" saknas eller är inget heltal", "the field \"%s\" is missing or not an integer") \
    X(DATE_RANGE, "datumet ligger utanför det som går att räkna med", "the date is outside what can be represented") \
    X(REQUIRE_NAME, "\"%s\" är inget modulnamn; använd a-z, 0-9, punkt, _ och -", \
      "\"%s\" is not a module name; use a-z, 0-9, dot, _ and -") \
    X(REQUIRE_CYCLE, "modulen \"%s\" behöver sig själv: den läses redan in", \
      "the module \"%s\" needs itself: it is already being loaded") \
    X(REQUIRE_MISSING, "modulen \"%s\" finns inte", "the module \"%s\" does not exist") \
    X(REQUIRE_MISSING_WHY, "modulen \"%s\" går inte att läsa in: %s", "the module \"%s\" cannot be loaded: %s") \
    X(INTERRUPTED, "avbruten", "interrupted") \
    X(MEMORY, "minnet räckte inte", "not enough memory") \
    X(ERROR_OBJECT, "fel utan text (värdet är %s)", "an error without a text (the value is %s)") \
    X(ERROR_IN_HANDLER, "ett fel inträffade medan ett annat fel togs om hand", \
      "an error happened while another error was handled") \
    X(TOO_DEEP, "för djupt nästlat", "nested too deeply") \
    X(CLOSED, "Lua-tillståndet är stängt", "the Lua state is closed") \
    X(NOT_CALLABLE, "värdet går inte att anropa (det är %s)", "the value cannot be called (it is %s)") \
    X(NOT_UTF8, "texten är inte UTF-8", "the text is not UTF-8") \
    X(SORT_RANGE, "listan är för lång för `table.sort`", "the list is too long for `table.sort`") \
    X(FRAMES_LEFT_OUT, "(fler nivåer)", "(more levels)") \
    X(MAIN_CHUNK, "huvuddelen", "the main part") \
    X(TYPE_NIL, "nil", "nil") \
    X(TYPE_BOOLEAN, "ett sanningsvärde", "a boolean") \
    X(TYPE_NUMBER, "ett tal", "a number") \
    X(TYPE_STRING, "en text", "a text") \
    X(TYPE_TABLE, "en tabell", "a table") \
    X(TYPE_FUNCTION, "en funktion", "a function") \
    X(TYPE_USERDATA, "ett objekt", "an object") \
    X(TYPE_THREAD, "en korutin", "a coroutine")

#define VARV_TEXT_ID(id, sv, en) VARV_TEXT_##id,
typedef enum { VARV_TEXTS(VARV_TEXT_ID) VARV_TEXT_COUNT } varv_text_id;
#undef VARV_TEXT_ID

#endif
