/// A correction as commands, programs and forms ask for it: texts and numbers, not checked yet.
///
/// As JSON its members are in snake case; those that a kind does not need are left out.
///
/// | kind | members |
/// |---|---|
/// | `reason` | `at` (an instant of the stop), or `from` and `to`; `reason` (or `none`) |
/// | `split` | `at`; `first`, `second` (reasons of the parts; left out: as it was) |
/// | `state` | `from`, `to`, `state`; `reason` |
/// | `scrap` | `at`, `quantity`; `count` (`scrap` or `rework`), `product` |
/// | `class` | `signal`, `at`, `counter_class`; `finding` (its kind), `modulus` |
/// | `rate` | `product`, `item_time` (`500 ms` or `120/h`), `from` |
/// | `withdraw` | `supersedes` |
public struct CorrectionRequest: Codable, Hashable, Sendable {
    /// What is asked for.
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case reason, split, state, scrap
        case counter = "class"
        case rate, withdraw
    }

    /// Which kind.
    public var kind: String
    /// `line/unit`.
    public var unit: String?
    /// Who says it.
    public var by: String?
    /// Why.
    public var why: String?
    /// The last correction of the same that its author saw.
    public var seen: Int64?
    /// The correction that it replaces or withdraws.
    public var supersedes: Int64?
    /// An instant.
    public var at: String?
    /// Where it begins.
    public var from: String?
    /// Where it ends.
    public var to: String?
    /// A reason.
    public var reason: String?
    /// The reason of a stop's first part.
    public var first: String?
    /// The reason of its second part.
    public var second: String?
    /// What the unit did.
    public var state: String?
    /// What the pieces are.
    public var count: String?
    /// A product.
    public var product: String?
    /// How many.
    public var quantity: WrittenNumber?
    /// A counter, `line/unit/signal`.
    public var signal: String?
    /// The kind of its finding.
    public var finding: String?
    /// What it was.
    public var counterClass: String?
    /// How many values the counter has.
    public var modulus: WrittenNumber?
    /// The planned run time per item.
    public var itemTime: String?

    /// A request of which only the kind is said.
    public init(_ kind: Kind) { self.kind = kind.rawValue }

    /// The last correction that its author knows of.
    public var lastSeen: Int64 { max(0, seen ?? 0, supersedes ?? 0) }
}

/// A number as it was written: no binary fraction comes between.
public struct WrittenNumber: Codable, Hashable, Sendable {
    /// Its digits.
    public var text: String

    /// Takes a text.
    public init(_ text: String) { self.text = text }

    /// Reads a JSON string, or a whole number.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.init(text)
        } else {
            self.init(String(try container.decode(Int64.self)))
        }
    }

    /// Writes a JSON string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
