import Telemetry

/// The recent events of one work unit in event order, and the facts they make.
///
/// A message that comes late is put in its place and what follows is folded again, from one of two
/// kept states: the base, behind which nothing is taken any more, and one in the middle. Memory:
/// the events, at most ``eventLimit`` of them, and the facts since the last
/// ``takeFlush(now:rules:)``.
struct UnitTrack {
    /// Events are settled in halves of this many.
    static let windowSize = 512
    /// The most events kept where many share one event time; further ones of that time are refused.
    static let eventLimit = 65_536

    private(set) var base: UnitFold
    private(set) var events: [UnitEvent] = []
    private(set) var head: UnitFold
    /// The state before `events[middleIndex]`.
    private var middle: UnitFold
    private(set) var middleIndex = 0
    private var factsAtMiddle = 0
    /// Event time of the last settled event: everything after its second can still change.
    private(set) var frontier: Timestamp = .distantPast
    private var facts: [Fact] = []
    private var settledFacts = 0
    /// Losses of connection after the newest event: they wait for a later one, so that a backlog
    /// which arrives behind them still arrives in order.
    private(set) var losses: [UnitEvent] = []
    /// Facts known by this time or later changed since the last flush.
    private var changedFrom: Timestamp = .distantFuture
    /// What was flushed for the live edge; nil: not known, so the next flush says it again.
    private var edgeFacts: [Fact]?

    init(rules: UnitRules) {
        base = UnitFold(rules: rules)
        head = base
        middle = base
        events.reserveCapacity(Self.windowSize)
    }

    /// Resumes from a checkpoint; the kept events are folded again.
    init(
        base: UnitFold, frontier: Timestamp, events: [UnitEvent], middleIndex: Int,
        losses: [UnitEvent], rules: UnitRules
    ) {
        self.base = base
        self.losses = losses
        self.frontier = frontier
        self.events = events
        self.middleIndex = middleIndex
        head = base
        middle = base
        guard !events.isEmpty else { return }
        refold(from: 0, rules: rules)
        changedFrom = .distantFuture
    }

    /// Takes an event; false where it is too old, or one too many, to be put in its place.
    mutating func insert(_ event: UnitEvent, rules: UnitRules, isDelta: Bool) -> Bool {
        guard event.time.second > frontier.second else { return false }
        let isNext = events.last.map { isDelta ? !event.precedes($0) : $0.precedes(event) } ?? true
        if isNext {
            guard events.count < Self.eventLimit else { return false }
            while let loss = losses.first, loss.precedes(event) {
                append(losses.removeFirst(), rules: rules)
            }
            if !replacesSign(event, rules: rules) { append(event, rules: rules) }
            return true
        }
        return place(event, rules: rules, isDelta: isDelta)
    }

    /// Takes a loss of connection; to one that is undecided or was a loss, another adds nothing.
    mutating func insertLoss(at instant: Timestamp, verdict: LossVerdict, rules: UnitRules) {
        guard head.hasBegun, losses.isEmpty, events.last?.isUndecidedLoss != true else { return }
        // A source whose clock is ahead was heard until now, not until its own last time.
        let time = max(instant, events.last?.time ?? instant)
        losses.append(
            UnitEvent(time: time, value: verdict.rawValue, subject: .loss, flags: []))
    }

    /// Signs of life that tell nothing more are not kept: the newest stands for those before it.
    private mutating func replacesSign(_ event: UnitEvent, rules: UnitRules) -> Bool {
        let last = events.count - 1
        guard event.subject == .sign, last > middleIndex, events[last].subject == .sign,
            let staleAfter = rules.staleAfter, event.time - events[last - 1].time <= staleAfter
        else { return false }
        changedFrom = min(changedFrom, events[last].time)
        events[last] = event
        head.apply(event, rules: rules) { facts.append($0) }
        return true
    }

    /// Decides the losses that wait for the connection.
    mutating func resolveLosses(sessionPresent: Bool, rules: UnitRules) {
        var first: Int?
        for index in events.indices where events[index].subject == .loss {
            let verdict = LossVerdict(rawValue: events[index].value)
            guard let decided = verdict?.decided(sessionPresent: sessionPresent) else { continue }
            events[index].value = decided.rawValue
            first = first ?? index
        }
        if let first { refold(from: first, rules: rules) }
        for index in losses.indices {
            let verdict = LossVerdict(rawValue: losses[index].value)
            guard let decided = verdict?.decided(sessionPresent: sessionPresent) else { continue }
            losses[index].value = decided.rawValue
        }
        losses.removeAll { !head.isLoss($0) }
    }

    private mutating func append(_ event: UnitEvent, rules: UnitRules) {
        settleIfDue(before: event)
        changedFrom = min(changedFrom, event.time)
        events.append(event)
        head.apply(event, rules: rules) { facts.append($0) }
    }

    /// Settles the older half when the window is full; never within a second,
    /// whose piece counts are stored as one.
    private mutating func settleIfDue(before event: UnitEvent) {
        guard events.count - middleIndex >= Self.windowSize / 2, let newest = events.last,
            newest.time.second < event.time.second
        else { return }
        if middleIndex > 0 {
            frontier = events[middleIndex - 1].time
            base = middle
            events.removeFirst(middleIndex)
            settledFacts = factsAtMiddle
        }
        middle = head
        middleIndex = events.count
        factsAtMiddle = facts.count
    }

    private mutating func place(_ event: UnitEvent, rules: UnitRules, isDelta: Bool) -> Bool {
        var index = events.count
        while index > 0, event.precedes(events[index - 1]) { index -= 1 }
        if !isDelta, index > 0, !events[index - 1].precedes(event) {
            return merge(event, at: index - 1, rules: rules)
        }
        guard events.count < Self.eventLimit else { return false }
        events.insert(event, at: index)
        if index < middleIndex { middleIndex += 1 }
        refold(from: index, rules: rules)
        settleCrowd(rules: rules)
        return true
    }

    /// Settles the oldest events where they keep coming out of order; never between two of one
    /// time.
    private mutating func settleCrowd(rules: UnitRules) {
        guard events.count >= 2 * Self.windowSize else { return }
        var split = events.count - Self.windowSize
        while split > 0, events[split - 1].time.second == events[split].time.second { split -= 1 }
        guard split > 0 else { return }
        for event in events[..<split] { base.apply(event, rules: rules) { _ in } }
        frontier = events[split - 1].time
        settledFacts = facts.firstIndex { $0.knownBy > frontier } ?? facts.count
        events.removeFirst(split)
        middle = base
        middleIndex = 0
        factsAtMiddle = settledFacts
    }

    /// One signal said two things at one time: the last received state counts, and the larger
    /// reading.
    private mutating func merge(_ event: UnitEvent, at index: Int, rules: UnitRules) -> Bool {
        let other = events[index]
        let isSame = other.value == event.value && other.flags == event.flags
        let isSmaller = event.subject.count != nil && event.value < other.value
        guard !isSame, !isSmaller else { return true }
        events[index] = event
        refold(from: index, rules: rules)
        return true
    }

    /// Folds again from the kept state before an event.
    private mutating func refold(from index: Int, rules: UnitRules) {
        changedFrom = min(changedFrom, events[index].time)
        var next = middleIndex
        if index >= middleIndex {
            head = middle
            facts.removeSubrange(factsAtMiddle...)
        } else {
            head = base
            facts.removeSubrange(settledFacts...)
            next = 0
        }
        while next < events.count {
            if next == middleIndex {
                middle = head
                factsAtMiddle = facts.count
            }
            head.apply(events[next], rules: rules) { facts.append($0) }
            next += 1
        }
        if middleIndex == events.count {
            middle = head
            factsAtMiddle = facts.count
        }
    }
}

extension UnitTrack {
    /// What changed since the last call, or nil; facts known by `replacesFrom` or later are
    /// replaced.
    mutating func takeFlush(now: Timestamp, rules: UnitRules) -> (from: Timestamp, facts: [Fact])? {
        let edge = edge(now: now, rules: rules)
        let isEdgeChanged = edge != edgeFacts
        guard changedFrom != .distantFuture || isEdgeChanged else { return nil }
        edgeFacts = edge
        let from = Timestamp(clampingSeconds: changedFrom.second)
        let changed = facts.filter { $0.knownBy >= from }
        changedFrom = .distantFuture
        facts.removeFirst(settledFacts)
        factsAtMiddle -= settledFacts
        settledFacts = 0
        return (from, changed.gatheredBySecond() + edge)
    }

    /// What holds at the live edge besides what events said; said again as time goes on.
    func edge(now: Timestamp, rules: UnitRules) -> [Fact] {
        var edge: [Fact] = []
        var fold = head
        for loss in losses { fold.apply(loss, rules: rules) { edge.append($0) } }
        fold.edge(now: now, rules: rules) { edge.append($0) }
        for index in edge.indices { edge[index].knownBy = .distantFuture }
        return edge
    }
}

extension [Fact] {
    /// Piece counts of one kind and second become one, where nothing else happened in between; of
    /// conditions at one instant the last holds.
    fileprivate func gatheredBySecond() -> [Fact] {
        var gathered: [Fact] = []
        gathered.reserveCapacity(count)
        for fact in self {
            if case .condition = fact.content, let last = gathered.last, last.at == fact.at,
                last.knownBy == fact.knownBy, case .condition = last.content
            {
                gathered.removeLast()
            }
            guard case .pieces(let pieces) = fact.content,
                let index = gathered.lastIndex(alike: pieces, fact)
            else {
                gathered.append(fact)
                continue
            }
            guard case .pieces(var sum) = gathered[index].content else { continue }
            sum.quantity.addClamped(pieces.quantity)
            gathered[index].content = .pieces(sum)
        }
        return gathered
    }

    /// The place of a count of the same second that can take this one in.
    private func lastIndex(alike pieces: PieceCount, _ fact: Fact) -> Int? {
        for index in indices.reversed() {
            guard case .pieces(let other) = self[index].content else { return nil }
            guard self[index].at.second == fact.at.second,
                self[index].knownBy.second == fact.knownBy.second
            else { return nil }
            let isAlike =
                other.kind == pieces.kind && other.product == pieces.product
                && other.isKnown == pieces.isKnown
            if isAlike { return index }
        }
        return nil
    }
}

extension Timestamp {
    /// Whole seconds since the epoch, rounded down.
    fileprivate var second: Int64 {
        let whole = nanoseconds / nanosecondsPerSecond
        return nanoseconds % nanosecondsPerSecond < 0 ? whole - 1 : whole
    }
}
