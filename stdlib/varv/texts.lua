--- Swedish text: order, large and small letters, width on a screen, decimal commas. Lua's own `string` counts bytes and
--- knows A to Z only; here å, ä, ö, é and ü are letters.
local texts = {}

local function need_text(text)
  if type(text) ~= "string" then error("expected text, got " .. type(text), 3) end
end

-- Each character as its number. A byte that is no UTF-8 stands for itself, above all real characters, so that broken text
-- can be sorted and measured too.
local function characters(text)
  local out, place = {}, 1
  while place <= #text do
    local bad = select(2, utf8.len(text, place)) or #text + 1
    if bad > place then
      for _, code in utf8.codes(text:sub(place, bad - 1)) do out[#out + 1] = code end
    end
    if bad <= #text then out[#out + 1] = 0x110000 + text:byte(bad) end
    place = bad + 1
  end
  return out
end

local function write(codes)
  local out = {}
  for place, code in ipairs(codes) do
    out[place] = code < 0x110000 and utf8.char(code) or string.char(code - 0x110000)
  end
  return table.concat(out)
end

local function is_combining(code) return code >= 0x300 and code <= 0x36F end

-- Large to small letters, from the ranges that names in Swedish schools are written with.
local small, large = {}, {}
local function pair(capital, letter) small[capital], large[letter] = letter, capital end
for code = 0x41, 0x5A do pair(code, code + 32) end                                   -- A to Z
for code = 0xC0, 0xDE do if code ~= 0xD7 then pair(code, code + 32) end end          -- À to Þ, not the multiplication sign
for code = 0x391, 0x3A9 do if code ~= 0x3A2 then pair(code, code + 32) end end       -- Greek
for code = 0x410, 0x42F do pair(code, code + 32) end                                 -- Cyrillic
for code = 0x400, 0x40F do pair(code, code + 80) end
for code = 0x531, 0x556 do pair(code, code + 48) end                                 -- Armenian
local function neighbours(first, last) for code = first, last, 2 do pair(code, code + 1) end end
neighbours(0x100, 0x12E)                                                             -- Ā to Į: each beside its own
neighbours(0x132, 0x136)
neighbours(0x139, 0x147)
neighbours(0x14A, 0x176)
pair(0x178, 0xFF)
neighbours(0x179, 0x17D)
neighbours(0x1CD, 0x1DB)                                                             -- Ǎ and others
neighbours(0x1E4, 0x1EE)                                                             -- Sami Ǥ Ǧ Ǩ Ǫ Ǭ Ǯ
neighbours(0x218, 0x21E)                                                             -- Romanian Ș Ț
neighbours(0x460, 0x480)
neighbours(0x48A, 0x4BE)
neighbours(0x4D0, 0x52E)
neighbours(0x1E00, 0x1E94)
neighbours(0x1EA0, 0x1EFE)                                                           -- Vietnamese

-- Which letter of the Swedish alphabet a character is sorted as (Svenska Akademiens ordlista: é as e, ü as y, ø as ö).
local base = {}
local function sorted_as(letter, variants)
  for _, code in utf8.codes(variants) do base[code] = letter end
end
sorted_as("a", "àáâãāăąǎạảấầẩẫậắằẳẵặ")
sorted_as("c", "çćĉċč")
sorted_as("d", "ďđð")
sorted_as("e", "èéêëēĕėęěẹẻẽếềểễệ")
sorted_as("g", "ĝğġģǥǧ")
sorted_as("h", "ĥħ")
sorted_as("i", "ìíîïĩīĭįıǐịỉ")
sorted_as("j", "ĵ")
sorted_as("k", "ķǩ")
sorted_as("l", "ĺļľŀł")
sorted_as("n", "ñńņňŋ")
sorted_as("o", "òóôõōŏơǒọỏốồổỗộớờởỡợ")
sorted_as("r", "ŕŗř")
sorted_as("s", "śŝşšș")
sorted_as("t", "ţťŧț")
sorted_as("u", "ùúûũūŭůųưǔụủứừửữự")
sorted_as("w", "ŵ")
sorted_as("y", "ýÿŷüűỳỵỷỹ")
sorted_as("z", "źżžǯ")
sorted_as("ä", "æ")
sorted_as("ö", "øœő")
local spelled = { [0xDF] = { 0x73, 0x73 }, [0xFE] = { 0x74, 0x68 } }                 -- ß as ss, þ as th
local after_z = { [0xE5] = 1, [0xE4] = 2, [0xF6] = 3 }                               -- å ä ö
-- A letter followed by a mark, as macOS writes file names, is the letter that has a code of its own.
local composed = {
  [0x30A] = { [0x61] = 0xE5, [0x41] = 0xC5 },
  [0x308] = { [0x61] = 0xE4, [0x41] = 0xC4, [0x6F] = 0xF6, [0x4F] = 0xD6, [0x75] = 0xFC, [0x55] = 0xDC },
}

local function compose(codes)
  local out = {}
  for _, code in ipairs(codes) do
    local whole = composed[code] and composed[code][out[#out]]
    if whole then out[#out] = whole else out[#out + 1] = code end
  end
  return out
end

-- What decides the order first: letters without case and accents, digits before letters, signs before digits.
local function weights(text)
  local out = {}
  local function weigh(code)
    if code >= 0x61 and code <= 0x7A then
      out[#out + 1] = 0x2000 + code
    elseif after_z[code] then
      out[#out + 1] = 0x2000 + 0x7A + after_z[code]
    elseif code >= 0x30 and code <= 0x39 then
      out[#out + 1] = 0x1000 + code
    elseif code < 0x80 then
      out[#out + 1] = code
    else
      out[#out + 1] = 0x3000 + code
    end
  end
  for _, code in ipairs(compose(characters(text))) do
    code = small[code] or code
    if spelled[code] then
      for _, part in ipairs(spelled[code]) do weigh(part) end
    elseif base[code] then
      for _, part in utf8.codes(base[code]) do weigh(part) end
    elseif not is_combining(code) then
      weigh(code)
    end
  end
  return out
end

local function compare(a, b, first, second)
  for place = 1, math.min(#first, #second) do
    if first[place] ~= second[place] then return first[place] < second[place] end
  end
  if #first ~= #second then return #first < #second end
  -- The same letters: small before large, plain before accented, and at last the bytes, so that the order is total.
  local plain, other = texts.lower(a), texts.lower(b)
  if plain ~= other then return plain < other end
  return a > b
end

--- Returns whether one text comes before another in a Swedish list: a to z, å, ä, ö; é as e, ü as y; large and small alike.
---
--- ```lua
--- texts.before("Zorn", "Åberg")    --> true
--- texts.before("Ängström", "Öberg") --> true
--- ```
---@param a string
---@param b string
---@return boolean
function texts.before(a, b)
  need_text(a)
  need_text(b)
  return a ~= b and compare(a, b, weights(a), weights(b))
end

--- Returns a new list in Swedish order.
---
--- ```lua
--- texts.sort { "Öberg", "Zorn", "Åberg" }  --> { "Zorn", "Åberg", "Öberg" }
--- ```
---@generic T
---@param list T[]
---@param by? string|fun(item: T): string  the field to sort by, when the items are not text
---@return T[]
function texts.sort(list, by)
  if type(list) ~= "table" then error("expected a list, got " .. type(list), 2) end
  local out = {}
  for place, item in ipairs(list) do
    local text = item
    if type(by) == "function" then text = by(item) elseif by ~= nil then text = item[by] end
    if type(text) ~= "string" then error(("expected text at place %d, got %s"):format(place, type(text)), 2) end
    out[place] = { item = item, text = text, weights = weights(text), place = place }
  end
  table.sort(out, function(a, b)
    if a.text == b.text then return a.place < b.place end
    return compare(a.text, b.text, a.weights, b.weights)
  end)
  for place, entry in ipairs(out) do out[place] = entry.item end
  return out
end

local function with_each(text, map)
  local codes = characters(text)
  for place, code in ipairs(codes) do codes[place] = map[code] or code end
  return write(codes)
end

--- Returns the text in small letters.
---@param text string
---@return string
function texts.lower(text)
  need_text(text)
  return with_each(text, small)
end

--- Returns the text in large letters; ß becomes SS.
---
--- ```lua
--- texts.upper "åäö é ü"  --> "ÅÄÖ É Ü"
--- ```
---@param text string
---@return string
function texts.upper(text)
  need_text(text)
  return (with_each(text, large):gsub("ß", "SS"))
end

--- Returns the text with its first letter large and the rest as it is.
---@param text string
---@return string
function texts.capital(text)
  need_text(text)
  local codes = characters(text)
  if codes[1] then codes[1] = large[codes[1]] or codes[1] end
  return write(codes)
end

-- Characters that take two columns on a screen: East Asian wide forms and emoji.
local wide = {
  { 0x1100, 0x115F }, { 0x2E80, 0x303E }, { 0x3041, 0x33FF }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF }, { 0xA000, 0xA4CF },
  { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F }, { 0xFF00, 0xFF60 }, { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F },
  { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x1FA70, 0x1FAFF }, { 0x20000, 0x3FFFD },
}
local joiner, variation = 0x200D, 0xFE0F

local function columns(code)
  if code < 0x20 or (code >= 0x7F and code < 0xA0) then return 0 end
  if is_combining(code) or (code >= 0x200B and code <= 0x200F) or code == variation or code == 0xFEFF then return 0 end
  if code >= 0x1F3FB and code <= 0x1F3FF then return 0 end                           -- skin tones belong to the one before
  if code < 0x1100 then return 1 end
  for _, range in ipairs(wide) do
    if code >= range[1] and code <= range[2] then return 2 end
  end
  return 1
end

--- Returns how many columns the text takes on a screen; marks above letters take none, emoji two.
---@param text string
---@return integer
function texts.width(text)
  need_text(text)
  local total, joined = 0, false
  for _, code in ipairs(characters(text)) do
    if not joined then total = total + columns(code) end
    joined = code == joiner                                -- 👩‍🏫 is drawn as one
  end
  return total
end

--- Returns the text cut to at most so many columns, ended with … when something was left out.
---
--- ```lua
--- texts.cut("Samhällskunskap", 8)  --> "Samhäll…"
--- ```
---@param text string
---@param width integer
---@return string
function texts.cut(text, width)
  need_text(text)
  if math.type(width) ~= "integer" or width < 1 then error("expected a width of at least 1, got " .. tostring(width), 2) end
  if texts.width(text) <= width then return text end
  local kept, used = {}, 0
  for _, code in ipairs(characters(text)) do
    local takes = columns(code)
    if used + takes > width - 1 then break end
    kept[#kept + 1], used = code, used + takes
  end
  while kept[#kept] == joiner do kept[#kept] = nil end
  return write(kept) .. "…"
end

--- Returns the text filled with blanks to so many columns; longer text stays as it is.
---@param text string
---@param width integer
---@param side? "left"|"right"|"middle"  where the text stands; left when left out
---@return string
function texts.pad(text, width, side)
  need_text(text)
  if math.type(width) ~= "integer" then error("expected a width, got " .. tostring(width), 2) end
  local missing = math.max(0, width - texts.width(text))
  if side == nil or side == "left" then return text .. (" "):rep(missing) end
  if side == "right" then return (" "):rep(missing) .. text end
  if side == "middle" then return (" "):rep(missing // 2) .. text .. (" "):rep(missing - missing // 2) end
  error(("the side is left, right or middle, not '%s'"):format(tostring(side)), 2)
end

-- Blanks as files have them: also the hard blank (U+00A0) and the byte order mark.
local blanks = { [0x20] = true, [0x09] = true, [0x0A] = true, [0x0D] = true, [0xA0] = true, [0x202F] = true, [0xFEFF] = true }

--- Returns the text without blanks at its ends, hard blanks too.
---@param text string
---@return string
function texts.trim(text)
  need_text(text)
  local codes = characters(text)
  local first, last = 1, #codes
  while first <= last and blanks[codes[first]] do first = first + 1 end
  while last >= first and blanks[codes[last]] do last = last - 1 end
  return write(table.move(codes, first, last, 1, {}))
end

--- Returns the parts between a separator; an empty text has one empty part.
---
--- ```lua
--- texts.split("MA, NO,SV", ",")  --> { "MA", " NO", "SV" }
--- ```
---@param text string
---@param separator string  taken as it is, no pattern
---@return string[]
function texts.split(text, separator)
  need_text(text)
  if type(separator) ~= "string" or separator == "" then error("expected a separator", 2) end
  local out, place = {}, 1
  while true do
    local first, last = text:find(separator, place, true)
    if not first then
      out[#out + 1] = text:sub(place)
      return out
    end
    out[#out + 1] = text:sub(place, first - 1)
    place = last + 1
  end
end

--- Returns the number a Swedish text stands for: decimal comma, blanks between thousands.
---
--- ```lua
--- texts.number "1 234,5"  --> 1234.5
--- texts.number "12.5"     --> nil, "'12.5' is not a number with a decimal comma"
--- ```
---@param text string
---@return number? number
---@return string? why
function texts.number(text)
  need_text(text)
  local trimmed = texts.trim(text)
  local plain = trimmed:gsub("\u{A0}", " "):gsub("\u{202F}", " "):gsub("\u{2212}", "-")
  local sign, whole, rest = plain:match "^([-+]?)(%d[%d ]*)(.*)$"
  local decimals = rest and rest:match "^,(%d+)$"
  if not whole or (rest ~= "" and not decimals) or (whole:find " " and not whole:match "^%d%d?%d?[ %d]*$") then
    return nil, ("'%s' is not a number with a decimal comma"):format(trimmed)
  end
  if whole:find " " then
    local first, groups = whole:match "^(%d%d?%d?)(.*)$"
    if groups:gsub(" %d%d%d", "") ~= "" then
      return nil, ("'%s' is not a number with a decimal comma"):format(trimmed)
    end
    whole = first .. groups:gsub(" ", "")
  end
  local value = tonumber(whole .. (decimals and "." .. decimals or ""))
  return sign == "-" and -value or value
end

return texts
