public import Production
public import Telemetry

/// Late events of one work unit or meter that wait to be folded again, in order of time, then of
/// receipt.
public struct LateBatch: Sendable {
    /// The store's number of each; each leaves the store with the patch that used it up.
    public var numbers: [Int64]
    /// The events.
    public var events: [LateEvent]
    /// The names behind the indices in each event.
    public var names: [StoredNames]

    /// Makes a batch.
    public init(numbers: [Int64], events: [LateEvent], names: [StoredNames]) {
        self.numbers = numbers
        self.events = events
        self.names = names
    }
}

/// A settled chunk as it is stored.
public struct StoredChunk: Sendable {
    /// The chunk.
    public var chunk: SettledChunk
    /// The names behind the indices in it.
    public var names: StoredNames

    /// Makes one.
    public init(chunk: SettledChunk, names: StoredNames) {
        self.chunk = chunk
        self.names = names
    }
}

/// The products and reasons of the plant file with which something was stored, in its order.
public struct StoredNames: Hashable, Sendable {
    /// Identifiers of products.
    public var products: [String]
    /// Identifiers of reasons.
    public var reasons: [String]

    /// Makes them.
    public init(products: [String], reasons: [String]) {
        self.products = products
        self.reasons = reasons
    }

    /// What became of its indices in today's plant file.
    public func change(to names: PlantNames) -> IndexChange {
        IndexChange(products: products, names.products, reasons: reasons, names.reasons)
    }
}

/// Why settled facts were changed; the raw value is stored.
public enum ChangeCause: String, CaseIterable, Sendable {
    /// Messages came after what happened later.
    case late
    /// Somebody had a span folded again with another configuration.
    case recompute
}

/// A change of settled facts as it is stored: before, after, why.
public struct StoredChange: Hashable, Sendable {
    /// Grows by the order in which changes were made.
    public var number: Int64
    /// `line/unit`, or `line/unit/signal` of a meter.
    public var unit: String
    /// Until when time had come when it was made.
    public var at: Timestamp
    /// Why.
    public var cause: ChangeCause
    /// Who asked for it; empty where nobody did.
    public var by: String
    /// What that one said; empty where nobody did.
    public var why: String
    /// What it changed.
    public var change: FactChange

    /// Makes one.
    public init(
        number: Int64, unit: String, at: Timestamp, cause: ChangeCause, by: String, why: String,
        change: FactChange
    ) {
        self.number = number
        self.unit = unit
        self.at = at
        self.cause = cause
        self.by = by
        self.why = why
        self.change = change
    }
}
