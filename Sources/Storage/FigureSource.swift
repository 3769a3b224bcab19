import Plant
public import Telemetry

/// From what a figure could be made again.
public enum FigureSource: String, CaseIterable, Sendable {
    /// The journal still has every message of its span.
    case journal
    /// The journal begins later: only the facts are left.
    case facts

    /// That of a sum.
    func adding(_ other: Self) -> Self { self == .facts ? .facts : other }
}

/// The oldest record that the journal of a lane still keeps.
public struct JournalBeginning: Hashable, Sendable {
    /// Its number; 1: the journal is whole.
    public var record: UInt64
    /// When it was received.
    public var received: Timestamp

    /// Makes one.
    public init(record: UInt64, received: Timestamp) {
        self.record = record
        self.received = received
    }
}

/// Where the journal of a lane begins; nil where there is none.
///
/// Any thread.
public typealias JournalReach = @Sendable (_ lane: String) -> JournalBeginning?

extension Figures {
    /// From what the figures of lines over a span that begins at an instant are.
    public func source(lines: [Int], from: Timestamp) throws(StoreError) -> FigureSource {
        try reach(lines: lines).source(from: from)
    }

    /// How far back the journals of lines reach, all of them.
    func reach(lines: [Int]) throws(StoreError) -> Reach {
        let own = Set(plant.brokers.map(\.id))
        // Where lines came from other brokers before, no journal of now has all of them.
        let isAlone = try store.lanes().keys.allSatisfy(own.contains)
        var reach = Reach(since: .distantPast)
        for lane in Set(lines.map { plant.brokers[plant.lines[$0].broker].id }) {
            guard let beginning = journals(lane) else { return Reach(since: nil) }
            guard beginning.record > 1 || !isAlone else { continue }
            reach.since = reach.since.map { max($0, beginning.received) }
        }
        return reach
    }

    /// How far back journals reach.
    struct Reach {
        /// Nil: nowhere.
        var since: Timestamp?

        func source(from instant: Timestamp) -> FigureSource {
            since.map { $0 <= instant ? .journal : .facts } ?? .facts
        }
    }
}
