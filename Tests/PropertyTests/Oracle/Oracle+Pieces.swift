import Telemetry

/// Pieces by what was counted, and what follows from that.
struct OraclePieces {
    var counted: [CountKind: Int64] = [:]

    /// With the counts that follow: good = made − scrap − rework.
    func all(_ derivation: OracleDerivation) -> [CountKind: Int64] {
        var all = counted
        let (made, good) = (counted[.made] ?? 0, counted[.good] ?? 0)
        let (scrap, rework) = (counted[.scrap] ?? 0, counted[.rework] ?? 0)
        switch derivation {
        case .madeAndScrap, .madeOnly: all[.good] = made - scrap - rework
        case .madeAndGood: all[.scrap] = made - good - rework
        case .goodAndScrap, .goodOnly: all[.made] = good + scrap + rework
        case .nothing: break
        }
        return all
    }
}

/// Some pieces of one product that were counted, or spread, alike.
private struct Portion {
    var kind: CountKind
    var quantity: Int64
    var product: Int32
    /// Where they count: the instant, or the beginning of the part of a gap.
    var at: Int64
    var isKnown: Bool
    /// Whether nobody knows whether they are good.
    var isUnclassified = false
}

extension Oracle {
    func addPieces(_ from: Int64, _ to: Int64, to ledgers: inout [Int32: Ledger]) {
        let portions = portions(from, to)
        for (product, portions) in Dictionary(grouping: portions, by: \.product) {
            add(portions, of: product, to: &ledgers[product, default: Ledger()])
        }
    }

    /// Whether made, good and scrap contradict each other over the known time of a span by more
    /// than the counters' jitter.
    func isContradicted(_ ask: Ask) -> Bool {
        guard counters[.made] != nil, counters[.good] != nil, counters[.scrap] != nil else {
            return false
        }
        let (from, to) = (ask.from * 1_000_000_000, ask.past(now).to * 1_000_000_000)
        var sum: [CountKind: Int64] = [:]
        for portion in portions(from, to) where portion.isKnown && isBusy(portion) {
            sum[portion.kind, default: 0] += portion.quantity
        }
        let missing =
            (sum[.made] ?? 0) - (sum[.good] ?? 0) - (sum[.scrap] ?? 0) - (sum[.rework] ?? 0)
        var jitter: Int64 = 0
        for signal in unit.signals {
            guard case .counter(let kind, let shape) = signal.meaning else { continue }
            jitter += counters[kind]?.pieces(shape.jitter ?? shape.step) ?? 0
        }
        return abs(missing) > jitter
    }

    /// Whether it was counted in planned busy time.
    private func isBusy(_ portion: Portion) -> Bool {
        calendar.kind(at: portion.at) == .busy && element(of: portion) != .notScheduled
    }

    /// In which time it was counted: what was counted as the state became unknown, before.
    private func element(of portion: Portion) -> Element? {
        let (instant, cells) = (portion.at, cells)
        guard let cell = cells.first(where: { $0.from <= instant && instant < $0.to }) else {
            return nil
        }
        guard portion.isKnown, cell.element == .unknown, cell.from == instant else {
            return cell.element
        }
        return cells.first { $0.to == instant }?.element ?? .unknown
    }

    private func portions(_ from: Int64, _ to: Int64) -> [Portion] {
        var portions: [Portion] = []
        for (kind, counter) in counters {
            for credit in counter.credits {
                let product = course.product(ofPieceAt: credit.to)
                let quantity = counter.pieces(credit.quantity)
                guard quantity != 0 else { continue }
                if course.unknown(from: credit.from, to: credit.to) > 0 {
                    portions += spread(
                        quantity, kind, credit, grain: counter.grain, product, from, to)
                } else if from <= credit.to, credit.to < to {
                    portions.append(
                        Portion(
                            kind: kind, quantity: quantity, product: product, at: credit.to,
                            isKnown: course.isKnown(at: credit.to)))
                }
            }
        }
        return portions
    }

    /// Spreads what was counted over a gap in proportion to its unknown time, by cumulative floor.
    private func spread(
        _ quantity: Int64, _ kind: CountKind, _ credit: OracleCounter.Credit, grain: Int64,
        _ product: Int32, _ from: Int64, _ to: Int64
    ) -> [Portion] {
        let whole = course.unknown(from: credit.from, to: credit.to)
        func made(by instant: Int64) -> Int64 {
            let elapsed = course.unknown(from: credit.from, to: instant)
            guard elapsed < whole else { return quantity }
            return Int64(Int128(quantity / grain) * Int128(elapsed) / Int128(whole)) * grain
        }
        var portions: [Portion] = []
        for cell in cells where cell.element == .unknown {
            let begin = max(cell.from, credit.from, from)
            let end = min(cell.to, credit.to, to)
            guard begin < end else { continue }
            let part = made(by: end) - made(by: begin)
            guard part != 0 else { continue }
            portions.append(
                Portion(
                    kind: kind, quantity: part, product: product, at: begin, isKnown: false,
                    isUnclassified: kind == derivation.bound && !isBridged(begin)))
        }
        return portions
    }

    private func add(_ portions: [Portion], of product: Int32, to ledger: inout Ledger) {
        func sum(_ isIn: (Portion) -> Bool) -> [CountKind: Int64] {
            var pieces = OraclePieces()
            for portion in portions where isIn(portion) {
                pieces.counted[portion.kind, default: 0] += portion.quantity
            }
            return pieces.all(derivation)
        }
        for (kind, quantity) in sum({ _ in true }) { ledger[.product(product, kind)] += quantity }
        for (kind, quantity) in sum({ isBusy($0) }) {
            ledger[.pieces(.planned, kind)] += quantity
        }
        for (kind, quantity) in sum({ isBusy($0) && !$0.isKnown }) {
            ledger[.pieces(.inUnknown, kind)] += quantity
        }
        for (kind, quantity) in sum({ !isBusy($0) }) {
            ledger[.pieces(.outside, kind)] += quantity
        }
        let busy = portions.filter { isBusy($0) }
        for (rate, portions) in Dictionary(grouping: busy, by: { self.rate(product, at: $0.at) }) {
            addRated(portions, rate, of: product, to: &ledger)
        }
    }

    private func addRated(
        _ portions: [Portion], _ rate: RateShape?, of product: Int32, to ledger: inout Ledger
    ) {
        guard let rate else {
            ledger[.unrated(product)] = 1
            return
        }
        func sum(_ isIn: (Portion) -> Bool) -> [CountKind: Int64] {
            var pieces = OraclePieces()
            for portion in portions where isIn(portion) {
                pieces.counted[portion.kind, default: 0] += portion.quantity
            }
            return pieces.all(derivation)
        }
        func add(_ part: Ledger.RatedPart, _ quantity: Int64) {
            ledger[.rated(rate, part)] += quantity
        }
        let known = sum { $0.isKnown }
        let unknown = sum { !$0.isKnown }
        let inSetup = sum { $0.isKnown && element(of: $0) == .setup }
        add(.knownMade, known[.made] ?? 0)
        add(.knownGood, known[.good] ?? 0)
        add(.good, (known[.good] ?? 0) + (unknown[.good] ?? 0))
        add(
            .unclassified,
            portions.filter(\.isUnclassified).reduce(0) { $0 + $1.quantity })
        add(.lostInSetup, (inSetup[.made] ?? 0) - (inSetup[.good] ?? 0))
    }
}
