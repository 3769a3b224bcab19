import Telemetry

/// The recent events of one work unit in event order, and the facts they make.
///
/// A message that comes late is put in its place and what follows is folded again, from one of two
/// kept states: the base, behind which nothing is taken any more, and one in the middle. Memory:
/// the events, at most ``eventLimit`` of them, and the facts since the last
/// ``takeFlush(now:rules:)``.
struct UnitTrack {
    /// Events are settled in halves of this many.
    let window: Int
    /// The most events kept where many share one event time; further ones of that time are refused.
    static let eventLimit = 65_536
    /// The most losses of connection that wait for a later event: of more that are judged alike,
    /// the first and the last.
    ///
    /// And the most gaps: of more, the last two are one.
    static let lossLimit = 32

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
    private(set) var losses: [UnitEvent] = [] {
        didSet { areLossesChanged = true }
    }
    /// Whether a checkpoint has other losses, or other verdicts on them.
    private var areLossesChanged = false
    /// Facts known by this time or later changed since the last flush.
    private var changedFrom: Timestamp = .distantFuture
    /// What was flushed for the live edge; nil: not known, so the next flush says it again.
    private var edgeFacts: [Fact]?
    /// What was settled since the last flush, in order.
    private var settled: [Settled] = []

    /// A part of the track behind which nothing is put in its place any more.
    private struct Settled {
        var after: Int64
        var base: UnitFold
        var events: [UnitEvent]
    }

    /// What became of an event.
    enum Placement {
        case placed
        /// Its second is settled: it waits to be folded again.
        case late
        /// Too many share its time.
        case refused
    }

    init(rules: UnitRules, window: Int) {
        self.window = window
        base = UnitFold(rules: rules)
        head = base
        middle = base
        events.reserveCapacity(window)
    }

    /// Resumes from a checkpoint; the kept events are folded again.
    init(
        base: UnitFold, frontier: Timestamp, events: [UnitEvent], middleIndex: Int,
        losses: [UnitEvent], rules: UnitRules, window: Int
    ) {
        self.window = window
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

    /// Takes an event and puts it in its place, where it can.
    mutating func insert(_ event: UnitEvent, rules: UnitRules, isDelta: Bool) -> Placement {
        guard event.time.second > frontier.second else { return .late }
        let isNext = events.last.map { isDelta ? !event.precedes($0) : $0.precedes(event) } ?? true
        if isNext {
            guard events.count < Self.eventLimit else { return .refused }
            while let loss = losses.first, loss.precedes(event) {
                append(losses.removeFirst(), rules: rules)
            }
            if !replacesSign(event, rules: rules) { append(event, rules: rules) }
            return .placed
        }
        guard events.count < Self.eventLimit else { return .refused }
        guard let index = events.put(event, isDelta: isDelta) else { return .placed }
        // Nothing is settled within a second.
        if index.isNew, middleIndex > 0,
            index.place < middleIndex || event.time.second <= events[middleIndex - 1].time.second
        {
            middleIndex += 1
        }
        refold(from: index.place, rules: rules)
        settleCrowd(rules: rules)
        return .placed
    }

    /// Takes a loss of connection.
    ///
    /// Whether it is one is told by what was said before it, also late: so it is kept even where
    /// the state is unknown already.
    mutating func insertLoss(at instant: Timestamp, verdict: LossVerdict, rules: UnitRules) {
        let waiting = losses.indices.filter { losses[$0].unheardSince == nil }
        if waiting.count == Self.lossLimit { losses.remove(at: leastTelling(waiting)) }
        // A source whose clock is ahead was heard until now, not until its own last time.
        let time = [instant, events.last?.time, losses.last?.time].compactMap { $0 }.max()
        losses.append(
            UnitEvent(time: time ?? instant, value: verdict.rawValue, subject: .loss, flags: []))
    }

    /// The first of some losses that lies between two that are judged as it is; else the second.
    private func leastTelling(_ waiting: [Int]) -> Int {
        let verdicts = waiting.map { losses[$0].value }
        let between = verdicts.indices.dropFirst().dropLast().first {
            verdicts[$0 - 1] == verdicts[$0] && verdicts[$0] == verdicts[$0 + 1]
        }
        return waiting[between ?? 1]
    }

    /// Takes what was lost at the broker, which waits as a loss of connection does.
    mutating func insertGap(_ event: UnitEvent, rules: UnitRules) -> Placement {
        if let newest = events.last, event.precedes(newest) {
            return insert(event, rules: rules, isDelta: false)
        }
        var event = event
        let waiting = losses.indices.filter { losses[$0].unheardSince != nil }
        if waiting.count == Self.lossLimit, let last = waiting.last {
            // What one of them lost may be anywhere in both.
            event.join(losses.remove(at: last))
        }
        let place = losses.firstIndex { event.precedes($0) }
        losses.insert(event, at: place ?? losses.endIndex)
        return .placed
    }

    /// Signs of life that tell nothing more are not kept: the newest stands for those before it.
    private mutating func replacesSign(_ event: UnitEvent, rules: UnitRules) -> Bool {
        let last = events.count - 1
        guard event.subject == .sign, last > middleIndex, events[last].subject == .sign,
            let staleAfter = rules.staleAfter, event.time - events[last - 1].time <= staleAfter,
            // The first after a loss ended the silence before it: it stays.
            events[last - 1].subject != .loss
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
        guard events.count - middleIndex >= window / 2, let newest = events.last,
            newest.time.second < event.time.second
        else { return }
        if middleIndex > 0 {
            settle(middleIndex, to: middle)
            settledFacts = factsAtMiddle
        }
        middle = head
        middleIndex = events.count
        factsAtMiddle = facts.count
    }

    /// Settles the oldest events where they keep coming out of order; never between two of one
    /// time.
    private mutating func settleCrowd(rules: UnitRules) {
        guard events.count >= 2 * window else { return }
        var split = events.count - window
        while split > 0, events[split - 1].time.second == events[split].time.second { split -= 1 }
        guard split > 0 else { return }
        var fold = base
        for event in events[..<split] { fold.apply(event, rules: rules) { _ in } }
        settle(split, to: fold)
        settledFacts = facts.firstIndex { $0.knownBy > frontier } ?? facts.count
        middle = base
        middleIndex = 0
        factsAtMiddle = settledFacts
    }

    /// Settles the first events, after which the fold is as given.
    private mutating func settle(_ count: Int, to fold: UnitFold) {
        settled.append(Settled(after: lastSettled, base: base, events: Array(events[..<count])))
        frontier = events[count - 1].time
        base = fold
        events.removeFirst(count)
    }

    /// The last settled second; `Int64.min` where none is.
    var lastSettled: Int64 { frontier == .distantPast ? .min : frontier.second }

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
    /// Takes what was settled since the last call.
    mutating func takeSettled(rules: UnitRules) -> [SettledChunk] {
        defer { settled.removeAll(keepingCapacity: true) }
        return settled.map { part in
            SettledChunk(
                after: part.after, base: part.base, events: part.events,
                until: part.events.last?.time.second ?? part.after, rules: rules.fingerprint)
        }
    }

    /// Goes on from another fold after a second, which must be the last one that was settled when
    /// ``takeSettled(rules:)`` was last called; false where it is not.
    mutating func rebase(_ fold: UnitFold, after second: Int64, rules: UnitRules) -> Bool {
        guard second == settled.first?.after ?? lastSettled else { return false }
        var fold = fold
        facts.removeAll(keepingCapacity: true)
        for part in settled.indices {
            settled[part].base = fold
            for event in settled[part].events {
                fold.apply(event, rules: rules) { facts.append($0) }
            }
            changedFrom = min(changedFrom, settled[part].events[0].time)
        }
        base = fold
        middle = fold
        middleIndex = 0
        settledFacts = facts.count
        factsAtMiddle = settledFacts
        guard !events.isEmpty else {
            head = fold
            return true
        }
        refold(from: 0, rules: rules)
        return true
    }

    /// What changed since the last call, or nil; facts known by `replacesFrom` or later are
    /// replaced.
    mutating func takeFlush(now: Timestamp, rules: UnitRules) -> (from: Timestamp, facts: [Fact])? {
        let edge = edge(now: now, rules: rules)
        let isEdgeChanged = edge != edgeFacts
        guard changedFrom != .distantFuture || isEdgeChanged || areLossesChanged else {
            return nil
        }
        edgeFacts = edge
        areLossesChanged = false
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
