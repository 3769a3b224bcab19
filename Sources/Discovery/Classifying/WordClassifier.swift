import Plant
import Telemetry

/// Judges a field whose values are words.
enum WordClassifier {
    static func candidates(_ subject: Subject) -> [Candidate] {
        [state(subject), mode(subject), product(subject), order(subject), reason(subject)]
            .compactMap(\.self)
    }

    // MARK: States and modes

    private static func state(_ subject: Subject) -> Candidate? {
        let isNamed = subject.name.says(Lexicon.state)
        if subject.field.isFlag {
            guard subject.name.says(Lexicon.running) else { return nil }
            let table: [String: UnitState] = ["true": .producing, "false": .stopped]
            return Candidate(
                role: .state(.custom(table)), confidence: 50, why: [.name, .flagOfRunning])
        }
        guard !subject.name.says(Lexicon.mode), let words = subject.field.fewWords else {
            return nil
        }
        let known = words.filter { stateTable(for: [$0]) != nil }
        guard let table = stateTable(for: known) else { return nil }
        var confidence = isNamed ? 50 : 20
        var why: [Why] = isNamed ? [.name] : []
        if known.count == words.count {
            confidence += min(20 + 10 * known.count, 48)
            why.append(.wordsKnown(tableName(table)))
        } else {
            guard isNamed, 2 * known.count >= words.count else { return nil }
            confidence += 10
            why.append(.wordsUnknown(words.filter { !known.contains($0) }))
        }
        return Candidate(role: .state(table), confidence: confidence, why: why)
    }

    /// A table that knows all words: ours, a built-in one, or the lexicon's.
    private static func stateTable(for words: [String]) -> StateTable? {
        guard !words.isEmpty else { return nil }
        if words.allSatisfy({ Lexicon.ownStates[$0] != nil }) { return .custom(Lexicon.ownStates) }
        for table in [BuiltInStateTable.packml, .mtconnect, .e10]
        where words.allSatisfy({ StateTable.builtIn(table).state(forWord: $0) != nil }) {
            return .builtIn(table)
        }
        var map: [String: UnitState] = [:]
        for word in words {
            let plain = word.lowercased()
            guard
                let state = Lexicon.ownStates[plain] ?? Lexicon.states[plain]
                    ?? StateTable.builtIn(.packml).state(forWord: word)
            else { return nil }
            map[word] = state
        }
        return .custom(map)
    }

    private static func tableName(_ table: StateTable) -> String {
        if case .builtIn(let table) = table { table.rawValue } else { "lineside" }
    }

    private static func mode(_ subject: Subject) -> Candidate? {
        guard subject.name.says(Lexicon.mode), let words = subject.field.fewWords else {
            return nil
        }
        var map: [String: UnitMode] = [:]
        for word in words { map[word] = Lexicon.modes[word.lowercased()] }
        guard !map.isEmpty, 2 * map.count >= words.count else { return nil }
        let unknown = words.filter { map[$0] == nil }
        let why: [Why] = [.name, unknown.isEmpty ? .wordsKnown("mode") : .wordsUnknown(unknown)]
        return Candidate(role: .mode(map), confidence: unknown.isEmpty ? 85 : 60, why: why)
    }

    // MARK: Products, orders, reasons

    private static func product(_ subject: Subject) -> Candidate? {
        guard subject.name.says(Lexicon.product), isRare(subject.field),
            let words = subject.field.fewWords, !words.isEmpty
        else { return nil }
        let isMoving = subject.field.wordChanges > 0
        return Candidate(
            role: .product, confidence: isMoving ? 85 : 65, why: [.name, .rarelyChanges])
    }

    private static func order(_ subject: Subject) -> Candidate? {
        let isNamed = subject.name.says(Lexicon.order)
        let isIDOfOrder =
            subject.name.says(["id", "number", "no"]) && subject.context.says(Lexicon.order)
        guard isNamed || isIDOfOrder, isRare(subject.field) else { return nil }
        return Candidate(
            role: .order, confidence: isNamed && isIDOfOrder ? 85 : 75,
            why: [.name, .rarelyChanges])
    }

    private static func reason(_ subject: Subject) -> Candidate? {
        guard subject.name.says(Lexicon.reason), let words = subject.field.fewWords,
            !words.isEmpty
        else { return nil }
        let isCleared = subject.field.nulls > 0 || words.contains("")
        return Candidate(
            role: .reason, confidence: isCleared ? 80 : 55,
            why: [.name] + (isCleared ? [.clearedByNull] : []))
    }

    /// Whether a word stays for a while: it changes seldom, or comes only when it changes.
    private static func isRare(_ field: FieldRecord) -> Bool {
        field.words.count <= 8 || field.wordChanges * 4 <= field.count
            || field.words.allSatisfy { $0.count <= 2 } && !field.hasMoreWords
    }
}
