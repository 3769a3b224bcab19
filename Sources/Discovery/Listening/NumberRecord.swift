import Telemetry

/// What the numbers of one field did, in fixed memory.
struct NumberRecord {
    private(set) var count = 0
    private(set) var minimum = Double.infinity
    private(set) var maximum = -Double.infinity
    private(set) var first = 0.0
    private(set) var last = 0.0
    private(set) var rises = 0
    /// Rises by exactly one.
    private(set) var unitRises = 0
    private(set) var totalRise = 0.0
    private(set) var largestRise = 0.0
    /// Falls and where they led, oldest first, within ``ListeningLimits/falls``.
    private(set) var falls: [(from: Double, to: Double)] = []
    private(set) var fallCount = 0
    /// Rises that were taken back at once.
    private(set) var spikes = 0
    /// The fastest rise by more than one, or with decimals of any, a second.
    private(set) var fastest = 0.0
    /// The most within one second of the clock.
    private(set) var mostInSecond = 0.0
    private var second = (number: Int64.min, sum: 0.0)
    /// The most decimals.
    private(set) var decimals = 0
    /// The largest and smallest difference between the value and the seconds that passed.
    private(set) var clockDrift = (low: 0.0, high: 0.0)
    private var firstAt = Timestamp.distantPast
    private var lastAt = Timestamp.distantPast
    private var pending: (rise: Double, seconds: Double)?
    private var pendingSecond: Int64 = 0
    private var samples: [Double] = []
    private var stride = 1

    /// Takes the next reading; a baseline is where things stood, and no change.
    mutating func take(_ value: Double, text: String, at instant: Timestamp, isBaseline: Bool) {
        decimals = max(decimals, Discovery.decimals(text))
        minimum = min(minimum, value)
        maximum = max(maximum, value)
        sample(value)
        count += 1
        defer { (last, lastAt) = (value, instant) }
        guard count > 1 else {
            (first, firstAt) = (value, instant)
            return
        }
        guard !isBaseline else { return }
        let drift = value - first - seconds(firstAt, instant)
        clockDrift = (min(clockDrift.low, drift), max(clockDrift.high, drift))
        if value < last {
            fall(to: value)
        } else if value > last {
            settle()
            pending = (value - last, seconds(lastAt, instant))
            pendingSecond = instant.nanoseconds / nanosecondsPerSecond
        } else {
            settle()
        }
    }

    private mutating func fall(to value: Double) {
        if let rise = pending, rise.rise > 4 * max(largestRise, 1), value >= last - rise.rise {
            spikes += 1
            pending = nil
            return
        }
        settle()
        fallCount += 1
        if falls.count < ListeningLimits.falls { falls.append((last, value)) }
    }

    /// Believes the last rise: what came after did not take it back.
    mutating func settle() {
        guard let rise = pending else { return }
        pending = nil
        rises += 1
        if rise.rise == 1 { unitRises += 1 }
        totalRise += rise.rise
        largestRise = max(largestRise, rise.rise)
        if rise.rise > 1 || decimals > 0 {
            fastest = max(fastest, rise.rise / max(rise.seconds, 0.001))
        }
        if pendingSecond != second.number { second = (pendingSecond, 0) }
        second.sum += rise.rise
        // What came in a long time came not in its last second.
        if rise.seconds <= 1 { mostInSecond = max(mostInSecond, second.sum) }
    }

    private func seconds(_ from: Timestamp, _ to: Timestamp) -> Double {
        Double(to - from) / Double(nanosecondsPerSecond)
    }

    private mutating func sample(_ value: Double) {
        guard count.isMultiple(of: stride) else { return }
        samples.append(value)
        guard samples.count > ListeningLimits.quantileSamples else { return }
        samples = samples.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        stride *= 2
    }

    /// A value below which a part of all lies, from those remembered.
    func quantile(_ part: Double) -> Double {
        let sorted = samples.sorted()
        guard !sorted.isEmpty else { return 0 }
        return sorted[Int((Double(sorted.count - 1) * part).rounded())]
    }

    /// How often the value changed.
    var changes: Int { rises + fallCount + 2 * spikes + (pending == nil ? 0 : 1) }
    /// Whether every value was whole.
    var isWhole: Bool { decimals == 0 }
}
