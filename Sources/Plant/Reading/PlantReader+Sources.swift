internal import Telemetry
internal import Yams

/// Where a signal comes from.
extension PlantReader {
    /// The convention that a signal names, or nil.
    func readConvention(_ fields: Fields) -> (any PayloadConvention.Type)? {
        fields.word(
            "convention", "a payload convention", PayloadConventions.all.map { ($0.name, $0) })
    }

    /// The place of one of an actuator's two values.
    func readPlace(
        _ fields: Fields, _ key: String, _ convention: (any PayloadConvention.Type)?
    ) -> FieldPath? {
        fields.requiredValue(key, "a path") { text throws(Mismatch) in
            let layout = try convention?.layout(of: .measuring, field: text, topic: "")
            guard let value = layout?.value else { return try FieldPath(parsing: text) }
            return value
        }
    }

    func readSource(
        _ fields: Fields, _ kind: SignalKind, _ placeholders: [String: String],
        _ meaning: SignalMeaning?, _ convention: (any PayloadConvention.Type)?
    ) -> (source: SignalSource, rule: PayloadRule)? {
        guard fields.has("sparkplug") else {
            if fields.has("metric") {
                report.error(
                    fields.place(ofKey: "metric"), "\"metric\" needs \"sparkplug\"",
                    hint: "expected sparkplug: group/node or group/node/device")
            }
            return readTopic(fields, kind, placeholders, meaning, convention)
        }
        for key in ["topic", "convention", "field", "time"] where fields.has(key) {
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
        return (.sparkplug(node: node.string, metric: metric.string), PayloadRule())
    }

    private func readTopic(
        _ fields: Fields, _ kind: SignalKind, _ placeholders: [String: String],
        _ meaning: SignalMeaning?, _ convention: (any PayloadConvention.Type)?
    ) -> (source: SignalSource, rule: PayloadRule)? {
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
        guard let convention else {
            let value = fields.value("field", "a path", FieldPath.init(parsing:))
            return (.topic(topic.string, value: value, time: time), PayloadRule())
        }
        guard let meaning,
            var layout = readLayout(fields, kind, meaning, convention, topic: topic.string)
        else { return nil }
        layout.rule.convention = convention.name
        if let time {
            layout.time = time
            layout.rule.demandsTime = false
            layout.rule.isExact = false
        }
        return (.topic(topic.string, value: layout.value, time: layout.time), layout.rule)
    }

    /// Where a convention keeps what the signal needs; an actuator's time is that of its feedback.
    private func readLayout(
        _ fields: Fields, _ kind: SignalKind, _ meaning: SignalMeaning,
        _ convention: any PayloadConvention.Type, topic: String
    ) -> PayloadLayout? {
        let key = kind == .actuator ? "feedback" : "field"
        if fields.has(key) {
            return fields.value(key, "a place") { text throws(Mismatch) in
                try convention.layout(of: meaning, field: text, topic: topic)
            }
        }
        do {
            return try convention.layout(of: meaning, field: nil, topic: topic)
        } catch {
            report.error(fields.place, "\(fields.what) \(error.problem)", hint: error.hint)
            return nil
        }
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
    /// Stands for the meaning of an actuator whose places are still being read.
    fileprivate static let measuring = SignalMeaning.measurement(unit: "", normal: nil)
}
