/* Strict globals, and the helpers for our own Lua code. */
#include "internal.h"

/* Considers the text keys of the table at t, and the texts in its list part when `values`. */
static void consider_names(lua_State *L, varv_nearest *nearest, int t, bool values) {
    t = lua_absindex(L, t);
    lua_pushnil(L);
    while (lua_next(L, t)) {
        size_t count;
        if (lua_type(L, -2) == LUA_TSTRING) {
            const char *name = lua_tolstring(L, -2, &count);
            if (name[0] != 0) varv_nearest_consider(nearest, name, count);
        } else if (values && lua_type(L, -1) == LUA_TSTRING) {
            const char *name = lua_tolstring(L, -1, &count);
            varv_nearest_consider(nearest, name, count);
        }
        lua_pop(L, 1);
    }
}

/* __index of the globals: (table, name). */
static int absent_global(lua_State *L) {
    if (lua_type(L, 2) != LUA_TSTRING) return varv_raise_text(L, VARV_TEXT_GLOBAL_KEY, varv_type_text(L, 2));
    varv_nearest nearest;
    size_t count;
    const char *name = lua_tolstring(L, 2, &count);
    varv_nearest_begin(&nearest, name, count);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &varv_key_hints) == LUA_TTABLE) {
        lua_pushvalue(L, 2);
        if (lua_rawget(L, -2) == LUA_TSTRING) return varv_raise_located(L, 0);
        lua_pop(L, 1);
        lua_pushlstring(L, "", 1); /* its own closing zero */
        lua_pushvalue(L, 2);
        lua_concat(L, 2);
        if (lua_rawget(L, -2) == LUA_TSTRING) return varv_raise_located(L, 0);
        lua_pop(L, 1);
        consider_names(L, &nearest, -1, false);
    }
    consider_names(L, &nearest, 1, false);
    return nearest.best != NULL ? varv_raise_text(L, VARV_TEXT_UNKNOWN_GLOBAL_NEAR, name, nearest.best)
                                : varv_raise_text(L, VARV_TEXT_UNKNOWN_GLOBAL, name);
}

static bool called_by_us(lua_State *L) {
    lua_Debug ar;
    if (!lua_getstack(L, 1, &ar)) return true; /* the host itself */
    lua_getinfo(L, "S", &ar);
    return varv_is_ours(ar.source);
}

/* __newindex of the globals: (table, name, value). */
static int new_global(lua_State *L) {
    if (varv_state_of(L)->config.interactive || called_by_us(L)) {
        lua_rawset(L, 1);
        return 0;
    }
    if (lua_type(L, 2) != LUA_TSTRING) return varv_raise_text(L, VARV_TEXT_GLOBAL_KEY, varv_type_text(L, 2));
    varv_nearest nearest;
    size_t count;
    const char *name = lua_tolstring(L, 2, &count);
    if (lua_isfunction(L, 3)) return varv_raise_text(L, VARV_TEXT_NEW_GLOBAL_FUNCTION, name, name);
    varv_nearest_begin(&nearest, name, count);
    consider_names(L, &nearest, 1, false);
    return nearest.best != NULL ? varv_raise_text(L, VARV_TEXT_NEW_GLOBAL_NEAR, name, name, nearest.best)
                                : varv_raise_text(L, VARV_TEXT_NEW_GLOBAL, name, name);
}

void varv_open_globals(lua_State *L) {
    lua_createtable(L, 0, 3);
    lua_pushcfunction(L, absent_global);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, new_global);
    lua_setfield(L, -2, "__newindex");
    lua_pushliteral(L, "_G");
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, 1);
}

/* ---- helpers for our own Lua code; scripts never see this table ---- */

/* raise(message): at the routine's line. */
static int native_raise(lua_State *L) {
    lua_settop(L, 1);
    return varv_raise_located(L, 1);
}

/* mark(metatable): its objects are no plain tables to a script. */
static int native_mark(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    lua_pushboolean(L, 1);
    lua_rawsetp(L, 1, &varv_key_mark);
    lua_pushliteral(L, "__metatable");
    if (lua_rawget(L, 1) == LUA_TNIL) {
        lua_pushliteral(L, "__metatable");
        lua_pushboolean(L, 0);
        lua_rawset(L, 1);
    }
    lua_settop(L, 1);
    return 1;
}

static int native_is_marked(lua_State *L) {
    luaL_checkany(L, 1);
    lua_pushboolean(L, varv_is_marked(L, 1));
    return 1;
}

/* nearest(word, names): names are the texts of a list, and the text keys of a table. */
static int native_nearest(lua_State *L) {
    varv_nearest nearest;
    size_t count;
    const char *word = luaL_checklstring(L, 1, &count);
    luaL_checktype(L, 2, LUA_TTABLE);
    varv_nearest_begin(&nearest, word, count);
    consider_names(L, &nearest, 2, true);
    if (nearest.best != NULL)
        lua_pushlstring(L, nearest.best, nearest.best_count);
    else
        lua_pushnil(L);
    return 1;
}

/* hint(name, message, stray): what reading this absent global says. A stray name is no one's suggestion for another: it is
 * kept with a zero byte before it. */
static int native_hint(lua_State *L) {
    luaL_checktype(L, 1, LUA_TSTRING);
    luaL_checktype(L, 2, LUA_TSTRING);
    if (lua_toboolean(L, 3)) {
        lua_pushlstring(L, "", 1); /* its own closing zero */
        lua_pushvalue(L, 1);
        lua_concat(L, 2);
        lua_replace(L, 1);
    }
    lua_settop(L, 2);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &varv_key_hints) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &varv_key_hints);
    }
    lua_insert(L, 1);
    lua_rawset(L, 1);
    return 0;
}

/* rawget and rawset as Lua has them: our code may look inside its own objects. */
static int native_rawget(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 2);
    lua_settop(L, 2);
    lua_rawget(L, 1);
    return 1;
}

static int native_rawset(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    luaL_checkany(L, 3);
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 1;
}

static int after_entry(lua_State *L, int status, lua_KContext k) {
    (void)status, (void)k;
    return lua_gettop(L);
}

static int call_entry(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, after_entry);
    return lua_gettop(L);
}

/* entry(f): calls f from C, so that `return adapter { ... }` keeps the routine's frame, and with it the line that an
 * error is placed at. A tail call to a Lua function would give that frame away. */
static int native_entry(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    lua_pushcclosure(L, call_entry, 1);
    return 1;
}

void varv_native_table(lua_State *L) {
    static const luaL_Reg functions[] = {{"raise", native_raise},         {"mark", native_mark},
                                         {"is_marked", native_is_marked}, {"nearest", native_nearest},
                                         {"hint", native_hint},           {"rawget", native_rawget},
                                         {"rawset", native_rawset},       {"entry", native_entry},
                                         {NULL, NULL}};
    lua_createtable(L, 0, (int)(sizeof functions / sizeof *functions));
    luaL_setfuncs(L, functions, 0);
}
