/// When the operator of one unit is away: at every break, and at some changes of shift.
struct Absences: Sendable {
    private var random: SplitMix64
    private let calendar: ShiftCalendar
    private var shift: ShiftCalendar.Window
    private var waiting: [Span] = []
    /// The one that runs or comes next.
    private(set) var next: Span

    struct Span: Sendable {
        var from: Milliseconds
        var to: Milliseconds
    }

    init(random: SplitMix64, calendar: ShiftCalendar, isAttended: Bool, start: Milliseconds) {
        self.random = random
        self.calendar = calendar
        shift = calendar.shift(at: start)
        // A unit that nobody attends never stands for want of somebody.
        next = isAttended ? Span(from: .min, to: .min) : Span(from: .max, to: .max)
        advance(past: start)
    }

    func isAway(at instant: Milliseconds) -> Bool {
        next.from <= instant && instant < next.to
    }

    /// Leaves behind what has ended.
    mutating func advance(past instant: Milliseconds) {
        while next.to <= instant {
            while waiting.isEmpty { planShift() }
            next = waiting.removeFirst()
        }
    }

    private mutating func planShift() {
        if let pause = calendar.pause(inShiftAt: shift.from) { waiting.append(breakSpan(pause)) }
        if random.chance(perMille: 400) {
            let from = shift.to - random.within(0...90_000)
            waiting.append(Span(from: from, to: from + random.within(60_000...240_000)))
        }
        shift = calendar.shift(at: shift.to)
    }

    /// Mostly a little early or in time; now and then the unit runs on into the break.
    private mutating func breakSpan(_ pause: ShiftCalendar.Window) -> Span {
        let from =
            switch random.below(100) {
            case ..<50: pause.from - random.within(1_000...60_000)
            case ..<70: pause.from
            default: pause.from + random.within(20_000...180_000)
            }
        return Span(from: from, to: pause.to + random.within(0...60_000))
    }
}
