public import Telemetry

/// Pieces by fate, in millionths.
public struct PieceSums: Hashable, Sendable {
    /// All that were made.
    public var made: Int64 = 0
    /// Good ones.
    public var good: Int64 = 0
    /// Scrap.
    public var scrap: Int64 = 0
    /// To be reworked.
    public var rework: Int64 = 0

    /// None.
    public init() {}

    /// What was counted of a kind.
    public subscript(_ kind: CountKind) -> Int64 {
        get {
            switch kind {
            case .made: made
            case .good: good
            case .scrap: scrap
            case .rework: rework
            }
        }
        set {
            switch kind {
            case .made: made = newValue
            case .good: good = newValue
            case .scrap: scrap = newValue
            case .rework: rework = newValue
            }
        }
    }

    static func += (left: inout Self, right: Self) {
        left.made = left.made.addingClamped(right.made)
        left.good = left.good.addingClamped(right.good)
        left.scrap = left.scrap.addingClamped(right.scrap)
        left.rework = left.rework.addingClamped(right.rework)
    }
}

/// What delay time has in common: why, in which state, and whether in a minor stop.
public struct DelayPart: Hashable, Sendable {
    /// Why, where somebody said.
    public var reason: DelayReason
    /// The state of the unit.
    public var state: UnitState
    /// Whether it belongs to a minor stop.
    public var isMinor: Bool
}

/// A planned run time per item: an exact fraction, `itemTime` nanoseconds for `items` items.
public struct PlannedRunTime: Hashable, Sendable {
    /// Nanoseconds.
    public var itemTime: Int64
    /// Items; above zero.
    public var items: Int64
}

/// Pieces that were made at one planned run time, in millionths.
public struct RatedPieces: Hashable, Sendable {
    /// Made in known time.
    public var knownMade: Int64 = 0
    /// Good in known time.
    public var knownGood: Int64 = 0
    /// Good in all planned busy time.
    public var good: Int64 = 0
    /// Among ``good``, those of which nobody knows whether they are good.
    public var unclassified: Int64 = 0
    /// Made but not good in known time, while the unit was in setup.
    public var lostInSetup: Int64 = 0

    static func += (left: inout Self, right: Self) {
        left.knownMade = left.knownMade.addingClamped(right.knownMade)
        left.knownGood = left.knownGood.addingClamped(right.knownGood)
        left.good = left.good.addingClamped(right.good)
        left.unclassified = left.unclassified.addingClamped(right.unclassified)
        left.lostInSetup = left.lostInSetup.addingClamped(right.lostInSetup)
    }
}

/// What adds up over spans, units, products and shifts: times in nanoseconds, pieces in millionths.
///
/// The only thing that is ever stored of a figure; ratios are taken from sums at the end.
public struct Sums: Hashable, Sendable {
    /// Length of all spans.
    public var span: Int64 = 0
    /// Outside the calendar's shifts.
    public var notScheduled: Int64 = 0
    /// Planned breaks and maintenance.
    public var plannedDown: Int64 = 0
    /// The part of ``plannedDown`` that was planned maintenance, PMT.
    public var plannedMaintenance: Int64 = 0
    /// Actual production time, APT.
    public var production: Int64 = 0
    /// Actual unit setup time, AUST.
    public var setup: Int64 = 0
    /// Actual unit delay time, ADET.
    public var delay: Int64 = 0
    /// Actual unit down time, ADOT.
    public var down: Int64 = 0
    /// Planned busy time without a trustworthy state.
    public var unknown: Int64 = 0
    /// The part of ``unknown`` whose pieces no counter knows.
    public var unbridged: Int64 = 0
    /// All pieces in planned busy time.
    public var pieces = PieceSums()
    /// The part of ``pieces`` that was made in unknown time.
    public var inUnknown = PieceSums()
    /// Pieces outside planned busy time.
    public var outside = PieceSums()
    /// The part of ``outside`` that was counted over unknown time, and lies there by spreading
    /// alone.
    public var outsideSpread = PieceSums()
    /// Pieces in planned busy time by their planned run time.
    public var rated: [PlannedRunTime: RatedPieces] = [:]
    /// Products that were made without a rate, as indices; -1: no product said.
    public var unrated: Set<Int32> = []
    /// All pieces by product, outside planned busy time too; -1: no product said.
    public var byProduct: [Int32: PieceSums] = [:]
    /// ``delay`` by reason, state and whether it belongs to a minor stop.
    public var delays: [DelayPart: Int64] = [:]
    /// The part of ``production`` that was minor stops, where the convention takes them for that.
    public var minorAsProduction: [DelayPart: Int64] = [:]
    /// Planned busy time in the state `faulted`, whichever element it is in.
    public var faulted: Int64 = 0
    /// Time with an order running, planned or not, without unknown planned time: the orders' own
    /// AOET, as far as it is known.
    public var orderTime: Int64 = 0
    /// Stops that began.
    public var stops = 0
    /// Stops that began and are minor.
    public var minorStops = 0
    /// Entries into `faulted`.
    public var failures = 0
    /// Whether every unit in it counts what is made.
    public var isCounted = true
    /// Whether every unit in it tells good from bad.
    public var isQualityMeasured = true
    /// Whether every unit in it says which order runs.
    public var isOrderTracked = true
    /// Whether every unit in it says when it is in maintenance.
    public var isMaintenanceTracked = true
    /// Whether every unit in it is fed by no other.
    public var isFirstOperation = true

    /// Nothing.
    public init() {}

    /// ``delay`` by reason.
    public var delayByReason: [DelayReason: Int64] {
        delays.reduce(into: [:]) { $0[$1.key.reason, default: 0] += $1.value }
    }

    /// Planned busy time, PBT.
    public var planned: Int64 { production + setup + delay + down + unknown }

    /// Whether all time is in exactly one element, and every piece has one fate.
    public var isBalanced: Bool {
        span == notScheduled + plannedDown + planned
            && delay == delays.values.reduce(0, +)
            && (!isQualityMeasured || [pieces, inUnknown, outside].allSatisfy(\.isBalanced))
    }

    /// Adds what another span or unit gave.
    public static func += (left: inout Self, right: Self) {
        left.span += right.span
        left.notScheduled += right.notScheduled
        left.plannedDown += right.plannedDown
        left.plannedMaintenance += right.plannedMaintenance
        left.production += right.production
        left.setup += right.setup
        left.delay += right.delay
        left.down += right.down
        left.unknown += right.unknown
        left.unbridged += right.unbridged
        left.pieces += right.pieces
        left.inUnknown += right.inUnknown
        left.outside += right.outside
        left.outsideSpread += right.outsideSpread
        left.rated.merge(right.rated) { $0.adding($1) }
        left.unrated.formUnion(right.unrated)
        left.byProduct.merge(right.byProduct) { $0.adding($1) }
        left.delays.merge(right.delays, uniquingKeysWith: +)
        left.minorAsProduction.merge(right.minorAsProduction, uniquingKeysWith: +)
        left.faulted += right.faulted
        left.orderTime += right.orderTime
        left.stops += right.stops
        left.minorStops += right.minorStops
        left.failures += right.failures
        left.isCounted = left.isCounted && right.isCounted
        left.isQualityMeasured = left.isQualityMeasured && right.isQualityMeasured
        left.isOrderTracked = left.isOrderTracked && right.isOrderTracked
        left.isMaintenanceTracked = left.isMaintenanceTracked && right.isMaintenanceTracked
        left.isFirstOperation = left.isFirstOperation && right.isFirstOperation
    }
}

extension PieceSums {
    fileprivate var isBalanced: Bool {
        made == good.addingClamped(scrap).addingClamped(rework)
    }
}

extension PieceSums {
    /// The sum of both.
    public func adding(_ other: Self) -> Self {
        var sum = self
        sum += other
        return sum
    }
}

extension RatedPieces {
    fileprivate func adding(_ other: Self) -> Self {
        var sum = self
        sum += other
        return sum
    }
}

extension Sums {
    /// The sum of both.
    public func adding(_ other: Self) -> Self {
        var sum = self
        sum += other
        return sum
    }
}
