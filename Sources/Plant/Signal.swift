public import Telemetry

/// One stream of values that a work unit's source publishes.
public struct Signal: Hashable, Sendable {
    /// Identifier, unique within its work unit.
    public var id: String
    /// `line/unit/signal`.
    public var path: String
    /// Name per language.
    public var name: LocalizedText
    /// Index into ``Plant/workUnits``.
    public var workUnit: Int
    /// Where it comes from.
    public var source: SignalSource
    /// What it means.
    public var meaning: SignalMeaning
    /// What is demanded of its payloads.
    public var rule = PayloadRule()
    /// Whether it is heard only until another signal of the unit with the same meaning has spoken.
    public var isFallback = false
}

/// Where a signal comes from.
public enum SignalSource: Hashable, Sendable {
    /// An MQTT topic without wildcards, and the places of value and time in its payload.
    case topic(String, value: FieldPath?, time: TimeField?)
    /// A metric of a Sparkplug B node or device, `group/node[/device]`.
    case sparkplug(node: String, metric: String)
}

/// A path in a JSON payload: `a.b[0].c`.
public struct FieldPath: Hashable, Sendable {
    /// One step of the path.
    public enum Step: Hashable, Sendable {
        /// A member of an object.
        case key(String)
        /// An element of an array, from 0.
        case index(Int)
        /// The element of an array of objects whose member `key` is a text or number `value`.
        case element(key: String, value: String)
    }

    /// From the outermost to the innermost; never empty.
    public var steps: [Step]

    /// Makes a path.
    ///
    /// - Precondition: `steps` is not empty.
    public init(steps: [Step]) {
        precondition(!steps.isEmpty, "a path has at least one step")
        self.steps = steps
    }

    /// Makes a path of steps.
    ///
    /// - Precondition: there is at least one.
    public init(_ steps: Step...) { self.init(steps: steps) }

    /// A path with one member more.
    static func + (path: Self, key: String) -> Self { Self(steps: path.steps + [.key(key)]) }
}

/// The place and the unit of an event time in a payload.
public struct TimeField: Hashable, Sendable {
    /// The unit of a numeric time.
    public enum Unit: String, CaseIterable, Sendable {
        /// Told by the number's size.
        case guess
        case s, ms, us, ns
    }

    /// Its place.
    public var path: FieldPath
    /// Its unit where it is a number.
    public var unit: Unit

    /// Makes a place of an event time.
    public init(path: FieldPath, unit: Unit) {
        self.path = path
        self.unit = unit
    }
}

/// What a signal means.
public enum SignalMeaning: Hashable, Sendable {
    /// What the unit does.
    case state(StateTable)
    /// What the unit should do: the source's words and their meaning.
    case mode([String: UnitMode])
    /// Counts pieces.
    case counter(Counter)
    /// Which product runs: the source's words and indices into ``Plant/products``.
    case product([String: Int])
    /// Which order runs; null or empty ends it.
    case order
    /// Why the unit stands: the source's codes and indices into ``Plant/reasons``.
    case reason([String: Int])
    /// Counts a supply, energy for one; `unit` is its unit.
    case meter(Counter, unit: String)
    /// A measured quantity with its unit (UCUM) and normal band.
    case measurement(unit: String, normal: ClosedRange<Double>?)
    /// Does what it is told.
    case actuator(Actuator)
}

/// An actuator: what it is told, what it does, and when the one has followed the other.
public struct Actuator: Hashable, Sendable {
    /// The place of what it is told.
    public var command: FieldPath
    /// The place of what it does.
    public var feedback: FieldPath
    /// The unit of both (UCUM).
    public var unit: String?
    /// How soon the feedback must have reached the command, in nanoseconds.
    public var within: Int64
    /// How far the feedback may be from the command and still count as there, in millionths.
    public var tolerance: Int64

    /// The time that an actuator has where its declaration gives none: five seconds.
    public static let defaultWithin = 5 * nanosecondsPerSecond

    /// Makes a declaration; nothing is checked.
    public init(
        command: FieldPath, feedback: FieldPath, unit: String? = nil,
        within: Int64 = Actuator.defaultWithin, tolerance: Int64 = 0
    ) {
        self.command = command
        self.feedback = feedback
        self.unit = unit
        self.within = within
        self.tolerance = tolerance
    }
}

/// How a source's words become states.
public enum StateTable: Hashable, Sendable {
    /// A table that Lineside knows.
    case builtIn(BuiltInStateTable)
    /// A table of the plant file.
    case custom([String: UnitState])
}

/// The tables that Lineside knows, by their name in the plant file.
public enum BuiltInStateTable: String, CaseIterable, Sendable {
    /// PackML names; numbers as in ISA-TR88.00.02.
    case packml
    /// PackML names; numbers of libremfg's PackML-MQTT-Simulator, which swaps 1 and 4.
    case packmlLibremfg = "packml-libremfg"
    /// PackML names; numbers of OPC 30060 (Tobacco Machine Communication), from 0.
    case packmlOPC = "packml-opc"
    /// PackML `EquipmentInterlock.Blocked`: what a suspended unit waits for.
    case packmlBlocked = "packml-blocked"
    /// MTConnect execution.
    case mtconnect
    /// MTConnect condition: an active fault.
    case mtconnectCondition = "mtconnect-condition"
    /// SEMI E10 states.
    case e10
    /// Ranges of United Manufacturing Hub.
    case umh
}

/// What a state signal has to say among the state signals of its unit, `production.md` section 3.
public enum StateRole: Hashable, Sendable {
    /// The state.
    case state
    /// The state, as long as no signal that gives ``state`` has spoken: numbers beside names.
    case fallback
    /// A fault: while it is active the unit is faulted, whatever its state.
    case fault
    /// What a starved unit waits for: while it is active the unit is blocked instead.
    case blocked
}

extension Signal {
    /// What a state signal has to say; nil for any other signal.
    public var stateRole: StateRole? {
        guard case .state(let table) = meaning else { return nil }
        switch table {
        case .builtIn(.mtconnectCondition): return .fault
        case .builtIn(.packmlBlocked): return .blocked
        default: return isFallback ? .fallback : .state
        }
    }
}

/// How readings of a counter become quantities, `production.md` section 4.
///
/// Quantities are millionths of a piece or unit.
public struct Counter: Hashable, Sendable {
    /// What a reading is.
    public enum ReadingType: String, CaseIterable, Sendable {
        /// A total that only rises.
        case cumulative
        /// A total that is reset as a matter of course.
        case resettable
        /// What came since the last message.
        case delta
        /// Every message is one count.
        case pulse
    }

    /// What it counts; nil for meters.
    public var counts: CountKind?
    /// What a reading is.
    public var type: ReadingType
    /// How many values it has before it starts at zero again, in millionths.
    public var modulus: Int64?
    /// The most that it can rise in a time.
    public var maxRate: MaxRate?
    /// How far it may fall without meaning anything, in millionths.
    public var jitter: Int64
    /// The smallest change, in millionths.
    public var step: Int64
    /// How many pieces one count stands for (cavities), in millionths.
    public var piecesPerCount: Int64

    /// Makes a declaration; nothing is checked.
    public init(
        counts: CountKind?, type: ReadingType, modulus: Int64? = nil, maxRate: MaxRate? = nil,
        jitter: Int64 = quantityScale, step: Int64 = quantityScale,
        piecesPerCount: Int64 = quantityScale
    ) {
        self.counts = counts
        self.type = type
        self.modulus = modulus
        self.maxRate = maxRate
        self.jitter = jitter
        self.step = step
        self.piecesPerCount = piecesPerCount
    }
}

/// A greatest rate: `count` millionths in `per` nanoseconds.
public struct MaxRate: Hashable, Sendable {
    /// Millionths.
    public var count: Int64
    /// Nanoseconds; above 0.
    public var per: Int64

    /// Makes a greatest rate.
    ///
    /// - Precondition: `per` is above 0.
    public init(count: Int64, per: Int64) {
        precondition(per > 0, "a rate is per time")
        self.count = count
        self.per = per
    }
}

/// Millionths in one: the fixed point in which quantities are kept.
public let quantityScale: Int64 = 1_000_000
