/// A bound of what the program takes, keeps or answers, so that nothing grows without one.
///
/// Each module declares its own in one place; `docs/limits.md` lists them all, and `/metrics` tells
/// how often each was reached.
public struct Limit: Hashable, Sendable {
    /// What a limit counts.
    public enum Unit: String, CaseIterable, Sendable {
        case bytes, messages, records, samples, entries, topics, events, pieces, levels, units
        case streams, connections, queries, requests, results, signals, points, characters
        case days, seconds
    }

    /// Stable word for programs.
    public let name: String
    /// The most that is within it.
    public let value: Int
    /// What it counts.
    public let unit: Unit
    /// Whether we can see that it is reached: what a broker withholds nobody sees.
    public let isSeen: Bool

    /// Declares a limit.
    public init(_ name: String, _ value: Int, _ unit: Unit, isSeen: Bool = true) {
        self.name = name
        self.value = value
        self.unit = unit
        self.isSeen = isSeen
    }
}
