/* Life of a state: memory, calls, stopping. */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

const char varv_key_chunks = 'c', varv_key_hints = 'h', varv_key_modules = 'm', varv_key_resolver = 'r',
           varv_key_mark = 'k', varv_key_traversals = 't', varv_key_own = 'o';

/* What the handler finds: a signal says nothing about whom it is for. */
static lua_State *volatile interruptible;
/* An interrupt came when there was none; the next state is told. */
static volatile int interrupted_before;

static int panic(lua_State *L) {
    varv_state *S = varv_state_of(L);
    if (S->config.panic != NULL) S->config.panic();
    abort();
}

lua_State *varv_new(const varv_config *config) {
    varv_state *S = calloc(1, sizeof *S);
    if (S == NULL) return NULL;
    S->config = *config;
    S->until_refusal = config->fail_allocation;
    S->refusals = config->fail_allocation != 0 ? UINT64_MAX : 0;
    lua_State *L = lua_newstate(varv_allocate, S);
    if (L == NULL) {
        free(S);
        return NULL;
    }
    *(varv_state **)lua_getextraspace(L) = S;
    S->refusals = 0;
    S->main = L;
    S->running = L;
    lua_atpanic(L, panic);
    return L;
}

void varv_close(lua_State *L) {
    varv_state *S = varv_state_of(L);
    if (interruptible != NULL && varv_state_of(interruptible) == S) interruptible = NULL;
    lua_close(S->main);
    free(S);
}

const char *varv_release(void) {
    /* lua_ident is in the library that runs; LUA_RELEASE would be that of the header. */
    const char *release = strstr(lua_ident, LUA_VERSION);
    return release != NULL ? release + sizeof "Lua" : "";
}

lua_State *varv_running(lua_State *L) { return varv_state_of(L)->running; }

void varv_set_interactive(lua_State *L, bool interactive) { varv_state_of(L)->config.interactive = interactive; }

/* ---- stopping ---- */

static const char *shown_name(const lua_Debug *ar) {
    return ar->source[0] == '@' || ar->source[0] == '=' ? ar->source + 1 : ar->short_src;
}

static void interrupt_hook(lua_State *L, lua_Debug *unused) {
    (void)unused;
    varv_state *S = varv_state_of(L);
    lua_Debug ar;
    if (S->stopping) {
        if (S->config.stopped != NULL) S->config.stopped();
        abort();
    }
    if (S->compiling) return;
    if (S->interrupt_line == 0 && varv_find_routine(L, 0, &ar)) {
        S->interrupt_line = ar.currentline > 0 ? ar.currentline : 0;
        strncpy(S->interrupt_file, shown_name(&ar), sizeof S->interrupt_file - 1);
    }
    lua_pushlightuserdata(L, S); /* no text: nothing to allocate, nothing a script can mistake for its own */
    lua_error(L);
}

void varv_set_hook(lua_State *L) {
    lua_sethook(L, interrupt_hook, LUA_MASKCALL | LUA_MASKRET | LUA_MASKLINE | LUA_MASKCOUNT, 1);
}

static void hook_all(varv_state *S) {
    varv_set_hook(S->main);
    for (varv_resumed *r = S->resumed; r != NULL; r = r->outer) varv_set_hook(r->by);
    varv_set_hook(S->running);
}

void varv_interrupt(lua_State *L) {
    varv_state *S = varv_state_of(L);
    S->interrupted = 1;
    hook_all(S);
}

bool varv_is_interrupted(lua_State *L) { return varv_state_of(L)->interrupted; }

void varv_set_interruptible(lua_State *L) {
    /* Called once before a handler may: finding a library's function the first time is no work for a handler. */
    if (L != NULL) lua_sethook(L, NULL, 0, 0);
    interruptible = L;
    if (L != NULL && interrupted_before) {
        interrupted_before = 0;
        varv_interrupt(L);
    }
}

void varv_interrupt_this(void) {
    lua_State *L = interruptible;
    if (L != NULL)
        varv_interrupt(L);
    else
        interrupted_before = 1;
}

int varv_stop_this(void) {
    lua_State *L = interruptible;
    if (L == NULL) return 0;
    varv_state *S = varv_state_of(L);
    S->stopping = 1;
    hook_all(S);
    return 1;
}

int varv_where_this_is(char *file, size_t room) {
    lua_State *L = interruptible;
    lua_Debug ar;
    if (L == NULL || room == 0 || !varv_find_routine(varv_state_of(L)->running, 0, &ar)) return 0;
    strncpy(file, shown_name(&ar), room - 1);
    file[room - 1] = 0;
    return ar.currentline > 0 ? ar.currentline : 0;
}

void varv_clear_interrupt(lua_State *L) {
    varv_state *S = varv_state_of(L);
    S->interrupted = 0;
    S->stopping = 0;
    S->interrupt_line = 0;
    S->interrupt_file[0] = 0;
    lua_sethook(S->main, NULL, 0, 0);
    lua_sethook(S->running, NULL, 0, 0);
}

/* ---- host functions ---- */

/* The only frame a host error starts from: by now Swift has returned. */
static int call_host(lua_State *L) {
    void *context = lua_touserdata(L, lua_upvalueindex(1));
    int results = varv_state_of(L)->config.dispatch(L, context);
    if (varv_take_refusal(L)) return varv_raise_memory(L);
    return results == VARV_RAISE ? varv_raise_located(L, 1) : results;
}

void varv_host_closure(lua_State *L, void *context) {
    lua_pushlightuserdata(L, context);
    lua_pushcclosure(L, call_host, 1);
}

/* ---- calls ---- */

static void append(char *out, size_t room, size_t *length, const char *text) {
    size_t count = strlen(text);
    if (*length + count + 1 > room) return;
    memcpy(out + *length, text, count + 1);
    *length += count;
}

/* Fills the traceback of a report with routine frames: file:line<TAB>function. */
static void trace(lua_State *L, varv_state *S) {
    lua_Debug ar;
    size_t length = 0;
    int shown = 0;
    varv_resumed *resumed = S->resumed;
    for (lua_State *thread = L; thread != NULL;) {
        for (int level = 0; level < 200 && shown < 20 && lua_getstack(thread, level, &ar); level++) {
            lua_getinfo(thread, "Sln", &ar);
            if (*ar.what == 'C' || varv_is_ours(ar.source)) continue;
            char line[320];
            size_t n = 0;
            line[0] = 0;
            char number[16];
            lua_Integer value = ar.currentline > 0 ? ar.currentline : 0;
            char *digit = number + sizeof number - 1;
            *digit = 0;
            do {
                *--digit = (char)('0' + value % 10);
            } while ((value /= 10) != 0);
            append(line, sizeof line, &n, shown_name(&ar));
            append(line, sizeof line, &n, ":");
            append(line, sizeof line, &n, digit);
            if (*ar.what != 'm' && ar.name != NULL) {
                append(line, sizeof line, &n, "\t");
                append(line, sizeof line, &n, ar.name);
            }
            append(line, sizeof line, &n, "\n");
            append(S->report.traceback, sizeof S->report.traceback, &length, line);
            shown++;
        }
        thread = resumed != NULL ? resumed->by : NULL;
        resumed = resumed != NULL ? resumed->outer : NULL;
    }
}

void varv_fill_report(lua_State *L, int level) {
    varv_state *S = varv_state_of(L);
    varv_report *r = &S->report;
    r->file[0] = 0;
    r->line = 0;
    r->message_offset = 0;
    r->traceback[0] = 0;
    r->interrupted = lua_touserdata(L, -1) == S && lua_islightuserdata(L, -1);
    if (r->interrupted) {
        memcpy(r->file, S->interrupt_file, sizeof r->file);
        r->line = S->interrupt_line;
    } else if (lua_type(L, -1) == LUA_TSTRING) {
        size_t count;
        const char *message = lua_tolstring(L, -1, &count);
        r->message_offset = varv_split_place(L, message, count, r->file, sizeof r->file, &r->line);
    }
    lua_Debug ar;
    if (r->line == 0 && level >= 0 && varv_find_routine(L, level, &ar) && ar.currentline > 0) {
        strncpy(r->file, shown_name(&ar), sizeof r->file - 1);
        r->file[sizeof r->file - 1] = 0;
        r->line = ar.currentline;
    }
    if (level >= 0) trace(L, S);
}

static int reporting_handler(lua_State *L) {
    lua_settop(L, 1);
    varv_relocate(L, L, 1);
    varv_fill_report(L, 1);
    return 1;
}

void varv_push_handler(lua_State *L) { lua_pushcfunction(L, reporting_handler); }

const varv_report *varv_last_report(lua_State *L) { return &varv_state_of(L)->report; }

int varv_call(lua_State *L, int n, int results, int handler) {
    varv_state *S = varv_state_of(L);
    if (varv_take_refusal(L)) { /* an argument could not be pushed */
        lua_settop(L, -(n + 1) - 1);
        lua_pushnil(L);
        varv_fill_report(L, -1);
        return LUA_ERRMEM;
    }
    if (varv_is_hooked(S) && S->calls == 0) varv_set_hook(L);
    varv_resumed *resumed = S->resumed;
    S->calls++;
    int status = lua_pcall(L, n, results, handler);
    S->calls--;
    /* 5.4.4 has errors of lua_resume itself that pass by the frame which would have put these back. */
    S->resumed = resumed;
    S->running = L;
    if (status == LUA_ERRMEM || status == LUA_ERRERR) varv_fill_report(L, -1); /* these pass the handler by */
    if (S->interrupted && S->calls == 0) {
        if (status == LUA_OK) {
            lua_pop(L, results);
            lua_pushlightuserdata(L, S);
            status = LUA_ERRRUN;
        }
        S->report.interrupted = true;
        memcpy(S->report.file, S->interrupt_file, sizeof S->report.file);
        S->report.line = S->interrupt_line;
        varv_clear_interrupt(L);
    }
    return status;
}

typedef struct load_request {
    const char *text;
    size_t count;
    const char *name;
    int status;
} load_request;

static int load_protected(lua_State *L) {
    load_request *request = lua_touserdata(L, 1);
    varv_know_chunk(L, request->name);
    if (request->count > 0 && request->text[0] == LUA_SIGNATURE[0]) {
        lua_pushfstring(L, varv_text(L, VARV_TEXT_BINARY), request->name + 1);
        request->status = LUA_ERRSYNTAX;
        varv_fill_report(L, -1);
        return 1;
    }
    request->status = luaL_loadbufferx(L, request->text, request->count, request->name, "t");
    if (request->status != LUA_OK) varv_fill_report(L, -1);
    if (request->status == LUA_OK && varv_is_ours(request->name)) {
        if (lua_rawgetp(L, LUA_REGISTRYINDEX, &varv_key_own) != LUA_TTABLE || !lua_setupvalue(L, -2, 1)) lua_pop(L, 1);
    }
    return 1;
}

int varv_load(lua_State *L, const char *text, size_t count, const char *name) {
    load_request request = {text, count, name, LUA_OK};
    varv_state *S = varv_state_of(L);
    lua_pushcfunction(L, load_protected);
    lua_pushlightuserdata(L, &request);
    S->compiling = true;
    int status = lua_pcall(L, 1, 1, 0);
    S->compiling = false;
    if (status == LUA_OK) return request.status;
    varv_fill_report(L, -1);
    return status;
}

bool varv_is_incomplete(lua_State *L) {
    static const char mark[] = "<eof>";
    size_t count;
    if (lua_type(L, -1) != LUA_TSTRING) return false;
    const char *message = lua_tolstring(L, -1, &count);
    return count >= sizeof mark - 1 && memcmp(message + count - (sizeof mark - 1), mark, sizeof mark - 1) == 0;
}
