import Plant
import Production
import Storage
import Telemetry

/// How old the values of each work unit were when they were received, by class and hour.
struct AgeSheet: Equatable {
    struct Place: Hashable {
        /// `line/unit/~fresh` and so on.
        var path: String
        /// Minutes since the epoch at which the hour begins.
        var minute: Int64
    }

    struct Line: Hashable {
        var count: Int64
        var unknown: Int64
        /// In microseconds.
        var sum: Int128
        /// In seconds.
        var low: Double
        var high: Double
    }

    private(set) var lines: [Place: Line] = [:]

    /// What folds handed over.
    init(_ flushes: [SignalFlush], _ plant: Plant) {
        var sums: [Place: SignalSummary] = [:]
        for flush in flushes where flush.signal >= plant.signals.count {
            let path = plant.agePaths[flush.signal - plant.signals.count]
            for minute in flush.minutes {
                sums[Place(path: path, minute: minute.minute), default: SignalSummary()] +=
                    minute.summary
            }
        }
        take(sums)
    }

    /// What is stored.
    init(_ store: any Store, _ plant: Plant) throws {
        var sums: [Place: SignalSummary] = [:]
        let always = TimeSpan(from: .distantPast, to: .distantFuture)
        for path in plant.agePaths {
            for minute in try store.minutes(signal: path, over: always) {
                sums[Place(path: path, minute: minute.minute)] = minute.summary
            }
        }
        take(sums)
    }

    private mutating func take(_ sums: [Place: SignalSummary]) {
        lines = sums.mapValues { sum in
            Line(count: sum.count, unknown: sum.bad, sum: sum.sum, low: sum.low, high: sum.high)
        }
    }

    /// What the messages say by themselves.
    init(_ story: GeneratedCase, _ plant: Plant) {
        let (second, hour) = (Int64(1_000_000_000), Int64(3_600_000_000_000))
        var ages: [Place: [Int64?]] = [:]
        for message in story.messages where !message.isRetained && !story.isLate(message) {
            guard let unit = message.unit else { continue }
            let own = story.isAhead(message) ? nil : message.ownTime
            let age = own.map { message.received - $0 }
            let name =
                switch age ?? 0 {
                case ..<(5 * second): "fresh"
                case ..<(60 * second): "late"
                default: "backfilled"
                }
            let place = Place(
                path: "\(plant.workUnits[unit].path)/~\(name)",
                minute: Instant.floorDiv(own ?? message.received, hour) * 60)
            ages[place, default: []].append(age)
        }
        lines = ages.mapValues { ages in
            let known = ages.compactMap { $0.map { $0 / 1_000 } }
            return Line(
                count: Int64(known.count), unknown: Int64(ages.count - known.count),
                sum: known.reduce(0) { $0 + Int128($1) }, low: Double(known.min() ?? 0) / 1e6,
                high: Double(known.max() ?? 0) / 1e6)
        }
    }

    /// Where it differs from another; nil where it does not.
    func difference(from other: Self) -> String? {
        for place in Set(lines.keys).union(other.lines.keys).sorted(by: { $0.path < $1.path })
        where lines[place] != other.lines[place] {
            let texts = [lines[place], other.lines[place]].map { $0.map { "\($0)" } ?? "none" }
            return "\(place.path) from minute \(place.minute): \(texts[0]) and not \(texts[1])"
        }
        return nil
    }
}

extension Property {
    /// How old values were is what their messages say, whenever it was stored.
    static let ages = Property(name: "ages") { trial in
        let expected = AgeSheet(trial.story, trial.plant)
        var dice = Dice(seed: trial.story.seed ^ 0xA6E)
        var fold = Fold(plant: trial.plant, broker: 0)
        var flushes: [SignalFlush] = []
        for sample in trial.samples {
            fold.take(sample)
            if dice.oneIn(9) { flushes += fold.takeSignals() }
        }
        flushes += fold.takeSignals()
        return AgeSheet(flushes, trial.plant).difference(from: expected)
    }
}
