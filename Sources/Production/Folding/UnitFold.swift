import Plant
import Telemetry

/// What the plant file fixes for the fold of one work unit.
struct UnitRules {
    /// Silent when strictly more than this has passed, in nanoseconds; nil: not judged.
    var staleAfter: Int64?
    /// How each counter is declared, in the order of ``CountKind``.
    var counters: [Counter?]
    /// Which signal an event's subject stands for, by its raw value.
    var signals: [SignalIndex]
    /// What runs where no product signal says otherwise; -1: nothing.
    var product: Int32
    /// Names the rules, and what their numbers stand for: other rules have another.
    var fingerprint: UInt64 = 0

    /// Whether a signal says which product runs.
    var tracksProduct: Bool { signal(.product) != UnitFold.unitItself }

    /// Whether every message of a counter adds to it.
    func countsMessages(_ kind: CountKind) -> Bool {
        guard let counter = counters[Int(kind.rawValue)] else { return false }
        return counter.type == .delta || counter.type == .pulse
    }

    func signal(_ subject: UnitEvent.Subject) -> SignalIndex {
        signals[Int(subject.rawValue)]
    }
}

/// The fold of one work unit's events in event order: pure, fixed size, copied freely.
struct UnitFold: BitwiseCopyable {
    var condition: Condition
    /// What makes the state.
    var layers = StateLayers()
    /// Whether the last state came with its own time and is delivered again until acknowledged.
    var isStateDurable = false
    /// Whether any event came yet.
    var hasBegun = false
    /// Event time of the last message.
    var lastSign = Timestamp(nanoseconds: 0)
    /// Event time of the last message that says something of the unit.
    var lastSaid = Timestamp(nanoseconds: 0)
    /// Event time of the last of those which tells that what was said before it had come, too.
    var lastHeard = Timestamp(nanoseconds: 0)
    /// Since when the state is unknown; meaningless while it is known.
    var unknownSince = Timestamp(nanoseconds: 0)
    /// Unknown time that has ended, in nanoseconds.
    var unknownBefore: Int64 = 0
    /// Whether the state was ever known.
    var hasBeenKnown = false
    /// The flags that each subject's last event carried, by its raw value: what goes on is found
    /// once.
    var lastFlags = InlineArray<14, SampleFlags>(repeating: [])
    /// In the order of ``CountKind``.
    var counters = InlineArray<4, CounterFold>(repeating: CounterFold())

    init(rules: UnitRules) {
        condition = .unknown
        condition.product = rules.product
    }

    /// Takes the next event in order.
    mutating func apply(_ event: UnitEvent, rules: UnitRules, emit: (Fact) -> Void) {
        if !hasBegun {
            // Before the first sign of life nothing can be lost.
            guard event.subject != .loss else { return }
            hasBegun = true
            unknownSince = event.time
            emit(fact(at: event.time, by: event))
        } else {
            noticeSilence(until: event, rules: rules, emit: emit)
            noticeGap(event, emit: emit)
        }
        if event.subject != .loss { lastSign = event.time }
        if event.subject != .loss, event.subject != .sign {
            lastSaid = event.time
            if event.isDated { lastHeard = event.time }
        }
        note(event, rules: rules, emit: emit)
        let before = condition
        switch event.subject {
        case .state, .fallback, .fault, .blocked: takeState(event)
        case .mode: condition.mode = UnitMode(rawValue: UInt8(clamping: event.value)) ?? .production
        case .reason: condition.reason = Int32(clamping: event.value)
        case .product: condition.product = Int32(clamping: event.value)
        case .order: condition.order = event.value
        case .loss: takeLoss(event)
        case .sign: break
        case .made: count(event, .made, rules: rules, emit: emit)
        case .good: count(event, .good, rules: rules, emit: emit)
        case .scrap: count(event, .scrap, rules: rules, emit: emit)
        case .rework: count(event, .rework, rules: rules, emit: emit)
        }
        if condition != before { emit(fact(at: event.time, by: event)) }
    }

    /// What holds at the live edge besides what events said: replaced as time goes on.
    func edge(now: Timestamp, rules: UnitRules, emit: (Fact) -> Void) {
        for kind in CountKind.allCases where counters[Int(kind.rawValue)].hasHeld {
            let counter = counters[Int(kind.rawValue)]
            let finding = Finding(
                kind: .counterJump, signal: rules.signal(UnitEvent.Subject(kind)),
                before: counter.last, after: counter.held)
            emit(
                Fact(
                    at: counter.heldMark.time, knownBy: .distantFuture, content: .finding(finding)))
        }
        guard condition.state != .unknown, isSilent(at: now, rules: rules) else { return }
        var silent = condition
        silent.state = .unknown
        emit(Fact(at: lastSign, knownBy: .distantFuture, content: .condition(silent)))
        emit(
            Fact(
                at: lastSign, knownBy: .distantFuture,
                content: .finding(Finding(kind: .silent, signal: Self.unitItself))))
    }

    /// Stands for the unit in a finding.
    static let unitItself = SignalIndex(rawValue: .max)

    private func isSilent(at instant: Timestamp, rules: UnitRules) -> Bool {
        guard let staleAfter = rules.staleAfter, hasBegun else { return false }
        return instant.nanoseconds &- lastSign.nanoseconds > staleAfter
    }

    private mutating func noticeSilence(
        until event: UnitEvent, rules: UnitRules, emit: (Fact) -> Void
    ) {
        guard isSilent(at: event.time, rules: rules) else { return }
        // Also what only adds to a state that is not known yet.
        layers.forget()
        guard condition.state != .unknown else { return }
        setState(.unknown, at: lastSign)
        emit(fact(at: lastSign, by: event))
        emit(
            Fact(
                at: lastSign, knownBy: event.time,
                content: .finding(Finding(kind: .silent, signal: Self.unitItself))))
    }

    /// What the broker lost with its restart lies behind the last that came of what it had saved;
    /// what it lost with our session, anywhere since we last heard it.
    private mutating func noticeGap(_ event: UnitEvent, emit: (Fact) -> Void) {
        guard let unheardSince = event.unheardSince else { return }
        let begin = isLoss(event) ? max(lastHeard, unheardSince) : unheardSince
        let finding = Finding(
            kind: .brokerLoss, signal: Self.unitItself, after: event.time.nanoseconds)
        emit(Fact(at: begin, knownBy: event.time, content: .finding(finding)))
        // Where the session was lost, the loss of the connection has made the state unknown.
        guard isLoss(event), condition.state != .unknown else { return }
        // What was counted since in a known state was seen.
        let instant = max(lastSaid, begin)
        setState(.unknown, at: instant)
        emit(fact(at: instant, by: event))
    }

    private mutating func note(_ event: UnitEvent, rules: UnitRules, emit: (Fact) -> Void) {
        let index = Int(event.subject.rawValue)
        var new = event.flags.subtracting(lastFlags[index])
        lastFlags[index] = event.flags.subtracting(.ambiguous)
        // Only what counts every message can count one twice.
        if event.subject.count.map({ !rules.countsMessages($0) }) ?? true {
            new.remove(.ambiguous)
        }
        guard !new.isDisjoint(with: [.unknownWord, .clockAhead, .ambiguous]) else { return }
        let signal = rules.signal(event.subject)
        for (flag, kind) in [
            (SampleFlags.unknownWord, FindingKind.unknownWord), (.clockAhead, .clockAhead),
            (.ambiguous, .ambiguousRedelivery),
        ] where new.contains(flag) {
            emit(
                Fact(
                    at: event.time, knownBy: event.time,
                    content: .finding(Finding(kind: kind, signal: signal, after: event.value))))
        }
    }

    private mutating func takeState(_ event: UnitEvent) {
        guard layers.take(event) else { return }
        let isDurable =
            event.flags.isSuperset(of: [.ownTime, .acknowledged])
            && !event.flags.contains(.retained)
        // What only adds to a state makes it no surer.
        let isAddition = event.subject == .fault || event.subject == .blocked
        isStateDurable = isDurable && (!isAddition || isStateDurable)
        guard layers.state != condition.state else { return }
        setState(layers.state, at: event.time)
        condition.isRetained = event.flags.contains(.retained)
    }

    private mutating func takeLoss(_ event: UnitEvent) {
        guard isLoss(event) else { return }
        layers.forget()
        setState(.unknown, at: event.time)
    }

    /// Whether messages were lost to us, or may have been.
    func isLoss(_ event: UnitEvent) -> Bool {
        guard event.unheardSince == nil else { return event.flags.contains(.acknowledged) }
        return switch LossVerdict(rawValue: event.value) {
        case .resumedOwnEnd: false
        case .resumed: !isStateDurable
        case .pending, .pendingOwnEnd, .lost, nil: true
        }
    }

    private mutating func setState(_ state: UnitState, at instant: Timestamp) {
        if condition.state == .unknown, state != .unknown {
            unknownBefore &+= instant - unknownSince
            hasBeenKnown = true
        } else if condition.state != .unknown, state == .unknown {
            unknownSince = instant
        }
        condition.state = state
        condition.isRetained = false
    }

    private mutating func count(
        _ event: UnitEvent, _ kind: CountKind, rules: UnitRules, emit: (Fact) -> Void
    ) {
        let index = Int(kind.rawValue)
        guard let counter = rules.counters[index] else { return }
        guard isReasonable(event, index, counter) else {
            let finding = Finding(
                kind: .nonconforming, signal: rules.signal(event.subject), after: event.value)
            emit(Fact(at: event.time, knownBy: event.time, content: .finding(finding)))
            return
        }
        let mark = mark(at: event.time)
        switch counter.type {
        case .delta, .pulse:
            guard !event.flags.contains(.retained) else { return }
            let credit = CounterFold.Outcome.credit(
                event.value, from: mark, to: mark, isBridged: true)
            Self.emit(credit, kind, counter, by: event, rules: rules, emit: emit)
        case .cumulative, .resettable:
            counters[index].read(event.value, at: mark, rules: counter) {
                Self.emit($0, kind, counter, by: event, rules: rules, emit: emit)
            }
        }
    }

    /// The most that one reading may add, in millionths: a thousand million pieces.
    ///
    /// More is a counter bound to something else, a time for one, and sums must not run over.
    static let readingLimit: Int64 = 1_000_000_000_000_000

    private func isReasonable(_ event: UnitEvent, _ index: Int, _ counter: Counter) -> Bool {
        let isTotal = counter.type == .cumulative || counter.type == .resettable
        let last = isTotal ? (counters[index].hasLast ? counters[index].last : event.value) : 0
        let rise = event.value.subtractingReportingOverflow(last)
        return !rise.overflow && rise.partialValue <= Self.readingLimit
            && (isTotal || rise.partialValue >= 0)
    }

    private func mark(at instant: Timestamp) -> CounterFold.Mark {
        let isUnknown = condition.state == .unknown
        return CounterFold.Mark(
            time: instant,
            unknown: unknownBefore &+ (isUnknown ? instant - unknownSince : 0),
            product: condition.product,
            // What was counted at the very instant at which the state became unknown was seen.
            isKnown: !isUnknown || (hasBeenKnown && unknownSince == instant))
    }

    private func fact(at instant: Timestamp, by event: UnitEvent) -> Fact {
        Fact(at: instant, knownBy: event.time, content: .condition(condition))
    }

    private static func emit(
        _ outcome: CounterFold.Outcome, _ kind: CountKind, _ counter: Counter, by event: UnitEvent,
        rules: UnitRules, emit: (Fact) -> Void
    ) {
        switch outcome {
        case .finding(let found, let at, let before, let after, let credited):
            let finding = Finding(
                kind: found, signal: rules.signal(UnitEvent.Subject(kind)), before: before,
                after: after, credited: credited)
            emit(Fact(at: at, knownBy: event.time, content: .finding(finding)))
        case .credit(let count, let from, let to, let isBridged):
            let unknown = to.unknown &- from.unknown
            if unknown > 0 {
                emitGap(
                    counter.pieces(count), kind, counter, from: from, to: to, isBridged: isBridged,
                    by: event, rules: rules, emit: emit)
            } else if count != 0 {
                let pieces = PieceCount(
                    kind: kind, quantity: counter.pieces(count), product: to.product,
                    isKnown: to.isKnown)
                emit(Fact(at: to.time, knownBy: event.time, content: .pieces(pieces)))
            }
        }
    }

    private static func emitGap(
        _ quantity: Int64, _ kind: CountKind, _ counter: Counter, from: CounterFold.Mark,
        to: CounterFold.Mark, isBridged: Bool, by event: UnitEvent, rules: UnitRules,
        emit: (Fact) -> Void
    ) {
        let gap = GapCount(
            kind: kind, from: from.time, quantity: quantity, unknown: to.unknown &- from.unknown,
            grain: max(1, counter.pieces(counter.step)), product: to.product, isBridged: isBridged)
        emit(Fact(at: to.time, knownBy: event.time, content: .gap(gap)))
        // A state that stays unknown over many readings is found once.
        guard quantity != 0, from.isKnown else { return }
        let finding = Finding(
            kind: .counterGap, signal: rules.signal(UnitEvent.Subject(kind)),
            credited: quantity)
        emit(Fact(at: to.time, knownBy: event.time, content: .finding(finding)))
    }
}

extension Counter {
    /// The pieces that a raw count stands for, both in millionths.
    func pieces(_ count: Int64) -> Int64 {
        guard piecesPerCount != quantityScale else { return count }
        let product = Int128(count) * Int128(piecesPerCount) / Int128(quantityScale)
        return Int64(clamping: product)
    }
}
