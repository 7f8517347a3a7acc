--- Says which known faults of Lua 5.4.4 the installed Lua has: their names, one a line (`LuaFault` in the host).
local found = {}
local function check(name, right)
  local ok, answer = pcall(right)
  if not (ok and answer == true) then found[#found + 1] = name end
end
check("comparison_index", function()
  local steps = { [true] = "yes" }
  local function step(a, b) return steps[a < b] end
  return step(1, 2) == "yes"
end)
check("large_function_bits", function()
  local lines = { "local x" }
  for i = 1, 300 do lines[#lines + 1] = "x = " .. i .. ".5" end
  lines[#lines + 1] = "local bits = 1 ~ (2 or 3) return bits"
  return load(table.concat(lines, "\n"))() == 3
end)
check("break_closes", function()
  local closed = false
  local guard = setmetatable({}, { __close = function() closed = true end })
  local function count(_, i) if i < 3 then return i + 1 end end
  for i in count, nil, 0, guard do -- luacheck: ignore 512
    local _ = function() return i end
    break
  end
  return closed
end)
check("stray_bytes", function() return not pcall(function() for _ in utf8.codes("a\u{e5}\x80") do end end) end)
return table.concat(found, "\n")
