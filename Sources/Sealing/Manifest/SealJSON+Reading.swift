extension SealJSON {
    /// Reads a whole text; nil where it is no JSON, or not one that is read here.
    public init?(_ bytes: [UInt8]) {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var reader = Reader(bytes: bytes)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipSpaces()
        guard reader.isAtEnd else { return nil }
        self = value
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        var isAtEnd: Bool { place == bytes.count }
        var next: UInt8? { place < bytes.count ? bytes[place] : nil }

        mutating func skipSpaces() {
            while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                place += 1
            }
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        mutating func take(word: String) -> Bool {
            guard bytes[place...].starts(with: word.utf8) else { return false }
            place += word.utf8.count
            return true
        }

        mutating func value(depth: Int) -> SealJSON? {
            guard depth < SealJSON.deepest else { return nil }
            skipSpaces()
            switch next {
            case UInt8(ascii: "{"): return object(depth: depth)
            case UInt8(ascii: "["): return array(depth: depth)
            case UInt8(ascii: "\""): return string().map(SealJSON.string)
            case UInt8(ascii: "t"): return take(word: "true") ? .bool(true) : nil
            case UInt8(ascii: "f"): return take(word: "false") ? .bool(false) : nil
            case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
            default: return number()
            }
        }

        mutating func object(depth: Int) -> SealJSON? {
            place += 1
            var members: [Member] = []
            var names: Set<String> = []
            skipSpaces()
            if take("}") { return .object([]) }
            repeat {
                skipSpaces()
                guard next == UInt8(ascii: "\""), let name = string(), names.insert(name).inserted
                else { return nil }
                skipSpaces()
                guard take(":"), let value = value(depth: depth + 1) else { return nil }
                members.append(Member(name, value))
                skipSpaces()
            } while take(",")
            return take("}") ? .object(members) : nil
        }

        mutating func array(depth: Int) -> SealJSON? {
            place += 1
            var elements: [SealJSON] = []
            skipSpaces()
            if take("]") { return .array([]) }
            repeat {
                guard let value = value(depth: depth + 1) else { return nil }
                elements.append(value)
                skipSpaces()
            } while take(",")
            return take("]") ? .array(elements) : nil
        }

        mutating func digits() -> Bool {
            let begin = place
            while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                place += 1
            }
            return place > begin
        }

        mutating func number() -> SealJSON? {
            let begin = place
            _ = take("-")
            if !take("0"), !digits() { return nil }
            if take("."), !digits() { return nil }
            if take("e") || take("E") {
                _ = take("+") || take("-")
                guard digits() else { return nil }
            }
            return .number(String(decoding: bytes[begin..<place], as: UTF8.self))
        }

        mutating func string() -> String? {
            place += 1
            var text: [UInt8] = []
            while let byte = next {
                place += 1
                switch byte {
                case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let scalar = escaped() else { return nil }
                    text += Array(String(Character(scalar)).utf8)
                case 0..<0x20: return nil
                default: text.append(byte)
                }
            }
            return nil
        }

        mutating func escaped() -> Unicode.Scalar? {
            guard let byte = next else { return nil }
            place += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
                return Unicode.Scalar(byte)
            case UInt8(ascii: "b"): return "\u{8}"
            case UInt8(ascii: "f"): return "\u{C}"
            case UInt8(ascii: "n"): return "\n"
            case UInt8(ascii: "r"): return "\r"
            case UInt8(ascii: "t"): return "\t"
            case UInt8(ascii: "u"): return unicode()
            default: return nil
            }
        }

        mutating func unicode() -> Unicode.Scalar? {
            guard let first = unit() else { return nil }
            guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
            guard take("\\"), take("u"), let second = unit(), UTF16.isTrailSurrogate(second) else {
                return nil
            }
            return UTF16.decode(UTF16.EncodedScalar([first, second]))
        }

        mutating func unit() -> UInt16? {
            guard place + 4 <= bytes.count else { return nil }
            let text = String(decoding: bytes[place..<place + 4], as: UTF8.self)
            guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
            else { return nil }
            place += 4
            return UInt16(text, radix: 16)
        }
    }
}
