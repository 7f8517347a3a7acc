/* A stable sort: table.sort of 5.4 picks pivots by the clock, so equal elements would come in another order each run. */
#include <string.h>

#include "internal.h"

void varv_merge_sort(uint32_t *order, uint32_t *scratch, uint32_t n, varv_precedes precedes, void *context) {
    for (uint32_t width = 1; width < n; width = width > n / 2 ? n : width * 2) {
        for (uint32_t start = 0; start + width < n; start += 2 * width) {
            uint32_t middle = start + width;
            uint32_t end = n - middle < width ? n : middle + width;
            if (!precedes(context, order[middle], order[middle - 1])) continue; /* already in order */
            memcpy(scratch, order + start, width * sizeof *order);
            uint32_t left = 0, right = middle, out = start;
            while (left < width && right < end)
                order[out++] =
                    precedes(context, order[right], scratch[left]) ? order[right++] : scratch[left++];
            memcpy(order + out, scratch + left, (width - left) * sizeof *order);
            if (n - start <= 2 * width) break; /* start must not wrap around */
        }
    }
}

/* ---- table.sort ---- */

typedef struct list {
    lua_State *L;
    int values;  /* index of a plain array of the values */
    int compare; /* index of the script's comparison, or 0 */
} list;

static bool value_precedes(void *context, uint32_t a, uint32_t b) {
    list *l = context;
    lua_State *L = l->L;
    bool answer;
    if (l->compare != 0) {
        lua_pushvalue(L, l->compare);
        lua_rawgeti(L, l->values, (lua_Integer)a + 1);
        lua_rawgeti(L, l->values, (lua_Integer)b + 1);
        lua_call(L, 2, 1);
        answer = lua_toboolean(L, -1);
        lua_pop(L, 1);
    } else {
        lua_rawgeti(L, l->values, (lua_Integer)a + 1);
        lua_rawgeti(L, l->values, (lua_Integer)b + 1);
        answer = lua_compare(L, -2, -1, LUA_OPLT);
        lua_pop(L, 2);
    }
    return answer;
}

static int table_sort(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    bool compares = !lua_isnoneornil(L, 2);
    if (compares) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_Integer n = luaL_len(L, 1);
    if (n > 10000000) return varv_raise_text(L, VARV_TEXT_SORT_RANGE);
    if (n < 2) return 0;
    lua_createtable(L, (int)n, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    uint32_t *order = lua_newuserdatauv(L, (size_t)n * 2 * sizeof *order, 0);
    for (uint32_t i = 0; i < (uint32_t)n; i++) order[i] = i;
    list l = {L, 3, compares ? 2 : 0};
    varv_merge_sort(order, order + n, (uint32_t)n, value_precedes, &l);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, 3, (lua_Integer)order[i - 1] + 1);
        lua_seti(L, 1, i);
    }
    return 0;
}

static int table_unpack(lua_State *L) {
    lua_Integer first = luaL_optinteger(L, 2, 1);
    lua_Integer last = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
    if (first <= last && (lua_Unsigned)last - (lua_Unsigned)first >= VARV_MAX_RESULTS) {
        lua_Unsigned n = (lua_Unsigned)last - (lua_Unsigned)first;
        return varv_raise_text(L, VARV_TEXT_TOO_MANY_RESULTS, n < 0x7FFFFFFF ? (int)n + 1 : 0x7FFFFFFF,
                               VARV_MAX_RESULTS);
    }
    return lua_tocfunction(L, lua_upvalueindex(1))(L); /* no upvalues of its own; sees our arguments */
}

void varv_open_tables(lua_State *L) {
    luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 0);
    lua_pushcfunction(L, table_sort);
    lua_setfield(L, -2, "sort");
    lua_getfield(L, -1, "unpack");
    lua_pushcclosure(L, table_unpack, 1);
    lua_setfield(L, -2, "unpack");
    lua_setfield(L, 1, LUA_TABLIBNAME);
}
