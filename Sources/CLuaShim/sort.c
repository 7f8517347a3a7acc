/* Stable sorting: table.sort of 5.4 picks pivots by the clock, so equal elements would come in another order each run. */
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

varv_key varv_key_at(lua_State *L, int index) {
    varv_key key = {VARV_KEY_OTHER, {0}};
    switch (lua_type(L, index)) {
        case LUA_TNUMBER:
            if (lua_isinteger(L, index)) {
                key.rank = VARV_KEY_INTEGER;
                key.as.integer = lua_tointeger(L, index);
            } else {
                key.rank = VARV_KEY_NUMBER;
                key.as.number = lua_tonumber(L, index);
            }
            break;
        case LUA_TSTRING:
            key.rank = VARV_KEY_TEXT;
            key.as.text.bytes = lua_tolstring(L, index, &key.as.text.count);
            key.as.text.start = 0;
            for (size_t i = 0; i < 8; i++)
                key.as.text.start =
                    key.as.text.start << 8 | (i < key.as.text.count ? (unsigned char)key.as.text.bytes[i] : 0);
            break;
        case LUA_TBOOLEAN:
            key.rank = VARV_KEY_BOOLEAN;
            key.as.integer = lua_toboolean(L, index);
            break;
        default: break;
    }
    return key;
}

bool varv_key_precedes(const varv_key *a, const varv_key *b) {
    if (a->rank != b->rank) return a->rank < b->rank;
    switch (a->rank) {
        case VARV_KEY_INTEGER:
        case VARV_KEY_BOOLEAN: return a->as.integer < b->as.integer;
        case VARV_KEY_NUMBER: return a->as.number < b->as.number;
        case VARV_KEY_TEXT: {
            if (a->as.text.start != b->as.text.start) return a->as.text.start < b->as.text.start;
            size_t least = a->as.text.count < b->as.text.count ? a->as.text.count : b->as.text.count;
            int order = memcmp(a->as.text.bytes, b->as.text.bytes, least);
            return order != 0 ? order < 0 : a->as.text.count < b->as.text.count;
        }
        default: return false;
    }
}

bool varv_index_precedes(void *context, uint32_t a, uint32_t b) {
    const varv_key *keys = context;
    return varv_key_precedes(&keys[a], &keys[b]);
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

/* Pushes the keys of a list of texts only: they need no metamethod and no Lua to compare. */
static varv_key *push_keys(lua_State *L, int values, lua_Integer n) {
    varv_key *keys = lua_newuserdatauv(L, (size_t)n * sizeof *keys, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_rawgeti(L, values, i);
        keys[i - 1] = varv_key_at(L, -1);
        lua_pop(L, 1);
        if (keys[i - 1].rank != VARV_KEY_TEXT) return NULL;
    }
    return keys;
}

/* Equal numbers cannot be told apart, so the values themselves are moved. */
#define SORT_VALUES(name, type)                                                    \
    static void name(type *values, type *scratch, size_t n) {                      \
        for (size_t width = 1; width < n; width *= 2) {                            \
            for (size_t start = 0; start + width < n; start += 2 * width) {        \
                size_t middle = start + width, left = 0, right = middle;           \
                size_t end = n - middle < width ? n : middle + width, out = start; \
                memcpy(scratch, values + start, width * sizeof *values);           \
                while (left < width && right < end)                                \
                    values[out++] = values[right] < scratch[left] ? values[right++] : scratch[left++]; \
                memcpy(values + out, scratch + left, (width - left) * sizeof *values); \
            }                                                                      \
        }                                                                          \
    }
SORT_VALUES(sort_integers, lua_Integer)
SORT_VALUES(sort_numbers, lua_Number)
#undef SORT_VALUES

/* Sorts the list at 1 when all in the list at `values` are integers, or all are floats. */
static bool sort_plain_numbers(lua_State *L, int values, lua_Integer n) {
    lua_rawgeti(L, values, 1);
    bool integers = lua_isinteger(L, -1);
    if (lua_type(L, -1) != LUA_TNUMBER) return false;
    union {
        void *block;
        lua_Integer *integers;
        lua_Number *numbers;
    } list = {lua_newuserdatauv(L, (size_t)n * 2 * sizeof(lua_Integer), 0)};
    for (lua_Integer i = 0; i < n; i++) {
        if (lua_rawgeti(L, values, i + 1) != LUA_TNUMBER || lua_isinteger(L, -1) != integers) return false;
        if (integers)
            list.integers[i] = lua_tointeger(L, -1);
        else
            list.numbers[i] = lua_tonumber(L, -1);
        lua_pop(L, 1);
    }
    if (integers)
        sort_integers(list.integers, list.integers + n, (size_t)n);
    else
        sort_numbers(list.numbers, list.numbers + n, (size_t)n);
    for (lua_Integer i = 0; i < n; i++) {
        if (integers)
            lua_pushinteger(L, list.integers[i]);
        else
            lua_pushnumber(L, list.numbers[i]);
        lua_seti(L, 1, i + 1);
    }
    return true;
}

static int table_sort(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer n = luaL_len(L, 1);
    if (n > 10000000) return varv_raise_text(L, VARV_TEXT_SORT_RANGE);
    if (n < 2) return 0;
    bool compares = !lua_isnoneornil(L, 2);
    if (compares) luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_settop(L, 2);
    lua_createtable(L, (int)n, 0);
    for (lua_Integer i = 1; i <= n; i++) {
        lua_geti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    if (!compares && sort_plain_numbers(L, 3, n)) return 0;
    lua_settop(L, 3);
    uint32_t *order = lua_newuserdatauv(L, (size_t)n * 2 * sizeof *order, 0);
    for (uint32_t i = 0; i < (uint32_t)n; i++) order[i] = i;
    varv_key *keys = compares ? NULL : push_keys(L, 3, n);
    if (keys != NULL) {
        varv_merge_sort(order, order + n, (uint32_t)n, varv_index_precedes, keys);
    } else {
        list l = {L, 3, compares ? 2 : 0};
        varv_merge_sort(order, order + n, (uint32_t)n, value_precedes, &l);
    }
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
