/* Runs a file of this folder with each of its allocations refused in turn, for sanitizers that Swift cannot be built with. */
#include <stdio.h>
#include <stdlib.h>

#include "varv_lua.h"

static void print(void *context, const char *bytes, size_t count) { (void)context, (void)bytes, (void)count; }

static int dispatch(lua_State *L, void *context) {
    (void)L, (void)context;
    return 0;
}

typedef struct text {
    char bytes[1 << 16];
    size_t count;
} text;

static void read_text(const char *name, text *into) {
    FILE *file = fopen(name, "rb");
    if (file == NULL) exit(2);
    into->count = fread(into->bytes, 1, sizeof into->bytes, file);
    fclose(file);
}

static int run(lua_State *L, const text *show, const text *file, const char *name) {
    lua_settop(L, 0);
    varv_push_handler(L);
    int status = varv_load(L, file->bytes, file->count, name);
    if (status == LUA_OK) status = varv_load(L, show->bytes, show->count, "@show.lua");
    if (status == LUA_OK) status = varv_call(L, 0, 1, 1);
    if (status == LUA_OK) status = varv_call(L, 1, 0, 1);
    lua_settop(L, 0);
    return status;
}

static text show, file;

int main(int count, char **arguments) {
    char name[100];
    varv_config config = {.print = print, .dispatch = dispatch, .language = VARV_EN, .now = 1767225600};
    if (count != 2) return 2;
    read_text("show.lua", &show);
    read_text(arguments[1], &file);
    snprintf(name, sizeof name, "@%s", arguments[1]);
    const uint64_t times[] = {1, 2, UINT64_MAX};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        lua_State *L = varv_new(&config);
        if (L == NULL || varv_open_library(L) != LUA_OK) return 1;
        uint64_t n = 0;
        do {
            varv_fail_allocation(L, ++n, times[i]);
            run(L, &show, &file, name);
        } while (varv_refused(L) > 0);
        varv_fail_allocation(L, 0, 0);
        if (run(L, &show, &file, name) != LUA_OK) return 1;
        printf("%s: %d refused\n", arguments[1], (int)n - 1);
        varv_close(L);
    }
    return 0;
}
