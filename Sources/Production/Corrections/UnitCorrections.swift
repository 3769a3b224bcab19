public import Plant
public import Telemetry

/// The corrections of one work unit that hold, by what they do, with the plant's indices.
///
/// An identifier that the plant file does not have any more stands for "not said", as in facts.
public struct UnitCorrections: Sendable {
    /// The records, in order.
    public private(set) var records: [Correction] = []
    var states: [ToldState] = []
    var remarks = StopRemarks()
    var scraps: [FoundScrap] = []
    var counters: [JudgedCounter] = []
    /// Planned run times that hold beside those of the plant file, or instead of them.
    public private(set) var rates: [Rate] = []

    /// A state that somebody told.
    struct ToldState {
        var span: TimeSpan
        var state: UnitState
    }

    /// Pieces that somebody found to be bad.
    struct FoundScrap {
        var at: Timestamp
        var kind: CountKind
        /// Nil: the one that ran.
        var product: Int32?
        var quantity: Int64
    }

    /// A discontinuity that somebody judged.
    struct JudgedCounter {
        var id: Int64
        var finding: CounterFinding
        var rules: Counter
        var kind: CountKind
        var credit: Int64
        /// Whether the counter ran on without a break.
        var isRollover: Bool
    }

    /// None.
    public init() {}

    /// Takes the corrections that hold (``Swift/Array/inForce(asOf:)``) of a work unit, given by
    /// its index.
    public init(_ records: [Correction], plant: Plant, unit index: Int) {
        self.records = records
        for record in records { take(record, plant, unit: index) }
    }

    /// Whether nothing is corrected.
    public var isEmpty: Bool { records.isEmpty }

    private mutating func take(_ record: Correction, _ plant: Plant, unit index: Int) {
        switch record.content {
        case .reason(let stop, let reason): remarks.say(plant.delayReason(reason), of: stop)
        case .split(let stop, let at, let first, let second):
            remarks.splits.append(at)
            guard stop.span.from < at, at < stop.span.to else { return }
            if let first {
                remarks.say(
                    plant.delayReason(first), of: StopPart(TimeSpan(from: stop.span.from, to: at)))
            }
            if let second {
                let rest = TimeSpan(from: at, to: stop.span.to)
                remarks.say(plant.delayReason(second), of: StopPart(rest, isOpen: stop.isOpen))
            }
        case .state(let span, let state, let reason):
            states.append(ToldState(span: span, state: state))
            if let reason { remarks.say(plant.delayReason(reason), of: StopPart(span)) }
        case .scrap(let at, let kind, let product, let quantity):
            scraps.append(
                FoundScrap(
                    at: at, kind: kind, product: product.map(plant.productIndex),
                    quantity: quantity))
        case .counter(let finding, let judgement, let credit):
            guard let (rules, kind) = plant.counter(finding.signal, unit: index) else { return }
            // Of what was judged twice, the last word holds.
            counters.removeAll { $0.finding == finding }
            counters.append(
                JudgedCounter(
                    id: record.id, finding: finding, rules: rules, kind: kind, credit: credit,
                    isRollover: judgement == .rollover))
        case .rate(let product, let itemTime, let items, let from):
            let product = plant.productIndex(product)
            guard product >= 0 else { return }
            rates.removeAll { $0.product == Int(product) && $0.from == from }
            rates.append(
                Rate(
                    product: Int(product), itemTime: itemTime, items: items, from: from,
                    author: record.draft.by, reason: record.draft.why))
        case .withdrawal: break
        }
    }

    /// The findings of which somebody said what they were.
    public var judgedFindings: [CounterFinding] { counters.map(\.finding) }

    /// The records that change the figures of a span.
    ///
    /// - Parameters:
    ///   - span: the span.
    ///   - found: the findings that are there.
    ///   - stops: those that overlap the span: what is said of an open one holds until its end.
    /// - Returns: Their identifiers.
    public func touching(
        _ span: TimeSpan, found: some Collection<CounterFinding>, stops: [Stop] = []
    ) -> Set<Int64> {
        let idle = Set(counters.lazy.filter { !found.contains($0.finding) }.map(\.id))
        return Set(
            records.lazy.filter { record in
                guard let target = record.content.target, !idle.contains(record.id) else {
                    return false
                }
                guard target.span.intersection(span) == nil else { return true }
                guard record.content.speaksOfOpenStop else { return false }
                return stops.contains {
                    $0.from < target.span.to && target.span.to <= $0.to
                }
            }.map(\.id))
    }

    /// A span, and as much around it as must be read for it: whole stretches of told states, which
    /// join stops, and whole seconds with a judged discontinuity.
    ///
    /// - Parameters:
    ///   - span: the span that was read.
    ///   - hull: what the facts that were read for it speak of.
    /// - Returns: The span to read.
    public func reach(of span: TimeSpan, hull: TimeSpan) -> TimeSpan {
        var reach = span
        for told in states where told.span.from <= hull.to && told.span.to >= hull.from {
            // The condition that holds before it may belong to a stop that it goes on with.
            reach.from = min(reach.from, told.span.from - 1)
            reach.to = max(reach.to, told.span.to)
        }
        for judged in counters where judged.finding.at >= hull.from && judged.finding.at <= hull.to
        {
            // A gap that ends at the instant overlaps what is before it.
            reach.from = min(reach.from, judged.finding.at - nanosecondsPerSecond)
            reach.to = max(reach.to, judged.finding.at + nanosecondsPerSecond)
        }
        return reach
    }
}

extension Plant {
    fileprivate func delayReason(_ id: String?) -> DelayReason {
        guard let id, let index = reasons.firstIndex(where: { $0.id == id }) else { return .none }
        return .declared(Int32(index))
    }

    fileprivate func productIndex(_ id: String) -> Int32 {
        products.firstIndex { $0.id == id }.map { Int32($0) } ?? -1
    }

    /// The counter of a work unit by its path.
    fileprivate func counter(_ path: String, unit: Int) -> (rules: Counter, kind: CountKind)? {
        for index in workUnits[unit].signals where signals[index].path == path {
            if case .counter(let rules) = signals[index].meaning, let kind = rules.counts {
                return (rules, kind)
            }
        }
        return nil
    }

    /// The same plant with planned run times of a work unit replaced or added.
    public func replacing(rates: [Rate], unit index: Int) -> Plant {
        var plant = self
        for rate in rates {
            plant.workUnits[index].rates.removeAll {
                $0.product == rate.product && $0.from == rate.from
            }
            plant.workUnits[index].rates.append(rate)
        }
        return plant
    }
}
