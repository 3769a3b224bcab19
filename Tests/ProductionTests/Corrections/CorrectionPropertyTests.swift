import Plant
import Telemetry
import Testing

@testable import Production

/// Invariants 1 and 5 hold for whatever people say: corrected figures are conserved and add up.
@Suite struct CorrectionPropertyTests {
    @Test(arguments: 0..<200)
    func correctedSpansAreConservedAndAddUp(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let facts = example.facts()
        let corrector = example.corrections(to: facts)
        for _ in 0..<4 {
            let (from, to) = example.span()
            let middle = (from + to) / 2
            let whole = example.result(from, to, of: facts, corrector).sums
            var sum = example.result(from, middle, of: facts, corrector).sums
            sum += example.result(middle, to, of: facts, corrector).sums
            #expect(sum == whole, "seed \(seed), \(from) to \(to)")
            #expect(whole.isBalanced, "seed \(seed), \(from) to \(to)")
            guard whole.unrated.isEmpty, whole.isQualityMeasured, whole.planned > 0 else {
                continue
            }
            let ledger = whole.losses.reduce(whole.idealTime(\.knownGood)) { $0 + $1.time }
            #expect(ledger == whole.planned, "seed \(seed)")
        }
    }

    /// Reasons and splits move no time and no piece; scrap moves no time and makes none.
    @Test(arguments: 0..<100)
    func wordsMoveOnlyWhatTheySpeakOf(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let facts = example.facts()
        let before = example.sums(0, example.length, of: facts)
        var corrector = Corrector()
        for _ in 0..<6 {
            let (from, to) = example.span()
            let stop = StopPart(Fixtures.span(from, max(to, from + 1)))
            corrector.say(.reason(stop, reason: "jam"))
            corrector.say(.split(stop, at: Fixtures.at(to - 1), first: nil, second: "belt"))
        }
        let named = example.result(0, example.length, of: facts, corrector).sums
        #expect(named.delay == before.delay && named.production == before.production)
        #expect(named.pieces == before.pieces && named.rated == before.rated)
        #expect(named.stops >= before.stops && named.isBalanced)
        corrector.say(
            .scrap(
                at: Fixtures.at(example.length / 2), kind: .scrap, product: nil,
                quantity: 7.pieces))
        let scrapped = example.result(0, example.length, of: facts, corrector).sums
        #expect(scrapped.planned == named.planned && scrapped.delays == named.delays)
        guard before.isCounted else { return }
        let (all, was) = (scrapped.byProduct.values, named.byProduct.values)
        #expect(all.reduce(0) { $0 + $1.made } == was.reduce(0) { $0 + $1.made }, "seed \(seed)")
        if before.isQualityMeasured {
            #expect(
                all.reduce(0) { $0 + $1.good } == was.reduce(0) { $0 + $1.good } - 7.pieces,
                "seed \(seed)")
        }
    }

    /// What was recorded later does not change what was reported.
    @Test(arguments: 0..<40)
    func whatWasReportedStays(seed: UInt64) throws {
        var example = try RandomCase(seed: seed)
        let facts = example.facts()
        let corrector = example.corrections(to: facts)
        let middle = Int64(corrector.records.count / 2)
        var early = Corrector()
        for record in corrector.records where record.recordedAt < Fixtures.at(middle) {
            early.say(record.content, supersedes: record.draft.supersedes)
        }
        let asOf = corrector.records.inForce(asOf: Fixtures.at(middle))
        #expect(asOf.map(\.id) == early.records.inForce().map(\.id))
        let all = example.result(0, example.length, of: facts, early).sums
        let reported = example.evaluate(
            0, example.length, of: facts,
            UnitCorrections(asOf, plant: example.plant, unit: 0))
        #expect(reported.sums == all, "seed \(seed)")
    }
}

extension RandomCase {
    func result(
        _ from: Int64, _ to: Int64, of facts: [Fact], _ corrector: Corrector
    ) -> UnitResult {
        evaluate(from, to, of: facts, corrector.inForce(plant))
    }

    func evaluate(
        _ from: Int64, _ to: Int64, of facts: [Fact], _ corrections: UnitCorrections
    ) -> UnitResult {
        let corrected = UnitFacts(facts).corrected(
            by: corrections, found: facts.judgeable(plant), orElse: 0)
        return UnitDefinition(plant: plant, unit: 0).replacing(rates: corrections.rates).evaluate(
            Fixtures.span(from, to), horizon: horizon, facts: corrected, schedule: schedule)
    }

    /// A dozen corrections of all kinds; some supersede earlier ones, some judge what was found.
    mutating func corrections(to facts: [Fact]) -> Corrector {
        var corrector = Corrector()
        let found = facts.judgeable(plant).keys.sorted { $0.at < $1.at }
        for place in 0..<12 {
            let id = Int64(place)
            let supersedes = place > 2 && pick(below: 5) == 0 ? Int64(pick(below: place)) + 1 : nil
            corrector.say(
                content(found, mayWithdraw: supersedes != nil), supersedes: supersedes,
                recordedAt: id)
        }
        return corrector
    }

    private mutating func content(
        _ found: [CounterFinding], mayWithdraw: Bool
    ) -> CorrectionDraft.Content {
        var (from, to) = span()
        to = min(to, from + 900)
        let span = Fixtures.span(from, max(to, from + 1))
        let reason = [nil, "jam", "belt"][pick(below: 3)]
        switch pick(below: mayWithdraw ? 8 : 7) {
        case 0: return .reason(StopPart(span, isOpen: pick(below: 2) == 0), reason: reason)
        case 1:
            from += Int64(pick(below: Int(span.duration / nanosecondsPerSecond)))
            return .split(
                StopPart(span, isOpen: pick(below: 2) == 0), at: Fixtures.at(from), first: reason,
                second: "belt")
        case 2, 3:
            return .state(
                span, UnitState.allCases[pick(below: UnitState.allCases.count)], reason: reason)
        case 4:
            return .scrap(
                at: span.from, kind: pick(below: 2) == 0 ? .scrap : .rework,
                product: [nil, "p", "q"][pick(below: 3)], quantity: Int64(pick(below: 9)).pieces)
        case 5 where !found.isEmpty:
            let finding = found[pick(below: found.count)]
            let judgement = CounterClass.allCases[pick(below: CounterClass.allCases.count)]
            let credit = judgement.credit(of: finding, modulus: 10_000.pieces)
            return .counter(finding, judgement, credit: credit ?? 3.pieces)
        case 7: return .withdrawal
        default:
            return .rate(
                product: "p", itemTime: Int64(pick(below: 5) + 1) * 333_333_333, items: 2,
                from: span.from)
        }
    }
}
