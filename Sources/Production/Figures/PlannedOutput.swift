public import Plant
public import Telemetry

/// Planned busy time by the declared rate of the product that was set: from it follows what should
/// be made in a span, also in one that is still to come.
///
/// In unknown time the product before it counts, else the one after it; in time to come the last
/// one. It adds up like ``Sums``.
public struct PlannedOutput: Hashable, Sendable {
    /// Nanoseconds of planned busy time by rate.
    public var byRate: [PlannedRunTime: Int64] = [:]
    /// Products that were set without a rate, as indices; -1: no product said.
    public var unrated: Set<Int32> = []

    /// Nothing is planned.
    public init() {}

    /// Adds what another span or unit has.
    public static func += (left: inout Self, right: Self) {
        left.byRate.merge(right.byRate, uniquingKeysWith: +)
        left.unrated.formUnion(right.unrated)
    }

    /// The pieces that should be made, in millionths, cut off at a millionth a rate.
    ///
    /// - Parameter oee: the OEE to be reached, in millionths; nil: the declared rate itself.
    /// - Returns: Nil where a product was set that has no rate.
    public func pieces(oee: Int64?) -> Int64? {
        guard unrated.isEmpty else { return nil }
        return byRate.reduce(Int64(0)) { sum, entry in
            let (rate, time) = entry
            let whole = Int128(time) * Int128(rate.items) * Int128(oee ?? quantityScale)
            return sum + Int64(clamping: whole / Int128(rate.itemTime))
        }
    }
}

extension UnitDefinition {
    /// What is planned over spans, each whole, also where time has not come yet.
    ///
    /// - Parameters:
    ///   - spans: what is asked for.
    ///   - conditions: those over all of them, as ``UnitFacts/conditions`` has them.
    ///   - schedule: what the calendar plans over all of them, or nil where everything is
    ///     scheduled.
    /// - Returns: One for each span.
    public func plannedOutput(
        over spans: [TimeSpan], conditions: [(at: Timestamp, condition: Condition)],
        schedule: Schedule?
    ) -> [PlannedOutput] {
        let plan = Plan(schedule: schedule)
        let runs = ProductRun.runs(conditions, orElse: product)
        return spans.map { span in
            var planned = PlannedOutput()
            for run in runs {
                guard let part = run.span.intersection(span) else { continue }
                add(part, of: run.product, plan: plan, to: &planned)
            }
            return planned
        }
    }

    private func add(
        _ part: TimeSpan, of product: Int32, plan: Plan, to planned: inout PlannedOutput
    ) {
        let edges = rates[product, default: []].map(\.from)
            .filter { part.from < $0 && $0 < part.to }
        let cuts = [part.from] + edges + [part.to]
        for (from, to) in zip(cuts, cuts.dropFirst()) {
            let busy = plan.overlap(TimeSpan(from: from, to: to), .busy)
            guard busy > 0 else { continue }
            if let rate = rate(product: product, at: from) {
                planned.byRate[rate, default: 0] += busy
            } else {
                planned.unrated.insert(product)
            }
        }
    }
}

/// A stretch of time in which one product is set.
private struct ProductRun {
    var span: TimeSpan
    var product: Int32

    /// Without holes over all time.
    static func runs(
        _ conditions: [(at: Timestamp, condition: Condition)], orElse product: Int32
    ) -> [ProductRun] {
        var runs: [ProductRun] = []
        for (at, condition) in conditions {
            let isBlind = condition.state == .unknown && condition.product < 0
            guard !isBlind, runs.last?.product != condition.product else { continue }
            if !runs.isEmpty { runs[runs.count - 1].span.to = at }
            let from = runs.isEmpty ? Timestamp.distantPast : at
            runs.append(
                ProductRun(
                    span: TimeSpan(from: from, to: .distantFuture), product: condition.product))
        }
        let always = TimeSpan(from: .distantPast, to: .distantFuture)
        return runs.isEmpty ? [ProductRun(span: always, product: product)] : runs
    }
}
