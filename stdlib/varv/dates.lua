--- Days, weeks and school years. A day is text as ISO 8601 writes it, "2026-11-24", so days compare and sort as text.
--- A day that a record holds may be given as it is, and such a text goes wherever a day is asked for. Nothing here asks
--- what day it is: that is the run's to know.
local dates = {}

local months = {
  "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
}
local weekdays = { "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag" }
local lengths = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function is_leap(year) return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0) end

local function length_of(year, month)
  if month == 2 and is_leap(year) then return 29 end
  return lengths[month]
end

-- Days since 1970-01-01 and back, for any day of the Gregorian calendar (Howard Hinnant's days_from_civil). Years begin
-- in March there, so that the leap day comes last.
local function number_of(year, month, day)
  if month <= 2 then year = year - 1 end
  local era = year // 400
  local year_of_era = year - era * 400
  local month_from_march = (month + 9) % 12
  local day_of_year = (153 * month_from_march + 2) // 5 + day - 1
  return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468
end

-- 0000-01-01 and 9999-12-31: years are written with four digits.
local first_day, last_day = number_of(0, 1, 1), number_of(9999, 12, 31)

local function day_of(number)
  local shifted = number + 719468
  local era = shifted // 146097
  local day_of_era = shifted - era * 146097
  local year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
  local day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
  local month_from_march = (5 * day_of_year + 2) // 153
  local day = day_of_year - (153 * month_from_march + 2) // 5 + 1
  local month = month_from_march < 10 and month_from_march + 3 or month_from_march - 9
  local year = year_of_era + era * 400 + (month <= 2 and 1 or 0)
  return ("%04d-%02d-%02d"):format(year, month, day)
end

local function parts(day)
  local year, month, date = tostring(day):match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  if not year then return nil end
  year, month, date = tonumber(year), tonumber(month), tonumber(date)
  if month < 1 or month > 12 or date < 1 or date > length_of(year, month) then return nil end
  return year, month, date
end

local function need(day, level)
  local year, month, date = parts(day)
  if not year then error(("expected a day such as 2026-11-24, got '%s'"):format(tostring(day)), level or 3) end
  return year, month, date
end

local function need_whole(value, what)
  if math.type(value) ~= "integer" then error(("expected %s as a whole number, got %s"):format(what, tostring(value)), 3) end
end

--- Returns a day from the ways Swedish files write one: 2026-11-24, 20261124, 2026/11/24, 24/11 2026, 24.11.2026.
---
--- ```lua
--- dates.parse "20261124"    --> "2026-11-24"
--- dates.parse "2026-02-30"  --> nil, "'2026-02-30' is not a day in the calendar"
--- ```
---@param text string
---@return string? day
---@return string? why
function dates.parse(text)
  if type(text) ~= "string" then error("expected text, got " .. type(text), 2) end
  local trimmed = text:match "^%s*(.-)%s*$"
  local year, month, date = trimmed:match "^(%d%d%d%d)[-/.]?(%d%d)[-/.]?(%d%d)$"
  if not year then date, month, year = trimmed:match "^(%d%d?)[-/.](%d%d?)[-/. ](%d%d%d%d)$" end
  if not year then return nil, ("'%s' is not written as a day"):format(trimmed) end
  local day = ("%s-%02d-%02d"):format(year, tonumber(month), tonumber(date))
  if not parts(day) then return nil, ("'%s' is not a day in the calendar"):format(trimmed) end
  return day
end

--- Returns a day from year, month and day of the month.
---@param year integer
---@param month integer
---@param date integer
---@return string? day
---@return string? why
function dates.day(year, month, date)
  need_whole(year, "a year")
  need_whole(month, "a month")
  need_whole(date, "a day of the month")
  local day = ("%04d-%02d-%02d"):format(year, month, date)
  if not parts(day) then return nil, ("'%s' is not a day in the calendar"):format(day) end
  return day
end

--- Returns the day so many days later; earlier when the number is negative. It is an error to leave the calendar, which
--- goes from 0000-01-01 to 9999-12-31.
---
--- ```lua
--- dates.add("2026-12-31", 1)  --> "2027-01-01"
--- ```
---@param day string
---@param days integer
---@return string
function dates.add(day, days)
  need_whole(days, "days")
  local from = number_of(need(day))
  if days < first_day - from or days > last_day - from then
    error(("%s and %d days lies outside the calendar, 0000-01-01 to 9999-12-31"):format(tostring(day), days), 2)
  end
  return day_of(from + days)
end

--- Returns the number of days from one day to another; negative when the second comes first.
---@param from string
---@param to string
---@return integer
function dates.days(from, to)
  local first = number_of(need(from))
  return number_of(need(to)) - first
end

--- Returns the number of whole weeks from one day to another.
---@param from string
---@param to string
---@return integer
function dates.weeks(from, to)
  local first = number_of(need(from))
  local days = number_of(need(to)) - first
  return days >= 0 and days // 7 or -(-days // 7)
end

--- Returns the day of the week, 1 for Monday to 7 for Sunday.
---@param day string
---@return integer
function dates.weekday(day)
  return (number_of(need(day)) + 3) % 7 + 1
end

--- Returns the ISO week and the year that it belongs to, which at New Year is not always the day's own.
---
--- ```lua
--- dates.week "2026-12-31"  --> 53, 2026
--- dates.week "2027-01-01"  --> 53, 2026
--- ```
---@param day string
---@return integer week
---@return integer year
function dates.week(day)
  local number = number_of(need(day))
  local thursday = day_of(number - (number + 3) % 7 + 3)   -- the week belongs to its Thursday's year
  local year = need(thursday)
  return (number_of(need(thursday)) - number_of(year, 1, 1)) // 7 + 1, year
end

--- Returns a day of an ISO week.
---
--- ```lua
--- dates.of_week(2026, 48)     --> "2026-11-23", its Monday
--- dates.of_week(2027, 53)     --> nil, "2027 has no week 53"
--- ```
---@param year integer
---@param week integer
---@param weekday? integer  1 for Monday, which it is when left out, to 7
---@return string? day
---@return string? why
function dates.of_week(year, week, weekday)
  need_whole(year, "a year")
  need_whole(week, "a week")
  weekday = weekday or 1
  need_whole(weekday, "a day of the week")
  if weekday < 1 or weekday > 7 then error("a day of the week is 1 to 7, got " .. weekday, 2) end
  local fourth = number_of(year, 1, 4)                     -- 4 January is always in week 1
  local monday = fourth - (fourth + 3) % 7 + (week - 1) * 7
  local last = dates.week(("%04d-12-28"):format(year))
  if week < 1 or week > last then return nil, ("%d has no week %d"):format(year, week) end
  return day_of(monday + weekday - 1)
end

--- Returns the school year that a day belongs to; a new one begins on 1 July.
---
--- ```lua
--- dates.school_year "2026-11-24"  --> "2026/27"
--- ```
---@param day string
---@return string
function dates.school_year(day)
  local year, month = need(day)
  if month < 7 then year = year - 1 end
  if year < 0 then error(("%s lies before the first school year, 0000/01"):format(tostring(day)), 2) end
  return ("%04d/%02d"):format(year, (year + 1) % 100)
end

--- Returns the term that a day belongs to: "HT" from July to December, "VT" from January to June.
---@param day string
---@return "HT"|"VT"
function dates.term(day)
  local _, month = need(day)
  return month >= 7 and "HT" or "VT"
end

--- Returns the day as Swedish running text writes it.
---
--- ```lua
--- dates.words "2026-11-24"                      --> "24 november 2026"
--- dates.words("2026-11-24", { weekday = true }) --> "tisdag 24 november 2026"
--- dates.words("2026-11-24", { year = false })   --> "24 november"
--- ```
---@param day string
---@param options? { weekday?: boolean, year?: boolean }
---@return string
function dates.words(day, options)
  local year, month, date = need(day)
  options = options or {}
  local out = ("%d %s"):format(date, months[month])
  if options.weekday then out = weekdays[dates.weekday(day)] .. " " .. out end
  if options.year ~= false then out = out .. " " .. year end
  return out
end

return dates
