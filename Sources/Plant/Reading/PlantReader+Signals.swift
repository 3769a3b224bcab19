internal import Yams

/// What a signal's `kind` may be, with the keys that only this kind has.
enum SignalKind: String, CaseIterable {
    case state, mode, counter, product, order, reason, meter, measurement, actuator

    static let common = [
        "kind", "name", "topic", "convention", "field", "time", "sparkplug", "metric",
    ]
    static let counting = ["type", "modulus", "max_rate", "jitter", "step"]

    var keys: [String] {
        switch self {
        case .state: Self.common + ["states", "fallback", "unit"]
        case .mode: Self.common + ["states", "unit"]
        case .counter: Self.common + ["counts", "pieces_per_count", "unit"] + Self.counting
        case .product: Self.common + ["products", "unit"]
        case .order: Self.common + ["unit"]
        case .reason: Self.common + ["reasons", "unit"]
        case .meter: Self.common + ["unit"] + Self.counting
        case .measurement: Self.common + ["unit", "normal"]
        case .actuator:
            [
                "kind", "name", "topic", "convention", "time", "command", "feedback", "unit",
                "within", "tolerance",
            ]
        }
    }

    /// Whether `unit` is that of the value; else it can only be that of the time.
    var hasUnit: Bool { self == .meter || self == .measurement || self == .actuator }
}

extension PlantReader {
    func readSignal(_ id: Text, _ node: Node, of unit: Int, _ line: String) {
        let path = "\(workUnits[unit].path)/\(id.string)"
        guard let kind = readKind(node, path),
            let fields = Fields(node, "signal \(path)", keys: kind.keys, report)
        else {
            unclearUnits.insert(unit)
            return
        }
        let placeholders = ["{line}": line, "{unit}": workUnits[unit].id]
        let convention = readConvention(fields)
        let meaning = readMeaning(fields, kind, convention)
        let source = readSource(fields, kind, placeholders, meaning, convention)
        guard let source, let meaning else {
            unclearUnits.insert(unit)
            return
        }
        let signal = Signal(
            id: id.string, path: path, name: fields.name(fallback: id.string), workUnit: unit,
            source: source.source, meaning: meaning, rule: source.rule,
            isFallback: kind == .state && fields.flag("fallback") == true)
        refuseRival(of: signal, at: id.place)
        signals.append(signal)
    }

    private func readKind(_ node: Node, _ path: String) -> SignalKind? {
        guard let mapping = node.mapping else {
            _ = Fields(node, "signal \(path)", keys: [], report)
            return nil
        }
        let kinds = SignalKind.allCases.map { ($0.rawValue, $0) }
        guard let value = mapping.first(where: { $0.key.scalar?.string == "kind" })?.value else {
            report.error(
                Place(node.mark), "signal \(path) lacks the key \"kind\"",
                hint: "expected \(alternatives(kinds.map(\.0)))")
            return nil
        }
        return report.text(value, "a kind of signal")
            .flatMap { report.word($0, "a kind of signal", kinds) }
    }

    /// Two signals must not both say what a unit does, makes, or counts.
    private func refuseRival(of signal: Signal, at place: Place) {
        let siblings = signals.reversed().prefix { $0.workUnit == signal.workUnit }
        if signal.stateRole == .fault {
            let count = siblings.count { $0.stateRole == .fault }
            guard count >= Signal.mostFaults else { return }
            report.error(
                place, "a work unit has at most \(Signal.mostFaults) signals that give a fault")
            return
        }
        guard let subject = signal.subject,
            let rival = siblings.first(where: { $0.subject == subject })
        else { return }
        report.error(
            place,
            "signals \(quoted(rival.id)) and \(quoted(signal.id)) both give the \(subject) of "
                + workUnits[signal.workUnit].path,
            hint: subject == "state"
                ? "names win: give \"fallback: true\" to the one that gives numbers" : nil)
    }

    private func readMeaning(
        _ fields: Fields, _ kind: SignalKind, _ convention: (any PayloadConvention.Type)?
    ) -> SignalMeaning? {
        switch kind {
        case .state:
            if !fields.has("states"), let table = convention?.states {
                return .state(.builtIn(table))
            }
            return fields.stateTable(report).map(SignalMeaning.state)
        case .mode:
            return fields.modes().map(SignalMeaning.mode)
        case .counter:
            return fields.counter(pieces: true).map(SignalMeaning.counter)
        case .product:
            return .product(readReferences(fields, "products", productIDs))
        case .order:
            return .order
        case .reason:
            return .reason(readReferences(fields, "reasons", reasonIDs))
        case .meter:
            let unit = fields.requiredText("unit", "a unit such as kWh")
            let counter = fields.counter(pieces: false)
            guard let unit, let counter else { return nil }
            return .meter(counter, unit: unit.string)
        case .measurement:
            return fields.requiredText("unit", "a unit such as Cel")
                .map { .measurement(unit: $0.string, normal: fields.band("normal")) }
        case .actuator:
            let command = readPlace(fields, "command", convention)
            let feedback = readPlace(fields, "feedback", convention)
            guard let command, let feedback else { return nil }
            return .actuator(
                Actuator(
                    command: command, feedback: feedback,
                    unit: fields.text("unit", "a unit")?.string,
                    within: fields.value("within", "a time such as 5 s", Quantities.duration)
                        ?? Actuator.defaultWithin,
                    tolerance: fields.value("tolerance", "a quantity", Quantities.quantityOrZero)
                        ?? 0))
        }
    }

    /// A map from the source's words to identifiers; without one every identifier is its own word.
    private func readReferences(
        _ fields: Fields, _ key: String, _ catalog: Catalog
    ) -> [String: Int] {
        guard let node = fields.node(key) else {
            return Dictionary(
                catalog.ids.enumerated().map { ($0.element, $0.offset) },
                uniquingKeysWith: { first, _ in first })
        }
        var words: [String: Int] = [:]
        for (word, value) in Fields.pairs(of: node, "\"\(key)\"", report) ?? [] {
            guard let text = report.text(value, "the identifier of a \(catalog.what)") else {
                continue
            }
            words[word.string] = catalog.resolve(text, report)
        }
        return words
    }
}

extension Signal {
    /// The most signals that give a fault of one work unit.
    public static let mostFaults = 32

    /// What it says of its work unit that only one signal may say; nil where there may be several.
    fileprivate var subject: String? {
        switch meaning {
        case .state:
            switch stateRole {
            case .fallback: "fallback of the state"
            case .blocked: "interlock"
            case .fault: nil
            case .state, nil: "state"
            }
        case .mode: "mode"
        case .counter(let counter): counter.counts.map { "count of \($0) pieces" }
        case .product: "product"
        case .order: rule.isEnd ? "end of the order" : "order"
        case .reason: "reason"
        case .meter, .measurement, .actuator: nil
        }
    }
}
