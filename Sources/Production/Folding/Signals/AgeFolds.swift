import Plant
import Telemetry

/// How old the samples of each work unit were when they came, since the last flush.
///
/// Sums of whole microseconds by the hour of which a sample speaks: they need no order, and a
/// sample costs a few operations on integers. Memory: two hours a unit, and between two flushes one
/// entry for each further hour that samples of a unit speak of.
struct AgeFolds {
    /// By track of the work units.
    private var folds: [AgeFold]
    /// The places of ``folds`` that changed since the last flush.
    private var changed: [Int] = []
    private var pushedOut: [HourPlace: HourOfAges] = [:]
    /// By track, the number of each class of age in ``Plant/Plant/agePaths``.
    private let series: [[Int]]

    private struct HourPlace: Hashable {
        var track: Int
        var begin: Timestamp
    }

    init(plant: Plant, units: [Int]) {
        folds = [AgeFold](repeating: AgeFold(), count: units.count)
        series = units.map { unit in
            SampleAge.allCases.map { plant.series(of: $0, unit: unit) }
        }
    }

    /// Takes a sample that reached its work unit, with when it was first received.
    mutating func take(_ sample: Sample, received: Timestamp, track: Int) {
        guard !sample.flags.contains(.retained) else { return }
        if !folds[track].isChanged {
            folds[track].isChanged = true
            changed.append(track)
        }
        let other = folds[track].turn(to: sample.eventTime)
        if let other {
            pushedOut[HourPlace(track: track, begin: other.begin), default: .init(other.begin)] +=
                other
        }
        folds[track].current.take(sample, received: received)
    }

    /// Takes what came since the last call.
    mutating func takeFlush() -> [SignalFlush] {
        var hours = pushedOut
        for track in changed {
            for hour in [folds[track].former, folds[track].current] where !hour.isEmpty {
                hours[HourPlace(track: track, begin: hour.begin), default: .init(hour.begin)] +=
                    hour
            }
            folds[track] = AgeFold()
        }
        changed.removeAll(keepingCapacity: true)
        pushedOut.removeAll(keepingCapacity: true)
        let sorted = hours.sorted { ($0.key.track, $0.key.begin) < ($1.key.track, $1.key.begin) }
        return sorted.flatMap { place, hour in
            SampleAge.allCases.compactMap { age in
                let summary = hour.summary(age)
                guard summary.count > 0 || summary.bad > 0 else { return nil }
                return SignalFlush(
                    signal: series[place.track][age.place],
                    minutes: [MinuteSummary(minute: hour.begin.minute, summary: summary)],
                    commands: [], checkpoint: nil)
            }
        }
    }
}

/// The two hours of a work unit that are at hand.
private struct AgeFold: BitwiseCopyable {
    var isChanged = false
    var current = HourOfAges(.distantPast)
    var former = HourOfAges(.distantPast)

    /// Makes the hour of an instant the current one; returns the older one where a third pushes it
    /// out.
    mutating func turn(to instant: Timestamp) -> HourOfAges? {
        if current.contains(instant) { return nil }
        swap(&current, &former)
        if current.contains(instant) { return nil }
        let other = current
        current = HourOfAges(instant.hourStart)
        return other.isEmpty ? nil : other
    }
}

/// The ages of a work unit's samples that speak of one hour.
private struct HourOfAges: BitwiseCopyable {
    let begin: Timestamp
    private(set) var isEmpty = true
    private var untimed: Int64 = 0
    private var fresh = AgeSums()
    private var late = AgeSums()
    private var backfilled = AgeSums()

    private static let length = 3600 * nanosecondsPerSecond

    init(_ begin: Timestamp) { self.begin = begin }

    func contains(_ instant: Timestamp) -> Bool {
        // Before the beginning the difference is a great number.
        UInt64(bitPattern: instant.nanoseconds &- begin.nanoseconds) < UInt64(Self.length)
    }

    mutating func take(_ sample: Sample, received: Timestamp) {
        isEmpty = false
        guard sample.flags.contains(.ownTime), !sample.flags.contains(.clockAhead) else {
            untimed &+= 1
            return
        }
        let age = received.nanoseconds &- sample.eventTime.nanoseconds
        if age < SampleAge.freshLimit {
            fresh.take(age, at: sample.eventTime)
        } else if age < SampleAge.lateLimit {
            late.take(age, at: sample.eventTime)
        } else {
            backfilled.take(age, at: sample.eventTime)
        }
    }

    static func += (left: inout Self, right: Self) {
        left.isEmpty = left.isEmpty && right.isEmpty
        left.untimed &+= right.untimed
        left.fresh += right.fresh
        left.late += right.late
        left.backfilled += right.backfilled
    }

    func summary(_ age: SampleAge) -> SignalSummary {
        switch age {
        case .fresh: fresh.summary(bad: untimed)
        case .late: late.summary(bad: 0)
        case .backfilled: backfilled.summary(bad: 0)
        }
    }
}

/// Sums of ages, in microseconds.
private struct AgeSums: BitwiseCopyable {
    private var count: Int64 = 0
    private var least: Int64 = .max
    private var greatest: Int64 = .min
    private var sum: Int128 = 0
    private var squares: Int128 = 0
    private var last: Int64 = 0
    private var lastAt = Timestamp.distantPast

    /// Takes an age in nanoseconds.
    mutating func take(_ age: Int64, at instant: Timestamp) {
        let age = age / 1000
        count &+= 1
        least = min(least, age)
        greatest = max(greatest, age)
        sum &+= Int128(age)
        squares &+= Int128(age) &* Int128(age)
        if instant >= lastAt { (last, lastAt) = (age, instant) }
    }

    /// Adds what came later.
    static func += (left: inout Self, right: Self) {
        left.count &+= right.count
        left.least = min(left.least, right.least)
        left.greatest = max(left.greatest, right.greatest)
        left.sum &+= right.sum
        left.squares &+= right.squares
        if right.lastAt >= left.lastAt { (left.last, left.lastAt) = (right.last, right.lastAt) }
    }

    /// In seconds.
    func summary(bad: Int64) -> SignalSummary {
        func seconds(_ microseconds: Int64) -> Double { Double(microseconds) / 1_000_000 }
        guard count > 0 else {
            return SignalSummary(
                count: 0, bad: bad, low: 0, high: 0, sum: 0, squares: 0, last: 0,
                lastAt: .distantPast)
        }
        return SignalSummary(
            count: count, bad: bad, low: seconds(least), high: seconds(greatest), sum: sum,
            squares: squares, last: seconds(last), lastAt: lastAt)
    }
}

extension Timestamp {
    /// When its hour began, UTC; held at the beginning of the range.
    fileprivate var hourStart: Timestamp {
        let length = 3600 * nanosecondsPerSecond
        let rest = nanoseconds % length
        return self - (rest < 0 ? rest + length : rest)
    }
}
