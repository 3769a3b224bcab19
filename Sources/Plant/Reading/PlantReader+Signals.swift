internal import Yams

/// What a signal's `kind` may be, with the keys that only this kind has.
private enum SignalKind: String, CaseIterable {
    case state, mode, counter, product, order, reason, meter, measurement, actuator

    static let common = ["kind", "name", "topic", "field", "time", "sparkplug", "metric"]
    static let counting = ["type", "modulus", "max_rate", "jitter", "step"]

    var keys: [String] {
        switch self {
        case .state, .mode: Self.common + ["states", "unit"]
        case .counter: Self.common + ["counts", "pieces_per_count", "unit"] + Self.counting
        case .product: Self.common + ["products", "unit"]
        case .order: Self.common + ["unit"]
        case .reason: Self.common + ["reasons", "unit"]
        case .meter: Self.common + ["unit"] + Self.counting
        case .measurement: Self.common + ["unit", "normal"]
        case .actuator:
            ["kind", "name", "topic", "time", "command", "feedback", "unit", "within", "tolerance"]
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
        let source = readSource(fields, kind, placeholders)
        let meaning = readMeaning(fields, kind)
        guard let source, let meaning else {
            unclearUnits.insert(unit)
            return
        }
        let signal = Signal(
            id: id.string, path: path, name: fields.name(fallback: id.string), workUnit: unit,
            source: source, meaning: meaning)
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
        guard let subject = signal.meaning.subject,
            let rival = signals.reversed().prefix(while: { $0.workUnit == signal.workUnit })
                .first(where: { $0.meaning.subject == subject })
        else { return }
        report.error(
            place,
            "signals \(quoted(rival.id)) and \(quoted(signal.id)) both give the \(subject) of "
                + workUnits[signal.workUnit].path)
    }

    private func readMeaning(_ fields: Fields, _ kind: SignalKind) -> SignalMeaning? {
        switch kind {
        case .state:
            return fields.stateTable(report).map(SignalMeaning.state)
        case .mode:
            return fields.words("states", required: "words and modes", Words.modes)
                .map(SignalMeaning.mode)
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
            let command = fields.requiredValue("command", "a path", FieldPath.init(parsing:))
            let feedback = fields.requiredValue("feedback", "a path", FieldPath.init(parsing:))
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

    private func readSource(
        _ fields: Fields, _ kind: SignalKind, _ placeholders: [String: String]
    ) -> SignalSource? {
        guard fields.has("sparkplug") else {
            if fields.has("metric") {
                report.error(
                    fields.place(ofKey: "metric"), "\"metric\" needs \"sparkplug\"",
                    hint: "expected sparkplug: group/node or group/node/device")
            }
            return readTopic(fields, kind, placeholders)
        }
        for key in ["topic", "field", "time"] where fields.has(key) {
            report.error(
                fields.place(ofKey: key), "a Sparkplug signal has no \"\(key)\"",
                hint: "it is named by \"sparkplug\" and \"metric\"")
        }
        let node = fields.requiredText("sparkplug", "group/node or group/node/device")
            .flatMap { replace(placeholders, in: $0) }
        let metric = fields.requiredText("metric", "the name of a metric")
            .flatMap { replace(placeholders, in: $0) }
        guard let node, let metric else { return nil }
        let parts = node.string.split(separator: "/", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), !parts.contains(""), !node.string.contains("+"),
            !node.string.contains("#")
        else {
            report.error(
                node.place, "\(quoted(node.string)) is not a Sparkplug node or device",
                hint: "expected group/node or group/node/device")
            return nil
        }
        return .sparkplug(node: node.string, metric: metric.string)
    }

    private func readTopic(
        _ fields: Fields, _ kind: SignalKind, _ placeholders: [String: String]
    ) -> SignalSource? {
        let value = fields.value("field", "a path", FieldPath.init(parsing:))
        let time = readTime(fields, kind)
        guard
            let topic = fields.requiredText("topic", "an MQTT topic, or \"sparkplug\"")
                .flatMap({ replace(placeholders, in: $0) })
        else { return nil }
        if topic.string.contains("+") || topic.string.contains("#") {
            report.error(
                topic.place, "the topic \(quoted(topic.string)) has a wildcard",
                hint: "a signal comes from exactly one topic")
        } else if topic.string.utf8.count > 65_535 || topic.string.unicodeScalars.contains("\0") {
            report.error(topic.place, "the topic is not one that MQTT can carry")
        }
        return .topic(topic.string, value: value, time: time)
    }

    private func readTime(_ fields: Fields, _ kind: SignalKind) -> TimeField? {
        let units = TimeField.Unit.allCases.filter { $0 != .guess }.map { ($0.rawValue, $0) }
        if !kind.hasUnit, fields.has("unit"), !fields.has("time") {
            report.error(
                fields.place(ofKey: "unit"), "\"unit\" is the unit of \"time\", which is not given")
        }
        guard let node = fields.node("time") else { return nil }
        if node.mapping != nil {
            let time = Fields(node, "an event time", keys: ["field", "unit"], report)
            let path = time?.requiredValue("field", "a path", FieldPath.init(parsing:))
            let unit = time?.word("unit", "a unit of time", units)
            return path.map { TimeField(path: $0, unit: unit ?? .guess) }
        }
        let unit = kind.hasUnit ? nil : fields.word("unit", "a unit of time", units)
        return report.value(node, "a path", FieldPath.init(parsing:))
            .map { TimeField(path: $0, unit: unit ?? .guess) }
    }

    /// Puts identifiers in the place of `{line}` and `{unit}`; reports other words in braces.
    private func replace(_ placeholders: [String: String], in text: Text) -> Text? {
        var result = ""
        var rest = text.string[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            let word = String(rest[open...close])
            guard let value = placeholders[word] else {
                report.error(
                    text.place, "\(quoted(word)) stands for nothing",
                    hint: suggestion(for: word, among: placeholders.keys.sorted())
                        ?? "expected {line} or {unit}")
                return nil
            }
            result += rest[..<open] + value
            rest = rest[rest.index(after: close)...]
        }
        return Text(string: result + rest, place: text.place)
    }
}

extension SignalMeaning {
    /// What it says of its work unit that only one signal may say; nil where there may be several.
    fileprivate var subject: String? {
        switch self {
        case .state: "state"
        case .mode: "mode"
        case .counter(let counter): counter.counts.map { "count of \($0) pieces" }
        case .product: "product"
        case .order: "order"
        case .reason: "reason"
        case .meter, .measurement, .actuator: nil
        }
    }
}
