/// The place of a signal in the plant: a dense number, valid for one loaded plant file.
public struct SignalIndex: RawRepresentable, Hashable, BitwiseCopyable, Sendable {
    /// The number, from 0.
    public var rawValue: UInt32

    /// Makes an index from its number.
    @inlinable
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// What a ``Sample`` is: a value of a signal, or an event of the lane itself.
public enum SampleKind: UInt8, BitwiseCopyable, Sendable {
    /// A value of a signal.
    case value = 0
    /// Time has come this far; the broker was not heard for `value` nanoseconds.
    case tick = 1
    /// The broker accepted the connection; `value` is 1 where the session was kept.
    case connectionUp = 2
    /// The connection to the broker ended, which was not heard for `value` nanoseconds.
    case connectionLost = 3
    /// The process began to run; what ran before it has ended.
    case started = 4
    /// The process ended in good order.
    case stopped = 5
    /// `value` more, or fewer where it is negative, of what the raw value of a ``Tally`` in
    /// `signal` says.
    case tally = 6
    /// The broker told how long it has run: `value` in seconds.
    case brokerRuns = 7
    /// We are about to connect: the broker may make a session before we have its answer.
    case connecting = 8
    /// Whose the session is that was there: `value` is a ``SessionOrigin``.
    case session = 9
}

/// Whose a session is that the broker says it has kept, by what it holds.
///
/// The raw value is stored and must not change.
public enum SessionOrigin: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    /// The broker does not tell.
    case unknown = 0
    /// We have subscribed in it.
    case ours = 1
    /// Nobody has subscribed in it: an attempt to connect made it whose answer we never had, or the
    /// broker went back to before we subscribed.
    case empty = 2
}

/// What is counted before the fold and travels with the samples, so that it is stored with them.
///
/// Conservation: received = decoded + redelivered + quarantined + rejected + unbound. The raw value
/// is stored and must not change.
public enum Tally: UInt32, CaseIterable, BitwiseCopyable, Sendable {
    /// Messages that gave samples.
    case decoded = 0
    /// Messages that the broker delivered again; they counted the first time.
    case redelivered = 1
    /// Messages that no decoder accepted; kept with the reason.
    case quarantined = 2
    /// Messages over the limit of size.
    case rejected = 3
    /// Messages to whose topic no signal is bound.
    case unbound = 4
    /// All messages.
    case received = 5
    /// Samples that went into the ring.
    case samples = 6
}

/// What is known of a ``Sample`` besides its value.
public struct SampleFlags: OptionSet, Hashable, BitwiseCopyable, Sendable {
    /// The bits.
    public var rawValue: UInt8

    /// Makes flags from their bits.
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The broker had retained the message and delivered it at the subscription.
    public static let retained = SampleFlags(rawValue: 1)
    /// The payload carried its own event time.
    public static let ownTime = SampleFlags(rawValue: 2)
    /// The message came with quality of service 1: the broker delivers it again until acknowledged.
    public static let acknowledged = SampleFlags(rawValue: 4)
    /// The table of the signal does not know the source's word.
    public static let unknownWord = SampleFlags(rawValue: 8)
    /// The payload's time was too far ahead of ours and was replaced by the receive time.
    public static let clockAhead = SampleFlags(rawValue: 16)
    /// The message may have been delivered before; nobody can tell.
    public static let ambiguous = SampleFlags(rawValue: 32)
    /// It is what an actuator was told, not what it did.
    public static let command = SampleFlags(rawValue: 64)
    /// The source itself says that its value is not to be trusted.
    public static let badQuality = SampleFlags(rawValue: 128)
}

/// One decoded value of one signal, or one event of the lane: what travels over the ring.
///
/// Fixed size, no reference inside, copied freely. ``value`` depends on the signal's kind:
///
/// | kind | value |
/// |---|---|
/// | state | raw value of ``UnitState`` |
/// | mode | raw value of ``UnitMode`` |
/// | product, reason | index in the plant's list, -1 for none |
/// | order | hash of its identifier, 0 for none |
/// | counter, meter | millionths of the unit |
/// | measurement, actuator | bit pattern of a `Double` |
public struct Sample: BitwiseCopyable, Sendable {
    /// Number of the journal record that made it, from 1.
    public var record: UInt64
    /// When it happened, by the payload, else by our clock.
    public var eventTime: Timestamp
    /// When we received it.
    public var receiveTime: Timestamp
    /// See the table above.
    public var value: Int64
    /// Whose value it is; meaningless for events of the lane.
    public var signal: SignalIndex
    /// Value or event.
    public var kind: SampleKind
    /// What else is known.
    public var flags: SampleFlags

    /// Makes a value of a signal.
    @inlinable
    public init(
        record: UInt64, signal: SignalIndex, value: Int64, eventTime: Timestamp,
        receiveTime: Timestamp, flags: SampleFlags = []
    ) {
        self.record = record
        self.eventTime = eventTime
        self.receiveTime = receiveTime
        self.value = value
        self.signal = signal
        self.kind = .value
        self.flags = flags
    }

    /// Makes an event of the lane.
    ///
    /// - Precondition: `kind` is not ``SampleKind/value``.
    @inlinable
    public init(event kind: SampleKind, record: UInt64, at instant: Timestamp, value: Int64 = 0) {
        precondition(kind != .value, "a value belongs to a signal")
        self.record = record
        self.eventTime = instant
        self.receiveTime = instant
        self.value = value
        self.signal = SignalIndex(rawValue: .max)
        self.kind = kind
        self.flags = []
    }

    /// Makes a tally of what was counted up to a record.
    @inlinable
    public init(tally: Tally, count: Int64, record: UInt64, at instant: Timestamp) {
        self.init(event: .tally, record: record, at: instant, value: count)
        signal = SignalIndex(rawValue: tally.rawValue)
    }
}
