import Plant
import Telemetry

/// How old the samples of each work unit were when they came, since the last flush.
///
/// Sums of whole microseconds by the hour of which a sample speaks: they need no order. Most
/// samples are prompt and of the newest hour; they cost a few operations on integers in one line of
/// memory. Memory: two hours a unit, and between two flushes one entry for each further hour that
/// samples of a unit speak of.
struct AgeFolds {
    /// By track of the work units: prompt samples of the newest hour.
    private var prompt: [PromptHour]
    /// By track: all others, of the hour of the last one.
    private var others: [HourOfAges]
    /// The tracks that changed since the last flush.
    private var changed: [Int] = []
    private var further: [HourPlace: HourOfAges] = [:]
    /// By track, the number of each class of age in ``Plant/Plant/agePaths``.
    private let series: [[Int]]

    private struct HourPlace: Hashable {
        var track: Int
        var begin: Timestamp
    }

    init(plant: Plant, units: [Int]) {
        prompt = [PromptHour](repeating: PromptHour(.distantPast), count: units.count)
        others = [HourOfAges](repeating: HourOfAges(.distantPast), count: units.count)
        series = units.map { unit in
            SampleAge.allCases.map { plant.series(of: $0, unit: unit) }
        }
    }

    /// Takes a sample that reached its work unit, with when it was first received.
    mutating func take(_ sample: Sample, received: Timestamp, track: Int) {
        if !prompt[track].take(sample, received: received) {
            takeOther(sample, received: received, track: track)
        }
    }

    @inline(never)
    private mutating func takeOther(_ sample: Sample, received: Timestamp, track: Int) {
        guard !sample.flags.contains(.retained) else { return }
        if !prompt[track].isChanged {
            prompt[track].isChanged = true
            changed.append(track)
        }
        let hour = sample.eventTime.hourStart
        if hour > prompt[track].begin {
            add(prompt[track].ages, of: track)
            prompt[track] = PromptHour(hour)
            prompt[track].isChanged = true
        }
        guard !prompt[track].take(sample, received: received) else { return }
        if hour != others[track].begin {
            add(others[track], of: track)
            others[track] = HourOfAges(hour)
        }
        others[track].take(sample, received: received)
    }

    private mutating func add(_ hour: HourOfAges, of track: Int) {
        guard !hour.isEmpty else { return }
        further[HourPlace(track: track, begin: hour.begin), default: HourOfAges(hour.begin)] += hour
    }

    /// Takes what came since the last call.
    mutating func takeFlush() -> [SignalFlush] {
        for track in changed {
            add(prompt[track].ages, of: track)
            add(others[track], of: track)
            prompt[track] = PromptHour(prompt[track].begin)
            others[track] = HourOfAges(others[track].begin)
        }
        changed.removeAll(keepingCapacity: true)
        defer { further.removeAll(keepingCapacity: true) }
        let hours = further.sorted { ($0.key.track, $0.key.begin) < ($1.key.track, $1.key.begin) }
        return hours.flatMap { place, hour in
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

/// What is not as old as ``SampleAge/freshLimit`` either way, of one hour: small numbers.
private struct PromptHour: BitwiseCopyable {
    let begin: Timestamp
    private var untimed: Int64 = 0
    private var count: Int64 = 0
    /// In microseconds.
    private var sum: Int64 = 0
    private var least: Int32 = .max
    private var greatest: Int32 = .min
    /// Whether its work unit has any sample since the last flush.
    var isChanged = false

    init(_ begin: Timestamp) { self.begin = begin }

    /// False where the sample is another's.
    mutating func take(_ sample: Sample, received: Timestamp) -> Bool {
        guard isChanged, sample.eventTime.isWithinHour(from: begin) else { return false }
        switch sample.flags.intersection([.ownTime, .clockAhead, .retained]) {
        case [], .clockAhead, [.ownTime, .clockAhead]: untimed &+= 1
        case .ownTime:
            let age = received.nanoseconds &- sample.eventTime.nanoseconds
            guard -SampleAge.freshLimit < age, age < SampleAge.freshLimit else { return false }
            let microseconds = age / 1000
            count &+= 1
            sum &+= microseconds
            least = min(least, Int32(truncatingIfNeeded: microseconds))
            greatest = max(greatest, Int32(truncatingIfNeeded: microseconds))
        default: return false
        }
        return true
    }

    var ages: HourOfAges {
        var hour = HourOfAges(begin)
        hour.untimed = untimed
        if count > 0 {
            hour.fresh = AgeSums(
                count: count, least: Int64(least), greatest: Int64(greatest), sum: Int128(sum))
        }
        return hour
    }
}

/// The ages of a work unit's samples that speak of one hour.
private struct HourOfAges: BitwiseCopyable {
    let begin: Timestamp
    /// How many carry no time of their own that can be believed.
    var untimed: Int64 = 0
    var fresh = AgeSums()
    private var late = AgeSums()
    private var backfilled = AgeSums()

    init(_ begin: Timestamp) { self.begin = begin }

    var isEmpty: Bool {
        untimed == 0 && fresh.count == 0 && late.count == 0 && backfilled.count == 0
    }

    mutating func take(_ sample: Sample, received: Timestamp) {
        guard sample.flags.contains(.ownTime), !sample.flags.contains(.clockAhead) else {
            untimed &+= 1
            return
        }
        let age = received.nanoseconds &- sample.eventTime.nanoseconds
        if age < SampleAge.freshLimit {
            fresh.take(age)
        } else if age < SampleAge.lateLimit {
            late.take(age)
        } else {
            backfilled.take(age)
        }
    }

    static func += (left: inout Self, right: Self) {
        left.untimed &+= right.untimed
        left.fresh += right.fresh
        left.late += right.late
        left.backfilled += right.backfilled
    }

    func summary(_ age: SampleAge) -> SignalSummary {
        switch age {
        case .fresh: fresh.summary(bad: untimed, at: begin)
        case .late: late.summary(bad: 0, at: begin)
        case .backfilled: backfilled.summary(bad: 0, at: begin)
        }
    }
}

/// Sums of ages, in microseconds.
private struct AgeSums: BitwiseCopyable {
    var count: Int64 = 0
    var least: Int64 = .max
    var greatest: Int64 = .min
    var sum: Int128 = 0

    /// Takes an age in nanoseconds.
    mutating func take(_ age: Int64) {
        let microseconds = age / 1000
        count &+= 1
        least = min(least, microseconds)
        greatest = max(greatest, microseconds)
        sum &+= Int128(microseconds)
    }

    static func += (left: inout Self, right: Self) {
        left.count &+= right.count
        left.least = min(left.least, right.least)
        left.greatest = max(left.greatest, right.greatest)
        left.sum &+= right.sum
    }

    /// In seconds; squares and the newest are not kept.
    func summary(bad: Int64, at begin: Timestamp) -> SignalSummary {
        func seconds(_ microseconds: Int64) -> Double { Double(microseconds) / 1_000_000 }
        return SignalSummary(
            count: count, bad: bad, low: count > 0 ? seconds(least) : 0,
            high: count > 0 ? seconds(greatest) : 0, sum: sum, squares: 0, last: 0, lastAt: begin)
    }
}

extension Timestamp {
    private static let hour = 3600 * nanosecondsPerSecond

    /// When its hour began, UTC; held at the beginning of the range.
    fileprivate var hourStart: Timestamp {
        let rest = nanoseconds % Self.hour
        return self - (rest < 0 ? rest + Self.hour : rest)
    }

    fileprivate func isWithinHour(from begin: Timestamp) -> Bool {
        // Before the beginning the difference is a great number.
        UInt64(bitPattern: nanoseconds &- begin.nanoseconds) < UInt64(Self.hour)
    }
}
