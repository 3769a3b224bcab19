internal import Plant
internal import Telemetry

/// The signals of one broker, laid out for decoding: flat arrays that are only read.
struct Bindings {
    /// Finds a topic's plan.
    private(set) var topicTable = ByteTable()
    /// The topics in the order of ``plans``.
    private(set) var topics: [String] = []
    private(set) var plans: [TopicPlan] = []
    private(set) var all: [Binding] = []
    private(set) var times: [TimeBinding] = []
    /// The plant's words by group.
    private(set) var words = ByteTable()
    /// All field paths.
    private(set) var tree = FieldTree()
    /// The most slots that a topic needs.
    private(set) var slotCount = 0

    private var wordGroups: [[String: Int64]: Int32] = [:]

    /// Lays out the signals of the lines on one broker; signals from Sparkplug are not among them.
    init(plant: Plant, broker: Int) {
        var byTopic: [String: [Int]] = [:]
        for (index, signal) in plant.signals.enumerated() {
            let line = plant.workUnits[signal.workUnit].line
            guard plant.lines[line].broker == broker,
                case .topic(let topic, _, _) = signal.source
            else { continue }
            if byTopic[topic] == nil { topics.append(topic) }
            byTopic[topic, default: []].append(index)
        }
        var builder = FieldTreeBuilder()
        for topic in topics {
            topicTable.insert(topic, value: Int64(plans.count))
            add(byTopic[topic] ?? [], of: plant, builder: &builder)
        }
        tree = builder.tree
        wordGroups = [:]
    }

    /// Adds the plan of one topic.
    private mutating func add(_ signals: [Int], of plant: Plant, builder: inout FieldTreeBuilder) {
        var paths: [FieldPath] = []
        var fields: [TimeField] = []
        let sources = signals.map { SignalFields(plant.signals[$0]) }
        for source in sources {
            if let path = source.value { paths.append(path) }
            if let time = source.time, !fields.contains(time) { fields.append(time) }
        }
        paths.append(contentsOf: fields.map(\.path))
        let root = paths.isEmpty ? nil : builder.root(for: paths)
        let takesWhole = sources.contains { $0.takesWhole }
        let wholeSlot = root?.slotCount ?? 0
        slotCount = max(slotCount, Int(wholeSlot) + (takesWhole ? 1 : 0))

        let firstBinding = Int32(all.count)
        let firstTime = Int32(times.count)
        var nextPath = 0
        for (index, source) in zip(signals, sources) {
            var slot: Int32 = source.takesWhole ? wholeSlot : -1
            if source.value != nil, let root {
                slot = root.slots[nextPath]
                nextPath += 1
            }
            let time = source.time.flatMap { fields.firstIndex(of: $0) }
            all.append(
                Binding(
                    signal: SignalIndex(rawValue: UInt32(index)), slot: slot,
                    time: Int32(time ?? -1), target: target(plant.signals[index].meaning)))
        }
        for (offset, field) in fields.enumerated() {
            let owner = zip(signals, sources).first { $0.1.time == field }?.0 ?? 0
            times.append(
                TimeBinding(
                    slot: root?.slots[nextPath + offset] ?? -1, unit: field.unit,
                    signal: SignalIndex(rawValue: UInt32(owner))))
        }
        plans.append(
            TopicPlan(
                root: root?.node ?? -1, wholeSlot: takesWhole ? wholeSlot : -1,
                bindings: firstBinding..<Int32(all.count), times: firstTime..<Int32(times.count)))
    }

    private mutating func target(_ meaning: SignalMeaning) -> Target {
        switch meaning {
        case .state(.builtIn(let table)): .builtInState(table)
        case .state(.custom(let words)):
            .word(
                group: group(words.mapValues { Int64($0.rawValue) }),
                unknown: Int64(UnitState.unknown.rawValue), absent: nil)
        case .mode(let words):
            .word(group: group(words.mapValues { Int64($0.rawValue) }), unknown: 0, absent: nil)
        case .product(let words), .reason(let words):
            .word(group: group(words.mapValues { Int64($0) }), unknown: -1, absent: -1)
        case .order: .order
        case .counter(let counter), .meter(let counter, _):
            counter.type == .pulse
                ? .pulse
                : .quantity(step: max(counter.step, 1), mayFall: counter.type == .delta)
        case .measurement, .actuator: .real
        }
    }

    /// The group of a map of words; equal maps share one.
    private mutating func group(_ map: [String: Int64]) -> Int32 {
        if let known = wordGroups[map] { return known }
        let group = Int32(wordGroups.count)
        for (word, value) in map { words.insert(word, group: group, value: value) }
        wordGroups[map] = group
        return group
    }
}

/// The places in a payload that a signal names.
private struct SignalFields {
    var value: FieldPath?
    var time: TimeField?
    /// Whether the payload itself is the value.
    var takesWhole = false

    init(_ signal: Signal) {
        guard case .topic(_, let path, let time) = signal.source else { return }
        self.time = time
        switch signal.meaning {
        case .counter(let counter) where counter.type == .pulse: break
        case .meter(let counter, _) where counter.type == .pulse: break
        case .actuator(let actuator): value = actuator.feedback
        default:
            value = path
            takesWhole = path == nil
        }
    }
}
