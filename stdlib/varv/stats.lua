--- The few figures a results follow-up needs. Every function takes a plain list of numbers, and says why when there is
--- nothing to work out: an empty group has no mean, and zero would be a lie.
local stats = {}

local function need_numbers(list, level)
  if type(list) ~= "table" then error("expected a list of numbers, got " .. type(list), level or 3) end
  for place, value in ipairs(list) do
    if type(value) ~= "number" then
      error(("expected numbers, got %s at place %d"):format(type(value), place), level or 3)
    end
  end
end

local nothing = "no numbers to work with"

local function sorted(list)
  local out = {}
  for place, value in ipairs(list) do out[place] = value end
  table.sort(out)
  return out
end

--- Returns the sum; 0 for an empty list.
---@param list number[]
---@return number
function stats.sum(list)
  need_numbers(list)
  local total = 0
  for _, value in ipairs(list) do total = total + value end
  return total
end

--- Returns the mean.
---
--- ```lua
--- stats.mean { 10, 12.5, 20 }  --> 14.166666666667
--- stats.mean {}                --> nil, "no numbers to work with"
--- ```
---@param list number[]
---@return number? mean
---@return string? why
function stats.mean(list)
  need_numbers(list)
  if #list == 0 then return nil, nothing end
  return stats.sum(list) / #list
end

--- Returns the value that a share of the numbers lie under, by drawing a straight line between the two nearest.
---
--- ```lua
--- stats.quantile({ 1, 2, 3, 4 }, 0.25)  --> 1.75
--- ```
---@param list number[]
---@param share number  from 0 to 1
---@return number? value
---@return string? why
function stats.quantile(list, share)
  need_numbers(list)
  if type(share) ~= "number" or share < 0 or share > 1 then
    error("expected a share from 0 to 1, got " .. tostring(share), 2)
  end
  if #list == 0 then return nil, nothing end
  local ordered = sorted(list)
  local place = 1 + (#ordered - 1) * share
  local below = math.floor(place)
  local above = math.min(below + 1, #ordered)
  return ordered[below] + (place - below) * (ordered[above] - ordered[below])
end

--- Returns the middle value, or the mean of the two in the middle.
---@param list number[]
---@return number? median
---@return string? why
function stats.median(list)
  need_numbers(list)
  if #list == 0 then return nil, nothing end
  return stats.quantile(list, 0.5)
end

--- Returns the lower quartile, the median and the upper quartile.
---
--- ```lua
--- stats.quartiles { 1, 2, 3, 4, 5 }  --> 2.0, 3.0, 4.0
--- ```
---@param list number[]
---@return number? lower
---@return number|string median  the median, or why there is none
---@return number? upper
function stats.quartiles(list)
  need_numbers(list)
  if #list == 0 then return nil, nothing end
  return stats.quantile(list, 0.25), stats.quantile(list, 0.5), stats.quantile(list, 0.75)
end

--- Returns the smallest and the largest.
---@param list number[]
---@return number? least
---@return number|string most  the largest, or why there is none
function stats.range(list)
  need_numbers(list)
  if #list == 0 then return nil, nothing end
  local least, most = list[1], list[1]
  for _, value in ipairs(list) do least, most = math.min(least, value), math.max(most, value) end
  return least, most
end

--- Returns how far the numbers usually lie from their mean (the standard deviation of the whole group).
---@param list number[]
---@return number? spread
---@return string? why
function stats.spread(list)
  need_numbers(list)
  if #list == 0 then return nil, nothing end
  local mean, total = stats.mean(list), 0
  for _, value in ipairs(list) do total = total + (value - mean) ^ 2 end
  return math.sqrt(total / #list)
end

--- Returns what part of a whole something is, from 0 to 1.
---
--- ```lua
--- stats.share(3, 12)  --> 0.25
--- stats.share(0, 0)   --> nil, "nothing to take a share of"
--- ```
---@param part number
---@param whole number
---@return number? share
---@return string? why
function stats.share(part, whole)
  if type(part) ~= "number" or type(whole) ~= "number" then error("expected two numbers, a part and a whole", 2) end
  if whole == 0 then return nil, "nothing to take a share of" end
  if part < 0 or part > whole then
    error(("the part %s does not lie within the whole %s"):format(part, whole), 2)
  end
  return part / whole
end

--- Returns how many times each value occurs, as a list with the most frequent first; equals in the order first met.
---
--- ```lua
--- stats.count { "E", "C", "E" }  --> { { value = "E", count = 2 }, { value = "C", count = 1 } }
--- ```
---@param list any[]
---@return { value: any, count: integer }[]
function stats.count(list)
  if type(list) ~= "table" then error("expected a list, got " .. type(list), 2) end
  local out, at, place = {}, {}, {}
  for index, value in ipairs(list) do
    if value ~= value then error(("what is no number (0/0) at place %d cannot be counted"):format(index), 2) end
    local entry = at[value]
    if entry then
      entry.count = entry.count + 1
    else
      entry = { value = value, count = 1 }
      at[value], out[#out + 1] = entry, entry
      place[entry] = #out
    end
  end
  table.sort(out, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return place[a] < place[b]
  end)
  return out
end

--- Returns a number rounded to so many decimals. Halves go away from zero, as in Swedish school statistics and on Varv's
--- papers: by the shortest digits that name the number, which are those a person sees. So 0.285 gives 0.29, though the
--- nearest number a computer holds lies just under it.
---
--- ```lua
--- stats.round(0.25, 1)   --> 0.3
--- stats.round(0.285, 2)  --> 0.29
--- stats.round(-2.5)      --> -3
--- ```
---@param number number
---@param decimals? integer  0 when left out
---@return number
function stats.round(number, decimals)
  if type(number) ~= "number" then error("expected a number, got " .. type(number), 2) end
  if number ~= number then error("expected a number, got what is none (0/0)", 2) end
  decimals = decimals or 0
  if math.type(decimals) ~= "integer" or decimals < 0 or decimals > 12 then
    error("expected 0 to 12 decimals, got " .. tostring(decimals), 2)
  end
  -- A whole number, or one so large that it cannot have a fraction.
  if math.type(number) == "integer" or math.abs(number) >= 2 ^ 53 then
    return decimals == 0 and math.tointeger(number) or number
  end
  local shortest
  for digits = 15, 17 do
    shortest = ("%." .. digits - 1 .. "e"):format(math.abs(number))
    if tonumber(shortest) == math.abs(number) then break end
  end
  local first, rest, exponent = shortest:match "^(%d)%.(%d+)e([-+]%d+)$"
  local figures = first .. rest
  -- How many of the figures stand before the place that is rounded at.
  local kept = tonumber(exponent) + 1 + decimals
  local result = kept < 0 and 0.0 or math.abs(number)
  if kept >= 0 and kept < #figures then
    local whole = (tonumber(figures:sub(1, kept)) or 0) + (figures:sub(kept + 1, kept + 1) >= "5" and 1 or 0)
    result = tonumber(("%de-%d"):format(whole, decimals))
  end
  if number < 0 and result ~= 0 then result = -result end
  return decimals == 0 and math.tointeger(result) or result
end

return stats
