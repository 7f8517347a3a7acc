-- What ordinary routines do, by the second: tables, closures, text, sorting, numbers. No host, no output.
local function work()
  local sum = 0
  for round = 1, 40 do
    local list = {}
    for i = 1, 20000 do list[i] = (i * 7919 + round) % 104729 end
    table.sort(list)
    local words = {}
    for i = 1, 4000 do words[#words + 1] = ("%d-%s"):format(list[i], (i % 3 == 0) and "åäö" or "abc") end
    local text = table.concat(words, ";")
    for number in text:gmatch("(%d+)%-") do sum = sum + tonumber(number) end
    local seen = {}
    for i, word in ipairs(words) do seen[word:sub(1, 3)] = (seen[word:sub(1, 3)] or 0) + i end
    local add = function(a) return function(b) return a + b end end
    for i = 1, 30000 do sum = add(sum)(i) % 1000000007 end
    local object = setmetatable({}, { __index = function(_, key) return #key end })
    for _, word in ipairs(words) do sum = sum + object[word] end
  end
  return sum
end
work()
