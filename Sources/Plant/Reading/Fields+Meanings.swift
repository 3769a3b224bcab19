internal import Telemetry
internal import Yams

/// The words of the plant file for states, modes and counts.
enum Words {
    static let states: [(String, UnitState)] = [
        ("producing", .producing), ("setup", .setup), ("idle", .idle), ("starved", .starved),
        ("blocked", .blocked), ("stopped", .stopped), ("faulted", .faulted),
        ("unknown", .unknown), ("not_scheduled", .notScheduled),
    ]
    static let modes: [(String, UnitMode)] = [
        ("production", .production), ("setup", .setup), ("maintenance", .maintenance),
        ("manual", .manual),
    ]
    static let counts: [(String, CountKind)] = [
        ("made", .made), ("good", .good), ("scrap", .scrap), ("rework", .rework),
    ]
}

extension Fields {
    /// A map from the source's words to words of ours.
    func words<Value>(
        _ key: String, required expected: String, _ known: [(String, Value)]
    ) -> [String: Value]? {
        guard let node = required(key, expected),
            let pairs = Fields.pairs(of: node, "\"\(key)\"", report)
        else { return nil }
        if pairs.isEmpty { report.error(Place(node.mark), "\"\(key)\" is empty") }
        var words: [String: Value] = [:]
        for (word, value) in pairs {
            let expected = alternatives(known.map(\.0))
            guard let text = report.text(value, expected) else { continue }
            words[word.string] = report.word(text, "one of Lineside's words", known)
        }
        return words
    }

    /// The table of a state signal: the name of a built-in one or a map.
    func stateTable(_ report: Report) -> StateTable? {
        let tables = BuiltInStateTable.allCases.map { ($0.rawValue, $0) }
        guard let node = node("states"), node.scalar != nil else {
            let expected = "\(alternatives(tables.map(\.0))), or words and states"
            return words("states", required: expected, Words.states).map(StateTable.custom)
        }
        return word("states", "a built-in table of states", tables).map(StateTable.builtIn)
    }

    /// The words of a mode signal: those of a built-in table or a map.
    func modes() -> [String: UnitMode]? {
        let tables = BuiltInModes.tables.map { ($0.name, $0.words) }
        guard let node = node("states"), node.scalar != nil else {
            let expected = "\(alternatives(tables.map(\.0))), or words and modes"
            return words("states", required: expected, Words.modes)
        }
        return word("states", "a built-in table of modes", tables)
    }

    /// Two numbers, the lower first.
    func band(_ key: String) -> ClosedRange<Double>? {
        guard let node = node(key) else { return nil }
        let ends = (node.sequence.map(Array.init) ?? []).compactMap { end in
            report.value(end, "a number") { text throws(Mismatch) in
                guard let number = Double(text), number.isFinite else {
                    throw Mismatch(problem: "is not a number")
                }
                return number
            }
        }
        guard ends.count == 2, ends[0] <= ends[1] else {
            report.error(
                Place(node.mark), "\"\(key)\" is not a band", hint: "expected [low, high]")
            return nil
        }
        return ends[0]...ends[1]
    }

    /// How readings become quantities; `counts` is read for pieces only.
    func counter(pieces: Bool) -> Counter? {
        let types = Counter.ReadingType.allCases.map { ($0.rawValue, $0) }
        let expected = alternatives(types.map(\.0))
        let type = requiredText("type", expected)
            .flatMap { report.word($0, "a type of counter", types) }
        var counts: CountKind?
        if pieces {
            counts = requiredText("counts", alternatives(Words.counts.map(\.0)))
                .flatMap { report.word($0, "something to count", Words.counts) }
            guard counts != nil else { return nil }
        }
        let step = value("step", "a quantity", Quantities.quantity) ?? quantityScale
        let modulus = value("modulus", "a quantity", Quantities.quantity)
        let counter = Counter(
            counts: counts, type: type ?? .cumulative, modulus: modulus,
            maxRate: value("max_rate", "pieces per time such as 5/s", Quantities.rate),
            jitter: value("jitter", "a quantity", Quantities.quantityOrZero) ?? step, step: step,
            piecesPerCount: value("pieces_per_count", "a quantity", Quantities.quantity)
                ?? quantityScale)
        if let modulus, modulus % step != 0 || modulus < 2 * step {
            report.error(
                place(of: "modulus"), "the modulus is not a multiple of the step",
                hint: "it is how many values the counter has, at least two")
        }
        if type != nil { warn(counter) }
        return counter
    }

    private func warn(_ counter: Counter) {
        guard counter.type == .delta || counter.type == .pulse else { return }
        if counter.counts != nil {
            report.warning(
                place(of: "type"),
                "a \(counter.type.rawValue) counter loses what a lost message carried",
                hint: "use a cumulative counter where the source has one")
        }
        for key in ["modulus", "max_rate", "jitter"] where has(key) {
            report.warning(
                place(ofKey: key), "\"\(key)\" means nothing for a \(counter.type.rawValue) counter"
            )
        }
    }
}
