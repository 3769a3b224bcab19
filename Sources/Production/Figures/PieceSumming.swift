import Plant
import Telemetry

/// Counts of one planned run time, as counted, before the missing ones are derived.
private struct CountedPieces {
    var known = PieceSums()
    var inUnknown = PieceSums()
    /// The part of `known` that was counted in setup.
    var inSetup = PieceSums()
    /// The part of `known` whose times are spread: kinds differ by what is cut off.
    var spread = PieceSums()
    var unclassified: Int64 = 0
}

/// Counts of one product in a span as they come in.
private struct PieceTally {
    var byRate: [PlannedRunTime?: CountedPieces] = [:]
    var all = PieceSums()
    var outside = PieceSums()
    var outsideSpread = PieceSums()
}

extension UnitDefinition {
    /// Sums up the pieces of a span; returns what they contradict.
    func sumPieces(
        _ facts: UnitFacts, timeline: Timeline, plan: Plan, into parts: inout ProductSums
    ) -> [SpanFinding] {
        var tallies: [Int32: PieceTally] = [:]
        let setup = timeline.coverage(of: .setup)
        // What the source itself does not schedule is outside planned busy time as well.
        let unscheduled = timeline.coverage(of: .notScheduled)
        for (at, count) in facts.pieces where timeline.span.contains(at) {
            let isInSetup = count.isKnown && setup.covers(at)
            let rate = rate(product: count.product, at: at)
            let isBusy = plan.isBusy(at) && !unscheduled.covers(at)
            tallies[count.product, default: .init()].take(
                count, rate: rate, isBusy: isBusy, isInSetup: isInSetup)
        }
        let bridges = Bridges(facts.gaps, timeline: timeline, definition: self)
        for (at, gap) in facts.gaps {
            spread(gap, until: at, timeline: timeline, plan: plan, bridges: bridges, into: &tallies)
        }
        for segment in timeline.segments where segment.element == .unknown {
            guard let part = segment.span.intersection(timeline.span) else { continue }
            parts[segment.condition.product].unbridged += bridges.upper.gaps(in: part)
                .reduce(0) { $0 + plan.overlap($1, .busy) }
        }
        var counted = PieceSums()
        for (product, tally) in tallies {
            counted += total(tally, of: product, into: &parts[product])
        }
        return isContradicted(by: counted) ? [.contradiction] : []
    }

    /// Spreads what a counter rose by in a gap over its unknown time, by cumulative floor.
    private func spread(
        _ gap: GapCount, until end: Timestamp, timeline: Timeline, plan: Plan, bridges: Bridges,
        into tallies: inout [Int32: PieceTally]
    ) {
        var elapsed: Int64 = 0
        for stretch in timeline.unheard(in: TimeSpan(from: gap.from, to: end)) {
            let before = elapsed
            elapsed += stretch.duration
            guard let asked = stretch.intersection(timeline.span) else { continue }
            let segments = timeline.segments(in: asked)
            let edges =
                plan.edges(in: asked) + bridges.all.edges(in: asked) + segments.map(\.span.from)
                + rates[gap.product, default: []].map(\.from)
            var place = segments.startIndex
            for cell in asked.cut(at: edges) {
                while segments[place].span.to <= cell.from { place += 1 }
                let element = segments[place].element
                let quantity =
                    gap.quantity(within: before + (cell.to - stretch.from))
                    - gap.quantity(within: before + (cell.from - stretch.from))
                guard quantity != 0 else { continue }
                let count = PieceCount(
                    kind: gap.kind, quantity: quantity, product: gap.product,
                    isKnown: element != .unknown)
                let isUnclassified =
                    !count.isKnown && gap.kind == upperSource && !bridges.all.covers(cell.from)
                tallies[gap.product, default: .init()].take(
                    count, rate: rate(product: gap.product, at: cell.from),
                    isBusy: plan.isBusy(cell.from) && element != .notScheduled,
                    isInSetup: element == .setup,
                    isUnclassified: isUnclassified, isSpread: true)
            }
        }
    }

    /// Completes the counts of one product; returns what was counted in known time.
    private func total(
        _ tally: PieceTally, of product: Int32, into sums: inout Sums
    ) -> PieceSums {
        var counted = PieceSums()
        for (rate, pieces) in tally.byRate {
            let known = derivation.complete(pieces.known)
            let unknown = derivation.complete(pieces.inUnknown)
            let inSetup = derivation.complete(pieces.inSetup)
            sums.pieces += known
            sums.pieces += unknown
            sums.inUnknown += unknown
            counted += pieces.known
            counted -= pieces.spread
            guard let rate else {
                sums.unrated.insert(product)
                continue
            }
            sums.rated[rate] = RatedPieces(
                knownMade: known.made, knownGood: known.good,
                good: known.good.addingClamped(unknown.good),
                unclassified: pieces.unclassified, lostInSetup: inSetup.made - inSetup.good)
        }
        sums.byProduct[product] = derivation.complete(tally.all)
        sums.outside = derivation.complete(tally.outside)
        sums.outsideSpread = derivation.complete(tally.outsideSpread)
        return counted
    }

    private func isContradicted(by counted: PieceSums) -> Bool {
        guard declared.isSuperset(of: [.made, .good, .scrap]) else { return false }
        let difference = counted.made.subtracting(counted.good, counted.scrap)
            .subtracting(counted.rework, 0)
        return difference.magnitude > jitter.magnitude
    }
}

extension PieceTally {
    /// Takes a count with the rate that held and what was planned when it was made.
    mutating func take(
        _ count: PieceCount, rate: PlannedRunTime?, isBusy: Bool, isInSetup: Bool = false,
        isUnclassified: Bool = false, isSpread: Bool = false
    ) {
        all[count.kind].addClamped(count.quantity)
        guard isBusy else {
            outside[count.kind].addClamped(count.quantity)
            if isSpread { outsideSpread[count.kind].addClamped(count.quantity) }
            return
        }
        if count.isKnown {
            byRate[rate, default: .init()].known[count.kind].addClamped(count.quantity)
            if isSpread {
                byRate[rate, default: .init()].spread[count.kind].addClamped(count.quantity)
            }
        } else {
            byRate[rate, default: .init()].inUnknown[count.kind].addClamped(count.quantity)
        }
        if isInSetup {
            byRate[rate, default: .init()].inSetup[count.kind].addClamped(count.quantity)
        }
        if isUnclassified { byRate[rate, default: .init()].unclassified.addClamped(count.quantity) }
    }
}

extension PieceSums {
    fileprivate static func -= (left: inout Self, right: Self) {
        for kind in CountKind.allCases { left[kind].addClamped(-right[kind]) }
    }
}

extension TimeSpan {
    /// Its parts between instants, those outside it left out.
    fileprivate func cut(at edges: [Timestamp]) -> [TimeSpan] {
        let inner = Set(edges.filter { from < $0 && $0 < to }).sorted()
        let cuts = [from] + inner + [to]
        return zip(cuts, cuts.dropFirst()).map { TimeSpan(from: $0, to: $1) }
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
