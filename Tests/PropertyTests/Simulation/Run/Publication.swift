import Decoding
import Telemetry

/// Something that the plant publishes.
struct Publication {
    enum Kind {
        /// What a signal says.
        case value(Message)
        /// What no decoder accepts.
        case broken
        /// What is larger than we take.
        case tooLarge
    }

    var at: Int64
    var kind: Kind
    var posted: Posted

    /// The longest payload that is taken, in bytes.
    static let limit = 300
}

extension GeneratedCase {
    /// What the plant publishes, in order, and what it had published before we came.
    var publications: (kept: [Publication], live: [Publication]) {
        var dice = Dice(seed: seed ^ 0x9B)
        let kept = messages.filter(\.isRetained)
        let keptSignals = Set(kept.compactMap(\.place))
        var all: [Publication] = []
        for message in messages {
            guard let place = message.place else { continue }
            let isKept = keptSignals.contains(place)
            if let publication = publication(message, number: all.count, isKept: isKept) {
                all.append(publication)
            }
            guard dice.oneIn(25), !message.isRetained else { continue }
            all.append(nonsense(like: message, place, number: all.count, &dice))
        }
        return (all.filter(\.isOld), all.filter { !$0.isOld })
    }

    private func publication(
        _ message: Message, number: Int, isKept: Bool
    ) -> Publication? {
        guard case .value(let unit, let signal, let value) = message.content else { return nil }
        let shape = plant.units[unit].signals[signal]
        var message = message
        message.isBad = false
        if shape.meaning == .order, value != 0 {
            let hash = OrderHash.hash(Array("order \(value)".utf8).span)
            message.content = .value(unit: unit, signal: signal, hash)
        }
        // What is not blocked has no state of its own in the table.
        if shape.meaning == .interlock, value != Int64(UnitState.blocked.rawValue) {
            let none = Int64(UnitState.unknown.rawValue)
            message.content = .value(unit: unit, signal: signal, none)
        }
        return Publication(
            at: message.received, kind: .value(message),
            posted: Posted(
                number: number, topic: shape.topic(unit: unit),
                payload: Array(shape.payload(value, of: message).utf8),
                isQoS1: message.isQoS1, isKept: isKept))
    }

    private func nonsense(
        like message: Message, _ place: Message.Place, number: Int, _ dice: inout Dice
    ) -> Publication {
        let shape = plant.units[place.unit].signals[place.signal]
        let isLarge = dice.oneIn(3)
        let payload =
            isLarge ? [UInt8](repeating: 0x20, count: Publication.limit + 1) : Array("{broken".utf8)
        return Publication(
            at: message.received, kind: isLarge ? .tooLarge : .broken,
            posted: Posted(
                number: number, topic: shape.topic(unit: place.unit), payload: payload,
                isQoS1: message.isQoS1, isKept: false))
    }
}

extension Publication {
    /// Whether it was published before we came.
    fileprivate var isOld: Bool {
        if case .value(let message) = kind { message.isRetained } else { false }
    }
}

extension Message {
    struct Place: Hashable {
        var unit: Int
        var signal: Int
    }

    /// Whose value it is.
    var place: Place? {
        if case .value(let unit, let signal, _) = content {
            Place(unit: unit, signal: signal)
        } else {
            nil
        }
    }
}
