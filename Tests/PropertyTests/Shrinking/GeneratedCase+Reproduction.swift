import Telemetry

extension GeneratedCase {
    /// The case for people: a plant file and a recording, as in Tests/Scenarios, and what is asked.
    var reproduction: String {
        let asked = asks.map {
            "--from \(Instant.text($0.from * 1_000_000_000)) --to "
                + Instant.text($0.to * 1_000_000_000)
        }
        return """
            --- plant.yaml
            \(plant.yaml)--- messages.jsonl
            \(messages.map { line($0) }.joined(separator: "\n"))
            --- asked
            \(asked.joined(separator: "\n"))
            --- corrections
            \(remarks.map { "\($0)" }.joined(separator: "\n"))
            """
    }

    private func line(_ message: Message) -> String {
        let at = "\"at\":\"\(Instant.text(message.received))\""
        switch message.content {
        case .started: return "{\(at),\"event\":\"restart\"}"
        case .stopped: return "{\(at),\"note\":\"stopped in good order\"}"
        case .connectionLost(let silence):
            return "{\(at),\"event\":\"connection_lost\",\"silence_ns\":\(silence)}"
        case .connectionUp(let isKept):
            return "{\(at),\"event\":\"connection_up\",\"session_present\":\(isKept)}"
        case .connecting: return "{\(at),\"event\":\"connecting\"}"
        case .session(let origin):
            return "{\(at),\"event\":\"session\",\"origin\":\"\(origin)\"}"
        case .brokerRuns(let seconds):
            return "{\(at),\"event\":\"broker_runs\",\"seconds\":\(seconds)}"
        case .tick, .quiet: return "{\(at),\"end\":true}"
        case .value(let unit, let signal, let value):
            let shape = plant.units[unit].signals[signal]
            var parts = [at, "\"topic\":\"\(shape.topic(unit: unit))\""]
            parts.append("\"payload\":\(shape.payload(value, of: message))")
            if message.isQoS1 { parts.append("\"qos\":1,\"mid\":\(message.number % 65_535 + 1)") }
            if message.isRetained { parts.append("\"retain\":true") }
            if message.isBad { parts.append("\"note\":\"bad quality\"") }
            return "{\(parts.joined(separator: ","))}"
        }
    }
}

extension SignalShape {
    /// The topic of its messages.
    func topic(unit: Int) -> String { "l\(unit)/u/\(id)" }

    /// What a message of it says, in JSON.
    func payload(_ value: Int64, of message: Message) -> String {
        let word = message.isUnknownWord ? "\"gibberish\"" : word(value)
        let time = message.ownTime.map { ",\"ts\":\($0)" } ?? ""
        return "{\"v\":\(word)\(time)}"
    }

    /// The source's word for a value, in JSON.
    fileprivate func word(_ value: Int64) -> String {
        switch meaning {
        case .state, .fallback:
            return "\"\(UnitState(rawValue: UInt8(clamping: value)) ?? .unknown)\""
        case .fault: return value == Int64(UnitState.faulted.rawValue) ? "\"FAULT\"" : "\"NORMAL\""
        case .interlock: return value == Int64(UnitState.blocked.rawValue) ? "true" : "false"
        case .mode: return "\"\(UnitMode(rawValue: UInt8(clamping: value)) ?? .production)\""
        case .product: return value < 0 ? "null" : "\"\(productName(Int32(value)))\""
        case .reason: return value < 0 ? "null" : "\"\(["jam", "belt", "wait"][Int(value)])\""
        case .order: return value == 0 ? "null" : "\"order \(value)\""
        case .measurement: return "\(Double(bitPattern: UInt64(bitPattern: value)))"
        case .counter, .meter: return decimal(value)
        }
    }
}
