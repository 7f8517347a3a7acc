import Foundation
import Testing
import VarvModel

@testable import Varv

extension Hostile {
    /// Our own Lua beside a stranger's, in one state.
    @Suite struct Prelude {
        @Test func `replaced globals see nothing of what our code does`() throws {
            let outcome = try Outcome.of(
                """
                local print, rawset, next, column, at_least = print, rawset, next, column, at_least
                local replaced, seen = {}, 0
                for _, library in next, { _G, string, table, math } do
                  for name, value in next, library do
                    if type(value) == 'function' then replaced[#replaced + 1] = { library, name } end
                  end
                end
                local function spy() seen = seen + 1 end
                for i = 1, #replaced do rawset(replaced[i][1], replaced[i][2], spy) end
                column.text 'Klass'
                column.mark { 'Skyddad', none = { '' } }
                local c = at_least(1)
                print(#replaced > 50, seen)
                """)
            #expect(outcome.printed == "true\t0\n", "\(outcome)")
        }

        @Test func `our code works when a script has deleted every global`() throws {
            let outcome = try Outcome.of(
                """
                local print, rawset, column, all = print, rawset, column, _G
                for name in pairs(all) do rawset(all, name, nil) end
                column.date 'Datum'
                print 'ja'
                """)
            #expect(outcome.printed == "ja\n", "\(outcome)")
        }

        @Test func `nothing of ours is found by looking through everything there is`() throws {
            let outcome = try Outcome.of(
                """
                local seen, count = {}, 0
                local function look(value, path)
                  if type(value) ~= 'table' or seen[value] then return end
                  seen[value] = true
                  count = count + 1
                  assert(value.raise == nil and value.refuse_right == nil and value.make_day == nil, path)
                  local meta = getmetatable(value)
                  if type(meta) == 'table' then look(meta, path .. '#') end
                  if meta == nil then
                    for k, v in pairs(value) do look(k, path .. '.') look(v, path .. '.' .. tostring(k)) end
                  end
                end
                for name, value in pairs(_G) do
                  if type(value) == 'table' and getmetatable(value) == nil then look(value, name) end
                end
                print(count > 5)
                """)
            #expect(outcome.printed == "true\n", "\(outcome)")
        }

        @Test func `weak tables may be collected while they are put in order`() throws {
            let limits = WorkerLimits(processorTime: .seconds(4), memory: 64 << 20)
            let outcome = try Outcome.of(
                """
                for round = 1, 60 do
                  local t = setmetatable({}, { __mode = 'v' })
                  for i = 1, 2000 do t['key' .. i] = {} t[i * 3] = {} end
                  for k, v in pairs(t) do end
                  for k, v in next, t do end
                end
                print 'hel'
                """, limits: limits)
            #expect(outcome.printed == "hel\n", "\(outcome)")
        }

        @Test func `a large array hidden in few keys costs nothing`() throws {
            let outcome = try Outcome.of(
                "local t = {} for i = 0, 62 do t[1 << i] = 'x' end print(#t > 1e9, pcall(column.text, t))")
            #expect(outcome.status == .done || outcome.error?.code == "VARV-E301", "\(outcome)")
        }
    }
}
