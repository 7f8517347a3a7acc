/* The string library without dump, addresses and floods of results. */
#include <string.h>

#include "internal.h"

/* Lua's own would show addresses for %p, and for %s of a table. */
static int string_format(lua_State *L) {
    size_t count;
    const char *format = luaL_checklstring(L, 1, &count);
    const char *end = format + count;
    int arguments = lua_gettop(L);
    int argument = 1;
    while (format < end) {
        if (*format++ != '%') continue;
        if (format < end && *format == '%') {
            format++;
            continue;
        }
        while (format < end && *format != '\0' && strchr("-+ #0123456789.", *format) != NULL) format++;
        if (format == end) break;
        argument++;
        if (*format == 'p') return varv_raise_text(L, VARV_TEXT_FORMAT_POINTER);
        if (*format == 's' && argument <= arguments && !lua_isstring(L, argument)) {
            varv_push_shown(L, argument, NULL);
            lua_replace(L, argument);
        }
        format++;
    }
    return lua_tocfunction(L, lua_upvalueindex(1))(L); /* no upvalues of its own; sees our arguments */
}

static int string_byte(lua_State *L) {
    size_t count;
    luaL_checklstring(L, 1, &count);
    lua_Integer length = (lua_Integer)count;
    lua_Integer first = luaL_optinteger(L, 2, 1);
    lua_Integer last = luaL_optinteger(L, 3, first);
    if (first < 0) first = first < -length ? 1 : length + first + 1;
    if (last < 0) last = last < -length ? 0 : length + last + 1;
    if (first < 1) first = 1;
    if (last > length) last = length;
    if (first <= last && last - first >= VARV_MAX_RESULTS)
        return varv_raise_text(L, VARV_TEXT_TOO_MANY_RESULTS,
                               (int)(last - first < 0x7FFFFFFE ? last - first + 1 : 0x7FFFFFFF), VARV_MAX_RESULTS);
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

void varv_open_strings(lua_State *L) {
    luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, 0);
    lua_pushnil(L);
    lua_setfield(L, -2, "dump");
    lua_getfield(L, -1, "format");
    lua_pushcclosure(L, string_format, 1);
    lua_setfield(L, -2, "format");
    lua_getfield(L, -1, "byte");
    lua_pushcclosure(L, string_byte, 1);
    lua_setfield(L, -2, "byte");
    lua_setfield(L, 1, LUA_STRLIBNAME);
    /* Every literal reaches this metatable. */
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushliteral(L, "string");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}
