public import Telemetry

/// What holds for a work unit from an instant on: state and everything that gives it meaning.
public struct Condition: Hashable, BitwiseCopyable, Sendable {
    /// What it does.
    public var state: UnitState
    /// What it should do.
    public var mode: UnitMode
    /// Which product runs, as index into the plant's products; -1: none said.
    public var product: Int32
    /// Why it stands, as index into the plant's reasons; -1: none said.
    public var reason: Int32
    /// Hash of the running order; 0: none.
    public var order: Int64
    /// Whether the state came as a retained message: it begins no stop and no failure.
    public var isRetained: Bool

    /// Nothing is known.
    public static let unknown = Condition(
        state: .unknown, mode: .production, product: -1, reason: -1, order: 0, isRetained: false)

    /// Makes a condition.
    public init(
        state: UnitState, mode: UnitMode, product: Int32, reason: Int32, order: Int64,
        isRetained: Bool
    ) {
        self.state = state
        self.mode = mode
        self.product = product
        self.reason = reason
        self.order = order
        self.isRetained = isRetained
    }
}

/// What the fold found out about one work unit: the derived record that is stored.
///
/// Calendars and rates are not in it, so that they can change without folding again.
public struct Fact: Hashable, Sendable {
    /// When it holds from, or happened.
    public var at: Timestamp
    /// Event time of the event that made it known; facts of a unit are replaced from one such time
    /// on.
    public var knownBy: Timestamp
    /// What it says.
    public var content: Content

    /// What a fact says.
    public enum Content: Hashable, Sendable {
        /// From ``Fact/at`` on, this holds.
        case condition(Condition)
        /// Pieces were counted at ``Fact/at``.
        case pieces(PieceCount)
        /// Pieces were made between two readings with unknown time in between.
        case gap(GapCount)
        /// Something a person should look at.
        case finding(Finding)
    }

    /// Makes a fact.
    public init(at: Timestamp, knownBy: Timestamp, content: Content) {
        self.at = at
        self.knownBy = knownBy
        self.content = content
    }
}

/// Pieces of one product counted at one instant, in millionths.
public struct PieceCount: Hashable, Sendable {
    /// What was counted.
    public var kind: CountKind
    /// Millionths of a piece.
    public var quantity: Int64
    /// Index into the plant's products; -1: none said.
    public var product: Int32
    /// Whether the unit's state was known then.
    public var isKnown: Bool

    /// Makes a count.
    public init(kind: CountKind, quantity: Int64, product: Int32, isKnown: Bool) {
        self.kind = kind
        self.quantity = quantity
        self.product = product
        self.isKnown = isKnown
    }
}

/// What a cumulative counter rose by between two readings that have unknown time between them.
///
/// The pieces are known, their times are not: they are spread over the unknown time from ``from``
/// to the fact's `at`, in proportion to time, by cumulative floor in steps of ``grain``.
public struct GapCount: Hashable, Sendable {
    /// What was counted.
    public var kind: CountKind
    /// Event time of the reading before.
    public var from: Timestamp
    /// Millionths of a piece; may be zero.
    public var quantity: Int64
    /// Nanoseconds of unknown time between the readings; above zero.
    public var unknown: Int64
    /// The smallest quantity that is not divided, in millionths.
    public var grain: Int64
    /// Index into the plant's products; -1: none said.
    public var product: Int32
    /// Whether the readings had no reset or jump between them.
    public var isBridged: Bool

    /// Makes a gap.
    public init(
        kind: CountKind, from: Timestamp, quantity: Int64, unknown: Int64, grain: Int64,
        product: Int32, isBridged: Bool
    ) {
        self.kind = kind
        self.from = from
        self.quantity = quantity
        self.unknown = unknown
        self.grain = grain
        self.product = product
        self.isBridged = isBridged
    }
}

/// Something that a person should look at.
public struct Finding: Hashable, Sendable {
    /// What was found.
    public var kind: FindingKind
    /// Whose; ``Telemetry/SignalIndex`` with the raw value `UInt32.max` stands for the unit itself.
    public var signal: SignalIndex
    /// Value before, in the signal's fixed point; meaning by kind.
    public var before: Int64
    /// Value after.
    public var after: Int64
    /// What was credited, in the signal's fixed point.
    public var credited: Int64

    /// Makes a finding.
    public init(
        kind: FindingKind, signal: SignalIndex, before: Int64 = 0, after: Int64 = 0,
        credited: Int64 = 0
    ) {
        self.kind = kind
        self.signal = signal
        self.before = before
        self.after = after
        self.credited = credited
    }
}

/// The kinds of findings, by their names in the interface.
public enum FindingKind: String, CaseIterable, Sendable {
    case counterBaseline = "counter_baseline"
    case counterReset = "counter_reset"
    case counterRollover = "counter_rollover"
    case counterJitter = "counter_jitter"
    case counterSpike = "counter_spike"
    case counterJump = "counter_jump"
    case counterGap = "counter_gap"
    case ambiguousRedelivery = "ambiguous_redelivery"
    case clockAhead = "clock_ahead"
    case late
    case silent
    /// Messages may be lost at the broker, with our session or by its restart; `after` is until
    /// when, in nanoseconds.
    case brokerLoss = "broker_loss"
    case contradiction
    case rateBelowBest = "rate_below_best"
    case unknownWord = "unknown_word"
    case balance
    case undecodable
    case nonconforming
    case outsidePlanned = "outside_pbt"
}
