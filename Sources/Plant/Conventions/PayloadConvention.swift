/// A family of sources that keep value, event time and quality in the same places of a payload.
///
/// A convention is one file here and its line in ``PayloadConventions``. It says where things
/// stand; ``Decoding`` reads them.
protocol PayloadConvention: Sendable {
    /// Its name in the plant file.
    static var name: String { get }

    /// The table of a state signal that names none, or nil where it must name one.
    static var states: BuiltInStateTable? { get }

    /// Where a signal's value, time and quality stand.
    ///
    /// - Parameters:
    ///   - meaning: What the signal means; counts of different things may stand in different
    /// places.
    ///   - field: What the plant file gives as `field`, or nil.
    ///   - topic: The signal's topic.
    /// - Returns: The places, and what is demanded of the payload.
    /// - Throws: ``Mismatch`` where the convention has no such signal or no such place.
    static func layout(
        of meaning: SignalMeaning, field: String?, topic: String
    ) throws(Mismatch) -> PayloadLayout
}

extension PayloadConvention {
    static var states: BuiltInStateTable? { nil }

    /// Says that a signal must name its place.
    static func missingField(_ expected: String) -> Mismatch {
        Mismatch(problem: "lacks the key \"field\"", hint: "expected \(expected)")
    }

    /// Says that a signal cannot name a place: the topic has one value.
    static var needlessField: Mismatch {
        Mismatch(
            problem: "is a place, and \(name) has a topic for each value",
            hint: "leave \"field\" out")
    }
}

/// The payload conventions that a plant file can name.
public enum PayloadConventions {
    static let all: [any PayloadConvention.Type] = [
        PackMLTopics.self,
        UMHHistorian.self,
        UMHRaw.self,
        UMHAnalytics.self,
        KepwareGateway.self,
        SiemensIndustrialEdge.self,
        Tasmota.self,
        ShellyRPC.self,
    ]

    /// Their names, in the order of the documents.
    public static var names: [String] { all.map { $0.name } }
}

/// Where a payload holds what a signal needs; see ``PayloadRule`` for what it must hold besides.
struct PayloadLayout {
    /// The place of the value; nil: the payload is the value.
    var value: FieldPath?
    /// The place of the event time; nil: the receive time.
    var time: TimeField?
    /// What is demanded of the payload.
    var rule = PayloadRule()
}

/// What a convention demands of a payload, beyond the places of value and time.
public struct PayloadRule: Hashable, Sendable {
    /// The convention's name; nil: none, plain JSON or a bare value.
    public var convention: String?
    /// Whether a message without an event time is refused.
    public var demandsTime = false
    /// Whether the payload holds the value and the event time and nothing else.
    public var isExact = false
    /// Whether every message ends what the signal names, whatever its value: an order.
    public var isEnd = false
    /// Where the source says whether its value is to be trusted.
    public var quality: QualityField?

    /// Nothing is demanded.
    public init() {}
}

/// The place of a value's quality, and what it is where the value is good.
public struct QualityField: Hashable, Sendable {
    /// When a value is good.
    public enum Good: Hashable, Sendable {
        /// The quality is `true`.
        case yes
        /// The quality is a number of at least this much.
        case atLeast(Int64)
    }

    /// Its place; a payload without it says nothing against the value.
    public var path: FieldPath
    /// When the value is good.
    public var good: Good

    /// Makes a place of a quality.
    public init(path: FieldPath, good: Good) {
        self.path = path
        self.good = good
    }
}
