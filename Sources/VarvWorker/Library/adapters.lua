-- An adapter's run: `row` shows one line of the file, `add` takes the records it gives.
local N = ...
local P = N.P
local T, fail, what = P.T, P.fail, P.what

--- Makes the two things an adapter's row function is called with.
function P.start_adapter(routine)
  local spec = N.rawget(routine, "spec")
  local columns = {}
  for name, each in pairs(spec.columns or {}) do
    columns[#columns + 1] = {
      name = name, kind = N.rawget(each, "kind"), headings = N.rawget(each, "headings"), at = N.rawget(each, "at"),
      optional = N.rawget(each, "optional"), none = N.rawget(each, "none"), or_ask = N.rawget(each, "or_ask"),
    }
  end
  N.columns(columns, spec.known_by or {}) -- finds each in the input's headings, or raises with what there is

  local steps = spec.steps or {}
  local step_words = {}
  local twins = {} -- the same words with their letters decomposed, as the file has them
  for word, step in pairs(steps) do
    if type(word) ~= "string" then
      fail("steps: orden till vänster ska vara text, inte %s", "steps: the words on the left must be text, not %s", what(word))
    end
    if type(step) ~= "string" and step ~= P.skip and step ~= P.no_basis then
      fail("steps[\"%s\"] ska vara ett steg på skalan, no_basis eller skip, inte %s",
        "steps[\"%s\"] must be a step of the scale, no_basis or skip, not %s", word, what(step))
    end
    step_words[#step_words + 1] = word
  end

  local row
  local methods = {
    step = function(self, word)
      if self ~= row then P.colon(false, "row:step") end
      if word == nil then word = "" end
      local step = steps[word]
      if step == nil then
        if type(word) ~= "string" then
          fail("row:step vill ha ordet ur filen, inte %s", "row:step wants the word from the file, not %s", what(word))
        end
        step = steps[N.trim(word)] or twins[word]
        if step == nil then
          local same = N.same_word(word, step_words)
          if same == nil then N.refuse_step(word, step_words, spec.scale or "") end
          step = steps[same]
          twins[word] = step
        end
      end
      return step
    end,
    wide = function(self, pattern)
      if self ~= row then P.colon(false, "row:wide") end
      if type(pattern) ~= "string" then
        fail("row:wide vill ha en rubrik med stjärna: row:wide \"Omdöme *\"",
          "row:wide wants a heading with a star: row:wide \"Omdöme *\"")
      end
      if not string.find(pattern, "*", 1, true) then
        fail("row:wide \"%s\" har ingen stjärna, så den passar högst en kolumn; läs den med columns och row",
          "row:wide \"%s\" has no star, so it fits one column at most; read that with columns and row", pattern)
      end
      local stars, indexes = N.wide(pattern)
      local position = 0
      return function()
        position = position + 1
        local star = stars[position]
        if star == nil then return nil end
        return star, N.cell(indexes[position])
      end
    end,
    reject = function(self, why, heading)
      P.colon(self == row, "row:reject")
      if type(why) ~= "string" then
        fail("row:reject vill ha ett skäl: row:reject(\"okänd grupp\", \"Klass\")",
          "row:reject wants a reason: row:reject(\"unknown group\", \"Klass\")")
      end
      if heading ~= nil and type(heading) ~= "string" then
        fail("row:reject: kolumnen ska vara en rubrik", "row:reject: the column must be a heading")
      end
      N.refuse(why, heading or "")
    end,
    raw = function(self, heading)
      P.colon(self == row, "row:raw")
      return N.raw(heading)
    end,
  }
  -- What a row can do are fields of its own; its columns, read a million times an import, are the host's to answer.
  for name in pairs(methods) do
    if spec.columns and spec.columns[name] then
      fail("en kolumn kan inte heta \"%s\": det är redan något som en rad kan göra",
        "a column cannot be called \"%s\": that is something a row can do already", name)
    end
  end
  row = setmetatable(methods, P.class {
    __index = N.field,
    __tostring = function() return T("en rad", "a row") end,
  })

  local add_methods, add_names = {}, {}
  for index, declared in ipairs(N.start.records) do
    add_methods[declared.name] = N.adder(index - 1)
    add_names[#add_names + 1] = declared.name
  end
  local add = setmetatable({}, P.class {
    __index = function(_, key)
      local method = add_methods[key]
      if method then return method end
      local withheld = P.withheld_records and P.withheld_records[key]
      if withheld then P.refuse_write(key, withheld) end
      if N.rawget(row, key) or (spec.columns and spec.columns[key]) then
        fail("add har inget \"%s\", men det har row; ordningen är function(row, add)",
          "add has no \"%s\", but row has; the order is function(row, add)", key)
      end
      fail("add har inget \"%s\"%s Det finns: %s", "add has no \"%s\"%s There is: %s", tostring(key),
        P.nearest(key, add_names), table.concat(add_names, ", "))
    end,
    __tostring = function() return "add" end,
  })
  return spec.row, row, add
end
