-- What plain Lua says to a file of this folder: lua5.4 run.lua strings.lua
local show = dofile("show.lua")
assert(loadfile(arg[1]))(show)
