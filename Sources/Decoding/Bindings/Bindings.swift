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
        let parts = signals.flatMap { TopicPart.parts(of: plant.signals[$0], at: $0) }
        var paths = PathList()
        var fields: [TimeField] = []
        for part in parts {
            paths.add(part.value)
            paths.add(part.rule.quality?.path)
            if let time = part.time, !fields.contains(time) { fields.append(time) }
        }
        for field in fields { paths.add(field.path) }
        let exact = parts.first { $0.rule.isExact }
        paths.add(exact?.place)
        paths.slots = paths.all.isEmpty ? nil : builder.root(for: paths.all)
        let takesWhole = parts.contains { $0.takesWhole }
        let wholeSlot = paths.slots?.slotCount ?? 0
        slotCount = max(slotCount, Int(wholeSlot) + (takesWhole ? 1 : 0))

        let firstBinding = Int32(all.count)
        let firstTime = Int32(times.count)
        for part in parts {
            let time = part.time.flatMap { fields.firstIndex(of: $0) }
            all.append(
                Binding(
                    signal: part.signal, slot: part.takesWhole ? wholeSlot : paths.slot(part.value),
                    time: Int32(time ?? -1), target: target(part), flags: part.flags,
                    quality: paths.slot(part.rule.quality?.path),
                    good: part.rule.quality?.good ?? .yes))
        }
        for field in fields {
            let owners = parts.filter { $0.time == field }
            times.append(
                TimeBinding(
                    slot: paths.slot(field.path), unit: field.unit,
                    signal: owners.first?.signal ?? SignalIndex(rawValue: 0),
                    isDemanded: owners.contains { $0.rule.demandsTime }))
        }
        plans.append(
            TopicPlan(
                root: paths.slots?.node ?? -1, wholeSlot: takesWhole ? wholeSlot : -1,
                bindings: firstBinding..<Int32(all.count), times: firstTime..<Int32(times.count),
                exactValue: paths.slot(exact?.place), exactTime: paths.slot(exact?.time?.path)))
    }

    private mutating func target(_ part: TopicPart) -> Target {
        if part.rule.isEnd { return .constant(0) }
        return switch part.meaning {
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
                ? .constant(quantityScale)
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
