-- luacheck's rules for every Lua file here. The names a routine may use are made from the list of host functions.
std = "lua54"
max_line_length = 130
-- What Lua does with odd code is what these files ask.
files["**/Tests/Conformance/**"] = {
  max_line_length = false,
  ignore = { "111", "113", "143", "211", "212", "213", "221", "231", "241", "311", "314", "331", "341", "4..", "5.." },
}
files["**/Tests/StdlibTests/Lua/**"] = { ignore = { "212/self" } }

local named = loadfile(".luacheck/globals.lua")
read_globals = named and named() or {}
