import Plant
import Telemetry

/// Counts of one planned run time, as counted, before the missing ones are derived.
private struct CountedPieces {
    var known = PieceSums()
    var inUnknown = PieceSums()
    var unclassified: Int64 = 0
}

/// Counts of a span as they come in.
private struct PieceTally {
    var byRate: [PlannedRunTime?: CountedPieces] = [:]
    var byProduct: [Int32: PieceSums] = [:]
    var outside = PieceSums()
    var unrated: Set<Int32> = []
}

extension UnitDefinition {
    /// Sums up the pieces of a span; returns what they contradict.
    func sumPieces(
        _ facts: UnitFacts, timeline: Timeline, plan: Plan, into sums: inout Sums
    ) -> [FindingKind] {
        var tally = PieceTally()
        for (at, count) in facts.pieces where timeline.span.contains(at) {
            tally.byProduct[count.product, default: .init()][count.kind] += count.quantity
            guard plan.isBusy(at) else {
                tally.outside[count.kind] += count.quantity
                continue
            }
            let rate = rated(product: count.product, at: at, into: &tally)
            if count.isKnown {
                tally.byRate[rate, default: .init()].known[count.kind] += count.quantity
            } else {
                tally.byRate[rate, default: .init()].inUnknown[count.kind] += count.quantity
            }
        }
        let bridges = Bridges(facts.gaps, definition: self)
        for (at, gap) in facts.gaps {
            spread(gap, until: at, timeline: timeline, plan: plan, bridges: bridges, into: &tally)
        }
        sums.unbridged = timeline.unknown(in: timeline.span).reduce(0) { sum, stretch in
            sum + bridges.upper.gaps(in: stretch).reduce(0) { $0 + plan.overlap($1, .busy) }
        }
        return total(tally, into: &sums)
    }

    private func rated(
        product: Int32, at instant: Timestamp, into tally: inout PieceTally
    ) -> PlannedRunTime? {
        let rate = rate(product: product, at: instant)
        if rate == nil { tally.unrated.insert(product) }
        return rate
    }

    /// Spreads what a counter rose by in a gap over its unknown time, by cumulative floor.
    private func spread(
        _ gap: GapCount, until end: Timestamp, timeline: Timeline, plan: Plan, bridges: Bridges,
        into tally: inout PieceTally
    ) {
        var elapsed: Int64 = 0
        for stretch in timeline.unknown(in: TimeSpan(from: gap.from, to: end)) {
            let before = elapsed
            elapsed += stretch.duration
            guard let asked = stretch.intersection(timeline.span) else { continue }
            for cell in cells(of: asked, product: gap.product, plan: plan, bridges: bridges) {
                let quantity =
                    gap.quantity(within: before + (cell.to - stretch.from))
                    - gap.quantity(within: before + (cell.from - stretch.from))
                guard quantity != 0 else { continue }
                tally.byProduct[gap.product, default: .init()][gap.kind] += quantity
                guard plan.isBusy(cell.from) else {
                    tally.outside[gap.kind] += quantity
                    continue
                }
                let rate = rated(product: gap.product, at: cell.from, into: &tally)
                tally.byRate[rate, default: .init()].inUnknown[gap.kind] += quantity
                if gap.kind == upperSource, !bridges.all.covers(cell.from) {
                    tally.byRate[rate, default: .init()].unclassified += quantity
                }
            }
        }
    }

    /// Cuts a stretch wherever plan, rate or bridging change.
    private func cells(
        of stretch: TimeSpan, product: Int32, plan: Plan, bridges: Bridges
    ) -> [TimeSpan] {
        let rateEdges = rates[product, default: []].map(\.from)
        let edges = (plan.edges(in: stretch) + rateEdges + bridges.all.edges(in: stretch))
            .filter { stretch.from < $0 && $0 < stretch.to }
        let cuts = [stretch.from] + Set(edges).sorted() + [stretch.to]
        return zip(cuts, cuts.dropFirst()).map { TimeSpan(from: $0, to: $1) }
    }

    private func total(_ tally: PieceTally, into sums: inout Sums) -> [FindingKind] {
        var counted = PieceSums()
        for (rate, pieces) in tally.byRate {
            let known = derivation.complete(pieces.known)
            let unknown = derivation.complete(pieces.inUnknown)
            sums.pieces += known
            sums.pieces += unknown
            sums.inUnknown += unknown
            counted += pieces.known
            guard let rate else { continue }
            sums.rated[rate] = RatedPieces(
                knownMade: known.made, knownGood: known.good, good: known.good + unknown.good,
                unclassified: pieces.unclassified)
        }
        sums.byProduct = tally.byProduct.mapValues { derivation.complete($0) }
        sums.outside = derivation.complete(tally.outside)
        sums.unrated = tally.unrated
        sums.isCounted = derivation != .nothing
        sums.isQualityMeasured = derivation != .nothing && derivation != .madeOnly
        return isContradicted(by: counted) ? [.contradiction] : []
    }

    private func isContradicted(by counted: PieceSums) -> Bool {
        guard declared.isSuperset(of: [.made, .good, .scrap]) else { return false }
        let difference = counted.made - counted.good - counted.scrap - counted.rework
        return abs(difference) > jitter
    }
}

extension GapCount {
    /// What was made in the first nanoseconds of the unknown time.
    fileprivate func quantity(within elapsed: Int64) -> Int64 {
        guard elapsed < unknown else { return quantity }
        let grains = Int128(quantity / grain) * Int128(elapsed) / Int128(unknown)
        return Int64(clamping: grains) * grain
    }
}
