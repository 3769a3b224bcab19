public import Plant
import Telemetry

/// What turns one work unit's facts into figures: everything of the plant file but calendar and
/// zone.
public struct UnitDefinition: Sendable {
    let convention: Convention
    let minorStop: MinorStop
    let tracksOrders: Bool
    /// Whether a signal says when the unit is in mode maintenance.
    let tracksMaintenance: Bool
    /// Whether no other unit of the line feeds it.
    let isFirstOperation: Bool
    let declared: Set<CountKind>
    /// Those of them that are totals.
    let cumulative: Set<CountKind>
    let derivation: Derivation
    let jitter: Int64
    /// What is made where no product signal says otherwise, as index; -1: not said.
    let product: Int32
    /// By product; each list in order of time.
    private(set) var rates: [Int32: [Rate]]

    /// Which two counts give the others.
    enum Derivation: Sendable {
        case madeAndScrap, madeAndGood, goodAndScrap, madeOnly, goodOnly, nothing
    }

    /// Takes what concerns a work unit, given by its index, from the plant.
    public init(plant: Plant, unit index: Int) {
        let unit = plant.workUnits[index]
        let meanings = unit.signals.map { plant.signals[$0].meaning }
        convention = plant.convention
        minorStop = unit.minorStop
        tracksOrders = meanings.contains { if case .order = $0 { true } else { false } }
        tracksMaintenance = meanings.contains {
            if case .mode(let words) = $0 { words.values.contains(.maintenance) } else { false }
        }
        isFirstOperation = !plant.lines[unit.line].workUnits.contains {
            plant.workUnits[$0].feeds.contains(index)
        }
        var declared: Set<CountKind> = []
        var cumulative: Set<CountKind> = []
        var jitter: Int64 = 0
        for case .counter(let counter) in meanings {
            guard let kind = counter.counts else { continue }
            declared.insert(kind)
            if counter.isTotal { cumulative.insert(kind) }
            jitter += counter.pieces(counter.jitter)
        }
        self.declared = declared
        self.cumulative = cumulative
        self.jitter = jitter
        product = plant.lines[unit.line].product.map { Int32($0) } ?? -1
        derivation = Derivation(declared: declared, prefer: Set(unit.prefer))
        rates = Self.ordered(unit.rates)
    }

    private static func ordered(_ rates: [Rate]) -> [Int32: [Rate]] {
        Dictionary(grouping: rates) { Int32($0.product) }
            .mapValues { $0.sorted { $0.from < $1.from } }
    }

    /// The same with planned run times replaced or added.
    public func replacing(rates changed: [Rate]) -> UnitDefinition {
        guard !changed.isEmpty else { return self }
        var definition = self
        let kept = rates.values.joined().filter { rate in
            !changed.contains { $0.product == rate.product && $0.from == rate.from }
        }
        definition.rates = Self.ordered(kept + changed)
        return definition
    }

    /// A meter's: a count that nobody rates or judges.
    public init(meter counter: Counter) {
        convention = .iso22400
        minorStop = .time(0)
        tracksOrders = false
        tracksMaintenance = false
        isFirstOperation = false
        declared = [.made]
        cumulative = counter.isTotal ? [.made] : []
        jitter = counter.jitter
        derivation = .madeOnly
        product = -1
        rates = [:]
    }

    /// The planned run time of a product at an instant, or nil where none is declared.
    func rate(product: Int32, at instant: Timestamp) -> PlannedRunTime? {
        guard let rate = rates[product]?.last(where: { $0.from <= instant }) else { return nil }
        return PlannedRunTime(itemTime: rate.itemTime, items: rate.items)
    }

    /// Below which length a stop is minor that begins with a product running, in nanoseconds.
    func minorStopLimit(product: Int32, at instant: Timestamp) -> Int64 {
        switch minorStop {
        case .time(let limit): return limit
        case .items(let count):
            guard let rate = rate(product: product, at: instant) else { return 0 }
            return Int64(clamping: Int128(rate.itemTime) * Int128(count) / Int128(rate.items))
        }
    }

    /// The counters from which good pieces are known.
    var goodSources: Set<CountKind> {
        switch derivation {
        case .madeAndScrap: declared.intersection([.made, .scrap, .rework])
        case .madeAndGood, .goodAndScrap, .goodOnly: [.good]
        case .madeOnly: [.made]
        case .nothing: []
        }
    }

    /// The counter that bounds the good pieces from above.
    var upperSource: CountKind { goodSources.contains(.good) ? .good : .made }
}

extension Counter {
    /// Whether its readings are totals.
    fileprivate var isTotal: Bool { type == .cumulative || type == .resettable }
}

extension UnitDefinition.Derivation {
    init(declared: Set<CountKind>, prefer: Set<CountKind>) {
        let pairs: [(Set<CountKind>, Self)] = [
            ([.made, .scrap], .madeAndScrap), ([.made, .good], .madeAndGood),
            ([.good, .scrap], .goodAndScrap),
        ]
        let possible = pairs.filter { $0.0.isSubset(of: declared) }
        if let preferred = possible.first(where: { $0.0 == prefer }) ?? possible.first {
            self = preferred.1
        } else if declared.contains(.made) {
            self = .madeOnly
        } else {
            self = declared.contains(.good) ? .goodOnly : .nothing
        }
    }

    /// Completes counted pieces by the counts that follow from them.
    func complete(_ counted: PieceSums) -> PieceSums {
        var pieces = counted
        switch self {
        case .madeAndScrap, .madeOnly:
            pieces.good = counted.made.subtracting(counted.scrap, counted.rework)
        case .madeAndGood: pieces.scrap = counted.made.subtracting(counted.good, counted.rework)
        case .goodAndScrap, .goodOnly:
            pieces.made = counted.good.addingClamped(counted.scrap).addingClamped(counted.rework)
        case .nothing: break
        }
        return pieces
    }
}
