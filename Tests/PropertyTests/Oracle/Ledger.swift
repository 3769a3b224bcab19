import Telemetry

/// What adds up, by what it is: nanoseconds, millionths of pieces, or how often.
struct Ledger: Equatable {
    enum Time: Hashable {
        case span, notScheduled, plannedDown, production, setup, delay, down, unknown, unbridged
        case faulted
        /// The part of ``plannedDown`` that is maintenance.
        case plannedMaintenance
        /// In which an order ran, without the busy time in which nobody knows what was done.
        case orders
    }

    enum Reason: Hashable {
        case none, maintenance, manual
        case declared(Int32)
    }

    enum Fate: Hashable {
        /// In planned busy time; among them those made in unknown time; outside planned busy time.
        case planned, inUnknown, outside
    }

    enum RatedPart: Hashable {
        case knownMade, knownGood, good, unclassified, lostInSetup
    }

    enum Entry: Hashable {
        case time(Time)
        /// Delay, or what is production though it was delay, by reason and state.
        case delay(Reason, UnitState, isMinor: Bool, isProduction: Bool)
        case pieces(Fate, CountKind)
        case product(Int32, CountKind)
        case rated(itemTime: Int64, items: Int64, RatedPart)
        case unrated(Int32)
        case stops, minorStops, failures
    }

    /// Without zeros.
    private(set) var entries: [Entry: Int64] = [:]

    subscript(_ entry: Entry) -> Int64 {
        get { entries[entry, default: 0] }
        set { entries[entry] = newValue == 0 ? nil : newValue }
    }

    subscript(_ time: Time) -> Int64 {
        get { self[.time(time)] }
        set { self[.time(time)] = newValue }
    }

    static func += (left: inout Ledger, right: Ledger) {
        for (entry, value) in right.entries { left[entry] += value }
    }

    /// The first few entries in which two ledgers differ; empty where they are equal.
    func differences(from other: Ledger) -> [String] {
        let keys = Set(entries.keys).union(other.entries.keys).filter { self[$0] != other[$0] }
        return keys.map { "\($0): \(self[$0]) and not \(other[$0])" }.sorted().prefix(6).map(\.self)
    }
}

extension Ledger.Entry {
    /// Of a rate in its lowest terms.
    static func rated(_ rate: RateShape, _ part: Ledger.RatedPart) -> Self {
        var (divisor, rest) = (rate.itemTime, rate.items)
        while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
        return .rated(itemTime: rate.itemTime / divisor, items: rate.items / divisor, part)
    }
}
