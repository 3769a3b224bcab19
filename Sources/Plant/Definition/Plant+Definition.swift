internal import Crypto
internal import Telemetry

extension Plant {
    /// Names what a work unit's figures mean: `sha256:` and 64 hexadecimal digits over
    /// ``definitionText(workUnit:)``.
    ///
    /// Figures are compared only where their definitions are equal. Identifiers, names, topics and
    /// the order of the file do not change it.
    ///
    /// - Precondition: `workUnit` is an index into ``Plant/workUnits``.
    public func definitionHash(workUnit: Int) -> String {
        Self.hash(definitionText(workUnit: workUnit))
    }

    /// Names what a line's figures mean: over the definitions of its constraint and its output.
    ///
    /// - Precondition: `line` is an index into ``Plant/lines``.
    public func definitionHash(line: Int) -> String {
        let constraint = lines[line].constraint.map { definitionHash(workUnit: $0) }.sorted()
        let output = lines[line].output.map { definitionHash(workUnit: $0) }.sorted()
        let text =
            ["lineside line definition 1"] + constraint.map { "constraint \($0)" }
            + output.map { "output \($0)" }
        return Self.hash(text.joined(separator: "\n") + "\n")
    }

    /// Names what the figures of the whole plant mean: over the definitions of its lines.
    public func definitionHash() -> String {
        let all = lines.indices.map { "line \(definitionHash(line: $0))" }.sorted()
        return Self.hash((["lineside plant definition 1"] + all).joined(separator: "\n") + "\n")
    }

    static func hash(_ text: String) -> String {
        let digits = Array("0123456789abcdef")
        let digest = SHA256.hash(data: Array(text.utf8))
        return digest.reduce(into: "sha256:") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    /// The canonical text of everything that gives a work unit's figures their meaning, one
    /// statement a line.
    ///
    /// Times are nanoseconds, quantities millionths, instants nanoseconds since the Unix epoch. A
    /// change of this form changes the number in its first line.
    public func definitionText(workUnit: Int) -> String {
        let unit = workUnits[workUnit]
        let line = lines[unit.line]
        var text = ["lineside definition 1"]
        text.append("convention \(convention.rawValue)")
        text.append("time_zone \(timeZone)")
        text.append("clock_tolerance \(clockTolerance)")
        text.append("lateness \(lateness)")
        text.append("minor_stop \(unit.minorStop.definition)")
        text.append("stale_after \(unit.staleAfter.map(String.init) ?? "never")")
        text.append("prefer \(unit.prefer.map { "\($0)" }.sorted().joined(separator: " "))")
        text.append("product \(line.product.map { Self.literal(products[$0].id) } ?? "none")")
        text += line.calendar.map { calendars[$0].definition } ?? ["calendar always"]
        text += unit.rates.map(definition(of:)).sorted()
        text += unit.signals.compactMap { definition(of: signals[$0]) }.sorted()
        return text.joined(separator: "\n") + "\n"
    }

    private func definition(of rate: Rate) -> String {
        "rate \(Self.literal(products[rate.product].id)) from \(rate.from.nanoseconds) "
            + "\(rate.itemTime)/\(rate.items)"
    }

    private func definition(of signal: Signal) -> String? {
        signal.meaning.definition(products: products, reasons: reasons).map {
            "\($0) time \(signal.source.timeDefinition)"
                + (signal.isFallback ? " fallback" : "") + (signal.rule.isEnd ? " end" : "")
        }
    }

    /// A word of the plant file that cannot be mistaken for anything else in a canonical text.
    static func literal(_ word: String) -> String {
        let escaped = word.unicodeScalars.map { scalar in
            switch scalar {
            case "\"", "\\": "\\\(scalar)"
            case "\n": "\\n"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}

extension MinorStop {
    fileprivate var definition: String {
        switch self {
        case .time(let nanoseconds): "\(nanoseconds)"
        case .items(let count): "\(count) items"
        }
    }
}

extension SignalSource {
    /// Whose clock gives the event time, and in which unit.
    fileprivate var timeDefinition: String {
        switch self {
        case .topic(_, _, let time): time.map { "payload \($0.unit.rawValue)" } ?? "receive"
        case .sparkplug: "payload ms"
        }
    }
}

extension SignalMeaning {
    /// Nil for what has no part in production figures.
    func definition(products: [Product], reasons: [StopReason]) -> String? {
        switch self {
        case .state(.builtIn(let table)): "state \(table.rawValue)"
        case .state(.custom(let words)): "state \(Self.pairs(words) { "\($0)" })"
        case .mode(let words): "mode \(Self.pairs(words) { "\($0)" })"
        case .counter(let counter): "counter \(counter.definition)"
        case .product(let words): "product \(Self.pairs(words) { Plant.literal(products[$0].id) })"
        case .order: "order"
        case .reason(let words): "reason \(Self.pairs(words) { Plant.literal(reasons[$0].id) })"
        case .meter(let counter, let unit):
            "meter \(Plant.literal(unit)) \(counter.definition)"
        case .measurement, .actuator: nil
        }
    }

    private static func pairs<Value>(
        _ words: [String: Value], _ text: (Value) -> String
    ) -> String {
        words.map { "\(Plant.literal($0.key))=\(text($0.value))" }.sorted().joined(separator: " ")
    }
}

extension Counter {
    fileprivate var definition: String {
        [
            counts.map { "\($0)" } ?? "supply", type.rawValue,
            "modulus \(modulus.map(String.init) ?? "none")",
            "max_rate \(maxRate.map { "\($0.count)/\($0.per)" } ?? "none")",
            "jitter \(jitter)", "step \(step)", "pieces_per_count \(piecesPerCount)",
        ].joined(separator: " ")
    }
}
