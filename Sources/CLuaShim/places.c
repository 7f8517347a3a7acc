/* Where an error is said to be: at the routine's line, never at one of ours. */
#include <stdarg.h>
#include <string.h>

#include "internal.h"

/* Frames looked through for a routine; ours are few, so it is near. */
#define LEVELS 100

bool varv_is_ours(const char *source) { return strncmp(source, "=[varv]", 7) == 0; }

static bool find_in_thread(lua_State *L, int level, lua_Debug *ar) {
    for (int end = level + LEVELS; level < end && lua_getstack(L, level, ar); level++) {
        lua_getinfo(L, "Sl", ar);
        if (*ar->what != 'C' && !varv_is_ours(ar->source)) return true;
    }
    return false;
}

bool varv_find_routine(lua_State *L, int level, lua_Debug *ar) {
    if (find_in_thread(L, level, ar)) return true;
    for (varv_resumed *r = varv_state_of(L)->resumed; r != NULL; r = r->outer)
        if (find_in_thread(r->by, 0, ar)) return true;
    return false;
}

void varv_know_chunk(lua_State *L, const char *name) {
    lua_Debug ar;
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &varv_key_chunks) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, &varv_key_chunks);
    }
    /* Lua shortens names its own way, so an empty chunk is asked what it is called. */
    if (luaL_loadbufferx(L, "", 0, name, "t") != LUA_OK) lua_error(L);
    lua_getinfo(L, ">S", &ar);
    lua_pushstring(L, ar.short_src);
    if (*name == '@' || *name == '=')
        lua_pushstring(L, name + 1);
    else
        lua_pushvalue(L, -1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

size_t varv_split_place(lua_State *L, const char *message, size_t count, char *file, size_t room, int *line) {
    *line = 0;
    file[0] = 0;
    size_t longest = count < LUA_IDSIZE + 16 ? count : LUA_IDSIZE + 16;
    for (size_t colon = 0; colon < longest; colon++) {
        if (message[colon] != ':') continue;
        size_t end = colon + 1;
        int number = 0;
        while (end < count && message[end] >= '0' && message[end] <= '9' && number < 100000000)
            number = number * 10 + (message[end++] - '0');
        if (end == colon + 1 || end + 1 >= count || message[end] != ':' || message[end + 1] != ' ') continue;
        if (!lua_checkstack(L, 3) || lua_rawgetp(L, LUA_REGISTRYINDEX, &varv_key_chunks) != LUA_TTABLE) {
            lua_pop(L, 1);
            return 0;
        }
        lua_pushlstring(L, message, colon);
        if (lua_rawget(L, -2) != LUA_TSTRING) {
            lua_pop(L, 2);
            continue; /* "[string "a:1: b"]:2: " has a colon of its own */
        }
        strncpy(file, lua_tostring(L, -1), room - 1);
        file[room - 1] = 0;
        lua_pop(L, 2);
        *line = number;
        return end + 2;
    }
    return 0;
}

void varv_relocate(lua_State *L, lua_State *from, int level) {
    if (lua_type(L, -1) != LUA_TSTRING) return;
    char file[256];
    int line;
    size_t count;
    lua_Debug ar;
    const char *message = lua_tolstring(L, -1, &count);
    size_t start = varv_split_place(L, message, count, file, sizeof file, &line);
    if (start == 0 || strncmp(file, "[varv]", 6) != 0) return;
    if (varv_find_routine(from, level, &ar) && ar.currentline > 0)
        lua_pushfstring(L, "%s:%d: ", ar.short_src, ar.currentline);
    else
        lua_pushliteral(L, "");
    lua_pushlstring(L, message + start, count - start);
    lua_concat(L, 2);
    lua_replace(L, -2);
}

int varv_relocating_handler(lua_State *L) {
    lua_settop(L, 1);
    varv_relocate(L, L, 1);
    return 1;
}

int varv_raise_located(lua_State *L, int level) {
    lua_Debug ar;
    if (lua_type(L, -1) == LUA_TSTRING && varv_find_routine(L, level, &ar) && ar.currentline > 0) {
        lua_pushfstring(L, "%s:%d: ", ar.short_src, ar.currentline);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

int varv_raise_text(lua_State *L, varv_text_id id, ...) {
    va_list parts;
    va_start(parts, id);
    lua_pushvfstring(L, varv_text(L, id), parts);
    va_end(parts);
    return varv_raise_located(L, 0);
}
