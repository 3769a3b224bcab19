import Pipeline
import Plant
import Production
import Storage
import Telemetry

/// How the data are on their way from the sources to the figures, in no language.
struct DataHealth: Sendable {
    /// One work unit, whose messages are those of its topics.
    struct Source: Sendable {
        /// Index into the plant's work units.
        var unit: Int
        var received: UInt64 = 0
        var redelivered: UInt64 = 0
        var quarantined: UInt64 = 0
        var rejected: UInt64 = 0
        var perMinute = 0
        /// Of its newest message that carried a time, in nanoseconds; nil where none did.
        var lag: Int64?
        /// Nanoseconds by which its clock is ahead of ours; nil where that is not known.
        var clockAhead: Int64?
        /// When the last one was received.
        var lastMessage: Timestamp?
        /// When the one was received that ``lag`` is of.
        fileprivate var lagAt: Timestamp = .distantPast
        /// What was found of its counters in the last 24 hours.
        var counterFindings = 0
        /// What else was found of it.
        var otherFindings = 0
    }

    /// One topic that something is bound to.
    struct Topic: Sendable {
        var lane: String
        var name: String
        var health: TopicHealth

        /// What was refused of it.
        var refused: UInt64 { health.quarantined &+ health.rejected }
    }

    var readiness: Readiness
    /// When it was read, by our clock.
    var at: Timestamp
    var sources: [Source] = []
    /// The troubled first, then in order of the plant.
    var topics: [Topic] = []
    /// What came of topics that nothing is bound to, by lane.
    var unbound: [(lane: String, topics: UnboundTopics)] = []
    var balances: [Balance] = []
    var limits: [LimitMeter.Reading] = []
    /// Late events that wait in the store.
    var lateEvents = 0

    /// No message for so long, and a lane is quiet.
    static let quietAfter = 60 * nanosecondsPerSecond
    /// How far back findings are counted.
    static let findingsSpan = 86_400 * nanosecondsPerSecond

    /// How a lane is; a quiet one is told from one that is stuck.
    func condition(_ lane: Readiness.Lane) -> LaneCondition {
        let stalled = readiness.health?.stalled ?? []
        if stalled.contains(where: { $0 == "store" || $0.hasSuffix(" of \(lane.name)") }) {
            return .stalled
        }
        if lane.journal != .working || readiness.health?.store.isFull == true { return .full }
        guard lane.isConnected else { return .disconnected }
        guard let last = lane.health?.intake.lastMessage, at - last <= Self.quietAfter else {
            return .quiet
        }
        return .working
    }
}

extension DataHealth {
    /// Reads it; takes as long as the store takes to count findings.
    init(_ context: WebContext) throws {
        let readiness = try Readiness(context)
        self.init(readiness: readiness, at: context.now())
        limits = context.meter.readings
        balances = readiness.lanes.flatMap(Balance.of)
        lateEvents = try context.store.lateCount(among: context.plant.subjects)
        readTopics()
        try readSources(context)
    }

    private mutating func readTopics() {
        var all: [Topic] = []
        for lane in readiness.lanes {
            guard let ledger = lane.health?.topics else { continue }
            all += zip(ledger.names, ledger.topics).map {
                Topic(lane: lane.name, name: $0, health: $1)
            }
            unbound.append((lane.name, ledger.unbound))
        }
        topics = all.enumerated().sorted {
            ($1.element.refused, $0.offset) < ($0.element.refused, $1.offset)
        }.map(\.element)
    }

    private mutating func readSources(_ context: WebContext) throws {
        let plant = context.plant
        var byName: [String: [Topic]] = [:]
        for topic in topics { byName[topic.name, default: []].append(topic) }
        for (line, unit) in plant.lines.indices.flatMap({ line in
            plant.lines[line].workUnits.map { (line, $0) }
        }) {
            let lane = plant.brokers[plant.lines[line].broker].id
            var source = Source(unit: unit)
            for name in plant.topics(unit: unit) {
                for topic in byName[name] ?? [] where topic.lane == lane {
                    source.add(topic.health, at: at)
                }
            }
            source.clockAhead = context.board(line: line)?.condition(unit: unit)?.clockAhead
            let span = TimeSpan(from: at - Self.findingsSpan, to: at + Self.quietAfter)
            let path = plant.workUnits[unit].path
            for (kind, count) in try context.store.findingCounts(unit: path, over: span) {
                if kind.isOfCounter {
                    source.counterFindings += count
                } else {
                    source.otherFindings += count
                }
            }
            sources.append(source)
        }
    }
}

extension DataHealth.Source {
    fileprivate mutating func add(_ topic: TopicHealth, at now: Timestamp) {
        received &+= topic.received
        redelivered &+= topic.redelivered
        quarantined &+= topic.quarantined
        rejected &+= topic.rejected
        perMinute += topic.perMinute(at: now)
        guard topic.received > 0 else { return }
        if let own = topic.lag, topic.lastMessage >= lagAt {
            (lag, lagAt) = (own, topic.lastMessage)
        }
        lastMessage = max(lastMessage ?? .distantPast, topic.lastMessage)
    }
}

extension Plant {
    /// The topics of a work unit, each once.
    fileprivate func topics(unit: Int) -> Set<String> {
        Set(
            workUnits[unit].signals.compactMap {
                if case .topic(let topic, _, _) = signals[$0].source { topic } else { nil }
            })
    }
}

extension FindingKind {
    fileprivate var isOfCounter: Bool { rawValue.hasPrefix("counter_") }
}
