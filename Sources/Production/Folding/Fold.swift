public import Plant
public import Telemetry

/// The fold of one lane: samples and events of one broker session become facts of its work units.
///
/// Pure and deterministic: no clock, no input or output, no lock; time enters only as samples.
/// Owned by one thread. Cost per sample does not depend on history; memory is bounded by
/// ``UnitTrack`` per work unit.
public struct Fold {
    /// What became of the samples.
    public struct Counts: Hashable, Sendable {
        /// Samples taken from the ring.
        public var decoded: UInt64 = 0
        /// Samples that reached their work unit.
        public var applied: UInt64 = 0
        /// Samples too old to be put in their place.
        public var lateSetAside: UInt64 = 0
        /// What was counted before the fold, in the order of ``Telemetry/Tally``.
        public var tallies = [UInt64](repeating: 0, count: Tally.allCases.count)

        /// Nothing yet.
        public init() {}

        /// Adds what another lane counted.
        public static func += (left: inout Self, right: Self) {
            left.decoded &+= right.decoded
            left.applied &+= right.applied
            left.lateSetAside &+= right.lateSetAside
            for index in left.tallies.indices where index < right.tallies.count {
                left.tallies[index] &+= right.tallies[index]
            }
        }

        /// What was counted before the fold.
        public subscript(_ tally: Tally) -> UInt64 {
            tally.rawValue < tallies.count ? tallies[Int(tally.rawValue)] : 0
        }

        /// Whether every message and every sample met exactly one fate.
        public var isBalanced: Bool {
            let fates: [Tally] = [.decoded, .redelivered, .quarantined, .rejected, .unbound]
            return self[.received] == fates.reduce(0) { $0 &+ self[$1] }
                && self[.samples] == decoded && decoded == applied &+ lateSetAside
        }
    }

    /// Where a signal's samples go.
    struct Binding {
        var track: Int32
        var subject: UnitEvent.Subject
        var isDelta: Bool
    }

    /// What became of the samples so far.
    public internal(set) var counts = Counts()
    /// The receive time up to which time has come.
    public internal(set) var now: Timestamp = .distantPast
    /// The last journal record that was taken whole.
    public internal(set) var position: UInt64 = 0
    /// Whether the broker session is up.
    public internal(set) var isConnected = false

    /// The work units of this lane, as indices into the plant's list.
    public let units: [Int]
    let rules: [UnitRules]
    var tracks: [UnitTrack]
    private let bindings: [Binding?]
    private let lateness: Int64
    private let clockTolerance: Int64
    /// Receive time of the record before the current one.
    var lastReceived: Timestamp = .distantPast
    private var lateFindings: [(track: Int, fact: Fact)] = []

    /// Makes the fold of the lines on a broker, given by its index in the plant's list.
    public init(plant: Plant, broker: Int) {
        let lines = plant.lines.indices.filter { plant.lines[$0].broker == broker }
        units = lines.flatMap { plant.lines[$0].workUnits }
        rules = units.map { UnitRules(unit: plant.workUnits[$0], plant: plant) }
        tracks = rules.map { UnitTrack(rules: $0) }
        lateness = plant.lateness
        clockTolerance = plant.clockTolerance
        var bindings = [Binding?](repeating: nil, count: plant.signals.count)
        for (track, unit) in units.enumerated() {
            for signal in plant.workUnits[unit].signals {
                guard let bound = plant.signals[signal].meaning.subject else { continue }
                bindings[signal] = Binding(
                    track: Int32(track), subject: bound.subject, isDelta: bound.isDelta)
            }
        }
        self.bindings = bindings
    }

    /// Takes the next sample in order of receipt.
    public mutating func take(_ sample: Sample) {
        // Our clock may have stood far ahead for a while: then time goes on from where it really
        // is.
        let isBack = sample.receiveTime < now - clockTolerance
        now = isBack ? sample.receiveTime : max(now, sample.receiveTime)
        switch sample.kind {
        case .value: takeValue(sample)
        case .tick, .stopped: position = sample.record
        case .connectionLost: lose(at: sample.eventTime, verdict: .pending)
        case .started: lose(at: lastReceived, verdict: .pendingOwnEnd)
        case .tally: counts.tallies[Int(sample.signal.rawValue)] &+= UInt64(sample.value)
        case .connectionUp: connect(sessionPresent: sample.value != 0)
        }
        lastReceived = isBack ? sample.receiveTime : max(lastReceived, sample.receiveTime)
    }

    private mutating func takeValue(_ sample: Sample) {
        counts.decoded &+= 1
        guard let binding = bindings[Int(sample.signal.rawValue)] else {
            counts.applied &+= 1
            return
        }
        let track = Int(binding.track)
        guard binding.subject != .sign || rules[track].staleAfter != nil else {
            counts.applied &+= 1
            return
        }
        let isState = binding.subject.count == nil
        let isRetainedState = isState && sample.flags.contains(.retained)
        let event = UnitEvent(
            // A retained state is trusted from its delivery on, not from its own time.
            time: isRetainedState ? sample.receiveTime : sample.eventTime, value: sample.value,
            subject: binding.subject, flags: sample.flags)
        let isTooOld = event.time.nanoseconds < sample.receiveTime.nanoseconds &- lateness
        if !isTooOld, tracks[track].insert(event, rules: rules[track], isDelta: binding.isDelta) {
            counts.applied &+= 1
        } else if sample.flags.contains(.retained) {
            // A retained reading older than what we have says nothing new.
            counts.applied &+= 1
        } else {
            counts.lateSetAside &+= 1
            noteLate(event, track: track)
        }
    }

    private mutating func noteLate(_ event: UnitEvent, track: Int) {
        let signal = rules[track].signal(event.subject)
        let finding = Finding(kind: .late, signal: signal, after: event.value)
        let fact = Fact(at: event.time, knownBy: event.time, content: .finding(finding))
        lateFindings.append((track, fact))
    }

    private mutating func lose(at instant: Timestamp, verdict: LossVerdict) {
        guard instant != .distantPast else { return }
        isConnected = false
        for track in tracks.indices {
            tracks[track].insertLoss(at: instant, verdict: verdict, rules: rules[track])
        }
    }

    private mutating func connect(sessionPresent: Bool) {
        isConnected = true
        for track in tracks.indices {
            tracks[track].resolveLosses(sessionPresent: sessionPresent, rules: rules[track])
        }
    }
}

extension Fold {
    /// What changed of one work unit since the last flush.
    public struct UnitFlush: Sendable {
        /// Index into the plant's work units.
        public var unit: Int
        /// Stored facts of the unit known by this time or later are replaced.
        public var replacesFrom: Timestamp
        /// What replaces them.
        public var facts: [Fact]
        /// Findings about what was set aside; added, never replaced.
        public var late: [Fact]
        /// What the fold of the unit resumes from.
        public var checkpoint: [UInt8]
    }

    /// Takes what changed since the last call.
    public mutating func takeFlush() -> [UnitFlush] {
        var flushes: [UnitFlush] = []
        for track in tracks.indices {
            let late = lateFindings.filter { $0.track == track }.map(\.fact)
            let change = tracks[track].takeFlush(now: now, rules: rules[track])
            guard change != nil || !late.isEmpty else { continue }
            flushes.append(
                UnitFlush(
                    unit: units[track], replacesFrom: change?.from ?? .distantFuture,
                    facts: change?.facts ?? [], late: late, checkpoint: checkpoint(track: track)))
        }
        lateFindings.removeAll(keepingCapacity: true)
        return flushes
    }

    /// Whether every counter's deltas add up to its readings, and every message and sample to its
    /// fate.
    public var isBalanced: Bool {
        guard counts.isBalanced else { return false }
        for track in tracks {
            for index in 0..<4 where !track.head.counters[index].isBalanced { return false }
        }
        return true
    }

    /// The newest condition of each work unit, in the order of ``units``, with the live edge in it.
    public func conditions() -> [LiveCondition] {
        tracks.indices.map { track in
            let head = tracks[track].head
            var live = LiveCondition(
                condition: head.condition, lastSign: head.hasBegun ? head.lastSign : .distantPast)
            for fact in tracks[track].edge(now: now, rules: rules[track]) {
                if case .condition(let condition) = fact.content { live.condition = condition }
            }
            return live
        }
    }
}

/// What holds for a work unit now.
public struct LiveCondition: Hashable, BitwiseCopyable, Sendable {
    /// State and what gives it meaning.
    public var condition: Condition
    /// Event time of the last message.
    public var lastSign: Timestamp
}

extension SignalMeaning {
    /// What the fold takes a signal's samples for, or nil where it does not fold them.
    fileprivate var subject: (subject: UnitEvent.Subject, isDelta: Bool)? {
        switch self {
        case .state: (.state, false)
        case .mode: (.mode, false)
        case .reason: (.reason, false)
        case .product: (.product, false)
        case .order: (.order, false)
        case .counter(let counter):
            counter.counts.map {
                (UnitEvent.Subject($0), counter.type == .delta || counter.type == .pulse)
            }
        case .meter, .measurement, .actuator: (.sign, false)
        }
    }
}

extension UnitRules {
    init(unit: WorkUnit, plant: Plant) {
        var counters = [Counter?](repeating: nil, count: CountKind.allCases.count)
        var signals = [SignalIndex](repeating: UnitFold.unitItself, count: 11)
        for index in unit.signals {
            let meaning = plant.signals[index].meaning
            guard let subject = meaning.subject?.subject, subject != .sign else { continue }
            signals[Int(subject.rawValue)] = SignalIndex(rawValue: UInt32(index))
            guard case .counter(let counter) = meaning, let kind = counter.counts else { continue }
            counters[Int(kind.rawValue)] = counter
        }
        self.init(
            staleAfter: unit.staleAfter, counters: counters, signals: signals,
            product: plant.lines[unit.line].product.map { Int32($0) } ?? -1)
    }
}
