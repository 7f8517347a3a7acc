local dates = require "varv.dates"

local function equal(got, wanted)
  if got ~= wanted then error(("got %s, wanted %s"):format(tostring(got), tostring(wanted)), 2) end
end

return {
  { name = "a day is read in the ways Swedish files write it", run = function()
    for _, text in ipairs { "2026-11-24", "20261124", "2026/11/24", "24/11 2026", "24.11.2026", " 2026-11-24 " } do
      equal(dates.parse(text), "2026-11-24")
    end
  end },
  { name = "a day that is not in the calendar is nil and why", run = function()
    local day, why = dates.parse "2026-02-30"
    equal(day, nil)
    equal(why, "'2026-02-30' is not a day in the calendar")
  end },
  { name = "words are not a day", run = function()
    local day, why = dates.parse "i maj"
    equal(day, nil)
    equal(why, "'i maj' is not written as a day")
  end },
  { name = "29 February is a day in leap years only", run = function()
    equal(dates.parse "2024-02-29", "2024-02-29")
    equal(dates.parse "2000-02-29", "2000-02-29")
    equal(dates.parse "1900-02-29", nil)
    equal(dates.parse "2026-02-29", nil)
  end },
  { name = "a day is made of its parts", run = function()
    equal(dates.day(2026, 3, 7), "2026-03-07")
    equal(dates.day(2026, 13, 1), nil)
  end },
  { name = "days are added over months, years and leap days", run = function()
    equal(dates.add("2026-12-31", 1), "2027-01-01")
    equal(dates.add("2024-02-28", 1), "2024-02-29")
    equal(dates.add("2026-03-01", -1), "2026-02-28")
    equal(dates.add("2026-11-24", 0), "2026-11-24")
  end },
  { name = "adding and counting days are each other's opposites over 800 years", run = function()
    local day = "1799-12-28"
    for step = 0, 292194, 997 do
      local later = dates.add(day, step)
      equal(dates.days(day, later), step)
      equal(dates.add(later, -step), day)
    end
  end },
  { name = "weeks are whole weeks in both directions", run = function()
    equal(dates.weeks("2026-08-31", "2026-10-12"), 6)
    equal(dates.weeks("2026-08-31", "2026-10-11"), 5)
    equal(dates.weeks("2026-10-11", "2026-08-31"), -5)
  end },
  { name = "Monday is 1 and Sunday 7", run = function()
    equal(dates.weekday "2026-11-23", 1)
    equal(dates.weekday "2026-11-29", 7)
  end },
  { name = "2026 has a week 53 that reaches into 2027", run = function()
    local week, year = dates.week "2027-01-01"
    equal(week, 53)
    equal(year, 2026)
    equal(dates.week "2026-12-31", 53)
    equal(dates.week "2027-01-04", 1)
  end },
  { name = "week 1 may begin in the year before", run = function()
    local week, year = dates.week "2024-12-30"
    equal(week, 1)
    equal(year, 2025)
  end },
  { name = "a week's day is found again", run = function()
    equal(dates.of_week(2026, 48), "2026-11-23")
    equal(dates.of_week(2026, 53, 5), "2027-01-01")
    for week = 1, 53 do
      local found, year = dates.week(dates.of_week(2026, week, 7))
      equal(found, week)
      equal(year, 2026)
    end
  end },
  { name = "a week the year lacks is nil and why", run = function()
    local day, why = dates.of_week(2027, 53)
    equal(day, nil)
    equal(why, "2027 has no week 53")
  end },
  { name = "the school year turns in July", run = function()
    equal(dates.school_year "2026-11-24", "2026/27")
    equal(dates.school_year "2027-06-30", "2026/27")
    equal(dates.school_year "2027-07-01", "2027/28")
    equal(dates.school_year "2099-09-01", "2099/00")
  end },
  { name = "a term is HT or VT", run = function()
    equal(dates.term "2026-11-24", "HT")
    equal(dates.term "2027-01-08", "VT")
  end },
  { name = "a day in words", run = function()
    equal(dates.words "2026-11-04", "4 november 2026")
    equal(dates.words("2026-11-24", { weekday = true }), "tisdag 24 november 2026")
    equal(dates.words("2026-11-24", { year = false }), "24 november")
  end },
  { name = "what leaves the calendar is an error at the caller's line", run = function()
    for _, days in ipairs { 1, math.maxinteger, math.mininteger } do
      local ok, why = pcall(function() local _ = dates.add("9999-12-31", days) end)
      equal(ok, false)
      assert(why:find("dates_test", 1, true), why)
      assert(why:find(("9999-12-31 and %d days lies outside the calendar, 0000-01-01 to 9999-12-31"):format(days), 1, true), why)
    end
    equal(dates.add("0000-01-01", 0), "0000-01-01")
    equal(dates.add("0000-01-01", 3652424), "9999-12-31")
    local ok, why = pcall(function() local _ = dates.school_year "0000-06-30" end)
    equal(ok, false)
    assert(why:find("dates_test", 1, true) and why:find("before the first school year", 1, true), why)
  end },
  { name = "what is no day is an error at the caller's line", run = function()
    local ok, why = pcall(function() local _ = dates.add("i morgon", 1) end)
    equal(ok, false)
    assert(why:find("dates_test", 1, true), why)
    assert(why:find("expected a day such as 2026%-11%-24, got 'i morgon'"), why)
  end },
}
