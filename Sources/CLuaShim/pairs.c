/* pairs and next in total order: integers, other numbers, text by bytes, booleans. Lua's own order follows addresses and
 * a random seed, so the same report would differ from run to run. */
#include <string.h>

#include "internal.h"

lua_Integer varv_array_count(lua_State *L, int t) {
    t = lua_absindex(L, t);
    lua_Integer n = 0;
    lua_pushnil(L);
    while (lua_next(L, t)) {
        lua_pop(L, 1);
        if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) != n + 1) {
            lua_pop(L, 1);
            return -1;
        }
        n++;
    }
    return n;
}

lua_Integer varv_ordered_keys(lua_State *L, int t) {
    t = lua_absindex(L, t);
    uint32_t n = 0, others = 0;
    lua_pushnil(L);
    while (lua_next(L, t)) {
        lua_pop(L, 1);
        int type = lua_type(L, -1);
        if (type != LUA_TNUMBER && type != LUA_TSTRING && type != LUA_TBOOLEAN && ++others > 1) {
            lua_pop(L, 1);
            lua_pushnil(L);
            return -1;
        }
        n++;
    }
    lua_createtable(L, (int)n, 0); /* what is pushed */
    int ordered = lua_gettop(L);
    lua_createtable(L, (int)n, 0);
    varv_key *keys = lua_newuserdatauv(L, n * (sizeof(varv_key) + 2 * sizeof(uint32_t)), 0);
    uint32_t *order = (uint32_t *)(keys + n), *scratch = order + n;
    uint32_t i = 0;
    lua_pushnil(L);
    while (i < n && lua_next(L, t)) {
        lua_pop(L, 1);
        keys[i] = varv_key_at(L, -1);
        order[i] = i;
        lua_pushvalue(L, -1);
        lua_rawseti(L, ordered + 1, (lua_Integer)++i);
    }
    n = i; /* making room may have collected what a weak table held */
    lua_settop(L, ordered + 2);
    varv_merge_sort(order, scratch, n, varv_index_precedes, keys);
    for (i = 0; i < n; i++) {
        lua_rawgeti(L, ordered + 1, (lua_Integer)order[i] + 1);
        lua_rawseti(L, ordered, (lua_Integer)i + 1);
    }
    lua_settop(L, ordered);
    return n;
}

static int raise_no_order(lua_State *L, int t) {
    const char *type = "";
    lua_pushnil(L);
    while (lua_next(L, t)) {
        lua_pop(L, 1);
        int kind = lua_type(L, -1);
        if (kind != LUA_TNUMBER && kind != LUA_TSTRING && kind != LUA_TBOOLEAN) {
            type = varv_type_text(L, -1);
            break;
        }
    }
    return varv_raise_text(L, VARV_TEXT_NO_ORDER, type);
}

/* ---- pairs ---- */

/* Over a list: upvalue 1 is its length when pairs was called. */
static int next_element(lua_State *L) {
    lua_Integer n = lua_tointeger(L, lua_upvalueindex(1));
    lua_Integer i = lua_tointeger(L, 2); /* nil counts as 0 */
    while (i < n) {
        if (lua_rawgeti(L, 1, ++i) != LUA_TNIL) {
            lua_pushinteger(L, i);
            lua_insert(L, -2);
            return 2;
        }
        lua_pop(L, 1); /* removed during the walk */
    }
    lua_pushnil(L);
    return 1;
}

/* Over anything else: upvalue 1 is the ordered keys, 2 the position, 3 their number. */
static int next_ordered(lua_State *L) {
    lua_Integer position = lua_tointeger(L, lua_upvalueindex(2));
    lua_Integer n = lua_tointeger(L, lua_upvalueindex(3));
    while (position < n) {
        lua_rawgeti(L, lua_upvalueindex(1), ++position);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) {
            lua_pushinteger(L, position);
            lua_replace(L, lua_upvalueindex(2));
            return 2;
        }
        lua_pop(L, 2);
    }
    lua_pushinteger(L, n);
    lua_replace(L, lua_upvalueindex(2));
    lua_pushnil(L);
    return 1;
}

static int after_pairs(lua_State *L, int status, lua_KContext k) {
    (void)L, (void)status, (void)k;
    return 3;
}

static int ordered_pairs(lua_State *L) {
    luaL_checkany(L, 1);
    if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
        lua_pushvalue(L, 1);
        lua_callk(L, 1, 3, 0, after_pairs);
        return 3;
    }
    if (varv_is_marked(L, 1)) return varv_raise_text(L, VARV_TEXT_OPAQUE_PAIRS);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n = varv_array_count(L, 1);
    if (n >= 0) {
        lua_pushinteger(L, n);
        lua_pushcclosure(L, next_element, 1);
    } else {
        n = varv_ordered_keys(L, 1);
        if (n < 0) return raise_no_order(L, 1);
        lua_pushinteger(L, 0);
        lua_pushinteger(L, n);
        lua_pushcclosure(L, next_ordered, 3);
    }
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

/* ---- next ---- */

/* The first key: one walk through the table, nothing allocated. */
static int first_pair(lua_State *L) {
    varv_key best = {VARV_KEY_OTHER, {0}};
    bool found = false;
    int others = 0;
    lua_settop(L, 1);
    lua_pushnil(L); /* 2: the best key so far */
    lua_pushnil(L);
    while (lua_next(L, 1)) {
        lua_pop(L, 1);
        varv_key key = varv_key_at(L, -1);
        if (key.rank == VARV_KEY_OTHER && ++others > 1) return raise_no_order(L, 1);
        if (!found || varv_key_precedes(&key, &best)) {
            best = key;
            found = true;
            lua_copy(L, -1, 2);
        }
    }
    if (!found) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushvalue(L, -1);
    lua_rawget(L, 1);
    return 2;
}

/* How many of the n keys at 4 come before what follows the key at 2: it may have been removed since. */
static lua_Integer position_of(lua_State *L, lua_Integer n) {
    varv_key key = varv_key_at(L, 2);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, 4, i);
        bool same = lua_rawequal(L, 2, -1);
        varv_key other = varv_key_at(L, -1);
        lua_pop(L, 1);
        if (same) return i;
        if (varv_key_precedes(&key, &other)) return i - 1;
    }
    return key.rank == VARV_KEY_OTHER ? -1 : n;
}

/*
 * next(t, k). A walk keeps its ordered keys in a table with weak keys from its second step to its end, so a whole walk is
 * O(n log n), as pairs is; next(t) alone is O(n). Keys assigned during a walk are not seen (Lua leaves it undefined).
 */
static int ordered_next(lua_State *L) {
    if (varv_is_marked(L, 1)) return varv_raise_text(L, VARV_TEXT_OPAQUE_PAIRS);
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &varv_key_traversals) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_createtable(L, 0, 1);
        lua_pushliteral(L, "k");
        lua_setfield(L, -2, "__mode");
        lua_setmetatable(L, -2);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &varv_key_traversals);
    }
    lua_pushvalue(L, 1);
    lua_rawget(L, 3); /* 4: the walk */
    if (lua_isnil(L, 2)) {
        if (!lua_isnil(L, 4)) {
            lua_pushvalue(L, 1);
            lua_pushnil(L);
            lua_rawset(L, 3);
        }
        return first_pair(L);
    }
    if (!lua_istable(L, 4)) {
        lua_settop(L, 3);
        if (varv_ordered_keys(L, 1) < 0) return raise_no_order(L, 1); /* 4 */
        lua_pushinteger(L, 1);
        lua_rawseti(L, 4, 0); /* where the walk was last */
        lua_pushvalue(L, 1);
        lua_pushvalue(L, 4);
        lua_rawset(L, 3);
    }
    lua_Integer n = (lua_Integer)lua_rawlen(L, 4);
    lua_rawgeti(L, 4, 0);
    lua_Integer position = lua_tointeger(L, -1);
    lua_rawgeti(L, 4, position);
    if (!lua_rawequal(L, 2, -1)) position = position_of(L, n);
    if (position < 0) return varv_raise_text(L, VARV_TEXT_NEXT_KEY);
    while (position < n) {
        lua_settop(L, 4);
        lua_rawgeti(L, 4, ++position);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, 1) != LUA_TNIL) {
            lua_pushinteger(L, position);
            lua_rawseti(L, 4, 0);
            return 2;
        }
    }
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    lua_rawset(L, 3);
    lua_pushnil(L);
    return 1;
}

void varv_open_pairs(lua_State *L) {
    lua_pushcfunction(L, ordered_pairs);
    lua_setfield(L, 1, "pairs");
    lua_pushcfunction(L, ordered_next);
    lua_setfield(L, 1, "next");
}
