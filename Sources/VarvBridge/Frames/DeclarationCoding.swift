extension ByteWriter {
    mutating func words(_ words: Words) {
        text(words.sv)
        text(words.en)
    }

    mutating func parameters(_ parameters: [Parameter]) {
        count(parameters.count)
        for parameter in parameters {
            text(parameter.name)
            type(parameter.type)
            words(parameter.words)
        }
    }

    mutating func type(_ type: ValueType) {
        switch type {
        case .any: byte(0)
        case .bool: byte(1)
        case .integer: byte(2)
        case .number: byte(3)
        case .text: byte(4)
        case .day: byte(5)
        case .share: byte(6)
        case .step: byte(7)
        case .rich: byte(8)
        case .item(let name):
            byte(9)
            text(name)
        case .set(let name):
            byte(10)
            text(name)
        case .list(let element):
            byte(11)
            self.type(element)
        case .record: byte(12)
        case .optional(let wrapped):
            byte(13)
            self.type(wrapped)
        case .code: byte(14)
        }
    }
}

extension ByteReader {
    mutating func words() throws(BridgeError) -> Words { Words(sv: try text(), en: try text()) }

    mutating func parameters() throws(BridgeError) -> [Parameter] {
        var result: [Parameter] = []
        for _ in 0..<(try count()) {
            let name = try text()
            let type = try type()
            let words = try words()
            result.append(Parameter(name, type, sv: words.sv, en: words.en))
        }
        return result
    }

    mutating func type(depth: Int = 0) throws(BridgeError) -> ValueType {
        guard depth < 4 else { throw .tooDeep(limit: 4) }
        switch try byte() {
        case 0: return .any
        case 1: return .bool
        case 2: return .integer
        case 3: return .number
        case 4: return .text
        case 5: return .day
        case 6: return .share
        case 7: return .step
        case 8: return .rich
        case 9: return .item(try text())
        case 10: return .set(try text())
        case 11: return .list(try type(depth: depth + 1))
        case 12: return .record
        case 13: return .optional(try type(depth: depth + 1))
        case 14: return .code
        case let other: throw .unknownTag(other)
        }
    }
}
