import Telemetry

/// One event of a work unit, in the order in which the fold takes them: by time, then by rank.
///
/// Whatever is said at one instant is taken in a fixed order: what the unit does, then what it
/// counted, then what it makes next; so a piece exactly at a change of product is the former
/// product's.
struct UnitEvent: BitwiseCopyable {
    /// What an event is about; the raw value is stored.
    enum Subject: UInt8 {
        case state = 0
        case mode = 1
        case reason = 2
        case made = 3
        case good = 4
        case scrap = 5
        case rework = 6
        case product = 7
        case order = 8
        /// The connection was lost, or the process ended: `value` is a ``LossVerdict``. Or messages
        /// were lost at the broker: see ``UnitEvent/unheardSince``.
        case loss = 9
        /// A message of which only its time matters: a sign of life.
        case sign = 10
        /// A state that counts only until ``state`` has spoken.
        case fallback = 11
        /// A fault holds or ended: see ``UnitEvent/fault(_:holds:)``.
        case fault = 12
        /// An interlock: a starved unit is blocked.
        case blocked = 13

        /// How many there are.
        static let count = 14

        /// The order at equal times.
        var rank: UInt8 {
            switch self {
            case .fallback, .fault, .blocked: Self.state.rawValue
            default: rawValue
            }
        }

        init(_ kind: CountKind) {
            switch kind {
            case .made: self = .made
            case .good: self = .good
            case .scrap: self = .scrap
            case .rework: self = .rework
            }
        }

        var count: CountKind? {
            switch self {
            case .made: .made
            case .good: .good
            case .scrap: .scrap
            case .rework: .rework
            default: nil
            }
        }
    }

    var time: Timestamp
    var value: Int64
    var subject: Subject
    var flags: SampleFlags

    /// Whether what had been said before it had come when it came: it says its time itself, and was
    /// not retained.
    var isDated: Bool { flags.contains(.ownTime) && !flags.contains(.retained) }

    /// Whether it is a loss of which it is not known yet whether the session was kept.
    var isUndecidedLoss: Bool {
        subject == .loss
            && (value == LossVerdict.pending.rawValue
                || value == LossVerdict.pendingOwnEnd.rawValue)
    }

    /// Where messages were lost at the broker: up to when we had heard all that it had taken.
    var unheardSince: Timestamp? {
        let isVerdict = LossVerdict(rawValue: value) != nil
        return subject == .loss && !isVerdict ? Timestamp(nanoseconds: value) : nil
    }

    /// Whether it is to be taken before another.
    func precedes(_ other: UnitEvent) -> Bool {
        if time != other.time { return time < other.time }
        let (mine, theirs) = ((subject.rank, place), (other.subject.rank, other.place))
        guard mine == theirs else { return mine < theirs }
        // Of two gaps with one end the longer one first.
        return unheardSince != nil && value < other.value
    }

    /// Its place among those of its rank: what was lost at the broker was lost before the
    /// connection was.
    private var place: UInt8 {
        let isVerdict = subject == .loss && LossVerdict(rawValue: value) != nil
        return subject.rawValue + (isVerdict ? UInt8(Subject.count) : 0)
    }
}

extension UnitEvent {
    /// Messages were lost at the broker: with our session, or with what it had not saved when it
    /// began anew.
    ///
    /// The session was kept where the flags have `acknowledged`: then what the broker had saved
    /// came, and the gap begins behind it.
    init(gapUntil instant: Timestamp, from unheardSince: Timestamp, isSessionKept: Bool) {
        self.init(
            time: instant, value: unheardSince.nanoseconds, subject: .loss,
            flags: isSessionKept ? .acknowledged : [])
    }

    /// Makes one gap of two.
    mutating func join(_ other: UnitEvent) {
        (time, value) = (max(time, other.time), min(value, other.value))
        flags.formUnion(other.flags)
    }
}

/// What became of the messages during a loss of connection; the raw value is stored.
enum LossVerdict: Int64 {
    /// The connection is still lost.
    case pending = 0
    /// Our own end, still without a connection.
    case pendingOwnEnd = 1
    /// The session was kept: the broker delivers what came meanwhile.
    case resumed = 2
    /// Our own end, and the session was kept.
    case resumedOwnEnd = 3
    /// The session was lost, and what came meanwhile with it.
    case lost = 4

    /// What it becomes when the connection is there again; nil where it is decided already.
    func decided(sessionPresent: Bool) -> LossVerdict? {
        switch self {
        case .pending: sessionPresent ? .resumed : .lost
        case .pendingOwnEnd: sessionPresent ? .resumedOwnEnd : .lost
        case .resumed, .resumedOwnEnd, .lost: nil
        }
    }
}

extension [UnitEvent] {
    /// Puts an event in its place among events in order.
    ///
    /// Where one signal said two things at one time, the last received state counts, and the larger
    /// reading; what counts every message is kept beside the others.
    ///
    /// - Returns: its place, and whether it has one of its own; nil where it says nothing new.
    mutating func put(_ event: UnitEvent, isDelta: Bool) -> (place: Int, isNew: Bool)? {
        var index = count
        while index > 0, event.precedes(self[index - 1]) { index -= 1 }
        guard !isDelta, index > 0, !self[index - 1].precedes(event) else {
            insert(event, at: index)
            return (index, true)
        }
        let other = self[index - 1]
        let isReading = event.subject.count != nil
        var kept = isReading && event.value < other.value ? other : event
        if isReading, event.isDated || other.isDated {
            kept.flags.remove(.retained)
            kept.flags.insert(.ownTime)
        }
        guard kept.value != other.value || kept.flags != other.flags else { return nil }
        self[index - 1] = kept
        return (index - 1, false)
    }
}

extension SessionOrigin {
    /// The origin that a sample tells.
    init(_ value: Int64) {
        self = UInt8(exactly: value).flatMap(Self.init) ?? .unknown
    }
}
