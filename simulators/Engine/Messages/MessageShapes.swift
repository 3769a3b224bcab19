import Yams

/// What the messages of a line look like: a topic and a payload for each kind.
struct MessageShapes: Sendable {
    let shapes: [Message.Channel: MessageShape]

    init(_ node: Node) throws {
        var fields = try Fields(node)
        var shapes: [Message.Channel: MessageShape] = [:]
        for channel in Message.Channel.allCases {
            guard let node = fields.optional(channel.rawValue) else { continue }
            var shape = try Fields(node)
            shapes[channel] = MessageShape(
                topic: try MessageTemplate(
                    shape.required("topic"), places: [.line, .unit, .signal]),
                payload: try MessageTemplate(
                    shape.required("payload"), places: channel.places + MessageTemplate.common))
            try shape.finish()
        }
        self.shapes = shapes
        try fields.finish()
    }

    subscript(channel: Message.Channel) -> MessageShape {
        guard let shape = shapes[channel] else {
            preconditionFailure("a scenario has a shape for every message it sends")
        }
        return shape
    }
}

/// Topic and payload of one kind of message.
struct MessageShape: Sendable {
    let topic: MessageTemplate
    let payload: MessageTemplate
}

/// Text with places for values, `$name`; in a payload each is written as JSON.
struct MessageTemplate: Sendable {
    enum Place: String, Sendable {
        case line, unit, signal
        /// The time as milliseconds, as seconds with three decimals, as RFC 3339 text.
        case ms, seconds, iso
        case state, mode, condition, made, scrap
        case product, order
        case code
        case value, command, feedback
    }

    enum Part: Sendable {
        case text(String)
        case place(Place)
    }

    /// What every payload may say.
    static let common: [Place] = [.line, .unit, .signal, .ms, .seconds, .iso]

    let parts: [Part]

    init(_ node: Node, places: [Place]) throws {
        var rest = try node.text()[...]
        var parts: [Part] = []
        while let dollar = rest.firstIndex(of: "$") {
            parts.append(.text(String(rest[..<dollar])))
            rest = rest[dollar...].dropFirst()
            let name = rest.prefix { $0.isASCII && $0.isLetter }
            guard let place = Place(rawValue: String(name)), places.contains(place) else {
                throw ScenarioError(node, "`$\(name)` stands for nothing here")
            }
            parts.append(.place(place))
            rest = rest[name.endIndex...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }
}

extension Message.Channel {
    /// What only its payload may say.
    fileprivate var places: [MessageTemplate.Place] {
        switch self {
        case .status: [.state, .mode, .condition, .made, .scrap]
        case .order: [.product, .order]
        case .alarm: [.code]
        case .reading: [.value]
        case .actuator: [.command, .feedback]
        }
    }
}
