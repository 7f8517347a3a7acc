import Testing
import VarvBridge
import VarvModel

@testable import Varv

extension Hostile {
    /// The catalogue against what it stands on: rights that exist, examples that are Lua.
    @Suite struct CatalogueWords {
        @Test func `every right is a word that can be granted`() {
            let catalogue = Catalogue.standard
            var rights =
                catalogue.items.map(\.right) + catalogue.functions.map(\.right)
                + catalogue.records.map(\.right)
            for item in catalogue.items { rights += item.fields.map(\.right) }
            let unknown = rights.compactMap { $0 }.filter {
                Right(rawValue: $0) == nil && !Right.alwaysOpen.contains($0)
            }
            #expect(unknown == [])
        }

        @Test func `every example is Lua`() throws {
            let catalogue = Catalogue.standard
            let examples = catalogue.functions.map(\.example) + catalogue.records.map(\.example)
            let list = examples.map { "[==[\($0)]==]" }.joined(separator: ",\n")
            let outcome = try Outcome.of(
                "for _, e in ipairs {\n\(list)\n} do if not load('return ' .. e) then assert(load(e)) end end"
            )
            #expect(outcome.error == nil)
        }
    }
}
