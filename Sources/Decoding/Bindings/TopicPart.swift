internal import Plant
internal import Telemetry

/// What a signal takes from the payloads of its topic: one value, or an actuator's two.
struct TopicPart {
    let signal: SignalIndex
    let meaning: SignalMeaning
    let rule: PayloadRule
    let time: TimeField?
    /// Where the plant file has the value, needed or not.
    let place: FieldPath?
    /// The place of the value; nil where the payload or the message itself is it.
    var value: FieldPath?
    /// Whether the payload itself is the value.
    var takesWhole = false
    /// What is known of every such value.
    var flags: SampleFlags = []

    /// The parts of the signal at a place of the plant's list; none where it has no topic.
    static func parts(of signal: Signal, at index: Int) -> [Self] {
        guard case .topic(_, let path, let time) = signal.source else { return [] }
        var part = Self(
            signal: SignalIndex(rawValue: UInt32(index)), meaning: signal.meaning,
            rule: signal.rule, time: time, place: path)
        switch signal.meaning {
        case .actuator(let actuator):
            var command = part
            command.value = actuator.command
            command.flags = .command
            part.value = actuator.feedback
            return [command, part]
        case .counter(let counter) where counter.type == .pulse: break
        case .meter(let counter, _) where counter.type == .pulse: break
        default:
            guard !signal.rule.isEnd else { break }
            part.value = path
            part.takesWhole = path == nil
        }
        return [part]
    }
}

/// Paths of one topic, each once, and the slots that they get.
struct PathList {
    private(set) var all: [FieldPath] = []
    /// The root of ``all``, once it is made.
    var slots: FieldTreeBuilder.Root?
    private var places: [FieldPath: Int] = [:]

    mutating func add(_ path: FieldPath?) {
        guard let path, places[path] == nil else { return }
        places[path] = all.count
        all.append(path)
    }

    /// The slot of a path, or -1.
    func slot(_ path: FieldPath?) -> Int32 {
        guard let slots, let path, let place = places[path] else { return -1 }
        return slots.slots[place]
    }
}
