import Plant
import Telemetry
import Testing

@testable import Production

/// Invariants 1 and 5 of the arithmetic over generated plants and streams: everything adds up.
@Suite struct FigurePropertyTests {
    @Test(arguments: 0..<150)
    func everythingIsConserved(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let facts = example.facts()
        for _ in 0..<4 {
            let (from, to) = example.span()
            let sums = example.sums(from, to, of: facts)
            #expect(sums.isBalanced, "seed \(seed)")
            let elements =
                sums.notScheduled + sums.plannedDown + sums.production + sums.setup + sums.delay
                + sums.down + sums.unknown
            #expect(elements == (to - from).seconds, "seed \(seed)")
            for pieces in [sums.pieces, sums.inUnknown, sums.outside] where sums.isQualityMeasured {
                #expect(pieces.made == pieces.good + pieces.scrap + pieces.rework, "seed \(seed)")
            }
            guard sums.unrated.isEmpty, sums.isQualityMeasured, sums.planned > 0 else { continue }
            let ledger = sums.losses.reduce(sums.idealTime(\.knownGood)) { $0 + $1.time }
            #expect(ledger == sums.planned, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<150)
    func spansAddUp(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let facts = example.facts()
        for _ in 0..<4 {
            let (from, to) = example.span()
            let middle = (from + to) / 2
            var sum = example.sums(from, middle, of: facts)
            sum += example.sums(middle, to, of: facts)
            #expect(sum == example.sums(from, to, of: facts), "seed \(seed), \(from) to \(to)")
        }
    }

    @Test(arguments: 0..<150)
    func productsAddUpToTheUnit(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let (from, to) = example.span()
        let result = example.result(from, to, of: example.facts())
        let sum = result.products.values.reduce(into: Sums()) { $0 += $1 }
        for kpi in KPI.allCases where result.sums.planned > 0 {
            #expect(sum.kpi(kpi) == result.sums.kpi(kpi), "seed \(seed), \(kpi)")
        }
        #expect(sum.losses == result.sums.losses, "seed \(seed)")
        #expect(sum.span == result.sums.span && sum.isBalanced, "seed \(seed)")
        for (product, part) in result.products {
            #expect(part.isBalanced, "seed \(seed), product \(product)")
            #expect(part.byProduct.keys.allSatisfy { $0 == product }, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<150)
    func conventionsAgreeOnOEE(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let facts = example.facts()
        let (from, to) = example.span()
        var all: [Sums] = []
        for convention in Convention.allCases {
            example.plant.convention = convention
            all.append(example.sums(from, to, of: facts))
        }
        for kpi in [KPI.oee, .oeeLow, .oeeHigh, .coverage, .quality] {
            #expect(all[0].kpi(kpi) == all[1].kpi(kpi), "seed \(seed)")
        }
        #expect(all[0].stops == all[1].stops, "seed \(seed)")
        #expect(
            all[0].production + all[0].delay == all[1].production + all[1].delay, "seed \(seed)")
    }

    @Test(arguments: 0..<100)
    func boundsContainWhatIsKnown(seed: UInt64) throws {
        let example = try RandomCase(seed: seed, .init(hasDeltas: false))
        let sums = example.sums(0, example.length, of: example.facts())
        guard let low = sums.kpi(.oeeLow).ratio, let high = sums.kpi(.oeeHigh).ratio else { return }
        #expect(low <= high, "seed \(seed)")
        #expect(sums.unbridged >= 0 && sums.unbridged <= sums.unknown, "seed \(seed)")
    }

    @Test(arguments: 0..<60)
    func countersAccountForEveryPiece(seed: UInt64) throws {
        let example = try RandomCase(seed: seed)
        var fold = Fold(plant: example.plant, broker: 0)
        for sample in example.samples { fold.take(sample) }
        let counters = fold.tracks[0].head.counters
        let facts = example.facts()
        for kind in CountKind.allCases {
            guard let counter = fold.rules[0].counters[Int(kind.rawValue)],
                counter.type == .cumulative || counter.type == .resettable
            else { continue }
            let counted = facts.reduce(Int64(0)) { sum, fact in
                if let pieces = fact.pieces, pieces.kind == kind { return sum + pieces.quantity }
                if let gap = fact.gap, gap.kind == kind { return sum + gap.quantity }
                return sum
            }
            #expect(
                counted == counter.pieces(counters[Int(kind.rawValue)].credited), "seed \(seed)")
            #expect(counters[Int(kind.rawValue)].isBalanced, "seed \(seed)")
        }
    }
}

extension RandomCase {
    /// Two seconds in order.
    mutating func span() -> (from: Int64, to: Int64) {
        let (one, other) = (second(), second())
        return (min(one, other), max(one, other))
    }
}
