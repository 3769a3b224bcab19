/// Puts the messages of a line into the words and shapes of its scenario.
public struct Wording: Sendable {
    private let scenario: Scenario
    private let line: String
    /// Unit by unit: topics of status, order and alarm, and those of the signals.
    private let topics: [[Message.Channel: String]]
    private let signalTopics: [[String]]

    /// For topics with `line` as first level.
    public init(_ scenario: Scenario, line: String) {
        self.scenario = scenario
        self.line = line
        topics = scenario.stations.map { station in
            scenario.shapes.shapes.mapValues {
                Self.topic($0.topic, line: line, unit: station.name, signal: "")
            }
        }
        signalTopics = scenario.stations.map { station in
            station.signals.map { signal in
                Self.topic(
                    scenario.shapes[signal.channel].topic, line: line, unit: station.name,
                    signal: signal.name)
            }
        }
    }

    /// Where a message goes.
    public func topic(of message: Message) -> String {
        if let signal = message.signal { return signalTopics[message.unit][signal] }
        guard let topic = topics[message.unit][message.channel] else {
            preconditionFailure("a scenario has a shape for every message it sends")
        }
        return topic
    }

    private static func topic(
        _ template: MessageTemplate, line: String, unit: String, signal: String
    ) -> String {
        template.parts.reduce(into: "") { topic, part in
            switch part {
            case .text(let text): topic += text
            case .place(.line): topic += line
            case .place(.unit): topic += unit
            case .place(.signal): topic += signal
            case .place: preconditionFailure("a topic names line, unit and signal only")
            }
        }
    }

    /// Appends the payload.
    public func appendPayload(of message: Message, to bytes: inout [UInt8]) {
        for part in scenario.shapes[message.channel].payload.parts {
            switch part {
            case .text(let text): bytes.append(text: text)
            case .place(let place): append(place, of: message, to: &bytes)
            }
        }
    }

    /// An instant by the line's own clock, RFC 3339.
    public func local(_ instant: Milliseconds) -> String {
        CivilTime.local(instant, offset: scenario.calendar.offset)
    }

    private func append(
        _ place: MessageTemplate.Place, of message: Message, to bytes: inout [UInt8]
    ) {
        let station = scenario.stations[message.unit]
        switch (place, message.content) {
        case (.line, _): bytes.append(quoted: line)
        case (.unit, _): bytes.append(quoted: station.name)
        case (.signal, _): bytes.append(quoted: message.signal.map { station.signals[$0].name })
        case (.ms, _): bytes.append(number: message.time)
        case (.seconds, _): bytes.append(number: message.time, decimals: 3)
        case (.iso, _): bytes.append(quoted: local(message.time))
        case (.state, .status(_, let word, _, _)): bytes.append(quoted: word)
        case (.mode, .status(let state, _, _, _)):
            bytes.append(scalar: scenario.words.mode[state])
        case (.condition, .status(let state, _, _, _)):
            bytes.append(scalar: scenario.words.condition[state])
        case (.made, .status(_, _, let made, _)):
            bytes.append(number: made, decimals: scenario.decimals)
        case (.scrap, .status(_, _, _, let scrap)):
            bytes.append(number: scrap, decimals: scenario.decimals)
        case (.product, .order(let product, _)): bytes.append(quoted: scenario.products[product])
        case (.order, .order(_, let number)):
            bytes.append(quoted: number.map { "\(scenario.orders.prefix)\($0)" })
        case (.code, .alarm(let code)): bytes.append(text: code ?? "null")
        case (.value, .reading(let signal, let value)),
            (.command, .actuator(let signal, let value, _)),
            (.feedback, .actuator(let signal, _, let value)):
            bytes.append(number: value, decimals: station.signals[signal].decimals)
        default: preconditionFailure("`$\(place)` has no value in \(message.channel)")
        }
    }
}

extension SignalProfile {
    /// The kind of its messages.
    var channel: Message.Channel {
        if case .actuator = kind { .actuator } else { .reading }
    }
}
