public import Telemetry

/// What facts say together, without calendar and rates: for comparing those before with those
/// after.
public struct FactTotals: Hashable, Sendable {
    /// Pieces, or what a meter counted, in millionths, as counted: what is derived is left out.
    public var counted = PieceSums()
    /// Nanoseconds in each state, by its raw value.
    public var times = [Int64](repeating: 0, count: UnitState.allCases.count)
    /// Conditions, among them those that say no other state.
    public var conditions: Int64 = 0
    /// Findings.
    public var findings: Int64 = 0

    /// Of no facts.
    public init() {}
}

/// A change of facts that had been settled: what was known before, and after.
public struct FactChange: Hashable, Sendable {
    /// From the first instant of which something else is said to the last one.
    public var span: TimeSpan
    /// What the facts of the span said together; time is from the span's first condition on.
    public var before: FactTotals
    /// What they say now.
    public var after: FactTotals
    /// How many late events made it.
    public var late: Int

    /// Makes one.
    public init(span: TimeSpan, before: FactTotals, after: FactTotals, late: Int) {
        self.span = span
        self.before = before
        self.after = after
        self.late = late
    }

    /// Compares the facts that go with those that come.
    public init(from old: [Fact], to new: [Fact], late: Int) {
        let instants = (old + new).map(\.at)
        let span = TimeSpan(
            from: instants.min() ?? .distantPast, to: instants.max() ?? .distantPast)
        self.init(
            span: span, before: FactTotals(old, until: span.to),
            after: FactTotals(new, until: span.to), late: late)
    }
}

extension FactTotals {
    init(_ facts: [Fact], until end: Timestamp) {
        self.init()
        var since: (at: Timestamp, state: UnitState)?
        for fact in facts.sorted(by: { ($0.at, $0.knownBy) < ($1.at, $1.knownBy) }) {
            switch fact.content {
            case .condition(let condition):
                if let since { times[Int(since.state.rawValue)] += fact.at - since.at }
                since = (fact.at, condition.state)
                conditions += 1
            case .pieces(let count): counted[count.kind].addClamped(count.quantity)
            case .gap(let gap): counted[gap.kind].addClamped(gap.quantity)
            case .finding: findings += 1
            }
        }
        if let since, end > since.at { times[Int(since.state.rawValue)] += end - since.at }
    }
}
