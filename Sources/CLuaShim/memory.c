/* Where memory comes from, and what asks for it on Swift's behalf. */
#include <stdlib.h>

#include "internal.h"

void *varv_allocate(void *ud, void *block, size_t old, size_t size) {
    varv_state *S = ud;
    if (block == NULL) old = 0; /* then it is a kind of object */
    if (size == 0) {
        free(block);
        S->used -= old;
        return NULL;
    }
    if (size > old) {
        S->allocations++;
        if (S->refusals != 0 && (S->until_refusal == 0 || --S->until_refusal == 0)) {
            S->refusals--;
            S->refused++;
            return NULL;
        }
        size_t wanted = S->used + (size - old);
        if (S->config.budget != 0 && wanted > S->config.budget) {
            if (S->config.over_budget != NULL) S->config.over_budget(wanted, S->config.budget);
            abort(); /* refusing would corrupt the heap of 5.4.4 (sandbox.md §3) */
        }
    }
    void *moved = realloc(block, size);
    if (moved == NULL) {
        if (size <= old) return block; /* Lua takes it for granted that shrinking works */
        if (S->config.over_budget != NULL) S->config.over_budget(S->used + (size - old), S->config.budget);
        abort();
    }
    S->used += size - old;
    return moved;
}

size_t varv_memory_used(lua_State *L) { return varv_state_of(L)->used; }

void varv_charge(lua_State *L, ptrdiff_t bytes) {
    varv_state *S = varv_state_of(L);
    S->used += (size_t)bytes;
    if (bytes > 0 && S->config.budget != 0 && S->used > S->config.budget) {
        if (S->config.over_budget != NULL) S->config.over_budget(S->used, S->config.budget);
        abort();
    }
}

/* ---- refusing, which only tests ask for ---- */

void varv_fail_allocation(lua_State *L, uint64_t n, uint64_t times) {
    varv_state *S = varv_state_of(L);
    S->until_refusal = n;
    S->refusals = times;
    S->refused = 0;
}

uint64_t varv_refused(lua_State *L) { return varv_state_of(L)->refused; }

uint64_t varv_allocations(lua_State *L) { return varv_state_of(L)->allocations; }

void varv_collect(lua_State *L) { lua_gc(L, LUA_GCCOLLECT); }

bool varv_take_refusal(lua_State *L) {
    varv_state *S = varv_state_of(L);
    bool refused = S->swift_refused;
    S->swift_refused = false;
    return refused;
}

int varv_raise_memory(lua_State *L) {
    varv_state *S = varv_state_of(L);
    S->until_refusal = 0;
    if (S->refusals < 2) S->refusals = 2; /* Lua collects and asks again */
    lua_newuserdatauv(L, 1, 0);
    return 0;
}

/* ---- what Swift builds with ---- */

bool varv_reserve(lua_State *L, int slots) {
    if (lua_checkstack(L, slots)) return true;
    varv_state *S = varv_state_of(L);
    uint64_t refusals = S->refusals;
    S->refusals = 0; /* Swift cannot be left half way: it gets the room, and the refusal is told afterwards */
    bool granted = lua_checkstack(L, slots);
    S->refusals = refusals;
    if (granted) S->swift_refused = true;
    return granted;
}

/* Whether a refusal can come at all. In a worker it cannot, so there nothing below pays for a protected call. */
static bool may_refuse(lua_State *L) { return varv_state_of(L)->refusals != 0; }

/* Calls f(request, copies of the values on top), where a refusal ends; then it pushes nils and remembers the refusal. */
static bool shielded(lua_State *L, lua_CFunction f, void *request, int copied, int results) {
    varv_state *S = varv_state_of(L);
    bool compiling = S->compiling;
    if (!varv_reserve(L, copied + 2)) return false;
    lua_pushcfunction(L, f);
    lua_pushlightuserdata(L, request);
    for (int i = 0; i < copied; i++) lua_pushvalue(L, -2 - copied); /* each moves the next one there */
    S->compiling = true;
    int status = lua_pcall(L, copied + 1, results, 0);
    S->compiling = compiling;
    if (status == LUA_OK) return true;
    S->swift_refused = true;
    lua_pop(L, 1);
    for (int i = 0; i < results; i++) lua_pushnil(L);
    return false;
}

typedef struct text_request {
    const char *bytes;
    size_t count;
} text_request;

static int push_text(lua_State *L) {
    const text_request *text = lua_touserdata(L, 1);
    lua_pushlstring(L, text->bytes, text->count);
    return 1;
}

void varv_push_text(lua_State *L, const char *bytes, size_t count) {
    text_request text = {bytes, count};
    if (may_refuse(L))
        shielded(L, push_text, &text, 0, 1);
    else
        lua_pushlstring(L, bytes, count);
}

static int push_table(lua_State *L) {
    const int *sizes = lua_touserdata(L, 1);
    lua_createtable(L, sizes[0], sizes[1]);
    return 1;
}

void varv_push_table(lua_State *L, int elements, int fields) {
    int sizes[] = {elements, fields};
    if (may_refuse(L))
        shielded(L, push_table, sizes, 0, 1);
    else
        lua_createtable(L, elements, fields);
}

static int set_field(lua_State *L) {
    lua_rawset(L, 2);
    return 0;
}

void varv_set_field(lua_State *L) {
    if (lua_type(L, -3) == LUA_TTABLE && lua_type(L, -2) != LUA_TNIL) {
        if (!may_refuse(L)) {
            lua_rawset(L, -3);
            return;
        }
        shielded(L, set_field, NULL, 3, 0);
    }
    lua_pop(L, 2);
}

static int set_element(lua_State *L) {
    const lua_Integer *position = lua_touserdata(L, 1);
    lua_rawseti(L, 2, *position);
    return 0;
}

void varv_set_element(lua_State *L, lua_Integer position) {
    if (lua_type(L, -2) == LUA_TTABLE) {
        if (!may_refuse(L)) {
            lua_rawseti(L, -2, position);
            return;
        }
        shielded(L, set_element, &position, 2, 0);
    }
    lua_pop(L, 1);
}

static int register_value(lua_State *L) {
    *(int *)lua_touserdata(L, 1) = luaL_ref(L, LUA_REGISTRYINDEX);
    return 0;
}

int varv_register(lua_State *L) {
    int reference = LUA_NOREF;
    if (!may_refuse(L)) return luaL_ref(L, LUA_REGISTRYINDEX);
    shielded(L, register_value, &reference, 1, 0);
    lua_pop(L, 1);
    return reference;
}

void varv_unregister(lua_State *L, int reference) { luaL_unref(L, LUA_REGISTRYINDEX, reference); }

static int push_host_function(lua_State *L) {
    varv_host_closure(L, *(void **)lua_touserdata(L, 1));
    return 1;
}

void varv_push_host_function(lua_State *L, void *context) {
    if (may_refuse(L))
        shielded(L, push_host_function, &context, 0, 1);
    else
        varv_host_closure(L, context);
}

static int set_resolver(lua_State *L) {
    varv_install_require(L);
    return 0;
}

void varv_set_resolver(lua_State *L) {
    if (!may_refuse(L)) {
        varv_install_require(L);
        return;
    }
    shielded(L, set_resolver, NULL, 1, 0);
    lua_pop(L, 1);
}

static int push_native(lua_State *L) {
    varv_native_table(L);
    return 1;
}

void varv_push_native(lua_State *L) {
    if (may_refuse(L))
        shielded(L, push_native, NULL, 0, 1);
    else
        varv_native_table(L);
}

static int push_keys(lua_State *L) {
    *(lua_Integer *)lua_touserdata(L, 1) = varv_ordered_keys(L, 2);
    return 1;
}

lua_Integer varv_push_ordered_keys(lua_State *L, int t) {
    if (!may_refuse(L)) return varv_ordered_keys(L, t);
    lua_Integer count = -1;
    lua_pushvalue(L, t);
    shielded(L, push_keys, &count, 1, 1);
    lua_remove(L, -2);
    return count;
}
