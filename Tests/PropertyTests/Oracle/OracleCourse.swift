import Telemetry

/// What held for a work unit from when on: `production.md` section 3, before any calendar.
struct OracleCourse {
    struct Condition: Hashable {
        var state = UnitState.unknown
        var mode = UnitMode.production
        var reason: Int32 = -1
        var product: Int32 = -1
        var order: Int64 = 0
        /// Whether the state came retained: it begins no stop and no failure.
        var isRetained = false
    }

    struct Stretch {
        var from: Int64
        var to: Int64
        var condition: Condition
    }

    private(set) var stretches: [Stretch] = []
    /// Instants from which on nothing that was said before is known to hold.
    private(set) var resets: Set<Int64> = []
    /// Instants at which the unit fell silent while its state was known.
    private(set) var silences: [Int64] = []
    /// What the broker lost: since when it may be missing, and until when.
    private(set) var brokerLosses: [(from: Int64, until: Int64)] = []

    private let story: OracleStory
    /// What says something of the state, in order.
    private var sayings: [OracleStory.Event] = []
    private let product: Int32

    init(_ story: OracleStory, unit: UnitShape, from start: Int64) {
        self.story = story
        product = unit.product ?? -1
        sayings = Self.sayings(of: story)
        resets = lossResets()
        let quiet = quietTimes(unit)
        resets.formUnion(quiet)
        // Before its first sign of life nothing can be lost.
        let first = story.signs.min() ?? .max
        for gap in story.gaps where gap.until >= first { take(gap) }
        var moments = Set(story.events.map(\.time)).union(resets.filter { $0 >= first })
        if !story.signs.isEmpty { moments.insert(first) }
        var from = start
        var condition = Condition()
        var state = UnitState.unknown
        var isRetained = false
        for moment in moments.sorted() {
            close(until: moment, from: &from, condition)
            for (index, saying) in sayings.enumerated() where saying.time == moment {
                let now = self.state(after: index)
                guard now != state else { continue }
                (state, isRetained) = (now, saying.isRetained)
            }
            if resets.contains(moment), state != .unknown {
                if quiet.contains(moment) { silences.append(moment) }
                (state, isRetained) = (.unknown, false)
            }
            condition = self.condition(at: moment)
            (condition.state, condition.isRetained) = (state, isRetained)
        }
        close(until: story.now, from: &from, condition)
    }

    private mutating func close(until end: Int64, from: inout Int64, _ condition: Condition) {
        guard end > from, from < story.now else { return }
        stretches.append(Stretch(from: from, to: min(end, story.now), condition: condition))
        from = end
    }

    /// A fallback is heard only until the signal that gives the state has spoken.
    private static func sayings(of story: OracleStory) -> [OracleStory.Event] {
        var sayings: [OracleStory.Event] = []
        var hasSpoken = false
        for event in story.events {
            switch story.signals[event.signal].meaning {
            case .state: hasSpoken = true
            case .fallback where hasSpoken: continue
            case .fallback, .fault, .interlock: break
            default: continue
            }
            sayings.append(event)
        }
        return sayings
    }

    /// A lost connection is unknown until the next state, except where the session was kept and the
    /// last state came with its own time and QoS 1, or where it was our own end.
    private func lossResets() -> Set<Int64> {
        var resets: Set<Int64> = []
        for loss in story.losses {
            let isFilled = loss.isOwnEnd || isDurable(at: loss.time)
            if loss.isKept == true, isFilled { continue }
            resets.insert(loss.time)
        }
        return resets
    }

    /// Where the broker began anew, what the unit said last is what it had still; behind it nothing
    /// is known until the next state.
    ///
    /// What is retained, or has no time of its own, does not tell. Where the broker lost our
    /// session, the loss of connection tells that.
    private mutating func take(_ gap: OracleStory.Gap) {
        guard gap.isSessionKept else {
            return brokerLosses.append((gap.unheardSince, gap.until))
        }
        let said = story.events.filter { $0.time <= gap.until }
        let heard = said.last { $0.isDated }?.time ?? .min
        let from = max(heard, gap.unheardSince)
        brokerLosses.append((from, gap.until))
        // Else it is unknown already, for longer.
        let seen = max(from, said.last?.time ?? .min)
        resets.insert(stateBeforeReset(at: gap.until) == .unknown ? gap.until : seen)
    }

    /// Whether all that gives the state came with its own time and QoS 1.
    private func isDurable(at instant: Int64) -> Bool {
        var isDurable = false
        for saying in sayings where saying.time <= instant {
            switch story.signals[saying.signal].meaning {
            case .state, .fallback: isDurable = saying.isDurable
            default: isDurable = isDurable && saying.isDurable
            }
        }
        return isDurable
    }

    /// Signs of life after which strictly more than `stale_after` passed without another, or until
    /// nothing could be heard any more.
    private func quietTimes(_ unit: UnitShape) -> Set<Int64> {
        guard let heartbeat = unit.heartbeat else { return [] }
        let staleAfter = unit.staleAfter ?? 2 * heartbeat
        let signs = story.signs.sorted()
        var quiet: Set<Int64> = []
        for (index, sign) in signs.enumerated() {
            let next = index + 1 < signs.count ? signs[index + 1] : story.now
            let gaps = story.gaps.filter(\.isSessionKept).map(\.until)
            let lost = resets.union(gaps).filter { sign <= $0 && $0 < next }.min() ?? next
            if lost - sign > staleAfter { quiet.insert(sign) }
        }
        return quiet
    }

    /// The state that all sayings up to one give together.
    private func state(after last: Int) -> UnitState {
        let reset = resets.filter { $0 < sayings[last].time }.max() ?? .min
        let said = sayings[...last].filter { $0.time > reset }
        var state = UnitState.unknown
        var isBlocked = false
        var faults: Set<Int> = []
        for saying in said {
            switch story.signals[saying.signal].meaning {
            case .state, .fallback:
                state = UnitState(rawValue: UInt8(saying.value)) ?? .unknown
            case .fault(let number):
                if saying.value == Int64(UnitState.faulted.rawValue) {
                    faults.insert(number)
                } else {
                    faults.remove(number)
                }
            default: isBlocked = saying.value == Int64(UnitState.blocked.rawValue)
            }
        }
        if !faults.isEmpty { return .faulted }
        return state == .starved && isBlocked ? .blocked : state
    }

    /// All but the state.
    private func condition(at instant: Int64) -> Condition {
        func last(_ meaning: SignalShape.Meaning) -> Int64? {
            story.events.last {
                $0.time <= instant && story.signals[$0.signal].meaning == meaning
            }?.value
        }
        var condition = Condition()
        condition.mode = last(.mode).flatMap { UnitMode(rawValue: UInt8($0)) } ?? .production
        condition.reason = Int32(last(.reason) ?? -1)
        condition.product = last(.product).map { Int32($0) } ?? product
        condition.order = last(.order) ?? 0
        return condition
    }

    /// How long the state was unknown between two instants.
    func unknown(from: Int64, to: Int64) -> Int64 {
        var sum: Int64 = 0
        for stretch in stretches where stretch.condition.state == .unknown {
            sum += max(0, min(to, stretch.to) - max(from, stretch.from))
        }
        // What a clock ahead of ours says of times that have not come.
        guard to > story.now, let last = stretches.last else { return sum }
        return sum + laterUnknown(from: max(from, last.to), to: to)
    }

    private func laterUnknown(from: Int64, to: Int64) -> Int64 {
        // Walks the moments after now as the others were.
        var sum: Int64 = 0
        var instant = from
        let moments = Set(sayings.map(\.time)).union(resets).filter { $0 > from && $0 < to }
        for next in moments.sorted() + [to] {
            if state(at: instant) == .unknown { sum += next - instant }
            instant = next
        }
        return sum
    }

    /// The state from an instant on.
    func state(at instant: Int64) -> UnitState {
        guard !resets.contains(instant) else { return .unknown }
        return stateBeforeReset(at: instant)
    }

    /// The state at an instant, before it became unknown at that instant by silence or loss.
    func stateBeforeReset(at instant: Int64) -> UnitState {
        guard let last = sayings.lastIndex(where: { $0.time <= instant }) else { return .unknown }
        if let reset = resets.filter({ $0 < instant }).max(), reset >= sayings[last].time {
            return .unknown
        }
        return state(after: last)
    }

    /// Whether what was counted at an instant was counted in known time: also where the state
    /// became unknown at that very instant.
    func isKnown(at instant: Int64) -> Bool {
        if stateBeforeReset(at: instant) != .unknown { return true }
        // Just before: what had been said by then and no reset since.
        guard let last = sayings.lastIndex(where: { $0.time < instant }) else { return false }
        if let reset = resets.filter({ $0 < instant }).max(), reset >= sayings[last].time {
            return false
        }
        return state(after: last) != .unknown
    }

    /// The product to which a piece counted at an instant belongs: the former one, where it changes
    /// at that instant.
    func product(ofPieceAt instant: Int64) -> Int32 {
        let said = story.events.last {
            $0.time < instant && story.signals[$0.signal].meaning == .product
        }
        return said.map { Int32($0.value) } ?? product
    }
}
