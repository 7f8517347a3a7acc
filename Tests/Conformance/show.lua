--- Prints a name and values as one line that is the same everywhere: no addresses, no line breaks. What `table.pack` made
--- is shown as the values in it.
local function shown(value)
  local kind = type(value)
  if kind == "string" then return (string.format("%q", value):gsub("\n", "n")) end
  if kind == "number" or kind == "boolean" or kind == "nil" then return tostring(value) end
  if kind == "table" and rawget(value, "n") and getmetatable(value) == nil then
    local parts = {}
    for i = 1, value.n do parts[i] = shown(value[i]) end
    return "(" .. table.concat(parts, " ") .. ")"
  end
  return kind
end

return function(name, ...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = shown((select(i, ...))) end
  print(name .. ": " .. table.concat(parts, ", "))
end
