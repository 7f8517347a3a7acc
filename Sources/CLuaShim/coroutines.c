/* Coroutines that know who runs, so that an interrupt and a message find their way. */
#include "internal.h"

static lua_State *coroutine_at(lua_State *L, int index) {
    lua_State *co = lua_tothread(L, index);
    luaL_argexpected(L, co != NULL, index, "thread");
    return co;
}

static bool has_routine(lua_State *co) {
    lua_Debug ar;
    for (int level = 0; level < 100 && lua_getstack(co, level, &ar); level++) {
        lua_getinfo(co, "S", &ar);
        if (*ar.what != 'C' && !varv_is_ours(ar.source)) return true;
    }
    return false;
}

static void enter(varv_state *S, lua_State *L, lua_State *co, varv_resumed *link) {
    link->by = L;
    link->outer = S->resumed;
    S->resumed = link;
    S->running = co;
    /* A hook left from an interrupt that is over would raise again. */
    if (varv_is_hooked(S))
        varv_set_hook(co);
    else if (lua_gethook(co) != NULL)
        lua_sethook(co, NULL, 0, 0);
}

static void leave(varv_state *S, lua_State *L, varv_resumed *link) {
    S->running = L;
    S->resumed = link->outer;
    if (varv_is_hooked(S)) varv_set_hook(L);
}

/* Why a coroutine cannot be resumed, or NULL. lua_resume would push these words in the coroutine, outside everything that
 * protects it: refused the memory for them, 5.4.4 jumps to the main thread, past every coroutine on the way. */
static const char *cannot_resume(lua_State *co) {
    lua_Debug ar;
    switch (lua_status(co)) {
        case LUA_YIELD: return NULL;
        case LUA_OK:
            if (lua_getstack(co, 0, &ar)) return "cannot resume non-suspended coroutine";
            return lua_gettop(co) == 0 ? "cannot resume dead coroutine" : NULL;
        default: return "cannot resume dead coroutine";
    }
}

/* Resumes with n arguments from the top of L. Returns the number of results pushed, or -1 with the error pushed. */
static int resume(lua_State *L, lua_State *co, int n) {
    varv_state *S = varv_state_of(L);
    const char *why = cannot_resume(co);
    if (why != NULL) {
        lua_pushstring(L, why);
        return -1;
    }
    if (!lua_checkstack(co, n)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    lua_xmove(L, co, n);
    varv_resumed link;
    int results;
    enter(S, L, co, &link);
    int status = lua_resume(co, L, n, &results);
    leave(S, L, &link);
    if (status == LUA_OK || status == LUA_YIELD) {
        if (!lua_checkstack(L, results + 1)) {
            lua_pop(co, results);
            lua_pushliteral(L, "too many results to resume");
            return -1;
        }
        lua_xmove(co, L, results);
        return results;
    }
    lua_xmove(co, L, 1);
    return -1;
}

static int coroutine_resume(lua_State *L) {
    lua_State *co = coroutine_at(L, 1);
    int results = resume(L, co, lua_gettop(L) - 1);
    if (results < 0) {
        varv_relocate(L, has_routine(co) ? co : L, 0);
        lua_pushboolean(L, 0);
        lua_insert(L, -2);
        return 2;
    }
    lua_pushboolean(L, 1);
    lua_insert(L, -(results + 1));
    return results + 1;
}

static int close_counted(lua_State *L, lua_State *co) {
    varv_state *S = varv_state_of(L);
    varv_resumed link;
    enter(S, L, co, &link);
    S->close_depth++;
    int status = lua_resetthread(co);
    S->close_depth--;
    leave(S, L, &link);
    return status;
}

static int call_wrapped(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = resume(L, co, lua_gettop(L));
    if (results >= 0) return results;
    int status = lua_status(co);
    if (status != LUA_OK && status != LUA_YIELD) { /* it ended by an error: close what it has open */
        lua_pushvalue(L, -1);
        varv_relocate(L, has_routine(co) ? co : L, 0);
        close_counted(L, co);
        lua_xmove(co, L, 1);
        /* raised, relocated, after closing: a closing function's own error goes before */
        if (lua_rawequal(L, -1, -3)) lua_pop(L, 1);
    }
    return lua_error(L);
}

static int coroutine_wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    lua_pushcclosure(L, call_wrapped, 1);
    return 1;
}

static int coroutine_close(lua_State *L) {
    lua_State *co = coroutine_at(L, 1);
    lua_Debug ar;
    if (L == co) return luaL_error(L, "cannot close a running coroutine");
    if (lua_status(co) == LUA_OK && lua_getstack(co, 0, &ar))
        return luaL_error(L, "cannot close a normal coroutine");
    /* 5.4.4 does not count C calls here, so a chain of closes would overflow the C stack. */
    if (varv_state_of(L)->close_depth >= VARV_MAX_CLOSE_DEPTH) return varv_raise_text(L, VARV_TEXT_CLOSE_DEPTH);
    if (close_counted(L, co) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(co, L, 1);
    return 2;
}

void varv_open_coroutines(lua_State *L) {
    static const luaL_Reg replaced[] = {
        {"resume", coroutine_resume}, {"wrap", coroutine_wrap}, {"close", coroutine_close}, {NULL, NULL}};
    luaL_requiref(L, LUA_COLIBNAME, luaopen_coroutine, 0);
    luaL_setfuncs(L, replaced, 0);
    lua_setfield(L, 1, LUA_COLIBNAME);
}
