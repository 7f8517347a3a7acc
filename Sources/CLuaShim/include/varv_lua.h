/*
 * What Swift may say to Lua.
 *
 * A Lua error is a longjmp, and a longjmp over a Swift frame is undefined. So errors start only in C frames that Swift
 * has left, and end only in the lua_pcall of varv_call. Stack effect and raising are written as in the manual: [-popped,
 * +pushed, raises], where `-` never raises, `m` raises on refused memory only, `e` may raise anything. Swift calls
 * nothing but `-`.
 *
 * Memory is never refused: over its budget, or when the system has no more, the allocator ends the process. Refusing is
 * for tests (varv_fail_allocation). Then a call of Lua returns LUA_ERRMEM, and what Swift builds with pushes nil where it
 * got nothing; that is remembered and raised when Swift has returned, or told by its next varv_call.
 */
#ifndef VARV_LUA_H
#define VARV_LUA_H

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "varv_texts.h"

/* What a callback returns instead of a result count: the text on top of the stack is to be raised. */
#define VARV_RAISE (-1)

/* Host code behind a Lua function. Returns the number of results on top of the stack, or VARV_RAISE. Never raises. */
typedef int (*varv_callback)(lua_State *L, void *context);

typedef struct varv_config {
    size_t budget; /* bytes; 0 means unbounded */
    /* Ends the process in the worker. When it is NULL or returns, the process is aborted: memory is never refused. */
    void (*over_budget)(size_t used, size_t budget);
    /* Ends the process, where a script that was stopped stands at its next instruction. */
    void (*stopped)(void);
    void (*panic)(void); /* an error outside every protected call; NULL or returning aborts */
    varv_callback dispatch; /* every host function comes through here, with the context it was pushed with */
    void (*print)(void *context, const char *bytes, size_t count);
    void *print_context;
    int language;     /* VARV_SV or VARV_EN */
    bool interactive; /* assignment to new globals is allowed */
    int64_t now;      /* the clock, stopped: seconds since 1970 */
    int32_t utc_offset; /* seconds east of UTC */
    uint64_t seed;    /* of math.random */
    uint64_t fail_allocation; /* tests only: varv_new is refused its n-th allocation and all after it; 0 is none */
} varv_config;

/* Where the latest failed varv_call failed. Filled without allocating. */
typedef struct varv_report {
    char file[256]; /* name of the routine's chunk, or "" */
    int line;       /* 0 when unknown */
    size_t message_offset; /* where the text starts in the message, after any "file:line: " */
    bool interrupted;
    char traceback[2048]; /* routine frames only, one a line, innermost first */
} varv_report;

/* ---- life ---- */

/* Returns a new state with an empty globals table, or NULL. */
lua_State *varv_new(const varv_config *config);
/* Closes a state. The worker never calls it: it ends. */
void varv_close(lua_State *L);
/* The release of the Lua that runs and who made it, such as "5.4.4  Copyright …". */
const char *varv_release(void);
/* The coroutine that runs now, or the main thread. */
lua_State *varv_running(lua_State *L);
/* [-0, +0, -] Opens the library of sandbox.md §6 into the globals. Returns a Lua status; on failure pushes the message and
 * fills the report. */
int varv_open_library(lua_State *L);

/* ---- memory ---- */

size_t varv_memory_used(lua_State *L);
/* [-0, +0, -] Counts host memory held for the script against the same budget. Negative gives it back. */
void varv_charge(lua_State *L, ptrdiff_t bytes);
/* [-0, +0, -] Tests only: the n-th allocation from now on is refused, and so are those after it up to this many times; 0
 * times turns it off. Once is not enough for an error: Lua collects and asks again. */
void varv_fail_allocation(lua_State *L, uint64_t n, uint64_t times);
/* How many were refused since then. */
uint64_t varv_refused(lua_State *L);
/* How many there have been. */
uint64_t varv_allocations(lua_State *L);
/* [-0, +0, -] True when Swift was refused memory and nobody has been told; from now on somebody has. */
bool varv_take_refusal(lua_State *L);
/* [-0, +0, -] Tests only: collects all that is garbage. */
void varv_collect(lua_State *L);

/* ---- stopping ---- */

/* [-0, +0, -] Async-signal-safe, for a handler running on the state's own thread. From the next instruction on, every
 * instruction raises, so a pcall only delays the end. The outermost varv_call reports it and clears it. */
void varv_interrupt(lua_State *L);
void varv_clear_interrupt(lua_State *L);
/* [-0, +0, -] True from varv_interrupt until it is reported or cleared. */
bool varv_is_interrupted(lua_State *L);
/* [-0, +0, -] Makes a state the one that varv_interrupt_this stops; NULL for none. A process has one. An interrupt that came
 * when there was none is this one's. */
void varv_set_interruptible(lua_State *L);
/* A whole signal handler: plain C, as Swift promises nothing there. */
void varv_interrupt_this(void);
/* As varv_interrupt_this, but the next instruction ends the process, by `stopped`: there is nothing to catch. Returns 0
 * when there is no state. */
int varv_stop_this(void);
/* For a handler, at any moment: writes the name of the file of the routine's line that runs or was called from last, and
 * returns the line; 0 when there is none. Faults when the stack is being moved just then. */
int varv_where_this_is(char *file, size_t room);

/* ---- calls ---- */

/* [-0, +1, -] Pushes a function that calls the state's dispatch with a context. */
void varv_push_host_function(lua_State *L, void *context);
/* [-0, +1, -] Pushes the message handler that varv_call wants below the function. */
void varv_push_handler(lua_State *L);
/* [-(n+1), +results|1, -] Calls the function below n arguments; `handler` is the index of the handler. On failure leaves
 * the error value and fills the report. */
int varv_call(lua_State *L, int n, int results, int handler);
const varv_report *varv_last_report(lua_State *L);
/* [-0, +1, -] Compiles text (never binary) under a chunk name ("@file.lua" or "=[varv]name"). On failure pushes the
 * message and fills the report. */
int varv_load(lua_State *L, const char *text, size_t count, const char *name);
/* [-0, +0, -] True when the message of a failed load says that the text ends too early. */
bool varv_is_incomplete(lua_State *L);

/* [-1, +0, -] Makes the host function on top the resolver of `require`: (name) -> source, chunk name | nil, why. */
void varv_set_resolver(lua_State *L);
void varv_set_interactive(lua_State *L, bool interactive);
/* [-0, +1, -] Pushes the table of helpers for our own Lua code: raise, entry, mark, nearest, …; see globals.c. */
void varv_push_native(lua_State *L);

/* ---- what Swift builds with ---- */

/* [-0, +0, -] Makes sure of room on the stack; false when the stack is as large as it may be. */
bool varv_reserve(lua_State *L, int slots);
/* [-0, +1, -] Pushes a copy of bytes as a text. */
void varv_push_text(lua_State *L, const char *bytes, size_t count);
/* [-0, +1, -] Pushes a new table with room for so much. */
void varv_push_table(lua_State *L, int elements, int fields);
/* [-2, +0, -] Stores the value on top under the key below it in the table below that, raw. */
void varv_set_field(lua_State *L);
/* [-1, +0, -] Stores the value on top as an element of the table below it, raw. */
void varv_set_element(lua_State *L, lua_Integer position);
/* [-1, +0, -] Registers the value on top; the same number is given again after varv_unregister. LUA_NOREF, which is nil,
 * on refused memory. */
int varv_register(lua_State *L);
/* [-0, +0, -] */
void varv_unregister(lua_State *L, int reference);

/* ---- tables ---- */

/* [-0, +0, -] Returns n when the keys of the table at t are exactly 1...n in order, else -1. */
lua_Integer varv_array_count(lua_State *L, int t);
/* [-0, +1, -] Pushes an array of the keys of the table at t: integers, other numbers, text by bytes, booleans. Returns
 * their number, or -1 and pushes nil when two keys have no order. */
lua_Integer varv_push_ordered_keys(lua_State *L, int t);

/* ---- texts ---- */

/* A message in the state's language; patterns take %s (and %d) as lua_pushfstring does. */
const char *varv_text(lua_State *L, varv_text_id id);
/* [-0, +0, -] Writes bytes with control characters, DEL, C1, bidi controls and broken UTF-8 as \xNN or \u{N}, keeping
 * newline and tab. Returns the length the whole would take; writes at most `room` bytes, never half a character. */
size_t varv_escape(const char *bytes, size_t count, char *out, size_t room);

/* [-0, +0, -] Keystrokes from a misspelt word to a name, or -1 when it is too far away to have been meant. */
int varv_distance(const char *word, size_t count, const char *name, size_t name_count);
/* [-0, +0, -] A letter of ASCII or Latin-1 as that distance sees it, without case, dots and accents; 0 for any other. */
unsigned char varv_plain_letter(uint32_t code);

/* ---- what the headers of Lua only say with macros, for Swift ---- */

static inline void varv_pop(lua_State *L, int n) { lua_settop(L, -n - 1); }
static inline int varv_push_registered(lua_State *L, int reference) {
    return lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
}
static inline int varv_push_globals(lua_State *L) {
    return lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

#endif
