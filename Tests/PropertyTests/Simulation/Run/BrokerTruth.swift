import Production
import Telemetry

/// What the broker really lost, beside what is told of it.
struct BrokerTruth {
    private let simulation: Simulation
    private let story: GeneratedCase
    /// By work unit: when what came had happened, and when it came last.
    private var heard: [Int: [Int64: Int64]] = [:]
    /// Work units with a source whose clock is ahead.
    private var ahead: Set<Int> = []
    /// When we had a new session.
    private var newSessions: Set<Int64> = []

    /// How much later than it began a broker may seem to have begun, in nanoseconds: it tells whole
    /// seconds, what it tells waits for its turn, and what it had sent as long counts as lost.
    private static let tolerance = 3 * nanosecondsPerSecond

    /// From a new session until we have subscribed, in nanoseconds at most.
    private static let subscribing = nanosecondsPerSecond

    init(_ simulation: Simulation, _ story: GeneratedCase) {
        (self.simulation, self.story) = (simulation, story)
        var attempts = 0
        var unknown: Int64?
        for message in story.messages {
            switch message.content {
            case .connecting: attempts += 1
            case .connectionUp(let isPresent):
                if !isPresent { newSessions.insert(message.received) }
                (unknown, attempts) = (isPresent && attempts > 1 ? message.received : nil, 0)
            case .session(.ours): unknown = nil
            case .session(.empty):
                newSessions.insert(message.received)
                unknown = nil
            // Where nobody knows whose the session is, it counts as new: now, or when it was made.
            case .session(.unknown), .connectionLost, .started:
                if let instant = unknown { newSessions.formUnion([instant, message.received]) }
                unknown = nil
            default: break
            }
            guard let unit = message.unit else { continue }
            let isOwn = !message.isRetained && !story.isAhead(message)
            let time = isOwn ? message.ownTime ?? message.received : message.received
            heard[unit, default: [:]][time] = message.received
            if time > message.received { ahead.insert(unit) }
        }
    }

    /// Lays what was told as lost beside the publications, by number, that it took and that never
    /// came.
    ///
    /// - Throws: ``Simulation/Failure`` where a loss is not told, or where one is told that was
    ///   none.
    func judge(lost numbers: [Int], _ facts: StoredFacts) throws {
        for unit in simulation.story.plant.units.indices {
            let gaps = facts[unit].compactMap(\.brokerLoss)
            let signs = OracleStory(story, unit: unit).signs
            for gap in gaps where !isTrue(gap) {
                throw Simulation.Failure(
                    "unit \(unit): lost by the broker from \(gap.from) to \(gap.until): it was not")
            }
            for number in numbers {
                let publication = simulation.publications[number]
                guard case .value(let message) = publication.kind, message.unit == unit,
                    let at = simulation.network.broker.takenAt[number],
                    !isTold(at, unit, gaps),
                    // Before its first sign of life nothing can be lost.
                    signs.contains(where: { $0 <= at })
                else { continue }
                throw Simulation.Failure(
                    "message \(number) was lost by the broker at \(at): unit \(unit) has "
                        + "\(gaps.map { "\($0.from) to \($0.until)" })")
            }
        }
    }

    private func isTrue(_ gap: (from: Int64, until: Int64)) -> Bool {
        newSessions.contains(gap.until)
            || simulation.network.broker.starts.contains {
                ($0...($0 + Self.tolerance)).contains(gap.until)
            }
    }

    /// Whether a gap holds what was lost, or begins behind something that looks as if the broker
    /// had taken it later: what came when it had begun anew, and had happened before.
    private func isTold(_ at: Int64, _ unit: Int, _ gaps: [(from: Int64, until: Int64)]) -> Bool {
        let heard = heard[unit, default: [:]]
        return gaps.contains { gap in
            guard at <= gap.until + Self.subscribing else { return false }
            guard gap.from > at else { return true }
            guard let received = heard[gap.from] else { return false }
            return received >= gap.until - Self.tolerance || ahead.contains(unit)
        }
    }
}

extension Fact {
    fileprivate var brokerLoss: (from: Int64, until: Int64)? {
        guard case .finding(let finding) = content, finding.kind == .brokerLoss else { return nil }
        return (at.nanoseconds, finding.after)
    }
}
