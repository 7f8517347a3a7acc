/* require: a checked name, a text from the host, once. */
#include <string.h>

#include "internal.h"

static bool is_module_name(const char *name, size_t count) {
    if (count == 0 || count > 100 || name[0] == '.' || name[count - 1] == '.') return false;
    for (size_t i = 0; i < count; i++) {
        char c = name[i];
        bool allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
        if (!allowed || (c == '.' && name[i - 1] == '.')) return false; /* ".." is a way out */
    }
    return true;
}

/* The module's function and its name are pushed; calls it so that the mark of "being loaded" can be taken away. */
static int run_module(lua_State *L) {
    lua_pushcfunction(L, varv_relocating_handler);
    lua_insert(L, -3);
    int handler = lua_gettop(L) - 2;
    int status = lua_pcall(L, 1, 1, handler);
    lua_remove(L, handler);
    return status;
}

static int base_require(lua_State *L) {
    size_t count;
    const char *name = luaL_checklstring(L, 1, &count);
    lua_settop(L, 1);
    if (!is_module_name(name, count)) return varv_raise_text(L, VARV_TEXT_REQUIRE_NAME, name);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &varv_key_modules); /* 2 */
    lua_pushvalue(L, 1);
    if (lua_rawget(L, 2) != LUA_TNIL) { /* 3 */
        if (lua_touserdata(L, 3) == &varv_state_of(L)->calls) return varv_raise_text(L, VARV_TEXT_REQUIRE_CYCLE, name);
        return 1;
    }
    lua_settop(L, 2);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &varv_key_resolver);
    lua_pushvalue(L, 1);
    lua_call(L, 1, 2); /* 3 text, 4 chunk name | 3 nil, 4 why */
    if (lua_type(L, 3) != LUA_TSTRING) {
        const char *why = lua_tostring(L, 4);
        return why != NULL ? varv_raise_text(L, VARV_TEXT_REQUIRE_MISSING_WHY, name, why)
                           : varv_raise_text(L, VARV_TEXT_REQUIRE_MISSING, name);
    }
    const char *text = lua_tolstring(L, 3, &count);
    const char *chunk = lua_tostring(L, 4);
    if (chunk == NULL) chunk = name;
    if (count > VARV_MAX_SOURCE && !varv_is_ours(chunk)) {
        lua_pushfstring(L, varv_text(L, VARV_TEXT_TOO_LARGE), (int)(count < 0x7FFFFFFF ? count : 0x7FFFFFFF),
                        VARV_MAX_SOURCE);
        return varv_raise_text(L, VARV_TEXT_REQUIRE_MISSING_WHY, name, lua_tostring(L, -1));
    }
    varv_know_chunk(L, chunk);
    if (luaL_loadbufferx(L, text, count, chunk, "t") != LUA_OK) return lua_error(L); /* its message has the place */
    lua_pushvalue(L, 1);
    lua_pushlightuserdata(L, &varv_state_of(L)->calls); /* being loaded: an address no script can make */
    lua_rawset(L, 2);
    lua_pushvalue(L, 1);
    int status = run_module(L);
    if (status == LUA_OK && lua_isnil(L, -1)) {
        lua_pushboolean(L, 1);
        lua_replace(L, -2);
    }
    lua_pushvalue(L, 1);
    if (status == LUA_OK)
        lua_pushvalue(L, -2);
    else
        lua_pushnil(L);
    lua_rawset(L, 2);
    return status == LUA_OK ? 1 : lua_error(L);
}

void varv_install_require(lua_State *L) {
    lua_rawsetp(L, LUA_REGISTRYINDEX, &varv_key_resolver);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &varv_key_modules);
    varv_push_globals(L);
    lua_pushliteral(L, "require");
    lua_pushcfunction(L, base_require);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}
