/* Opens what a script sees, and nothing else. */
#include "internal.h"

/* Lua looks in the table of loaded libraries for what to call a function in "bad argument #1 to 'string.rep'". What
 * luaL_requiref left there are the originals, of which some are not offered. */
static void name_functions(lua_State *L, int own) {
    lua_newtable(L);
    lua_pushnil(L);
    while (lua_next(L, own)) {
        lua_pushvalue(L, -2);
        lua_insert(L, -2);
        if (lua_istable(L, -1))
            lua_rawset(L, -4);
        else
            lua_pop(L, 2);
    }
    lua_pushvalue(L, own);
    lua_setfield(L, -2, LUA_GNAME);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
}

/* Our own Lua code has copies of the globals and the libraries: a script may replace `type` or `string.format` for itself,
 * but neither trips us with that nor is handed what we pass to them. */
static void keep_own(lua_State *L) {
    lua_newtable(L);
    int own = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pushvalue(L, -2);
        if (lua_istable(L, -2) && !lua_rawequal(L, -2, 1)) {
            lua_newtable(L);
            lua_pushnil(L);
            while (lua_next(L, -4)) {
                lua_pushvalue(L, -2);
                lua_insert(L, -2);
                lua_rawset(L, -4);
            }
        } else {
            lua_pushvalue(L, -2);
        }
        lua_rawset(L, own);
        lua_pop(L, 1);
    }
    /* What our code defines for scripts is a global like any other. */
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, 1);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, own);
    name_functions(L, own);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &varv_key_own);
}

/* The metatable of large buffers is made at the first one. 5.4.4 registers it before it is filled, so refused memory between
 * the two would leave every later large buffer unusable. */
static void make_buffer_metatable(lua_State *L) {
    luaL_Buffer buffer;
    lua_pushnil(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "_UBOX*");
    luaL_buffinitsize(L, &buffer, LUAL_BUFFERSIZE + 1);
    luaL_pushresultsize(&buffer, 0);
    lua_pop(L, 1);
}

static int open_library(lua_State *L) {
    lua_settop(L, 0);
    make_buffer_metatable(L);
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
    keep_own(L);
    varv_open_globals(L);
    return 0;
}

int varv_open_library(lua_State *L) {
    lua_pushcfunction(L, open_library);
    int status = lua_pcall(L, 0, 0, 0);
    if (status != LUA_OK) varv_fill_report(L, -1);
    return status;
}
