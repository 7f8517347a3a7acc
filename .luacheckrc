-- luacheck's rules for every Lua file here. The names a routine may use are made from the list of host functions.
std = "lua54"
max_line_length = 130
files["**/Tests/StdlibTests/Lua/**"] = { ignore = { "212/self" } }

local named = loadfile(".luacheck/globals.lua")
read_globals = named and named() or {}
