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
        /// Samples that reached their work unit, those that wait to be folded again included.
        public var applied: UInt64 = 0
        /// Samples older than the horizon of lateness, or one too many of their time.
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
        /// The track of its work unit, to which every message is a sign of life.
        var unit: Int32
        var target: Target
    }

    /// What takes a signal's samples.
    enum Target {
        /// A track: that of the work unit, or that of a meter.
        case track(Int32, UnitEvent.Subject, isDelta: Bool)
        /// A fault of the work unit, by its number among them.
        case fault(Int32)
        /// A place in ``Fold/signals``.
        case signal(Int32)
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
    /// Whose the tracks are: the work units, then the meters, as ``Plant/Plant/subjects`` numbers
    /// them.
    let subjects: [Int]
    let rules: [UnitRules]
    var tracks: [UnitTrack]
    var signals: SignalFolds
    var ages: AgeFolds
    private let bindings: [Binding?]
    /// By signal.
    var clocks: [ClockOffset]
    let unitSignals: [[Int]]
    private let lateness: Int64
    private let clockTolerance: Int64
    /// Receive time of the record before the current one.
    var lastReceived: Timestamp = .distantPast
    /// Since when the broker may have gone back to what it had saved, as far as we know: the first
    /// loss of connection, or end of our own, since it last told how long it has run.
    var inDoubtSince: Timestamp?
    /// For how long the broker had not been heard when time had come as far as it has, in
    /// nanoseconds.
    public internal(set) var silence: Int64 = 0
    /// Whether an attempt to connect waits for its answer, and how it stands with the one before.
    var attempt = Attempt.none
    /// When the broker said that it had kept a session which an attempt without an answer may have
    /// made; nil: it is known whose it is.
    var unknownSessionSince: Timestamp?
    var addedFindings: [(track: Int, fact: Fact)] = []
    /// How often its limits were reached.
    public internal(set) var reached = FoldLimits.Counts()
    /// What came after its second was settled.
    var lateEvents: [(track: Int, event: UnitEvent)] = []

    /// Whatever has facts of its own on a broker, given by its index in the plant's list: work
    /// units, then meters, as ``Plant/Plant/subjects`` numbers them.
    public static func subjects(plant: Plant, broker: Int) -> [Int] {
        let units = units(plant: plant, broker: broker)
        return units + meters(of: units, plant: plant).map { plant.workUnits.count + $0.offset }
    }

    private static func units(plant: Plant, broker: Int) -> [Int] {
        let lines = plant.lines.indices.filter { plant.lines[$0].broker == broker }
        return lines.flatMap { plant.lines[$0].workUnits }
    }

    private static func meters(
        of units: [Int], plant: Plant
    ) -> [(offset: Int, element: Int)] {
        let units = Set(units)
        return plant.meters.enumerated().filter { units.contains(plant.signals[$1].workUnit) }
    }

    /// How many of the last events of a work unit are kept to put late ones among them.
    public static let windowSize = 512

    /// Makes the fold of the lines on a broker, given by its index in the plant's list.
    ///
    /// At least two events are kept at hand; facts are the same whatever `window` is, more or fewer
    /// are folded again.
    public init(plant: Plant, broker: Int, window: Int = Self.windowSize) {
        let units = Self.units(plant: plant, broker: broker)
        let meters = Self.meters(of: units, plant: plant)
        self.units = units
        subjects = Self.subjects(plant: plant, broker: broker)
        rules =
            units.map { UnitRules(unit: plant.workUnits[$0], plant: plant) }
            + meters.map { UnitRules(meter: $0.element, plant: plant) }
        tracks = rules.map { UnitTrack(rules: $0, window: window) }
        lateness = plant.lateness
        clockTolerance = plant.clockTolerance
        var bindings = [Binding?](repeating: nil, count: plant.signals.count)
        var signals = SignalFolds()
        for (track, unit) in units.enumerated() {
            for signal in plant.workUnits[unit].signals {
                let target: Target
                if plant.signals[signal].stateRole == .fault {
                    let faults = plant.workUnits[unit].signals.filter {
                        plant.signals[$0].stateRole == .fault
                    }
                    target = .fault(Int32(faults.firstIndex(of: signal) ?? 0))
                } else if let subject = plant.signals[signal].subject {
                    let isDelta = plant.signals[signal].meaning.isDelta
                    target = .track(Int32(track), subject, isDelta: isDelta)
                } else if let meter = meters.firstIndex(where: { $0.element == signal }) {
                    let isDelta = plant.signals[signal].meaning.isDelta
                    target = .track(Int32(units.count + meter), .made, isDelta: isDelta)
                } else {
                    target = .signal(Int32(signals.add(signal, plant.signals[signal].meaning)))
                }
                bindings[signal] = Binding(unit: Int32(track), target: target)
            }
        }
        self.bindings = bindings
        self.signals = signals
        ages = AgeFolds(plant: plant, units: units)
        clocks = plant.signals.map { _ in ClockOffset() }
        unitSignals = units.map { plant.workUnits[$0].signals }
    }

    /// Takes the next sample in order of receipt.
    public mutating func take(_ sample: Sample) { take(sample, received: sample.receiveTime) }

    /// Takes a sample that was received before others that are taken already: time does not go
    /// back.
    public mutating func takeLate(_ sample: Sample) {
        var moved = sample
        moved.receiveTime = max(now, sample.receiveTime)
        take(moved, received: sample.receiveTime)
    }

    private mutating func take(_ sample: Sample, received: Timestamp) {
        // Our clock may have stood far ahead for a while: then time goes on from where it really
        // is.
        let isBack = sample.receiveTime < now - clockTolerance
        now = isBack ? sample.receiveTime : max(now, sample.receiveTime)
        noteSilence(sample)
        switch sample.kind {
        case .value: takeValue(sample, received: received)
        case .tick, .stopped: position = sample.record
        case .connectionLost:
            silence = sample.value
            lose(at: sample.eventTime, verdict: .pending)
        case .started: lose(at: lastReceived, verdict: .pendingOwnEnd)
        case .tally:
            counts.tallies[Int(sample.signal.rawValue)] &+= UInt64(bitPattern: sample.value)
        case .connectionUp: connect(at: sample.eventTime, sessionPresent: sample.value != 0)
        case .brokerRuns: judgeRestart(at: sample.receiveTime, afterSeconds: sample.value)
        case .connecting: attempt = attempt == .none ? .made : .unanswered
        case .session: judgeSession(SessionOrigin(sample.value), at: sample.receiveTime)
        }
        lastReceived = isBack ? sample.receiveTime : max(lastReceived, sample.receiveTime)
    }

    /// Whatever is no tick of ours, nor our own beginning or end, was heard.
    private mutating func noteSilence(_ sample: Sample) {
        switch sample.kind {
        case .tick: silence = sample.value
        case .connectionLost, .started, .stopped, .tally: break
        default: silence = 0
        }
    }

    private mutating func takeValue(_ sample: Sample, received: Timestamp) {
        counts.decoded &+= 1
        guard let binding = bindings[Int(sample.signal.rawValue)] else {
            counts.applied &+= 1
            return
        }
        clocks[Int(sample.signal.rawValue)].take(sample)
        let isTaken =
            switch binding.target {
            case .track(let track, let subject, let isDelta):
                takeEvent(
                    sample, subject, value: sample.value, isDelta: isDelta, track: Int(track))
            case .fault(let number):
                // Faults of one instant are told apart by what they say: each is kept.
                takeEvent(
                    sample, .fault,
                    value: UnitEvent.fault(
                        number, holds: sample.value == Int64(UnitState.faulted.rawValue)),
                    isDelta: true, track: Int(binding.unit))
            case .signal(let place): takeSignal(sample, Int(place), unit: Int(binding.unit))
            }
        if isTaken || sample.flags.contains(.retained) {
            counts.applied &+= 1
            if !isTooOld(sample.eventTime, sample) {
                ages.take(sample, received: received, track: Int(binding.unit))
            }
        } else {
            counts.lateSetAside &+= 1
            note(.late, of: sample, unit: Int(binding.unit))
        }
        let (isOfUnit, isState) =
            switch binding.target {
            case .track(let track, let subject, _):
                (track == binding.unit, track == binding.unit && subject.count == nil)
            case .fault: (true, true)
            case .signal: (false, false)
            }
        if !isOfUnit || sample.flags.contains(.badQuality) {
            noteSign(sample, unit: Int(binding.unit), isState: isState)
        }
    }

    private mutating func takeEvent(
        _ sample: Sample, _ subject: UnitEvent.Subject, value: Int64, isDelta: Bool, track: Int
    ) -> Bool {
        let isBad = sample.flags.contains(.badQuality)
        // What its own source does not trust says nothing: only of a state, that it is unknown.
        guard !isBad || subject == .state || subject == .fallback else { return true }
        let isRetainedState = subject.count == nil && sample.flags.contains(.retained)
        let event = UnitEvent(
            // A retained state is trusted from its delivery on, not from its own time.
            time: isRetainedState ? sample.receiveTime : sample.eventTime,
            value: isBad ? Int64(UnitState.unknown.rawValue) : value, subject: subject,
            flags: sample.flags)
        guard !isTooOld(event.time, sample) else { return false }
        return insert(event, track: track, isDelta: isDelta)
    }

    /// False where the event has no place.
    private mutating func insert(_ event: UnitEvent, track: Int, isDelta: Bool) -> Bool {
        switch tracks[track].insert(event, rules: rules[track], isDelta: isDelta) {
        case .placed: return true
        case .refused:
            reached.events &+= 1
            return false
        case .late:
            keepLate(event, track: track)
            return true
        }
    }

    /// Of late signs of life that follow each other closely, the first and the last tell all.
    private mutating func keepLate(_ event: UnitEvent, track: Int) {
        if event.subject == .sign, let staleAfter = rules[track].staleAfter, lateEvents.count > 1 {
            let (first, second) = (
                lateEvents[lateEvents.count - 2], lateEvents[lateEvents.count - 1]
            )
            let isChain =
                first.track == track && second.track == track && first.event.subject == .sign
                && second.event.subject == .sign && first.event.time <= second.event.time
                && second.event.time <= event.time && event.time - first.event.time <= staleAfter
            if isChain { lateEvents.removeLast() }
        }
        lateEvents.append((track, event))
    }

    private mutating func takeSignal(_ sample: Sample, _ place: Int, unit: Int) -> Bool {
        guard !isTooOld(sample.eventTime, sample) else { return false }
        switch signals.take(sample, place) {
        case .taken: return true
        case .late: return false
        case .nonconforming:
            reached.values &+= 1
            noteOnce(.nonconforming, of: sample, unit: unit, seconds: 60)
            return true
        }
    }

    private func isTooOld(_ instant: Timestamp, _ sample: Sample) -> Bool {
        instant.nanoseconds < sample.receiveTime.nanoseconds &- lateness
    }

    /// What is not of the work unit's own track is a sign of its life all the same, and so is what
    /// cannot be trusted: a retained state at its delivery, however old it is.
    private mutating func noteSign(_ sample: Sample, unit: Int, isState: Bool) {
        if sample.flags.contains(.clockAhead) {
            noteOnce(.clockAhead, of: sample, unit: unit, seconds: 3600)
        }
        let time =
            sample.flags.contains(.retained) ? sample.receiveTime : sample.eventTime
        let judged = isState ? time : sample.eventTime
        guard rules[unit].staleAfter != nil, !isTooOld(judged, sample) else { return }
        // Signs that follow each other closely are one: none may say more than its time.
        let sign = UnitEvent(time: time, value: 0, subject: .sign, flags: [])
        _ = insert(sign, track: unit, isDelta: false)
    }

    /// Of so many seconds it is said once, also where a crash comes in between.
    private mutating func noteOnce(
        _ kind: FindingKind, of sample: Sample, unit: Int, seconds: Int64
    ) {
        var told = sample
        let second = sample.eventTime.minute * 60
        told.eventTime = Timestamp(clampingSeconds: second - second % seconds)
        told.value = 0
        note(kind, of: told, unit: unit)
    }

    private mutating func note(_ kind: FindingKind, of sample: Sample, unit: Int) {
        let finding = Finding(kind: kind, signal: sample.signal, after: sample.value)
        let fact = Fact(
            at: sample.eventTime, knownBy: sample.eventTime, content: .finding(finding))
        if let last = addedFindings.last, last == (unit, fact) { return }
        addedFindings.append((unit, fact))
    }

    private mutating func lose(at instant: Timestamp, verdict: LossVerdict) {
        guard instant != .distantPast else { return }
        // Whose the session was is not to be known any more.
        if let unknownSessionSince { judgeSession(.unknown, at: unknownSessionSince) }
        isConnected = false
        let heard = Timestamp(nanoseconds: instant.nanoseconds &- silence)
        // It is told once: without a connection nobody is silent.
        silence = 0
        inDoubtSince = inDoubtSince ?? heard
        for track in tracks.indices {
            tracks[track].insertLoss(at: heard, verdict: verdict, rules: rules[track])
        }
    }

    /// A broker that began after we last heard it has lost what it had not saved, and its sessions
    /// do not tell.
    ///
    /// It counts whole seconds.
    private mutating func judgeRestart(at instant: Timestamp, afterSeconds seconds: Int64) {
        defer { inDoubtSince = nil }
        let (age, isTooMuch) = seconds.multipliedReportingOverflow(by: nanosecondsPerSecond)
        guard let since = inDoubtSince, !isTooMuch else { return }
        let start = Timestamp(nanoseconds: instant.nanoseconds &- age)
        guard start.nanoseconds > since.nanoseconds &- nanosecondsPerSecond else { return }
        insertGap(from: since, to: max(start, since), isSessionKept: true)
    }

    /// What was on its way to us when we last heard the broker took no longer than a second.
    private mutating func insertGap(
        from since: Timestamp, to instant: Timestamp, isSessionKept: Bool
    ) {
        let event = UnitEvent(
            gapUntil: instant,
            from: Timestamp(nanoseconds: since.nanoseconds &- nanosecondsPerSecond),
            isSessionKept: isSessionKept)
        for track in units.indices {
            let placement = tracks[track].insertGap(event, rules: rules[track])
            if placement == .late { keepLate(event, track: track) }
        }
    }

    private mutating func connect(at instant: Timestamp, sessionPresent: Bool) {
        isConnected = true
        unknownSessionSince = sessionPresent && attempt == .unanswered ? instant : nil
        attempt = .none
        for track in tracks.indices {
            tracks[track].resolveLosses(sessionPresent: sessionPresent, rules: rules[track])
        }
        guard !sessionPresent, let since = inDoubtSince else { return }
        inDoubtSince = nil
        insertGap(from: since, to: max(instant, since), isSessionKept: false)
    }

    /// For an empty session nobody kept anything; where nobody knows, it counts as lost if an
    /// attempt without an answer may have made it.
    private mutating func judgeSession(_ origin: SessionOrigin, at instant: Timestamp) {
        let isLost = origin == .empty || origin == .unknown && unknownSessionSince != nil
        unknownSessionSince = nil
        guard isLost, let since = inDoubtSince else { return }
        inDoubtSince = nil
        insertGap(from: since, to: max(instant, since), isSessionKept: true)
    }
}
