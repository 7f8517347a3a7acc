/* The base functions that differ from Lua's own (sandbox.md §6). */
#include <string.h>

#include "internal.h"

const char *varv_push_shown(lua_State *L, int index, size_t *count) {
    index = lua_absindex(L, index);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (!lua_isstring(L, -1)) varv_raise_text(L, VARV_TEXT_TOSTRING);
        return lua_tolstring(L, -1, count);
    }
    switch (lua_type(L, index)) {
        case LUA_TNIL:
        case LUA_TBOOLEAN:
        case LUA_TNUMBER:
        case LUA_TSTRING: return luaL_tolstring(L, index, count);
        default: break;
    }
    /* No address: it would differ from run to run, and tell where things lie in memory. */
    int type = luaL_getmetafield(L, index, "__name");
    if (type != LUA_TSTRING) {
        if (type != LUA_TNIL) lua_pop(L, 1);
        lua_pushstring(L, luaL_typename(L, index));
    }
    return lua_tolstring(L, -1, count);
}

static int base_tostring(lua_State *L) {
    luaL_checkany(L, 1);
    varv_push_shown(L, 1, NULL);
    return 1;
}

static int base_print(lua_State *L) {
    varv_state *S = varv_state_of(L);
    int n = lua_gettop(L);
    luaL_Buffer line;
    luaL_buffinit(L, &line);
    for (int i = 1; i <= n; i++) {
        if (i > 1) luaL_addchar(&line, '\t');
        varv_push_shown(L, i, NULL);
        luaL_addvalue(&line);
    }
    luaL_addchar(&line, '\n');
    luaL_pushresult(&line);
    size_t count;
    const char *bytes = lua_tolstring(L, -1, &count);
    if (S->config.print != NULL) S->config.print(S->config.print_context, bytes, count);
    return 0;
}

/* ---- pcall and xpcall: as Lua's, but a message never names a line of ours, and an interrupt goes on ---- */

static int finish_pcall(lua_State *L, int status, lua_KContext below) {
    if (status != LUA_OK && status != LUA_YIELD) {
        if (varv_state_of(L)->interrupted) return lua_error(L);
        lua_pushboolean(L, 0);
        lua_pushvalue(L, -2);
        return 2;
    }
    return lua_gettop(L) - (int)below;
}

static int base_pcall(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushcfunction(L, varv_relocating_handler);
    lua_pushboolean(L, 1); /* first result */
    lua_rotate(L, 1, 2);
    int status = lua_pcallk(L, lua_gettop(L) - 3, LUA_MULTRET, 1, 1, finish_pcall);
    return finish_pcall(L, status, 1);
}

/* Upvalue 1 is the script's handler. */
static int call_handler(lua_State *L) {
    lua_settop(L, 1);
    if (varv_state_of(L)->interrupted) return 1; /* hooks are off in a handler: it could not be stopped */
    varv_relocate(L, L, 1);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 1, 1);
    return 1;
}

static int base_xpcall(lua_State *L) {
    int n = lua_gettop(L);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_pushvalue(L, 2);
    lua_pushcclosure(L, call_handler, 1);
    lua_replace(L, 2);
    lua_pushboolean(L, 1); /* first result */
    lua_pushvalue(L, 1);
    lua_rotate(L, 3, 2);
    int status = lua_pcallk(L, n - 2, LUA_MULTRET, 2, 2, finish_pcall);
    return finish_pcall(L, status, 2);
}

/* ---- tables ---- */

bool varv_is_marked(lua_State *L, int index) {
    if (!lua_getmetatable(L, index)) return false;
    bool marked = lua_rawgetp(L, -1, &varv_key_mark) != LUA_TNIL;
    lua_pop(L, 2);
    return marked;
}

static int base_setmetatable(lua_State *L) {
    int type = lua_type(L, 2);
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2, "nil or table");
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        return luaL_error(L, "cannot change a protected metatable");
    lua_settop(L, 2);
    if (type == LUA_TTABLE) {
        /* A finalizer runs when no limit can stop it. One put in later is never run: Lua looks here only. */
        lua_pushliteral(L, "__gc");
        if (lua_rawget(L, 2) != LUA_TNIL) return varv_raise_text(L, VARV_TEXT_GC);
        lua_pop(L, 1);
    }
    lua_setmetatable(L, 1);
    return 1;
}

static int base_rawget(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    if (varv_is_marked(L, 1)) return varv_raise_text(L, VARV_TEXT_OPAQUE_RAW);
    lua_settop(L, 2);
    lua_rawget(L, 1);
    return 1;
}

static int base_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    luaL_checkany(L, 3);
    if (varv_is_marked(L, 1)) return varv_raise_text(L, VARV_TEXT_OPAQUE_RAW);
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

/* ---- load: a text, as text, of a size the parser is quick with ---- */

static int base_load(lua_State *L) {
    size_t count;
    if (lua_type(L, 1) != LUA_TSTRING) return varv_raise_text(L, VARV_TEXT_LOAD_TEXT, varv_type_text(L, 1));
    const char *text = lua_tolstring(L, 1, &count);
    const char *name = luaL_optstring(L, 2, text);
    const char *mode = luaL_optstring(L, 3, "t");
    bool has_environment = !lua_isnone(L, 4);
    lua_settop(L, 4);
    if (strstr(name, "[varv]") != NULL && name != text)
        return varv_raise_text(L, VARV_TEXT_CHUNK_NAME, name);
    if (varv_is_ours(text) && name == text) name = "=load"; /* a text is its own name by default */
    luaL_pushfail(L);
    if (count > VARV_MAX_SOURCE) {
        lua_pushfstring(L, varv_text(L, VARV_TEXT_TOO_LARGE), (int)(count < 0x7FFFFFFF ? count : 0x7FFFFFFF),
                        VARV_MAX_SOURCE);
        return 2;
    }
    if ((count > 0 && text[0] == LUA_SIGNATURE[0]) || strchr(mode, 't') == NULL) {
        lua_pushfstring(L, varv_text(L, VARV_TEXT_BINARY), "load");
        return 2;
    }
    varv_know_chunk(L, name);
    if (luaL_loadbufferx(L, text, count, name, "t") != LUA_OK) return 2;
    if (has_environment) {
        lua_pushvalue(L, 4);
        if (!lua_setupvalue(L, -2, 1)) lua_pop(L, 1);
    }
    return 1;
}

/* ---- debug.traceback: routine frames only ---- */

static int base_traceback(lua_State *L) {
    lua_Debug ar;
    if (!lua_isnoneornil(L, 1) && !lua_isstring(L, 1)) {
        lua_settop(L, 1);
        return 1;
    }
    luaL_Buffer text;
    const char *message = lua_tostring(L, 1);
    luaL_buffinit(L, &text);
    if (message != NULL) {
        luaL_addstring(&text, message);
        luaL_addchar(&text, '\n');
    }
    luaL_addstring(&text, "stack traceback:");
    for (int level = 1, shown = 0; shown < 20 && lua_getstack(L, level, &ar); level++) {
        lua_getinfo(L, "Sl", &ar);
        if (*ar.what == 'C' || varv_is_ours(ar.source)) continue;
        lua_pushfstring(L, "\n\t%s:%d", ar.short_src, ar.currentline);
        luaL_addvalue(&text);
        shown++;
    }
    luaL_pushresult(&text);
    return 1;
}

void varv_open_base(lua_State *L) {
    static const luaL_Reg replaced[] = {
        {"tostring", base_tostring}, {"print", base_print},   {"pcall", base_pcall},
        {"xpcall", base_xpcall},     {"rawget", base_rawget}, {"rawset", base_rawset},
        {"load", base_load},         {"setmetatable", base_setmetatable},
        {NULL, NULL}};
    static const char *const dropped[] = {"collectgarbage", "dofile", "loadfile", "warn"};
    luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
    lua_pop(L, 1);
    lua_pushvalue(L, 1);
    luaL_setfuncs(L, replaced, 0);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
        lua_pushnil(L);
        lua_setfield(L, -2, dropped[i]);
    }
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, base_traceback);
    lua_setfield(L, -2, "traceback");
    lua_setfield(L, -2, "debug");
    lua_pop(L, 1);
}
