import Plant
import Telemetry

/// The readings of one cumulative counter, folded in event order by the rules of `production.md`
/// section 4.
///
/// Raw counts in millionths, before pieces per count.
struct CounterFold: BitwiseCopyable {
    /// What a reading turned out to mean.
    enum Outcome {
        /// The counter rose by a quantity between two readings.
        case credit(Int64, from: Mark, to: Mark, isBridged: Bool)
        /// Something to look at.
        case finding(FindingKind, at: Timestamp, before: Int64, after: Int64, credited: Int64)
    }

    /// What held at a reading.
    struct Mark: BitwiseCopyable {
        var time = Timestamp(nanoseconds: 0)
        /// Unknown time of the unit up to then, in nanoseconds.
        var unknown: Int64 = 0
        var product: Int32 = -1
        var isKnown = false
    }

    var hasLast = false
    var hasHeld = false
    /// The last accepted value: the high-water mark.
    var last: Int64 = 0
    var held: Int64 = 0
    var lastMark = Mark()
    var heldMark = Mark()
    /// Conservation: everything credited, the first value, and what discontinuities explain.
    var first: Int64 = 0
    var credited: Int64 = 0
    var adjusted: Int64 = 0

    /// Whether Σ deltas = last − first + adjustments.
    var isBalanced: Bool { !hasLast || credited == last &- first &+ adjusted }

    /// Takes the next reading in event order.
    mutating func read(
        _ value: Int64, at mark: Mark, rules: Counter, emit: (Outcome) -> Void
    ) {
        guard hasLast else {
            first = value
            rebase(to: value, at: mark)
            hasLast = true
            emit(.finding(.counterBaseline, at: mark.time, before: 0, after: value, credited: 0))
            return
        }
        if hasHeld, resolveHeld(by: value, at: mark, rules: rules, emit: emit) { return }
        if value >= last {
            rise(to: value, at: mark, rules: rules, emit: emit)
        } else {
            drop(to: value, at: mark, rules: rules, emit: emit)
        }
    }

    /// Decides what the held reading was; true where this reading became the new base.
    private mutating func resolveHeld(
        by value: Int64, at mark: Mark, rules: Counter, emit: (Outcome) -> Void
    ) -> Bool {
        hasHeld = false
        let reach = limit(until: mark.time, rules: rules) ?? .max
        let isBack = value >= last &- rules.jitter && value <= last.addingClamped(reach)
        if isBack {
            emit(
                .finding(
                    .counterSpike, at: heldMark.time, before: last, after: held, credited: 0))
            return false
        }
        let credit = limit(until: heldMark.time, rules: rules) ?? 0
        emit(.credit(credit, from: lastMark, to: heldMark, isBridged: false))
        emit(
            .finding(
                .counterJump, at: heldMark.time, before: last, after: held, credited: credit))
        credited &+= credit
        adjusted &+= credit &- (value &- last)
        rebase(to: value, at: mark)
        return true
    }

    private mutating func rise(
        to value: Int64, at mark: Mark, rules: Counter, emit: (Outcome) -> Void
    ) {
        if let limit = limit(until: mark.time, rules: rules), value &- last > limit {
            held = value
            heldMark = mark
            hasHeld = true
            return
        }
        let rise = value &- last
        emit(.credit(rise, from: lastMark, to: mark, isBridged: true))
        credited &+= rise
        rebase(to: value, at: mark)
    }

    private mutating func drop(
        to value: Int64, at mark: Mark, rules: Counter, emit: (Outcome) -> Void
    ) {
        let before = last
        if before &- value <= rules.jitter, value != 0 {
            emit(
                .finding(
                    .counterJitter, at: mark.time, before: before, after: value, credited: 0))
            return
        }
        let limit = limit(until: mark.time, rules: rules)
        let kind: FindingKind
        let credit: Int64
        if let rolled = rolledOver(to: value, limit: limit, rules: rules) {
            (kind, credit) = (.counterRollover, rolled)
        } else if limit.map({ value <= $0 }) ?? true {
            (kind, credit) = (.counterReset, value)
        } else {
            (kind, credit) = (.counterBaseline, 0)
        }
        if kind != .counterBaseline {
            emit(.credit(credit, from: lastMark, to: mark, isBridged: kind == .counterRollover))
        }
        if kind != .counterReset || rules.type != .resettable {
            emit(.finding(kind, at: mark.time, before: before, after: value, credited: credit))
        }
        credited &+= credit
        adjusted &+= credit &- (value &- before)
        rebase(to: value, at: mark)
    }

    /// What was counted if the drop is a rollover, else nil.
    private func rolledOver(to value: Int64, limit: Int64?, rules: Counter) -> Int64? {
        guard let modulus = rules.modulus, last < modulus, value < modulus else { return nil }
        let counted = modulus &- (last &- value)
        if let limit { return counted <= limit ? counted : nil }
        let isAtTop = last >= modulus &- modulus / 10
        return isAtTop && value < modulus / 10 ? counted : nil
    }

    /// The most that the counter can have risen since the last accepted reading; nil: no limit.
    ///
    /// At least one step: a piece may follow a heartbeat at once.
    private func limit(until instant: Timestamp, rules: Counter) -> Int64? {
        guard let rate = rules.maxRate else { return nil }
        let elapsed = max(0, instant.nanoseconds &- lastMark.time.nanoseconds)
        let most = max(
            Int128(rules.step), Int128(rate.count) * Int128(elapsed) / Int128(rate.per))
        return most > Int128(Int64.max) ? .max : Int64(most)
    }

    private mutating func rebase(to value: Int64, at mark: Mark) {
        last = value
        lastMark = mark
    }
}

extension Int64 {
    /// The sum, held at the ends of the range.
    func addingClamped(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
    /// Adds, held at the ends of the range.
    mutating func addClamped(_ other: Int64) { self = addingClamped(other) }

    /// The rest after two numbers that are not negative, held at the ends of the range.
    func subtracting(_ first: Int64, _ second: Int64) -> Int64 {
        Int64(clamping: Int128(self) - Int128(first) - Int128(second))
    }
}
