import Plant
import Telemetry

extension ProposedSignal {
    /// Its kind in the plant file.
    public var kind: String {
        switch meaning {
        case .state: "state"
        case .mode: "mode"
        case .counter: "counter"
        case .product: "product"
        case .order: "order"
        case .reason: "reason"
        case .meter: "meter"
        case .measurement: "measurement"
        case .actuator: "actuator"
        }
    }

    /// `key: value` for each key of its entry in the plant file.
    func entries(_ proposal: Proposal) -> [String] {
        var entries = ["kind: \(kind)"]
        if let counts = meaning.counter?.counts { entries.append("counts: \(counts)") }
        entries.append("topic: \(quoted(topic))")
        if let field { entries.append("field: \(quoted(field.description))") }
        if let time {
            let path = quoted(time.path.description)
            entries.append(
                time.unit == .guess
                    ? "time: \(path)" : "time: { field: \(path), unit: \(time.unit.rawValue) }")
        }
        return entries + meaningEntries(proposal)
    }

    private func meaningEntries(_ proposal: Proposal) -> [String] {
        switch meaning {
        case .state(.builtIn(let table)): ["states: \(table.rawValue)"]
        case .state(.custom(let words)): [map("states", words.mapValues(\.word))]
        case .mode(let words): [map("states", words.mapValues { "\($0)" })]
        case .counter(let counter): entries(of: counter)
        case .product(let words): [map("products", words.mapValues { proposal.products[$0].id })]
        case .reason(let words) where words.isEmpty: []
        case .reason(let words): [map("reasons", words.mapValues { proposal.reasons[$0].id })]
        case .order: []
        case .meter(let counter, let unit): ["unit: \(quoted(unit))"] + entries(of: counter)
        case .measurement(let unit, let normal):
            ["unit: \(quoted(unit))"]
                + (normal.map { ["normal: [\($0.lowerBound), \($0.upperBound)]"] } ?? [])
        case .actuator(let actuator):
            [
                "command: \(quoted(actuator.command.description))",
                "feedback: \(quoted(actuator.feedback.description))",
            ]
        }
    }

    private func map(_ key: String, _ words: [String: String]) -> String {
        let pairs = words.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \($0.value)" }
        return "\(key): { \(pairs.joined(separator: ", ")) }"
    }

    private func entries(of counter: Counter) -> [String] {
        var entries = ["type: \(counter.type)"]
        if let modulus = counter.modulus {
            entries.append("modulus: \(decimal(modulus, digits: 6))")
        }
        if let rate = counter.maxRate {
            entries.append("max_rate: \(decimal(rate.count, digits: 6))/s")
        }
        if counter.jitter != counter.step {
            entries.append("jitter: \(decimal(counter.jitter, digits: 6))")
        }
        if counter.step != quantityScale {
            entries.append("step: \(decimal(counter.step, digits: 6))")
        }
        return entries
    }
}

extension UnitState {
    /// The word of the plant file.
    fileprivate var word: String {
        self == .notScheduled ? "not_scheduled" : "\(self)"
    }
}

/// A text of the plant file in double quotes.
func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case _ where !TopicRecord.isPrintable(scalar):
            let hex = String(scalar.value, radix: 16)
            result += "\\U" + String(repeating: "0", count: 8 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}

/// A whole number of 10 to the power of minus `digits`, as a decimal.
func decimal(_ value: Int64, digits: Int) -> String {
    var scale: Int64 = 1
    for _ in 0..<digits { scale *= 10 }
    let rest = String(value % scale)
    var fraction = String(repeating: "0", count: digits - rest.count) + rest
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return "\(value / scale)" + (fraction.isEmpty ? "" : ".\(fraction)")
}

/// A whole number of seconds as the plant file writes it.
func duration(_ nanoseconds: Int64) -> String {
    let seconds = nanoseconds / nanosecondsPerSecond
    if seconds % 3600 == 0 { return "\(seconds / 3600) h" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
}
