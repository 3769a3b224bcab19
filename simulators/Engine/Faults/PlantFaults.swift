/// The faults of the plant itself: between what happens and what arrives.
///
/// A value of one run; messages come in the order of their times.
public struct PlantFaults: Sendable {
    private var counters: CounterFaults
    private var backlogs: Backlogs
    private var arrivals: [(Milliseconds, Message)] = []

    /// The faults of a plan that are the plant's; the others are the ``Network``'s.
    public init(_ plan: FaultPlan) {
        counters = CounterFaults(plan)
        backlogs = Backlogs(plan)
    }

    /// Takes what happens next, and hands over what arrives: when, and what.
    public mutating func take(
        _ message: Message, handOver: (Milliseconds, Message) throws -> Void
    ) rethrows {
        backlogs.take(counters.said(message), into: &arrivals)
        try empty(handOver)
    }

    /// Hands over whatever is still held back.
    public mutating func finish(
        at end: Milliseconds, handOver: (Milliseconds, Message) throws -> Void
    ) rethrows {
        backlogs.finish(at: end, into: &arrivals)
        try empty(handOver)
    }

    private mutating func empty(_ handOver: (Milliseconds, Message) throws -> Void) rethrows {
        for (instant, message) in arrivals { try handOver(instant, message) }
        arrivals.removeAll(keepingCapacity: true)
    }
}
