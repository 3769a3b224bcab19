public import Telemetry

extension StateTable {
    /// The state that a source's word means; nil for a word that the table does not know.
    ///
    /// For start-up and tests: the path of a message uses ``BuiltInStateTable/state(forBytes:)`` or
    /// a table of its own.
    public func state(forWord word: String) -> UnitState? {
        switch self {
        case .builtIn(let table): table.state(forBytes: word.utf8.span)
        case .custom(let words): words[word]
        }
    }
}

extension BuiltInStateTable {
    /// The state that a source's word or number in text means; nil for one that the table does not
    /// know.
    ///
    /// Letters are compared without case. Allocates nothing; any thread.
    public func state(forBytes bytes: Span<UInt8>) -> UnitState? {
        guard !bytes.isEmpty, bytes.count <= Self.longestWord else { return nil }
        if let number = Self.number(bytes) { return state(forNumber: number) }
        return words.state(for: bytes)
    }

    /// The state that a source's number means; nil for one that the table does not know.
    ///
    /// MTConnect and SEMI E10 have none. Allocates nothing; any thread.
    public func state(forNumber number: Int64) -> UnitState? {
        switch self {
        case .packml: Self.state(number, from: 1, in: Self.packmlNumbers)
        case .packmlLibremfg: Self.state(number, from: 0, in: Self.libremfgNumbers)
        case .packmlOPC: Self.state(number, from: 0, in: Self.opcNumbers)
        case .packmlBlocked: Self.state(number, from: 0, in: Self.blockedNumbers)
        case .umh: Self.umhState(number)
        case .mtconnect, .mtconnectCondition, .e10: nil
        }
    }

    private static func state(
        _ number: Int64, from first: Int64, in states: [UnitState]
    ) -> UnitState? {
        guard number >= first, number - first < Int64(states.count) else { return nil }
        return states[Int(number - first)]
    }

    /// No word of any table is longer, in bytes.
    private static let longestWord = 20

    private var words: WordTable {
        switch self {
        case .packml, .packmlLibremfg, .packmlOPC: Self.packmlWords
        case .packmlBlocked: Self.blockedWords
        case .mtconnect: Self.mtconnectWords
        case .mtconnectCondition: Self.conditionWords
        case .e10: Self.e10Words
        case .umh: Self.noWords
        }
    }

    private static func number(_ bytes: Span<UInt8>) -> Int64? {
        var number: Int64 = 0
        guard bytes.count <= 12 else { return nil }
        for index in bytes.indices {
            let digit = bytes[index]
            guard digit >= 48, digit <= 57 else { return nil }
            number = number * 10 + Int64(digit - 48)
        }
        return number
    }
}

/// Words and their states, compared byte by byte without case.
struct WordTable: Sendable {
    private let words: [[UInt8]]
    private let states: [UnitState]

    init(_ pairs: KeyValuePairs<String, UnitState>) {
        words = pairs.map { Array($0.key.lowercased().utf8) }
        states = pairs.map(\.value)
    }

    func state(for bytes: Span<UInt8>) -> UnitState? {
        for place in words.indices where words[place].count == bytes.count {
            if equal(words[place], bytes) { return states[place] }
        }
        return nil
    }

    private func equal(_ word: [UInt8], _ bytes: Span<UInt8>) -> Bool {
        for index in word.indices {
            let byte = bytes[index]
            let lower = byte >= 65 && byte <= 90 ? byte + 32 : byte
            guard word[index] == lower else { return false }
        }
        return true
    }
}
