import Plant
import Telemetry

/// A slow evaluator that shares nothing with the fold: it walks a recording second by second.
///
/// For streams on whole seconds in which a state is known from the start; cumulative counters
/// without max_rate, modulus or cavities.
struct Oracle {
    /// What it says of a span, in whole seconds and pieces.
    struct Verdict: Equatable {
        var elements: [String: Int64] = [:]
        var delays: [Int32: Int64] = [:]
        var made: Int64 = 0
        var good: Int64 = 0
        var outside: Int64 = 0
        var stops = 0
        var minorStops = 0
        var failures = 0
        /// Production and good pieces by product, where there are any.
        var products: [Int32: [Int64]] = [:]
    }

    private struct Second {
        var state = UnitState.unknown
        var mode = UnitMode.production
        var order: Int64 = 0
        var product: Int32 = -1
        var reason: Int32 = -1
        var isBusy = true
        var isPlannedDown = false
        var made: Int64 = 0
        var good: Int64 = 0
        var lost: Int64 = 0
    }

    private let example: RandomCase
    private var seconds: [Second]
    private let hasOrders: Bool
    private let hasReasons: Bool
    /// Whether good pieces are counted themselves; made and scrap win where all three are.
    private let countsGood: Bool

    init(_ example: RandomCase) {
        self.example = example
        let signals = example.plant.signals.map(\.id)
        hasOrders = signals.contains("order")
        hasReasons = signals.contains("reason")
        countsGood = signals.contains("good") && !signals.contains("scrap")
        seconds = Array(repeating: Second(), count: Int(example.length))
        fillConditions()
        fillCounts()
        fillPlan()
        if hasReasons { fillReasonsBackwards() }
    }

    private func place(_ instant: Timestamp) -> Int {
        Int(instant.nanoseconds / nanosecondsPerSecond - Fixtures.start)
    }

    private mutating func fillConditions() {
        let values = example.samples.filter { $0.kind == .value }
        var now = Second()
        // Without a product signal the line's product runs from the first value on.
        let hasProducts = example.plant.signals.contains { $0.id == "product" }
        var next = 0
        for second in seconds.indices {
            while next < values.count, place(values[next].eventTime) <= second {
                let (name, value) = (
                    example.plant.signals[Int(values[next].signal.rawValue)].id, values[next].value
                )
                if !hasProducts { now.product = Int32(example.plant.lines[0].product ?? -1) }
                switch name {
                case "product": now.product = Int32(value)
                case "state": now.state = UnitState(rawValue: UInt8(value)) ?? .unknown
                case "mode": now.mode = UnitMode(rawValue: UInt8(value)) ?? .production
                case "order": now.order = value
                case "reason": now.reason = Int32(value)
                default: break
                }
                next += 1
            }
            seconds[second] = now
        }
    }

    /// Made and what was not good of it, by the plainest reading of the rules.
    private mutating func fillCounts() {
        for (index, signal) in example.plant.signals.enumerated() {
            guard case .counter(let counter) = signal.meaning else { continue }
            var last: Int64?
            for sample in example.samples
            where sample.kind == .value && Int(sample.signal.rawValue) == index {
                defer { if last == nil { last = sample.value } }
                guard let before = last else { continue }
                let isJitter =
                    sample.value < before && before - sample.value <= counter.jitter
                    && sample.value != 0
                if isJitter { continue }
                let count = sample.value >= before ? sample.value - before : sample.value
                last = sample.value
                let second = place(sample.eventTime)
                guard second < seconds.count else { continue }
                switch signal.id {
                case "made": seconds[second].made += count
                case "good": seconds[second].good += count
                default: seconds[second].lost += count
                }
            }
        }
    }

    private mutating func fillPlan() {
        guard let schedule = example.schedule else { return }
        for second in seconds.indices { seconds[second].isBusy = false }
        for planned in schedule.spans {
            for second in place(planned.span.from)..<place(planned.span.to) {
                seconds[second].isBusy = planned.kind == .busy
                seconds[second].isPlannedDown = planned.kind != .busy
            }
        }
    }

    /// A reason that comes while a state lasts is the reason of that state from its beginning.
    private mutating func fillReasonsBackwards() {
        for second in seconds.indices.dropLast().reversed()
        where seconds[second].reason < 0 && seconds[second].state == seconds[second + 1].state
            && [.idle, .starved, .blocked, .stopped, .faulted].contains(seconds[second].state)
        {
            seconds[second].reason = seconds[second + 1].reason
        }
    }

    private func element(_ second: Second) -> String {
        switch second.state {
        case .unknown: "unknown"
        case .notScheduled: "not scheduled"
        case _ where second.mode == .maintenance || second.mode == .manual: "delay"
        case .faulted: "delay"
        case _ where second.mode == .setup: "setup"
        case .setup: "setup"
        case .producing: "production"
        case .idle where hasOrders && second.order == 0: "down"
        default: "delay"
        }
    }

    private func reason(_ second: Second) -> Int32 {
        switch second.mode {
        case .maintenance: -3
        case .manual: -4
        default: second.reason
        }
    }

    func verdict(_ from: Int64, _ to: Int64) -> Verdict {
        var verdict = Verdict()
        let minor = stops(from, to, into: &verdict)
        for second in Int(from)..<Int(to) {
            let now = seconds[second]
            var element = element(now)
            if now.isPlannedDown {
                element = "planned down"
            } else if !now.isBusy {
                element = "not scheduled"
            } else if element == "delay", example.plant.convention == .tpm, minor.contains(second) {
                element = "production"
            }
            verdict.elements[element, default: 0] += 1
            if now.isBusy { add(now, element, to: &verdict) }
            if element == "delay" { verdict.delays[reason(now), default: 0] += 1 }
            if now.isBusy {
                verdict.made += now.made
                verdict.good += countsGood ? now.good : now.made - now.lost
            } else {
                verdict.outside += now.made
            }
            let isEntry =
                now.state == .faulted && (second == 0 || seconds[second - 1].state != .faulted)
            if isEntry, now.isBusy { verdict.failures += 1 }
        }
        return verdict
    }

    private func add(_ now: Second, _ element: String, to verdict: inout Verdict) {
        let produced: Int64 = element == "production" ? 1 : 0
        let good = countsGood ? now.good : now.made - now.lost
        let all = verdict.products[now.product] ?? [0, 0]
        let sum = [all[0] + produced, all[1] + good]
        verdict.products[now.product] = sum == [0, 0] ? nil : sum
    }

    /// Counts the stops that begin in a span; returns the seconds of all minor ones.
    private func stops(_ from: Int64, _ to: Int64, into verdict: inout Verdict) -> Set<Int> {
        var minor: Set<Int> = []
        var first = 0
        while first < seconds.count {
            var end = first
            while end < seconds.count, ["delay", "down"].contains(element(seconds[end])) {
                end += 1
            }
            let busy = (first..<end).filter { seconds[$0].isBusy }
            if let begin = busy.first {
                let isMinor = Int64(busy.count) < limit
                if isMinor { minor.formUnion(first..<end) }
                if (Int(from)..<Int(to)).contains(begin) {
                    verdict.stops += 1
                    verdict.minorStops += isMinor ? 1 : 0
                }
            }
            first = max(end, first + 1)
        }
        return minor
    }

    /// In seconds, by time only.
    private var limit: Int64 {
        guard case .time(let limit) = example.plant.workUnits[0].minorStop else { return 0 }
        return limit / nanosecondsPerSecond
    }
}
