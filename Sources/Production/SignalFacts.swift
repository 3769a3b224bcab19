public import Telemetry

/// What a measured signal's values were: sums only, so that minutes add up to any span exactly.
///
/// Values are summed as whole millionths of the unit, in 128 bits: the order in which they come
/// does not matter.
public struct SignalSummary: Hashable, Sendable {
    /// Values that the source vouches for.
    public private(set) var count: Int64 = 0
    /// Values that it does not vouch for, or that are beyond ``limit``; in none of the sums.
    public private(set) var bad: Int64 = 0
    /// The least value; meaningless where ``count`` is 0.
    public private(set) var low: Double = 0
    /// The greatest value; meaningless where ``count`` is 0.
    public private(set) var high: Double = 0
    /// Sum, in millionths.
    public private(set) var sum: Int128 = 0
    /// Sum of squares, in millionths of millionths.
    public private(set) var squares: Int128 = 0
    /// The newest value; meaningless where ``count`` is 0.
    public private(set) var last: Double = 0
    /// Event time of ``last``.
    public private(set) var lastAt: Timestamp = .distantPast

    /// The greatest magnitude that is summed, in units: squares of a million values of it fit.
    public static let limit = 1e10

    /// Nothing yet.
    public init() {}

    /// Makes a summary from its stored fields.
    public init(
        count: Int64, bad: Int64, low: Double, high: Double, sum: Int128, squares: Int128,
        last: Double, lastAt: Timestamp
    ) {
        self.count = count
        self.bad = bad
        self.low = low
        self.high = high
        self.sum = sum
        self.squares = squares
        self.last = last
        self.lastAt = lastAt
    }

    /// Takes a value that is good; one at the time of the newest replaces it as ``last``.
    ///
    /// - Precondition: its magnitude is not above ``limit``.
    public mutating func add(_ value: Double, at instant: Timestamp) {
        precondition(value.magnitude <= Self.limit, "a summed value is within the limit")
        let millionths = Int128((value * 1_000_000).rounded())
        self += SignalSummary(
            count: 1, bad: 0, low: value, high: value, sum: millionths,
            squares: millionths * millionths, last: value, lastAt: instant)
    }

    /// Takes note of a value that is not.
    public mutating func addBad() { bad &+= 1 }

    /// Adds what came later, or elsewhere; at equal times the right one's last value counts.
    public static func += (left: inout Self, right: Self) {
        left.bad &+= right.bad
        guard right.count > 0 else { return }
        left.low = left.count > 0 ? min(left.low, right.low) : right.low
        left.high = left.count > 0 ? max(left.high, right.high) : right.high
        if left.count == 0 || right.lastAt >= left.lastAt {
            (left.last, left.lastAt) = (right.last, right.lastAt)
        }
        left.count &+= right.count
        left.sum &+= right.sum
        left.squares &+= right.squares
    }

    /// The mean in units, or nil where there is no value.
    public var mean: Double? {
        count > 0 ? Double(sum) / Double(count) / 1_000_000 : nil
    }

    /// The variance of the values themselves, in units squared, or nil where there is none.
    public var variance: Double? {
        guard count > 0 else { return nil }
        // Around the whole mean, modulo 2^128: what is left fits, so nothing is lost.
        let size = Int128(count)
        let center = sum / size
        let rest = sum - size * center
        let around = squares &- 2 &* center &* sum &+ size &* center &* center
        let spread = Double(around) - Double(rest) * Double(rest) / Double(count)
        return max(0, spread) / Double(count) / 1e12
    }
}

/// The summary of one minute.
public struct MinuteSummary: Hashable, Sendable {
    /// Minutes since the Unix epoch, UTC, rounded down.
    public var minute: Int64
    /// What the values were.
    public var summary: SignalSummary

    /// Makes the summary of a minute.
    public init(minute: Int64, summary: SignalSummary) {
        self.minute = minute
        self.summary = summary
    }

    /// From the minute's beginning to its end.
    public var span: TimeSpan {
        let from = Timestamp(clampingSeconds: minute * 60)
        return TimeSpan(from: from, to: from + 60 * nanosecondsPerSecond)
    }
}

/// What became of a command to an actuator.
///
/// The raw value is stored and must not change.
public enum CommandVerdict: UInt8, CaseIterable, Sendable {
    /// The feedback has not come there yet.
    case pending = 0
    /// The feedback came there in time.
    case followed = 1
    /// The feedback came there, later than it should.
    case late = 2
    /// Another command came before the feedback did, after the time it had.
    case notFollowed = 3
    /// Another command came within the time it had: nobody can say.
    case superseded = 4
}

/// A command to an actuator, and what became of it.
public struct CommandFact: Hashable, Sendable {
    /// Event time of the first message that carried it.
    public var at: Timestamp
    /// What the actuator was told, in its unit.
    public var value: Double
    /// What became of it, so far.
    public var verdict: CommandVerdict
    /// Nanoseconds until the feedback came there; 0 where it did not.
    public var delay: Int64

    /// Makes a command.
    public init(at: Timestamp, value: Double, verdict: CommandVerdict, delay: Int64) {
        self.at = at
        self.value = value
        self.verdict = verdict
        self.delay = delay
    }

    /// Its verdict at an instant: one that should have been followed by then was not.
    public func verdict(at instant: Timestamp, within: Int64) -> CommandVerdict {
        verdict == .pending && instant - at > within ? .notFollowed : verdict
    }
}

extension Timestamp {
    /// Whole minutes since the epoch, rounded down.
    public var minute: Int64 {
        let length = 60 * nanosecondsPerSecond
        let whole = nanoseconds / length
        return nanoseconds % length < 0 ? whole - 1 : whole
    }
}
