import Plant
public import Telemetry

/// One stop: a maximal run of delay or down time, seen within planned busy time.
public struct Stop: Hashable, Sendable {
    /// Its first planned busy instant.
    public var from: Timestamp
    /// Where its run ends, or until when time has come; planned time outside PBT may lie in
    /// between.
    public var to: Timestamp
    /// Its length in planned busy time, in nanoseconds.
    public var length: Int64
    /// Whether it is below the minor stop's limit.
    public var isMinor: Bool
    /// Why, where somebody said.
    public var reason: DelayReason
    /// The states that it went through, each once, in order.
    public var states: [UnitState]
    /// The product that was set when it began, as index; -1: none was said.
    public var product: Int32
    /// Whether it is down time alone: idle with no order running.
    public var isOrderless: Bool
    /// Whether it had not ended when time had come.
    public var isOpen: Bool
}

extension Timeline {
    /// The maximal runs of delay and down time that have planned busy time in them.
    func stops(plan: Plan, definition: UnitDefinition) -> [Stop] {
        var stops: [Stop] = []
        var first = 0
        while first < segments.count {
            guard segments[first].element.isStop else {
                first += 1
                continue
            }
            var end = first
            while end < segments.count, segments[end].element.isStop { end += 1 }
            stops += self.stops(segments[first..<end], plan: plan, definition: definition)
            first = end
        }
        return stops
    }

    /// The stops into which people split a run, mostly one; each is judged by the whole run's
    /// length.
    private func stops(
        _ run: ArraySlice<Segment>, plan: Plan, definition: UnitDefinition
    ) -> [Stop] {
        guard let first = run.first, let last = run.last else { return [] }
        // A retained state was there before we came: it begins no stop.
        guard !first.condition.isRetained else { return [] }
        let whole = TimeSpan(from: first.span.from, to: last.span.to)
        guard let begin = plan.firstBusy(in: whole) else { return [] }
        let limit = definition.minorStopLimit(product: first.condition.product, at: begin)
        let isMinor = plan.overlap(whole, .busy) < limit
        let cuts = [run.startIndex] + run.indices.dropFirst().filter { run[$0].isSplit }
        return zip(cuts, cuts.dropFirst() + [run.endIndex]).compactMap { from, to in
            stop(run[from..<to], isMinor: isMinor, plan: plan)
        }
    }

    private func stop(_ run: ArraySlice<Segment>, isMinor: Bool, plan: Plan) -> Stop? {
        guard let first = run.first, let last = run.last else { return nil }
        let whole = TimeSpan(from: first.span.from, to: last.span.to)
        guard let begin = plan.firstBusy(in: whole) else { return nil }
        return Stop(
            from: begin, to: whole.to, length: plan.overlap(whole, .busy), isMinor: isMinor,
            reason: run.first { $0.reason != .none }?.reason ?? .none,
            states: run.reduce(into: []) { states, segment in
                let state = segment.condition.state
                if !states.contains(state) { states.append(state) }
            },
            product: first.condition.product,
            isOrderless: run.allSatisfy { $0.element == .down },
            isOpen: run.endIndex == segments.endIndex)
    }
}
