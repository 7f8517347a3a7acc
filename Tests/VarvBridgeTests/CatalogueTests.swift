import Testing

@testable import VarvBridge

/// What the host offers is data, so it can be held to what it promises.
struct CatalogueTests {
    private static let catalogue = Catalogue.standard

    @Test(arguments: [
        (ValueType.item("pupil"), "en pupil", "a pupil"),
        (.item("intervention"), "en intervention", "an intervention"),
        (
            .list(.integer), "en lista där varje värde är ett heltal",
            "a list where each value is a whole number"
        ),
        (.optional(.day), "ett datum, eller inget", "a day, or nothing"),
        (.set("pupil"), "en mängd av pupil", "a set of pupil"),
    ])
    func `a type says in both languages what its values are`(_ type: ValueType, _ sv: String, _ en: String) {
        #expect(type.words == Words(sv: sv, en: en))
    }

    @Test func `everything has words in both languages`() {
        for item in Self.catalogue.items {
            #expect(!item.words.sv.isEmpty && !item.words.en.isEmpty, "\(item.name)")
            for field in item.fields { Self.expectWords(field, of: item.name) }
        }
        for function in Self.catalogue.functions {
            #expect(!function.words.sv.isEmpty && !function.words.en.isEmpty, "\(function.name)")
            for parameter in function.parameters { Self.expectWords(parameter, of: function.name) }
        }
        for record in Self.catalogue.records {
            #expect(!record.words.sv.isEmpty && !record.words.en.isEmpty, "\(record.name)")
            for field in record.fields { Self.expectWords(field, of: record.name) }
        }
    }

    private static func expectWords(_ parameter: Parameter, of owner: String) {
        #expect(!parameter.words.sv.isEmpty && !parameter.words.en.isEmpty, "\(owner).\(parameter.name)")
    }

    @Test func `no two have one name`() {
        func repeated(_ names: [String]) -> [String] {
            Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
        }
        #expect(repeated(Self.catalogue.items.map(\.name)) == [])
        #expect(repeated(Self.catalogue.items.compactMap(\.collection)) == [])
        #expect(repeated(Self.catalogue.functions.map(\.name)) == [])
        #expect(repeated(Self.catalogue.records.map(\.name)) == [])
        for item in Self.catalogue.items { #expect(repeated(item.fields.map(\.name)) == [], "\(item.name)") }
        for record in Self.catalogue.records {
            #expect(repeated(record.fields.map(\.name)) == [], "\(record.name)")
        }
    }

    @Test func `names are written as Lua names`() {
        func isName(_ name: some StringProtocol) -> Bool {
            !name.isEmpty
                && name.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
                }
                && name.first?.isNumber == false
        }
        var names: [String] = []
        for item in Self.catalogue.items {
            names.append(item.name)
            if let collection = item.collection { names.append(collection) }
            names += item.fields.map(\.name)
        }
        for function in Self.catalogue.functions {
            names += function.name.split { $0 == ":" || $0 == "." }.map(String.init)
            names += function.parameters.map(\.name)
        }
        for record in Self.catalogue.records { names += [record.name] + record.fields.map(\.name) }
        #expect(names.filter { !isName($0) } == [])
    }

    @Test func `types mentioned exist`() {
        func mentioned(_ type: ValueType) -> [String] {
            switch type {
            case .item(let name), .set(let name): [name]
            case .list(let inner), .optional(let inner): mentioned(inner)
            default: []
            }
        }
        let known = Set(Self.catalogue.items.map(\.name))
        var all = Self.catalogue.items.flatMap(\.fields).map(\.type)
        all += Self.catalogue.records.flatMap(\.fields).map(\.type)
        for function in Self.catalogue.functions {
            all += function.parameters.map(\.type) + [function.result]
        }
        #expect(all.flatMap(mentioned).filter { !known.contains($0) } == [])
    }

    @Test func `a function belongs to a collection, a thing or the scope`() {
        let owners = Set(
            Self.catalogue.items.compactMap(\.collection) + Self.catalogue.items.map(\.name) + ["here"])
        let strays = Self.catalogue.functions.map(\.name).filter { name in
            !owners.contains(String(name.prefix { $0 != ":" }))
        }
        #expect(strays == [])
    }

    @Test func `how a thing shows names its own fields`() {
        for item in Self.catalogue.items {
            let named = item.shows.split(separator: "{").dropFirst().map {
                String($0.prefix { $0 != "}" && $0 != "|" })
            }
            let fields = Set(item.fields.map(\.name))
            #expect(named.filter { !fields.contains($0) } == [], "\(item.name)")
        }
    }

    @Test func `everything has an example that mentions it`() {
        for function in Self.catalogue.functions {
            let method = function.name.split(separator: ":").last.map(String.init) ?? function.name
            #expect(function.example.contains(method), "\(function.name)")
        }
        for record in Self.catalogue.records {
            #expect(record.example.contains(record.name), "\(record.name)")
        }
    }

    @Test func `there is a fingerprint to compare`() {
        #expect(BuildIdentity.fingerprint != 0)
    }
}
