import Plant

/// What a payload is, with its scalars.
enum PayloadFields: Equatable {
    /// A JSON object: its scalars by path, in order.
    case object([(path: FieldPath, value: FieldValue)], isWhole: Bool)
    /// One value without fields.
    case scalar(FieldValue)
    /// Something else: bytes, a JSON array, a text of several lines.
    case opaque

    /// Looks into a payload.
    init(_ payload: [UInt8]) {
        guard payload.count <= ListeningLimits.payload,
            let text = String(validating: payload, as: UTF8.self)
        else {
            self = .opaque
            return
        }
        let first = payload.first { !Self.isSpace($0) }
        guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            self = Self.scalar(text)
            return
        }
        var scanner = JSONScanner(payload)
        guard first == UInt8(ascii: "{"), scanner.scan() else {
            self = .opaque
            return
        }
        self = .object(scanner.found, isWhole: scanner.isWhole)
    }

    private static func scalar(_ text: String) -> PayloadFields {
        var text = text[...]
        while let last = text.unicodeScalars.last, last.value <= 0x20 { text.removeLast() }
        while let first = text.unicodeScalars.first, first.value <= 0x20 { text.removeFirst() }
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else { return .opaque }
        if text.count >= 2, text.first == "\"", text.last == "\"" {
            return .scalar(.text(String(text.dropFirst().dropLast())))
        }
        return .scalar(FieldValue(plain: String(text)))
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    static func == (left: PayloadFields, right: PayloadFields) -> Bool {
        switch (left, right) {
        case (.object(let one, let isWhole), .object(let other, let isOtherWhole)):
            isWhole == isOtherWhole && one.elementsEqual(other, by: ==)
        case (.scalar(let one), .scalar(let other)): one == other
        case (.opaque, .opaque): true
        default: false
        }
    }
}

/// Finds the scalars of a JSON text, within ``ListeningLimits``.
private struct JSONScanner {
    private let bytes: [UInt8]
    private var place = 0
    private var steps: [FieldPath.Step] = []
    private(set) var found: [(path: FieldPath, value: FieldValue)] = []
    /// Whether nothing was left out.
    private(set) var isWhole = true

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Whether the text is one JSON value.
    mutating func scan() -> Bool {
        guard value() else { return false }
        skipSpace()
        return place == bytes.count
    }

    private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

    private mutating func skipSpace() {
        while place < bytes.count, PayloadFields.isSpace(bytes[place]) { place += 1 }
    }

    private mutating func value() -> Bool {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return container(end: UInt8(ascii: "}"), isObject: true)
        case UInt8(ascii: "["): return container(end: UInt8(ascii: "]"), isObject: false)
        case UInt8(ascii: "\""):
            guard let text = text() else { return false }
            note(.text(text))
            return true
        default: return literal()
        }
    }

    private mutating func container(end: UInt8, isObject: Bool) -> Bool {
        guard steps.count < 64 else { return false }
        place += 1
        skipSpace()
        var index = 0
        if next == end {
            place += 1
            return true
        }
        while true {
            guard element(isObject: isObject, index: index) else { return false }
            index += 1
            skipSpace()
            if next == end {
                place += 1
                return true
            }
            guard next == UInt8(ascii: ",") else { return false }
            place += 1
            skipSpace()
        }
    }

    private mutating func element(isObject: Bool, index: Int) -> Bool {
        var step = FieldPath.Step.index(index)
        if isObject {
            guard next == UInt8(ascii: "\""), let key = text() else { return false }
            skipSpace()
            guard next == UInt8(ascii: ":") else { return false }
            place += 1
            step = .key(key)
        }
        steps.append(step)
        defer { steps.removeLast() }
        return value()
    }

    private mutating func literal() -> Bool {
        let start = place
        while place < bytes.count, !",]}".utf8.contains(bytes[place]),
            !PayloadFields.isSpace(bytes[place])
        { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        switch text {
        case "null", "true", "false": note(FieldValue(plain: text))
        default:
            guard let number = FieldValue.number(text) else { return false }
            note(number)
        }
        return true
    }

    private mutating func note(_ value: FieldValue) {
        guard steps.count <= ListeningLimits.depth,
            found.count < ListeningLimits.fieldsPerTopic,
            steps.allSatisfy({ step in
                if case .index(let index) = step { index < ListeningLimits.elements } else { true }
            })
        else {
            isWhole = false
            return
        }
        guard !steps.isEmpty else { return }
        found.append((FieldPath(steps: steps), value))
    }

    private mutating func text() -> String? {
        place += 1
        var content: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard escape(into: &content) else { return nil }
            default: content.append(byte)
            }
        }
        return nil
    }

    private mutating func escape(into content: inout [UInt8]) -> Bool {
        let letter = next
        place += 1
        switch letter {
        case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "b"),
            UInt8(ascii: "f"):
            content.append(0x20)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "u"):
            guard let high = unit() else { return false }
            var scalar = high
            if high & 0xFC00 == 0xD800, next == UInt8(ascii: "\\") {
                place += 2
                guard let low = unit() else { return false }
                scalar = 0x10000 + (high - 0xD800) << 10 + (low & 0x3FF)
            }
            let character = Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")
            content.append(contentsOf: String(character).utf8)
        default: return false
        }
        return true
    }

    private mutating func unit() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        defer { place += 4 }
        return UInt32(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    }
}
