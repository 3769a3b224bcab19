import Plant
import Telemetry

/// What one field of one topic said, in fixed memory.
struct FieldRecord {
    /// Nil: the payload is the value.
    let path: FieldPath?
    private(set) var count = 0
    private(set) var nulls = 0
    private(set) var numbers = NumberRecord()
    private(set) var numberCount = 0
    private(set) var textCount = 0
    private(set) var flagCount = 0
    /// Different words in order of appearance, with how often each came.
    private(set) var words: [(word: String, count: Int)] = []
    /// Whether there were more different words than are remembered.
    private(set) var hasMoreWords = false
    /// How often the word changed, null included.
    private(set) var wordChanges = 0
    private(set) var times = TimeRecord()
    private var places: [String: Int] = [:]
    private var lastWord: String??

    init(path: FieldPath?) {
        self.path = path
    }

    /// Takes the next value of a message.
    mutating func take(
        _ value: FieldValue, eventTime: Timestamp, receiveTime: Timestamp, isBaseline: Bool
    ) {
        count += 1
        switch value {
        case .null: nulls += 1
        case .number(let number, let text):
            numberCount += 1
            numbers.take(number, text: text, at: eventTime, isBaseline: isBaseline)
            times.take(number: number, receiveTime: receiveTime)
        case .text(let text):
            textCount += 1
            times.take(text: text)
        case .flag: flagCount += 1
        }
        take(word: value.word, isBaseline: isBaseline)
    }

    private mutating func take(word: String?, isBaseline: Bool) {
        let word = word.map { String($0.prefix(ListeningLimits.wordLength)) }
        if let lastWord, lastWord != word, !isBaseline { wordChanges += 1 }
        lastWord = .some(word)
        guard let word else { return }
        if let place = places[word] {
            words[place].count += 1
        } else if words.count < ListeningLimits.words {
            places[word] = words.count
            words.append((word, 1))
        } else {
            hasMoreWords = true
        }
    }

    /// Believes the last change.
    mutating func settle() { numbers.settle() }

    /// How many values it had that are not null.
    var valueCount: Int { count - nulls }
    /// Whether every value was a number.
    var isNumber: Bool { numberCount > 0 && numberCount == valueCount }
    /// Whether every value was a text.
    var isText: Bool { textCount > 0 && textCount == valueCount }
    /// Whether every value was true or false.
    var isFlag: Bool { flagCount > 0 && flagCount == valueCount }
    /// Whether it never had more than one value.
    var isConstant: Bool { words.count <= 1 && !hasMoreWords && nulls == 0 }
    /// A few words, and no more than these came.
    var fewWords: [String]? { hasMoreWords ? nil : words.map(\.word) }
}

/// How far values look like times, and in which unit.
struct TimeRecord {
    /// Numbers by the unit that their size tells: s, ms, µs, ns.
    private(set) var byUnit: [TimeField.Unit: Int] = [:]
    /// Those within a day of their receipt.
    private(set) var near = 0
    private(set) var texts = 0

    mutating func take(number: Double, receiveTime: Timestamp) {
        guard let (unit, instant) = Self.instant(number) else { return }
        byUnit[unit, default: 0] += 1
        if abs(instant - receiveTime) < 86_400 * nanosecondsPerSecond { near += 1 }
    }

    mutating func take(text: String) {
        if Self.isDateTime(text) { texts += 1 }
    }

    /// The instant that a number can be, by its size, in 2000 to 2100.
    static func instant(_ number: Double) -> (TimeField.Unit, Timestamp)? {
        let years = 946_684_800.0..<4_102_444_800.0
        let units: [(TimeField.Unit, Double)] = [(.s, 1), (.ms, 1e3), (.us, 1e6), (.ns, 1e9)]
        for (unit, scale) in units where years.contains(number / scale) {
            return (unit, Timestamp(nanoseconds: Int64(number / scale * 1e9)))
        }
        return nil
    }

    /// Whether a text begins like `2026-03-02T08:00` or `2026-03-02 08:00`.
    static func isDateTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(16))
        guard bytes.count == 16 else { return false }
        for (place, byte) in bytes.enumerated() {
            switch place {
            case 4, 7: guard byte == UInt8(ascii: "-") else { return false }
            case 10: guard "Tt ".utf8.contains(byte) else { return false }
            case 13: guard byte == UInt8(ascii: ":") else { return false }
            default: guard (48...57).contains(byte) else { return false }
            }
        }
        return true
    }
}
