import Pipeline
import Production
import Storage
import Telemetry

/// One conservation law at one place: both sides, which are equal where it holds.
struct Balance: Sendable {
    /// Which law.
    enum Law: String, CaseIterable, Sendable {
        /// received = decoded + redelivered + quarantined + rejected + unbound.
        case messages
        /// Messages since the start, by topic and in all.
        case topics
        /// What decoding gave = what the fold took.
        case samples
        /// What the fold took = applied + late set aside.
        case fates
        /// Σ deltas = Σ (last − first + adjustments), in pieces.
        case counters
        /// The time elements of the shift = the shift, in seconds.
        case time
        /// The reasons of delay = delay, in seconds.
        case delays
        /// made = good + scrap + rework, in pieces.
        case pieces
    }

    var law: Law
    /// The lane or the line.
    var place: String
    /// Both sides, in units of the law, times a scale.
    var left: Int64
    var right: Int64
    /// Its sides have so many decimals.
    var digits = 0
    /// What is broken though the sides are equal: one counter too much, another too little.
    var hidden = 0

    var holds: Bool { left == right && hidden == 0 }

    /// How far it is from holding; 0 where it does.
    var difference: Int64 {
        let difference = left.subtractingReportingOverflow(right)
        guard !difference.overflow else { return .max }
        return difference.partialValue == 0 ? Int64(hidden) : difference.partialValue
    }
}

extension Balance {
    /// What holds of a lane.
    static func of(_ lane: Readiness.Lane) -> [Balance] {
        var all: [Balance] = []
        func add(_ law: Law, _ left: UInt64, _ right: UInt64) {
            all.append(
                Balance(
                    law: law, place: lane.name, left: Int64(clamping: left),
                    right: Int64(clamping: right)))
        }
        if let counts = lane.stored?.counts {
            let fates: [Tally] = [.decoded, .redelivered, .quarantined, .rejected, .unbound]
            add(.messages, counts[.received], fates.reduce(0) { $0 &+ counts[$1] })
            add(.samples, counts[.samples], counts.decoded)
            add(.fates, counts.decoded, counts.applied &+ counts.lateSetAside)
        }
        if let topics = lane.health?.topics { add(.topics, topics.received, topics.sum) }
        if let counters = lane.head?.counters {
            all.append(
                Balance(
                    law: .counters, place: lane.name, left: counters.credited,
                    right: counters.risen &+ counters.adjusted, digits: 6, hidden: counters.broken))
        }
        return all
    }

    /// What holds of the figures of a line.
    static func of(_ sums: Sums, line: String) -> [Balance] {
        func balance(_ law: Law, _ left: Int64, _ right: Int64, digits: Int) -> Balance {
            Balance(law: law, place: line, left: left, right: right, digits: digits)
        }
        var all = [
            balance(
                .time, sums.notScheduled + sums.plannedDown + sums.planned, sums.span, digits: 9),
            balance(.delays, sums.delays.values.reduce(0, +), sums.delay, digits: 9),
        ]
        if sums.isQualityMeasured {
            let pieces = sums.pieces.adding(sums.outside)
            all.append(
                balance(
                    .pieces, pieces.made, pieces.good + pieces.scrap + pieces.rework, digits: 6))
        }
        return all
    }
}
