/*
 * The peer: the least that a C host of the same Lua could do, without any border's protection.
 *   border_raw COMPUTE.lua ROWS   prints one JSON object like varv-bench: spawn, calls, read, compute; seconds
 * spawn: a process with a Lua state that says one byte from its first instruction. calls: 100 000 round trips of one
 * small message over a socket pair. read: a C iterator that makes a table of six fields for each of ROWS. compute: the
 * file.
 */
#define _GNU_SOURCE
#include <lauxlib.h>
#include <lualib.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int say(lua_State *L) {
    (void)L;
    return write(3, "x", 1) == 1 ? 0 : 0;
}

static int child_spawn(void) {
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    lua_register(L, "say", say);
    return luaL_dostring(L, "say()");
}

static int child_echo(void) {
    char message[16];
    while (read(3, message, sizeof message) == sizeof message)
        if (write(3, message, sizeof message) != sizeof message) return 1;
    return 0;
}

static pid_t start(const char *self, const char *what, int *socket) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)) exit(1);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 3);
    char *argv[] = {(char *)self, (char *)what, NULL};
    pid_t pid;
    if (posix_spawn(&pid, self, &actions, NULL, argv, environ)) exit(1);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    *socket = ends[0];
    return pid;
}

static long rows_left;

static int next_row(lua_State *L) {
    if (rows_left-- == 0) return 0;
    lua_createtable(L, 0, 6);
    static const char *const names[] = {"pupil", "cycle", "criterion", "step", "group", "on"};
    for (int i = 0; i < 6; i++) {
        if (i == 3) lua_pushliteral(L, "C");
        else lua_pushinteger(L, rows_left + i);
        lua_setfield(L, -2, names[i]);
    }
    return 1;
}

static void list(const char *name, const double *took, int count, int last) {
    printf("\"%s\":[", name);
    for (int i = 0; i < count; i++) printf("%s%.9f", i ? "," : "", took[i]);
    printf("]%s", last ? "}\n" : ",");
}

int main(int argc, char **argv) {
    if (argc == 2 && !strcmp(argv[1], "-spawn")) return child_spawn();
    if (argc == 2 && !strcmp(argv[1], "-echo")) return child_echo();
    if (argc != 3) return 64;
    double took[200];
    char byte, message[16] = {0};
    int socket;
    printf("{");
    for (int i = 0; i < 200; i++) {
        double began = now();
        pid_t pid = start("/proc/self/exe", "-spawn", &socket);
        if (read(socket, &byte, 1) != 1) return 1;
        took[i] = now() - began;
        waitpid(pid, NULL, 0);
        close(socket);
    }
    list("spawn", took, 200, 0);
    pid_t pid = start("/proc/self/exe", "-echo", &socket);
    for (int i = 0; i < 5; i++) {
        double began = now();
        for (int n = 0; n < 100000; n++)
            if (write(socket, message, 16) != 16 || read(socket, message, 16) != 16) return 1;
        took[i] = now() - began;
    }
    close(socket);
    waitpid(pid, NULL, 0);
    list("calls", took, 5, 0);
    for (int i = 0; i < 3; i++) {
        lua_State *L = luaL_newstate();
        luaL_openlibs(L);
        lua_register(L, "next_row", next_row);
        rows_left = atol(argv[2]);
        double began = now();
        if (luaL_dostring(L, "local n = 0 for row in next_row do n = n + 1 end")) return 1;
        took[i] = now() - began;
        lua_close(L);
    }
    list("read", took, 3, 0);
    for (int i = 0; i < 5; i++) {
        lua_State *L = luaL_newstate();
        luaL_openlibs(L);
        double began = now();
        if (luaL_dofile(L, argv[1])) return 1;
        took[i] = now() - began;
        lua_close(L);
    }
    list("compute", took, 5, 1);
    return 0;
}
