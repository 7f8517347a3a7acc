/* The installed Lua 5.4, as its own headers describe it. */
#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>
