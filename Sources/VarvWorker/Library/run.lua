-- What the worker does with a loaded routine, a bare chunk or an entry in a meeting.
local N = ...
local P = N.P
local fail = P.fail

--- Raises the message for a name that exists but was not granted.
function P.refuse(name, right)
  N.refuse_right(string.format(N.start.read_refusal, name, right, right))
end
function P.refuse_write(name, right)
  N.refuse_right(string.format(N.start.write_refusal, name, right, right))
end

--- Refuses a method or a field that the run was not granted: `pupils` and `:find`, `pupil` and `.name`.
function P.refuse_part(whole, part)
  local right = P.withheld and P.withheld[whole .. part]
  if right then P.refuse(string.sub(part, 2), right) end
end

P.withheld, P.withheld_records = {}, {}
for _, each in ipairs(N.start.withheld) do
  if each.writes then P.withheld_records[each.name] = each.right else P.withheld[each.name] = each.right end
end

--- The names a run sees besides Lua's own; `running` adds what the school holds.
function P.globals(running)
  local globals = {}
  -- `return adapter { … }` is a tail call, which would lose the routine's line; an entry keeps it.
  for name, value in pairs(P.constructors) do
    globals[name] = type(value) == "function" and N.entry(value) or value
  end
  if running then
    for name, value in pairs(P.collections()) do globals[name] = value end
    for name, value in pairs(P.plain_functions) do globals[name] = value end
    P.here = P.make_here(N.start.here)
    globals.here = P.here
    if N.start.meeting then globals.change = P.make_change() end
  end
  return globals
end

--- Runs a routine's function once: a report, a dialogue or a task.
function P.run_routine(routine)
  local spec = N.rawget(routine, "spec")
  local name = N.rawget(routine, "kind")
  local options = N.start.options
  local opt = setmetatable({}, P.class {
    __index = function(_, key)
      local value = options[key]
      if value ~= nil then return value end
      local names = {}
      for each in pairs(options) do names[#names + 1] = each end
      fail("det finns inget val \"%s\"%s", "there is no option \"%s\"%s", tostring(key), P.nearest(key, names))
    end,
  })
  if name == "report" then return spec.draw(P.here, P.make_page(), opt) end
  if name == "dialogue" then return spec.ask(P.here, P.make_form(), opt) end
  if name == "task" then return spec.work(P.here, P.make_change(), opt) end
  fail("en adapter körs med varv läsin", "an adapter is run with varv import")
end

--- Marks values of an entry for the host's printer; plain tables cross as records or lists.
function P.results(...)
  return { ... }, select("#", ...)
end
