/* What the files of this target share. Nothing here is seen by Swift. */
#ifndef VARV_INTERNAL_H
#define VARV_INTERNAL_H

#include "include/varv_lua.h"

/* Longest text that Lua code may load, bytes (sandbox.md §3: the parser runs no hooks). */
#define VARV_MAX_SOURCE 65536
/* Results of one string.byte or table.unpack. */
#define VARV_MAX_RESULTS 8000
#define VARV_MAX_CLOSE_DEPTH 10

typedef struct varv_state {
    varv_config config;
    lua_State *main;
    lua_State *volatile running; /* the coroutine that runs now */
    struct varv_resumed *volatile resumed; /* who resumed it, and so on out to the main thread */
    volatile int interrupted;
    volatile int stopping; /* the next instruction ends the process */
    int calls; /* varv_calls inside each other */
    bool compiling; /* our own protected frame: an interrupt waits for the script's first instruction */
    bool swift_refused; /* Swift asked for memory and got none: raised when Swift has returned */
    int close_depth;
    size_t used;
    uint64_t allocations;
    uint64_t until_refusal, refusals, refused;
    int interrupt_line; /* where the interrupt was first felt */
    char interrupt_file[256];
    varv_report report;
} varv_state;

typedef struct varv_resumed {
    lua_State *by;
    struct varv_resumed *outer;
} varv_resumed;

/* The state belonging to any of its coroutines: Lua copies the extra space to each. */
static inline varv_state *varv_state_of(lua_State *L) { return *(varv_state **)lua_getextraspace(L); }

/* A lua_Alloc. */
void *varv_allocate(void *ud, void *block, size_t old, size_t size);
/* [-0, +0, m] Raises what a refused allocation raises. */
int varv_raise_memory(lua_State *L);
/* [-0, +1, m] What varv_push_host_function and varv_push_native push. */
void varv_host_closure(lua_State *L, void *context);
void varv_native_table(lua_State *L);
/* [-1, +0, m] Makes the function on top the resolver of `require`. */
void varv_install_require(lua_State *L);
/* [-0, +1, m] As varv_push_ordered_keys. */
lua_Integer varv_ordered_keys(lua_State *L, int t);
/* [-0, +0, -|m] Fills the report from the message at the top; m when the message names a line. -1 is no level. */
void varv_fill_report(lua_State *L, int level);

/* [-0, +0, -] True when a frame's source is one of ours. */
bool varv_is_ours(const char *source);
/* [-0, +0, -] Finds the innermost routine frame of a thread, then of whoever resumed it. */
bool varv_find_routine(lua_State *L, int level, lua_Debug *ar);
/* [-1, +1, m] Puts a message where the routine is when it is placed at a line of ours; `level` is where `from` starts. */
void varv_relocate(lua_State *L, lua_State *from, int level);
/* [-0, +0, m] Splits "name:line: text" when name is a chunk we know: fills file and line, returns where text starts. */
size_t varv_split_place(lua_State *L, const char *message, size_t count, char *file, size_t room, int *line);
/* [-1, +0, e] Raises the text on top at the routine's line. */
int varv_raise_located(lua_State *L, int level);
/* [-0, +0, e] Raises one of our texts at the routine's line. */
int varv_raise_text(lua_State *L, varv_text_id id, ...);
/* [-0, +0, m] Remembers how messages will name a chunk. */
void varv_know_chunk(lua_State *L, const char *name);
/* A lua_CFunction: the message handler of script's own pcall. */
int varv_relocating_handler(lua_State *L);
/* [-0, +0, -] */
void varv_set_hook(lua_State *L);
/* True while every thread that runs is to have the hook. */
static inline bool varv_is_hooked(const varv_state *S) { return S->interrupted || S->stopping; }
const char *varv_type_text(lua_State *L, int index);

/* [-0, +1, e] Pushes what print and tostring show: no addresses. */
const char *varv_push_shown(lua_State *L, int index, size_t *count);
/* [-0, +0, m] True when the value's metatable carries the mark. */
bool varv_is_marked(lua_State *L, int index);

/* Library parts, each [-0, +0, e]; globals are at index 1. */
void varv_open_base(lua_State *L);
void varv_open_pairs(lua_State *L);
void varv_open_strings(lua_State *L);
void varv_open_tables(lua_State *L);
void varv_open_coroutines(lua_State *L);
void varv_open_clock(lua_State *L);
void varv_open_random(lua_State *L);
void varv_open_globals(lua_State *L);

/* A number, text or boolean in a form that sorts without Lua. */
typedef struct varv_key {
    enum { VARV_KEY_INTEGER, VARV_KEY_NUMBER, VARV_KEY_TEXT, VARV_KEY_BOOLEAN, VARV_KEY_OTHER } rank;
    union {
        lua_Integer integer;
        lua_Number number;
        struct {
            const char *bytes; /* alive as long as the table holds the key */
            size_t count;
            uint64_t start; /* the first eight bytes as a number of the same order */
        } text;
    } as;
} varv_key;

/* [-0, +0, -] */
varv_key varv_key_at(lua_State *L, int index);
/* Integers, other numbers, text by bytes, booleans, the rest. */
bool varv_key_precedes(const varv_key *a, const varv_key *b);
/* A varv_precedes over an array of keys. */
bool varv_index_precedes(void *context, uint32_t a, uint32_t b);

/* Sorts 0..<n stably; `after` may raise when the buffers are Lua's. `scratch` holds n. */
typedef bool (*varv_precedes)(void *context, uint32_t a, uint32_t b);
void varv_merge_sort(uint32_t *order, uint32_t *scratch, uint32_t n, varv_precedes precedes, void *context);

/* Registry keys: their addresses are the keys. */
extern const char varv_key_chunks, varv_key_hints, varv_key_modules, varv_key_resolver, varv_key_mark, varv_key_traversals,
    varv_key_own;

/* The name that someone may have meant. */
typedef struct varv_nearest {
    const char *word;
    size_t count;
    const char *best;
    size_t best_count;
    int distance;
} varv_nearest;
void varv_nearest_begin(varv_nearest *n, const char *word, size_t count);
void varv_nearest_consider(varv_nearest *n, const char *name, size_t count);

#endif
