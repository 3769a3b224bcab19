public import Plant
public import Production
public import Telemetry

/// Where facts are kept: what both stores implement.
///
/// One connection owns all writes; ``commit(_:)`` is called by one thread at a time. Reads may come
/// from any thread and see whole commits only.
public protocol Store: Sendable {
    /// Writes facts, checkpoints and the journal position of a lane in one transaction, durably.
    func commit(_ flush: LaneFlush) throws(StoreError)

    /// Forgets what a lane's journal has made, in one transaction: all facts, minutes, commands and
    /// checkpoints of some paths, the lane's quarantine, its position and its counts.
    ///
    /// The topics of its session stay: the broker still has its subscriptions.
    ///
    /// - Parameters:
    ///   - lane: the lane.
    ///   - paths: its work units (`line/unit`), meters, signals and ages (`line/unit/signal`).
    /// - Throws: ``StoreError``; nothing is changed then.
    func reset(lane: String, paths: [String]) throws(StoreError)

    /// What a lane resumes from, or nil where it never ran.
    func resumePoint(lane: String) throws(StoreError) -> ResumePoint?

    /// What the figures of a span of a work unit (`line/unit`) or a meter (`line/unit/signal`)
    /// need.
    func facts(unit: String, over span: TimeSpan, names: PlantNames) throws(StoreError) -> UnitFacts

    /// The conditions of ``facts(unit:over:names:)`` alone, which are few.
    func conditions(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> [(at: Timestamp, condition: Condition)]

    /// The minutes that overlap a span of a measured signal or an actuator's feedback, by its path
    /// (`line/unit/signal`), in order; those without any value are left out.
    func minutes(signal: String, over span: TimeSpan) throws(StoreError) -> [MinuteSummary]

    /// The commands that an actuator was given in a span and the last one before it, in order.
    func commands(signal: String, over span: TimeSpan) throws(StoreError) -> [CommandFact]

    /// How many values a sensor gave, or commands an actuator was given, by its path
    /// (`line/unit/signal`) in the hours that begin in a span.
    func activity(signal: String, over span: TimeSpan) throws(StoreError) -> Int64

    /// Which of some paths (`line/unit`, `line/unit/signal` of a meter) have late events that wait.
    func waiting(among paths: [String]) throws(StoreError) -> [String]

    /// How many late events of some paths wait.
    func lateCount(among paths: [String]) throws(StoreError) -> Int

    /// The first late events of a work unit or meter, at most so many.
    func late(unit: String, limit: Int) throws(StoreError) -> LateBatch

    /// The chunks of a work unit or meter that end at a second (since the epoch) or later, in
    /// order, at most so many.
    func settled(
        unit: String, from second: Int64, limit: Int
    ) throws(StoreError) -> [StoredChunk]

    /// The facts of a work unit or meter known by events of some seconds, in order of when they
    /// became known; findings that are never replaced left out.
    func facts(
        unit: String, knownIn seconds: ClosedRange<Int64>, names: PlantNames
    ) throws(StoreError) -> [Fact]

    /// The changes of settled facts whose spans overlap a span, the newest first, at most so many.
    func changes(
        unit: String, over span: TimeSpan, limit: Int
    ) throws(StoreError) -> [StoredChange]

    /// What was found in a span, in order of time.
    func findings(unit: String, over span: TimeSpan) throws(StoreError) -> [StoredFinding]

    /// How often each kind was found in a span.
    func findingCounts(
        unit: String, over span: TimeSpan
    ) throws(StoreError) -> [FindingKind: Int]

    /// The first instant of which any fact of any work unit speaks, or nil where there is none.
    func firstInstant() throws(StoreError) -> Timestamp?

    /// How far each lane has come.
    func lanes() throws(StoreError) -> [String: Fold.LaneState]

    /// What no decoder accepted, by topic and reason.
    func quarantine() throws(StoreError) -> [QuarantineEntry]

    /// Records a correction, in one transaction, durably; none is ever changed or forgotten.
    ///
    /// Where another one about the same came since (the same work unit and family, a span that
    /// overlaps its own or what it supersedes), nothing is written. A withdrawal is about what it
    /// withdraws. Called as ``commit(_:)`` is.
    ///
    /// - Parameters:
    ///   - draft: what is said.
    ///   - seen: the last one that its author saw; 0: none.
    ///   - instant: when it is recorded.
    /// - Returns: What became of it.
    /// - Throws: ``StoreError``; nothing is written then.
    func append(
        _ draft: CorrectionDraft, seen: Int64, at instant: Timestamp
    ) throws(StoreError) -> CorrectionOutcome

    /// The corrections of a work unit that speak of a span, or that supersede such ones however
    /// often, in order of their identifiers.
    func corrections(unit: String, over span: TimeSpan) throws(StoreError) -> [Correction]

    /// The identifier of the newest correction of all; 0: there is none.
    func lastCorrection() throws(StoreError) -> Int64
}

extension Store {
    /// By way of all minutes and commands; a store that can do better has its own.
    public func activity(signal: String, over span: TimeSpan) throws(StoreError) -> Int64 {
        let hours = span.hours
        let minutes = try minutes(signal: signal, over: hours)
        let commands = try commands(signal: signal, over: hours).filter { hours.contains($0.at) }
        return minutes.reduce(Int64(commands.count)) { $0 + $1.summary.count }
    }

    /// By way of all facts; a store that can do better has its own.
    public func conditions(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> [(at: Timestamp, condition: Condition)] {
        try facts(unit: unit, over: span, names: names).conditions
    }

    /// By way of all of them; a store that can do better has its own.
    public func lateCount(among paths: [String]) throws(StoreError) -> Int {
        var count = 0
        for path in try waiting(among: paths) {
            count += try late(unit: path, limit: .max).events.count
        }
        return count
    }

    /// By way of all findings; a store that can do better has its own.
    public func findingCounts(
        unit: String, over span: TimeSpan
    ) throws(StoreError) -> [FindingKind: Int] {
        try findings(unit: unit, over: span).reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    }
}

extension TimeSpan {
    /// The hours that begin in it.
    public var hours: TimeSpan {
        let hour = 3600 * nanosecondsPerSecond
        func next(_ instant: Timestamp) -> Timestamp {
            let rest = instant.nanoseconds % hour
            return instant + (rest > 0 ? hour - rest : -rest)
        }
        return TimeSpan(from: next(from), to: next(to))
    }
}

/// One transaction of a lane.
public struct LaneFlush: Sendable {
    /// The lane: the broker's identifier.
    public var lane: String
    /// How far the fold has come.
    public var state: Fold.LaneState
    /// What changed, by work unit and meter.
    public var units: [Fold.UnitFlush]
    /// What was folded again of settled parts; written before ``units``.
    public var patches: [UnitPatch] = []
    /// For how long settled chunks are kept, in seconds; older events are set aside.
    ///
    /// What counts is the time that later chunks cover, each for an hour at most: no step of our
    /// clock makes a chunk old.
    public var settledSeconds: Int64 = .max
    /// What measured signals and actuators said.
    public var signals: [SignalFlush]
    /// What no decoder accepted since the last flush, up to `state.position`.
    public var quarantine: [QuarantineEntry]
    /// What was decoded after all, by topic and reason: so many leave the quarantine.
    public var released: [QuarantineEntry]
    /// Names how the messages became samples: see ``Plant/Plant/mappingHash(broker:)``.
    public var mapping: String
    /// The topics that the broker's session has subscriptions for, or nil where that did not
    /// change.
    public var topics: [String]?
    /// The names behind the indices in facts and checkpoints.
    public var names: PlantNames

    /// Makes a transaction.
    public init(
        lane: String, state: Fold.LaneState, units: [Fold.UnitFlush],
        signals: [SignalFlush], quarantine: [QuarantineEntry], topics: [String]?, names: PlantNames,
        mapping: String = "", released: [QuarantineEntry] = []
    ) {
        self.lane = lane
        self.state = state
        self.units = units
        self.signals = signals
        self.quarantine = quarantine
        self.topics = topics
        self.names = names
        self.mapping = mapping
        self.released = released
    }
}

/// What a lane resumes from.
public struct ResumePoint: Sendable {
    /// How far the fold had come.
    public var state: Fold.LaneState
    /// The checkpoints of work units, meters and actuators, by path.
    public var checkpoints: [String: [UInt8]]
    /// The names behind the indices in the checkpoints.
    public var products: [String]
    /// The names behind the indices in the checkpoints.
    public var reasons: [String]
    /// The topics that the broker's session had subscriptions for.
    public var topics: [String]
    /// How messages became samples then; empty where that was not kept.
    public var mapping: String

    /// Makes a point to resume from.
    public init(
        state: Fold.LaneState, checkpoints: [String: [UInt8]], products: [String],
        reasons: [String], topics: [String], mapping: String = ""
    ) {
        self.mapping = mapping
        self.state = state
        self.checkpoints = checkpoints
        self.products = products
        self.reasons = reasons
        self.topics = topics
    }
}

/// The identifiers behind a plant's indices: facts are stored by name, so that the plant file may
/// change.
public struct PlantNames: Sendable {
    /// Paths of work units and meters, as ``Plant/Plant/subjects`` numbers them.
    public var subjects: [String]
    /// Identifiers of products.
    public var products: [String]
    /// Identifiers of reasons.
    public var reasons: [String]
    /// `line/unit/signal`; after them ``Plant/Plant/agePaths``.
    public var signals: [String]

    /// Takes them from a plant.
    public init(_ plant: Plant) {
        subjects = plant.subjects
        products = plant.products.map(\.id)
        reasons = plant.reasons.map(\.id)
        signals = plant.signals.map(\.path) + plant.agePaths
    }
}

/// A finding as it is stored.
public struct StoredFinding: Hashable, Sendable {
    /// When.
    public var at: Timestamp
    /// What.
    public var kind: FindingKind
    /// Whose: `line/unit/signal`, or `line/unit` for the unit itself.
    public var signal: String
    /// Value before, in millionths.
    public var before: Int64
    /// Value after.
    public var after: Int64
    /// What was credited.
    public var credited: Int64
    /// What the figures of a span show; nil for what the fold found, which alone is stored.
    public var figures: SpanFinding?

    /// Makes a finding of a span's figures.
    init(_ figures: SpanFinding, at: Timestamp, unit: String) {
        self.init(at: at, kind: figures.kind, signal: unit)
        self.figures = figures
    }

    /// Makes a finding.
    public init(
        at: Timestamp, kind: FindingKind, signal: String, before: Int64 = 0, after: Int64 = 0,
        credited: Int64 = 0
    ) {
        self.at = at
        self.kind = kind
        self.signal = signal
        self.before = before
        self.after = after
        self.credited = credited
    }
}

/// Messages of one topic that no decoder accepted for one reason; the messages themselves are in
/// the journal.
public struct QuarantineEntry: Hashable, Sendable {
    /// The lane in whose journal they are.
    public var lane: String
    /// Their topic.
    public var topic: String
    /// Stable code of the reason.
    public var reason: String
    /// How many.
    public var count: Int64
    /// Numbers of the first and the last journal record.
    public var records: ClosedRange<UInt64>
    /// Receive times of the first and the last.
    public var received: ClosedRange<Timestamp>
    /// The first bytes of the first one, at most ``sampleLimit``.
    public var sample: [UInt8]

    /// How much of a payload is kept beside the reason.
    public static let sampleLimit = 128

    /// Makes an entry.
    public init(
        lane: String, topic: String, reason: String, count: Int64, records: ClosedRange<UInt64>,
        received: ClosedRange<Timestamp>, sample: [UInt8]
    ) {
        self.lane = lane
        self.topic = topic
        self.reason = reason
        self.count = count
        self.records = records
        self.received = received
        self.sample = sample
    }
}

/// The store cannot do what it was asked.
public struct StoreError: Error, CustomStringConvertible, Sendable {
    /// Which kind of failure.
    public enum Code: Sendable {
        /// The disk is full: try again when there is room.
        case full
        /// Too much waits for it: try again.
        case busy
        /// The store was written by a newer version.
        case newerVersion
        /// A write or a sync failed, or the file is damaged: nothing may be written any more.
        case broken
        /// Anything else; the message says what.
        case failed
    }

    /// Which kind of failure.
    public var code: Code
    /// What happened, in a sentence.
    public var message: String

    /// Makes an error.
    public init(code: Code, message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
