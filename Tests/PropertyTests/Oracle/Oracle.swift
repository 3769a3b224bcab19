import Telemetry

/// The figures of one work unit, worked out slowly from the messages and the norm alone.
struct Oracle {
    /// A stretch of time in which nothing changes: neither condition nor plan nor rate.
    struct Cell {
        var from: Int64
        var to: Int64
        var condition: OracleCourse.Condition
        var plan: OracleCalendar.Kind
        /// The element, as if all were planned busy time.
        var element: Element
        var reason: Ledger.Reason
        /// The number of its stretch in the course.
        var stretch: Int

        /// Whether it is planned busy time.
        var isBusy: Bool { plan == .busy && element != .notScheduled }
    }

    enum Element {
        case production, setup, delay, down, unknown, notScheduled

        var isStop: Bool { self == .delay || self == .down }
    }

    struct Stop {
        var from: Int64
        var to: Int64
        var length: Int64
        var isMinor: Bool
        var reason: Ledger.Reason
        var product: Int32
        /// The stretches of the course that it is made of.
        var stretches: Range<Int>
    }

    let isTPM: Bool
    let unit: UnitShape
    let story: OracleStory
    let course: OracleCourse
    let calendar: OracleCalendar
    let counters: [CountKind: OracleCounter]
    private(set) var cells: [Cell] = []
    private(set) var stops: [Stop] = []

    /// Until when time has come.
    var now: Int64 { story.now }

    init(_ story: GeneratedCase, unit index: Int) {
        isTPM = story.plant.isTPM
        unit = story.plant.units[index]
        self.story = OracleStory(story, unit: index)
        // Nothing that is asked for or was said begins before.
        let asked = story.asks.map { $0.from * 1_000_000_000 }
        let said = self.story.events.map(\.time) + self.story.signs
        let start = min((asked + said + [self.story.now]).min() ?? 0, self.story.now)
        course = OracleCourse(self.story, unit: unit, from: start)
        if let shape = story.plant.calendar, unit.usesCalendar {
            let last = max(said.max() ?? start, self.story.now)
            calendar = OracleCalendar(shape, zone: story.plant.timeZone, from: start, to: last)
        } else {
            calendar = OracleCalendar()
        }
        var counters: [CountKind: OracleCounter] = [:]
        for (place, signal) in unit.signals.enumerated() {
            guard case .counter(let kind, let shape) = signal.meaning else { continue }
            counters[kind] = OracleCounter(shape, readings: Self.readings(place, of: self.story))
        }
        self.counters = counters
        cells = makeCells(from: start)
        stops = makeStops()
    }

    static func readings(_ signal: Int, of story: OracleStory) -> [OracleCounter.Reading] {
        (story.events + story.metered).filter { $0.signal == signal }.map {
            OracleCounter.Reading(time: $0.time, value: $0.value, isRetained: $0.isRetained)
        }
    }

    /// Whether a signal says what the unit should be doing.
    var tracksOrders: Bool { unit.signals.contains { $0.meaning == .order } }

    /// The rate of a product at an instant.
    func rate(_ product: Int32, at instant: Int64) -> RateShape? {
        unit.rates.filter { $0.product == product && $0.from ?? .min <= instant }
            .max { $0.from ?? .min < $1.from ?? .min }
    }

    private func makeCells(from start: Int64) -> [Cell] {
        var cuts = Set(calendar.changes).union(unit.rates.compactMap(\.from))
        cuts.formUnion(story.events.map(\.time))
        let sorted = cuts.sorted()
        var cells: [Cell] = []
        for (number, stretch) in course.stretches.enumerated() {
            var from = stretch.from
            let inside = sorted.filter { stretch.from < $0 && $0 < stretch.to }
            for to in inside + [stretch.to] {
                cells.append(
                    Cell(
                        from: from, to: to, condition: stretch.condition,
                        plan: calendar.kind(at: from), element: element(stretch.condition),
                        reason: reason(number), stretch: number))
                from = to
            }
        }
        return cells
    }

    /// The table of section 3.
    private func element(_ condition: OracleCourse.Condition) -> Element {
        if condition.state == .unknown { return .unknown }
        if condition.state == .notScheduled { return .notScheduled }
        // In mode maintenance or manual every state is delay.
        if condition.mode == .maintenance || condition.mode == .manual { return .delay }
        if condition.mode == .setup, condition.state != .faulted { return .setup }
        switch condition.state {
        case .producing: return .production
        case .setup: return .setup
        case .idle: return tracksOrders && condition.order == 0 ? .down : .delay
        default: return .delay
        }
    }

    /// Why: the mode's reason; else what was said; else what is said while the state still lasts.
    private func reason(_ number: Int) -> Ledger.Reason {
        let condition = course.stretches[number].condition
        if condition.mode == .maintenance { return .maintenance }
        if condition.mode == .manual { return .manual }
        if condition.reason >= 0 { return .declared(condition.reason) }
        guard ![.unknown, .producing, .setup, .notScheduled].contains(condition.state) else {
            return .none
        }
        for later in course.stretches[(number + 1)...] {
            guard later.condition.state == condition.state else { return .none }
            if later.condition.reason >= 0 { return .declared(later.condition.reason) }
        }
        return .none
    }

    /// The maximal runs of delay and down time.
    private func makeStops() -> [Stop] {
        var stops: [Stop] = []
        var first = 0
        let elements = course.stretches.map { element($0.condition) }
        while first < elements.count {
            guard elements[first].isStop else {
                first += 1
                continue
            }
            var end = first
            while end < elements.count, elements[end].isStop { end += 1 }
            if let stop = stop(first..<end) { stops.append(stop) }
            first = end
        }
        return stops
    }

    private func stop(_ run: Range<Int>) -> Stop? {
        let begun = course.stretches[run.lowerBound]
        // What came retained was there before.
        guard !begun.condition.isRetained else { return nil }
        let inside = cells.filter { run.contains($0.stretch) && $0.isBusy }
        guard let from = inside.first?.from else { return nil }
        let length = inside.reduce(0) { $0 + $1.to - $1.from }
        let reasons = run.map { reason($0) }
        let product = begun.condition.product
        return Stop(
            from: from, to: course.stretches[run.upperBound - 1].to, length: length,
            isMinor: isMinor(length, product: product, at: from),
            reason: reasons.first { $0 != .none } ?? .none, product: product, stretches: run)
    }

    private func isMinor(_ length: Int64, product: Int32, at instant: Int64) -> Bool {
        switch unit.minorStop {
        case .usual: return length < 300_000_000_000
        case .time(let limit): return length < limit
        case .items(let count):
            guard let rate = rate(product, at: instant) else { return false }
            return Int128(length) * Int128(rate.items) < Int128(rate.itemTime) * Int128(count)
        }
    }
}
