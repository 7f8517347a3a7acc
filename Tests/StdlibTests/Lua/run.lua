-- Runs the tests of stdlib's Lua modules in plain Lua, without building anything:
--   lua5.4 Tests/StdlibTests/Lua/run.lua            from the top of the project
-- `swift test` runs the same files, each case as a test of its own, in the worker.
local here = arg[0]:match "^(.*)/[^/]*$" or "."
local stdlib = here .. "/../../../stdlib/"
package.path = here .. "/?.lua;" .. stdlib .. "?.lua"      -- require "varv.dates" finds stdlib/varv/dates.lua

local modules = { "dates", "lists", "stats", "texts" }
local passed, failed = 0, 0
for _, module in ipairs(modules) do
  for _, case in ipairs(dofile(here .. "/" .. module .. "_test.lua")) do
    local ok, why = xpcall(case.run, debug.traceback)
    if ok then
      passed = passed + 1
    else
      failed = failed + 1
      io.stderr:write(("varv.%s: %s\n  %s\n"):format(module, case.name, why))
    end
  end
end
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0)
