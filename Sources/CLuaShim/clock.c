/* os and random as the host gives them: the clock stands still, so the same run gives the same output. */
#define _GNU_SOURCE
#include <limits.h>
#include <string.h>
#include <time.h>

#include "internal.h"

/* Years 0 to 9999: what strftime and a reader agree on. */
#define EARLIEST (-62167219200LL)
#define LATEST 253402300799LL

/* Days since 1970 of a day in the Gregorian calendar. glibc's own functions would open the time zone file, and the worker
 * may open nothing. */
static int64_t days_from_civil(int64_t year, int64_t month, int64_t day) {
    year += (month - 1) / 12;
    month = (month - 1) % 12;
    if (month < 0) {
        month += 12;
        year--;
    }
    /* Years begin in March, so the leap day is last. */
    int64_t y = month < 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * ((month + 10) % 12) + 2) / 5;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468 + day - 1;
}

static void civil(int64_t seconds, struct tm *t) {
    memset(t, 0, sizeof *t);
    int64_t days = (seconds >= 0 ? seconds : seconds - 86399) / 86400;
    int64_t rest = seconds - days * 86400;
    t->tm_hour = (int)(rest / 3600);
    t->tm_min = (int)(rest / 60 % 60);
    t->tm_sec = (int)(rest % 60);
    t->tm_wday = (int)(((days + 4) % 7 + 7) % 7);
    int64_t year = 1970 + days / 366; /* too early or right before 1970, then stepped forward */
    if (days < 0) year = 1970 + days / 365 - 1;
    while (days_from_civil(year + 1, 1, 1) <= days) year++;
    int month = 1;
    while (month < 12 && days_from_civil(year, month + 1, 1) <= days) month++;
    t->tm_year = (int)(year - 1900);
    t->tm_mon = month - 1;
    t->tm_mday = (int)(days - days_from_civil(year, month, 1)) + 1;
    t->tm_yday = (int)(days - days_from_civil(year, 1, 1));
    t->tm_zone = "UTC";
}

static int date_field(lua_State *L, const char *name, int fallback) {
    int is_integer;
    int type = lua_getfield(L, 1, name);
    lua_Integer value = lua_tointegerx(L, -1, &is_integer);
    if (!is_integer) {
        if (type != LUA_TNIL || fallback == INT_MIN) return varv_raise_text(L, VARV_TEXT_DATE_FIELD, name);
        value = fallback;
    }
    if (value < -100000000 || value > 100000000) return varv_raise_text(L, VARV_TEXT_DATE_RANGE);
    lua_pop(L, 1);
    return (int)value;
}

static void set_fields(lua_State *L, const struct tm *t) {
    const struct {
        const char *name;
        int value;
    } fields[] = {{"year", t->tm_year + 1900}, {"month", t->tm_mon + 1}, {"day", t->tm_mday},
                  {"hour", t->tm_hour},        {"min", t->tm_min},       {"sec", t->tm_sec},
                  {"yday", t->tm_yday + 1},    {"wday", t->tm_wday + 1}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        lua_pushinteger(L, fields[i].value);
        lua_setfield(L, -2, fields[i].name);
    }
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "isdst");
}

static int os_time(lua_State *L) {
    varv_state *S = varv_state_of(L);
    if (lua_isnoneornil(L, 1)) {
        lua_pushinteger(L, S->config.now);
        return 1;
    }
    luaL_checktype(L, 1, LUA_TTABLE);
    int year = date_field(L, "year", INT_MIN);
    int month = date_field(L, "month", INT_MIN);
    int64_t local = days_from_civil(year, month, date_field(L, "day", INT_MIN)) * 86400;
    local += (int64_t)date_field(L, "hour", 12) * 3600 + (int64_t)date_field(L, "min", 0) * 60;
    local += date_field(L, "sec", 0);
    if (local < EARLIEST || local > LATEST) return varv_raise_text(L, VARV_TEXT_DATE_RANGE);
    struct tm t;
    civil(local, &t);
    lua_settop(L, 1);
    set_fields(L, &t); /* as Lua's own: out-of-range fields come back normalised */
    lua_pushinteger(L, (lua_Integer)local - S->config.utc_offset);
    return 1;
}

static int os_date(lua_State *L) {
    varv_state *S = varv_state_of(L);
    size_t count;
    const char *format = luaL_optlstring(L, 1, "%c", &count);
    const char *end = format + count;
    lua_Integer moment = luaL_optinteger(L, 2, S->config.now);
    if (moment < EARLIEST || moment > LATEST) return varv_raise_text(L, VARV_TEXT_DATE_RANGE);
    if (format < end && *format == '!')
        format++;
    else
        moment += S->config.utc_offset;
    struct tm t;
    civil(moment, &t);
    if (strncmp(format, "*t", 2) == 0) {
        lua_createtable(L, 0, 9);
        set_fields(L, &t);
        return 1;
    }
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    while (format < end) {
        if (*format != '%') {
            luaL_addchar(&text, *format++);
            continue;
        }
        char conversion[3] = {'%', format + 1 < end ? format[1] : '\0', '\0'};
        /* No zone (the host has one, the script does not), no modifiers. */
        if (conversion[1] == '\0' || strchr("aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyY%", conversion[1]) == NULL)
            return varv_raise_text(L, VARV_TEXT_DATE_FORMAT, conversion);
        char *room = luaL_prepbuffsize(&text, 128);
        luaL_addsize(&text, strftime(room, 128, conversion, &t));
        format += 2;
    }
    luaL_pushresult(&text);
    return 1;
}

static int os_difftime(lua_State *L) {
    lua_pushnumber(L, (lua_Number)luaL_checkinteger(L, 1) - (lua_Number)luaL_optinteger(L, 2, 0));
    return 1;
}

/* Processor time differs from run to run; a script that measures itself measures nothing here. */
static int os_clock(lua_State *L) {
    lua_pushnumber(L, 0);
    return 1;
}

void varv_open_clock(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"time", os_time}, {"date", os_date}, {"difftime", os_difftime}, {"clock", os_clock}, {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_setfield(L, 1, LUA_OSLIBNAME);
}

/* ---- random ---- */

/* Upvalue 1 is Lua's own randomseed. Without an argument it would take the time and an address. */
static int math_randomseed(lua_State *L) {
    varv_state *S = varv_state_of(L);
    lua_Integer first, second;
    if (lua_isnone(L, 1)) {
        first = (lua_Integer)S->config.seed;
        second = 0;
    } else {
        first = luaL_checkinteger(L, 1);
        second = luaL_optinteger(L, 2, 0);
    }
    lua_settop(L, 0);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushinteger(L, first);
    lua_pushinteger(L, second);
    lua_call(L, 2, 0);
    return 0;
}

void varv_open_random(lua_State *L) {
    luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 0);
    lua_getfield(L, -1, "randomseed");
    lua_pushcclosure(L, math_randomseed, 1);
    lua_pushvalue(L, -1);
    lua_call(L, 0, 0);
    lua_setfield(L, -2, "randomseed");
    lua_setfield(L, 1, LUA_MATHLIBNAME);
}
