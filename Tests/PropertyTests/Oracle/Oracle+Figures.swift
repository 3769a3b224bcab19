import Telemetry

extension Oracle {
    /// What a span adds up to, by the product that was set.
    func ledgers(_ ask: Ask) -> [Int32: Ledger] {
        let from = ask.from * 1_000_000_000
        let to = ask.past(now).to * 1_000_000_000
        var ledgers: [Int32: Ledger] = [:]
        for cell in cells where cell.from < to && cell.to > from {
            let length = min(cell.to, to) - max(cell.from, from)
            add(length, of: cell, to: &ledgers[cell.condition.product, default: Ledger()])
        }
        for stop in stops where from <= stop.from && stop.from < to {
            ledgers[stop.product, default: Ledger()][.stops] += 1
            if stop.isMinor { ledgers[stop.product, default: Ledger()][.minorStops] += 1 }
        }
        for failure in failures where from <= failure.at && failure.at < to {
            ledgers[failure.product, default: Ledger()][.failures] += 1
        }
        addUnbridged(from, to, to: &ledgers)
        addPieces(from, to, to: &ledgers)
        return ledgers.filter { !$0.value.entries.isEmpty }
    }

    private func add(_ length: Int64, of cell: Cell, to ledger: inout Ledger) {
        ledger[.span] += length
        if cell.condition.order != 0, cell.plan != .busy || cell.element != .unknown {
            ledger[.orders] += length
        }
        switch cell.plan {
        case .notScheduled:
            ledger[.notScheduled] += length
            return
        case .plannedBreak, .maintenance:
            ledger[.plannedDown] += length
            if cell.plan == .maintenance { ledger[.plannedMaintenance] += length }
            return
        case .busy: break
        }
        if cell.condition.state == .faulted { ledger[.faulted] += length }
        switch cell.element {
        case .production: ledger[.production] += length
        case .setup: ledger[.setup] += length
        case .down: ledger[.down] += length
        case .unknown: ledger[.unknown] += length
        case .notScheduled: ledger[.notScheduled] += length
        case .delay:
            let stop = stops.first { $0.stretches.contains(cell.stretch) }
            let isMinor = stop?.isMinor == true
            let isProduction = isMinor && isTPM
            ledger[isProduction ? .production : .delay] += length
            ledger[
                .delay(
                    cell.reason, cell.condition.state, isMinor: isMinor,
                    isProduction: isProduction)] += length
        }
    }

    /// Entries into `faulted` in planned busy time.
    private var failures: [(at: Int64, product: Int32)] {
        var failures: [(at: Int64, product: Int32)] = []
        var before: UnitState?
        for stretch in course.stretches {
            let condition = stretch.condition
            if condition.state == .faulted, before != .faulted, !condition.isRetained,
                calendar.kind(at: stretch.from) == .busy
            {
                failures.append((stretch.from, condition.product))
            }
            before = condition.state
        }
        return failures
    }

    /// Unknown time of which no counter knows what was made in it.
    private func addUnbridged(_ from: Int64, _ to: Int64, to ledgers: inout [Int32: Ledger]) {
        for cell in cells where cell.element == .unknown && cell.plan == .busy {
            let length = min(cell.to, to) - max(cell.from, from)
            guard length > 0, !isBridged(cell.from, by: derivation.bound) else { continue }
            ledgers[cell.condition.product, default: Ledger()][.unbridged] += length
        }
    }

    /// Whether an instant is between two readings of a cumulative counter without reset or jump.
    func isBridged(_ instant: Int64, by kind: CountKind) -> Bool {
        counters[kind]?.credits.contains {
            $0.isBridged && $0.from <= instant && instant < $0.to
        } ?? false
    }

    /// Whether every counter that good derives from bridges an instant.
    func isBridged(_ instant: Int64) -> Bool {
        let sources = derivation.sources(declared: Set(counters.keys))
        return !sources.isEmpty && sources.allSatisfy { isBridged(instant, by: $0) }
    }

    /// Which counts give the others.
    var derivation: OracleDerivation {
        OracleDerivation(declared: Set(counters.keys), prefer: Set(unit.prefer ?? [.made, .scrap]))
    }
}

/// Which two counts of made, good and scrap give the third.
enum OracleDerivation {
    case madeAndScrap, madeAndGood, goodAndScrap, madeOnly, goodOnly, nothing

    init(declared: Set<CountKind>, prefer: Set<CountKind>) {
        let known = declared.intersection([.made, .good, .scrap])
        let pair = known.count == 3 ? prefer : known
        self =
            if pair == [.made, .scrap] {
                .madeAndScrap
            } else if pair == [.made, .good] {
                .madeAndGood
            } else if pair == [.good, .scrap] {
                .goodAndScrap
            } else if known == [.made] {
                .madeOnly
            } else if known == [.good] { .goodOnly } else { .nothing }
    }

    var isQualityMeasured: Bool { self != .madeOnly && self != .nothing }

    /// The counters that good derives from.
    func sources(declared: Set<CountKind>) -> [CountKind] {
        switch self {
        case .madeAndScrap: [.made, .scrap, .rework].filter { declared.contains($0) }
        case .madeAndGood, .goodAndScrap, .goodOnly: [.good]
        case .madeOnly: [.made]
        case .nothing: []
        }
    }

    /// The counter above which good cannot be.
    var bound: CountKind {
        switch self {
        case .madeAndScrap, .madeOnly, .nothing: .made
        default: .good
        }
    }
}
