public import Plant
public import Telemetry

/// A plant as it seems to be, from what was heard.
///
/// Topology is never inferred: every work unit stands for itself. Rates and heartbeats are filled
/// in by whoever has folded what was heard.
public struct Proposal: Sendable {
    /// Identifier of the plant.
    public var plant: String
    /// Products by the words that the sources use; ``Signal`` meanings hold indices into it.
    public internal(set) var products: [ProposedName] = []
    /// Reasons by the codes that the sources use.
    public internal(set) var reasons: [ProposedName] = []
    /// Lines with their work units.
    public internal(set) var lines: [ProposedLine] = []
    /// What could not be placed, by topic.
    public internal(set) var unplaced: [Unplaced] = []
    /// Messages and topics heard, and from when to when.
    public internal(set) var heard: Heard
}

/// What was heard, as a whole.
public struct Heard: Sendable {
    /// Messages.
    public var messages: Int
    /// Topics.
    public var topics: Int
    /// First to last receipt; nil where nothing came.
    public var span: TimeSpan?
    /// What did not fit into ``ListeningLimits``.
    public var beyond: Hearing.Beyond
}

/// An identifier for a source's word.
public struct ProposedName: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// The word; nil for the stand-in where no product was heard.
    public var word: String?
}

/// A line: work units whose topics share all but the last level.
public struct ProposedLine: Sendable {
    /// Identifier.
    public var id: String
    /// The topic level that it is named after.
    public var name: String
    /// Index of the product that is made where nothing says otherwise.
    public var product: Int?
    /// Its work units.
    public var units: [ProposedUnit]
}

/// A work unit.
public struct ProposedUnit: Sendable {
    /// Identifier.
    public var id: String
    /// The topic level that it is named after.
    public var name: String
    /// The levels that its topics share.
    public var prefix: String
    /// Its signals.
    public var signals: [ProposedSignal]
    /// The longest time between two of its messages, in nanoseconds; nil where too few came.
    public var longestGap: Int64?
    /// Demonstrated best by product.
    public var rates: [ProposedRate] = []

    /// Whether it counts pieces.
    public var isCounting: Bool {
        signals.contains { $0.meaning.counter?.counts != nil }
    }
}

/// The best that was seen of a product on a work unit.
public struct ProposedRate: Sendable {
    /// Index into ``Proposal/products``.
    public var product: Int
    /// Nanoseconds a piece.
    public var itemTime: Int64
    /// Length of the window in which it was seen, in nanoseconds.
    public var window: Int64

    /// Makes a rate.
    public init(product: Int, itemTime: Int64, window: Int64) {
        self.product = product
        self.itemTime = itemTime
        self.window = window
    }
}

/// A signal with how sure it is.
public struct ProposedSignal: Sendable {
    /// Identifier.
    public var id: String
    /// Its topic.
    public var topic: String
    /// Its field; nil: the payload is the value, or every message is one count.
    public var field: FieldPath?
    /// Where the event time is.
    public var time: TimeField?
    /// What it means; product and reason hold indices into the proposal's lists.
    public var meaning: SignalMeaning
    /// 0 to 100.
    public var confidence: Int
    /// Why it is taken for that.
    public var why: [Why]
    /// What else it may be, as words with their confidence.
    public var alternatives: [String]
    /// A payload.
    public var example: String
}

/// A field or topic that found no place.
public struct Unplaced: Sendable {
    /// Its topic.
    public var topic: String
    /// Its field; nil: the whole payload.
    public var field: FieldPath?
    /// Why not.
    public var why: Why
    /// What it may be nevertheless, as words with their confidence.
    public var guesses: [String]
    /// Payloads.
    public var examples: [String]
}
