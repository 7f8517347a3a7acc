/* Opens what a script sees, and nothing else. */
#include "internal.h"

static int open_library(lua_State *L) {
    lua_settop(L, 0);
    varv_push_globals(L);
    varv_open_base(L);
    varv_open_pairs(L);
    varv_open_strings(L);
    varv_open_tables(L);
    varv_open_coroutines(L);
    varv_open_random(L);
    varv_open_clock(L);
    luaL_requiref(L, LUA_UTF8LIBNAME, luaopen_utf8, 0);
    lua_setfield(L, 1, LUA_UTF8LIBNAME);
    /* luaL_requiref keeps what it opened in the registry, which would hold the originals. */
    lua_pushnil(L);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    varv_open_globals(L);
    return 0;
}

int varv_open_library(lua_State *L) {
    lua_pushcfunction(L, open_library);
    return lua_pcall(L, 0, 0, 0);
}
