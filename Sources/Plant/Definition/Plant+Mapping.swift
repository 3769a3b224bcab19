extension Plant {
    /// Names how the messages of a broker become samples: `sha256:` and 64 hexadecimal digits over
    /// ``mappingText(broker:)``.
    ///
    /// What was refused under one mapping may be understood under another; under the same one it is
    /// refused again.
    ///
    /// - Precondition: `broker` is an index into ``Plant/brokers``.
    public func mappingHash(broker: Int) -> String { Self.hash(mappingText(broker: broker)) }

    /// The canonical text of everything on which decoding depends, one statement a line.
    ///
    /// A change of this form, or of what a decoder understands, changes the number in its first
    /// line.
    public func mappingText(broker: Int) -> String {
        let own = signals.filter { lines[workUnits[$0.workUnit].line].broker == broker }
        let text = [
            "lineside mapping 1", "time_zone \(timeZone)", "clock_tolerance \(clockTolerance)",
        ]
        return (text + own.map(mapping(of:)).sorted()).joined(separator: "\n") + "\n"
    }

    private func mapping(of signal: Signal) -> String {
        let meaning =
            switch signal.meaning {
            case .measurement: "measurement"
            case .actuator(let actuator): "actuator \(actuator.command) \(actuator.feedback)"
            default: signal.meaning.definition(products: products, reasons: reasons) ?? ""
            }
        return [Self.literal(signal.path), signal.source.mapping, signal.rule.mapping, meaning]
            .joined(separator: " ")
    }
}

extension SignalSource {
    fileprivate var mapping: String {
        switch self {
        case .sparkplug(let node, let metric):
            return "sparkplug \(Plant.literal(node)) \(Plant.literal(metric))"
        case .topic(let topic, let value, let time):
            let place = value.map { Plant.literal("\($0)") } ?? "whole"
            let instant = time.map { Plant.literal("\($0.path)") + " " + $0.unit.rawValue }
            return "topic \(Plant.literal(topic)) \(place) time \(instant ?? "receive")"
        }
    }
}

extension PayloadRule {
    fileprivate var mapping: String {
        let quality = quality.map { Plant.literal("\($0.path)") + " \($0.good)" } ?? "none"
        return "rule \(demandsTime) \(isExact) \(isEnd) quality \(quality)"
    }
}
