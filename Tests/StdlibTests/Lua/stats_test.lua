local stats = require "varv.stats"

local function equal(got, wanted)
  if got ~= wanted then error(("got %s, wanted %s"):format(tostring(got), tostring(wanted)), 2) end
end

local function near(got, wanted)
  if math.abs(got - wanted) > 1e-9 then error(("got %.12f, wanted %.12f"):format(got, wanted), 2) end
end

return {
  { name = "sum of nothing is 0", run = function()
    equal(stats.sum {}, 0)
    equal(stats.sum { 1, 2, 3.5 }, 6.5)
  end },
  { name = "mean", run = function() near(stats.mean { 10, 12.5, 20 }, 42.5 / 3) end },
  { name = "nothing has no mean, median, quartile, range or spread, and says why", run = function()
    for _, name in ipairs { "mean", "median", "quartiles", "range", "spread" } do
      local value, why = stats[name] {}
      equal(value, nil)
      equal(why, "no numbers to work with")
    end
  end },
  { name = "median of an odd and an even number of values", run = function()
    equal(stats.median { 5, 1, 3 }, 3)
    near(stats.median { 4, 1, 3, 2 }, 2.5)
  end },
  { name = "quartiles draw a line between the nearest", run = function()
    local lower, middle, upper = stats.quartiles { 4, 3, 2, 1 }
    near(lower, 1.75)
    near(middle, 2.5)
    near(upper, 3.25)
  end },
  { name = "quantile reaches both ends", run = function()
    equal(stats.quantile({ 3, 1, 2 }, 0), 1)
    equal(stats.quantile({ 3, 1, 2 }, 1), 3)
  end },
  { name = "range holds for a long list", run = function()
    local list = {}
    for n = 1, 300000 do list[n] = n % 1000 end
    local least, most = stats.range(list)
    equal(least, 0)
    equal(most, 999)
  end },
  { name = "spread of equal values is 0", run = function()
    near(stats.spread { 4, 4, 4 }, 0)
    near(stats.spread { 2, 4, 4, 4, 5, 5, 7, 9 }, 2)
  end },
  { name = "share of nothing is nil and why", run = function()
    near(stats.share(3, 12), 0.25)
    local value, why = stats.share(0, 0)
    equal(value, nil)
    equal(why, "nothing to take a share of")
  end },
  { name = "a part larger than the whole is an error at the caller's line", run = function()
    local ok, why = pcall(function() local _ = stats.share(3, 2) end)
    equal(ok, false)
    assert(why:find("stats_test", 1, true), why)
  end },
  { name = "count gives the most frequent first, equals in the order met", run = function()
    local counted = stats.count { "E", "C", "C", "A", "E", "F" }
    local out = {}
    for _, entry in ipairs(counted) do out[#out + 1] = entry.value .. entry.count end
    equal(table.concat(out, " "), "E2 C2 A1 F1")
  end },
  { name = "round takes halves away from zero", run = function()
    equal(stats.round(0.25, 1), 0.3)
    equal(stats.round(2.5), 3)
    equal(stats.round(-2.5), -3)
    equal(math.type(stats.round(2.2)), "integer")
  end },
  { name = "round goes by the digits a person sees, as papers do", run = function()
    equal(stats.round(0.285, 2), 0.29)
    equal(stats.round(1.005, 2), 1.01)
    equal(stats.round(-0.285, 2), -0.29)
    equal(stats.round(0.2849999, 2), 0.28)
    equal(stats.round(9.995, 2), 10.0)
    equal(stats.round(1e300, 2), 1e300)
    equal(stats.round(5e-324, 12), 0.0)
    equal(stats.round(0.5), 1)
    equal(stats.round(math.maxinteger), math.maxinteger)
    equal(stats.round(math.mininteger, 2), math.mininteger)
  end },
  { name = "what is no number is neither rounded nor counted", run = function()
    local ok, why = pcall(function() local _ = stats.count { 1, 0 / 0 } end)
    equal(ok, false)
    assert(why:find("stats_test", 1, true) and why:find("what is no number (0/0) at place 2 cannot be counted", 1, true), why)
    ok, why = pcall(function() local _ = stats.round(0 / 0) end)
    equal(ok, false)
    assert(why:find("expected a number, got what is none (0/0)", 1, true), why)
  end },
  { name = "text among the numbers is an error that says where", run = function()
    local ok, why = pcall(function() local _ = stats.mean { 1, "2" } end)
    equal(ok, false)
    assert(why:find("expected numbers, got string at place 2", 1, true), why)
  end },
}
