import Plant
import Production
import Storage
import StorageSQLite
import Telemetry
import Testing

/// Corrected figures from a store are those of all facts and all corrections, whatever the span.
@Suite struct CorrectedFiguresTests {
    private let folder: TemporaryFolder
    private let store: SQLiteStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteStore(path: folder.path + "/facts.sqlite")
    }

    private func morning(_ plant: Plant) throws {
        var lane = HandLane(plant, store)
        for (state, second) in [
            (UnitState.producing, 0), (.stopped, 600), (.producing, 900), (.stopped, 1200),
            (.producing, 1800),
        ] as [(UnitState, Int64)] {
            lane.state("a", state, at: second)
            lane.count("a", "made", second, at: second)
            lane.count("a", "scrap", 0, at: second)
        }
        try lane.commit(at: 3600)
    }

    @Test func isAppliedToEveryViewAndSaysSo() throws {
        let plant = try Fixtures.plant()
        try morning(plant)
        let figures = Figures(plant: plant, store: store)
        let whole = Fixtures.span(0, 3600)
        let before = try figures.figures(unit: 0, over: [(whole, nil)])[0]
        #expect(before.corrections.isEmpty)
        let id = try StoreConformance.record(
            .reason(StopPart(Fixtures.span(600, 900)), reason: "belt"), in: store, at: 5000)
        let told = try StoreConformance.record(
            .state(Fixtures.span(1200, 1500), .setup, reason: nil), in: store, at: 6000)
        let after = try figures.figures(
            unit: 0, over: [(whole, nil), (Fixtures.span(0, 1000), nil)])
        #expect(after.map(\.corrections) == [[id, told], [id]])
        #expect(after[0].sums.delayByReason[.declared(1)] == 300 * nanosecondsPerSecond)
        #expect(after[0].sums.setup == 300 * nanosecondsPerSecond && after[0].sums.isBalanced)
        let line = try figures.figures(line: 0, over: [(whole, nil)])[0]
        #expect(line.corrections == [id, told])
        let stops = try figures.stops(units: [0], over: whole).stops.map(\.stop)
        #expect(stops.map(\.reason) == [.declared(1), .none])
        #expect(stops[1].from == Fixtures.at(1500))
        let conditions = try figures.conditions(unit: 0, over: whole)
        #expect(conditions.contains { $0.at == Fixtures.at(1200) && $0.condition.state == .setup })
        // As it was reported.
        let reported = try figures.asOf(Fixtures.at(6000)).figures(unit: 0, over: [(whole, nil)])
        #expect(reported[0].corrections == [id] && reported[0].sums.setup == 0)
        #expect(
            try figures.asOf(.distantPast).figures(unit: 0, over: [(whole, nil)])[0].sums
                == before.sums)
    }

    /// A told state joins two stops: a span in the second is judged by the length of both.
    @Test func readsAsFarAsAToldStateCarries() throws {
        let plant = try Fixtures.plant(unit: "minor_stop: 10 min,")
        try morning(plant)
        let figures = Figures(plant: plant, store: store)
        let second = Fixtures.span(700, 800)
        #expect(
            try figures.figures(unit: 0, over: [(second, nil)])[0].sums.delays.keys.allSatisfy(
                \.isMinor))
        try StoreConformance.record(
            .state(Fixtures.span(900, 1200), .starved, reason: nil), in: store)
        let joined = try figures.stops(units: [0], over: second).stops.map(\.stop)
        #expect(joined.map(\.length) == [1200 * nanosecondsPerSecond])
        let late = Fixtures.span(1700, 1750)
        #expect(try figures.stops(units: [0], over: late).stops.map(\.stop) == joined)
        #expect(
            try figures.figures(unit: 0, over: [(late, nil)])[0].sums.delays.keys
                .allSatisfy { !$0.isMinor })
    }

    @Test func countsWhatIsSaidOfAnOpenStopUntilItsEnd() throws {
        let plant = try Fixtures.plant()
        try morning(plant)
        let figures = Figures(plant: plant, store: store)
        let seen = StopPart(Fixtures.span(1200, 1300), isOpen: true)
        let id = try StoreConformance.record(.reason(seen, reason: "jam"), in: store)
        let later = try figures.figures(
            unit: 0, over: [(1500, 1600), (1800, 1900)].map { (Fixtures.span($0, $1), nil) })
        #expect(later.map(\.corrections) == [[id], []])
        #expect(later[0].sums.delayByReason == [.declared(0): 100 * nanosecondsPerSecond])
    }

    @Test func aRateChangesTheDefinition() throws {
        let plant = try Fixtures.plant()
        try morning(plant)
        let figures = Figures(plant: plant, store: store)
        let span = Fixtures.span(0, 3600)
        let before = try figures.figures(unit: 0, over: [(span, nil)])[0]
        let content = CorrectionDraft.Content.rate(
            product: "p", itemTime: 500_000_000, items: 1, from: Fixtures.at(1000))
        let tried = try figures.trying(StoreConformance.draft(content))
            .figures(unit: 0, over: [(span, nil)])[0]
        #expect(try figures.figures(unit: 0, over: [(span, nil)])[0].sums == before.sums)
        try StoreConformance.record(content, in: store)
        let after = try figures.figures(unit: 0, over: [(span, nil)])[0]
        #expect(after.sums == tried.sums && after.definition == tried.definition)
        #expect(after.definition != before.definition)
        #expect(after.sums.idealTime(\.knownMade) < before.sums.idealTime(\.knownMade))
        #expect(try figures.definitionHash(.line(0)) != plant.definitionHash(line: 0))
        #expect(try figures.definitionHash(.unit(1)) == plant.definitionHash(workUnit: 1))
        let planned = try figures.plannedOutput(line: 0, over: [span])
        #expect(planned[0].byRate.keys.contains { $0.itemTime == 500_000_000 })
    }

    @Test func tellsWhatBecameOfEachCorrection() throws {
        let plant = try Fixtures.plant()
        try morning(plant)
        let figures = Figures(plant: plant, store: store)
        let stop = StopPart(Fixtures.span(600, 900))
        let finding = CounterFinding(
            signal: "l/a/made", at: Fixtures.at(0), kind: .counterBaseline, before: 0, after: 0)
        let gone = CounterFinding(
            signal: "l/a/made", at: Fixtures.at(1), kind: .counterReset, before: 7, after: 1)
        let contents: [(CorrectionDraft.Content, Int64?)] = [
            (.reason(stop, reason: "jam"), nil), (.reason(stop, reason: "belt"), 1),
            (.split(stop, at: Fixtures.at(700), first: nil, second: nil), nil),
            (.split(stop, at: Fixtures.at(950), first: nil, second: nil), nil),
            (.reason(StopPart(Fixtures.span(100, 200)), reason: "jam"), nil),
            (.counter(finding, .reset, credit: 0), nil),
            (.counter(gone, .baseline, credit: 0), nil),
            (.scrap(at: Fixtures.at(5), kind: .scrap, product: nil, quantity: 1), nil),
            (.withdrawal, 8),
        ]
        for (content, supersedes) in contents {
            try StoreConformance.record(content, supersedes: supersedes, in: store)
        }
        let effects = try figures.corrections(unit: 0, over: .always).map(\.effect)
        #expect(
            effects == [
                .superseded(by: 2), .inForce, .inForce, .withoutEffect, .withoutEffect, .inForce,
                .withoutEffect, .withdrawn(by: 9), .inForce,
            ])
        let counted = try figures.figures(unit: 0, over: [(Fixtures.span(0, 3600), nil)])[0]
        #expect(counted.corrections.isDisjoint(with: [1, 7, 8, 9]))
    }

    @Test(arguments: 0..<40)
    func agreesWithAllFactsWhateverTheSpan(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let plant = try Fixtures.plant(unit: "heartbeat: 20 s, minor_stop: 50 s,")
        let length = try work(plant, &random)
        let findings = try store.findings(unit: "l/a", over: .always).compactMap(\.counterFinding)
        for _ in 0..<12 {
            try StoreConformance.record(
                Self.content(length, findings, &random), in: store)
        }
        let figures = Figures(plant: plant, store: store)
        func sums(_ spans: [(Int64, Int64)]) throws -> [Sums] {
            try figures.figures(unit: 0, over: spans.map { (Fixtures.span($0.0, $0.1), nil) })
                .map(\.sums)
        }
        let whole = try sums([(0, length)])[0]
        #expect(whole.isBalanced)
        for _ in 0..<10 {
            let cut = Int64.random(in: 0...length, using: &random)
            // Apart, and read together.
            let parts = try sums([(0, cut)]) + sums([(cut, length)])
            #expect(parts[0].adding(parts[1]) == whole, "seed \(seed), cut at \(cut)")
            #expect(try sums([(0, cut), (cut, length)]) == parts, "seed \(seed), cut at \(cut)")
        }
    }

    private func work(_ plant: Plant, _ random: inout SeededGenerator) throws -> Int64 {
        var lane = HandLane(plant, store)
        var second: Int64 = 0
        var made: Int64 = 0
        while second < 3000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0: lane.say("a", "reason", Int64.random(in: -1...1, using: &random), at: second)
            case 1: lane.say("a", "mode", Int64.random(in: 1...4, using: &random), at: second)
            case 2, 3, 4:
                let falls = Int.random(in: 0..<8, using: &random) == 0
                made = falls ? made / 3 : made + Int64.random(in: 0...9, using: &random)
                lane.count("a", "made", made, at: second)
            default:
                let states: [UnitState] = [.producing, .stopped, .faulted, .unknown]
                lane.state("a", states.randomElement(using: &random) ?? .producing, at: second)
            }
            second += Int64.random(in: 1...45, using: &random)
        }
        try lane.commit(at: second)
        return second
    }

    private static func content(
        _ length: Int64, _ findings: [CounterFinding], _ random: inout SeededGenerator
    ) -> CorrectionDraft.Content {
        let from = Int64.random(in: 0..<(length - 400), using: &random)
        let span = Fixtures.span(from, from + Int64.random(in: 1...400, using: &random))
        let states: [UnitState] = [.producing, .stopped, .faulted, .unknown, .setup]
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .reason(StopPart(span, isOpen: from % 2 == 0), reason: "jam")
        case 1: return .split(StopPart(span), at: span.to - 1, first: "jam", second: "belt")
        case 2, 3:
            return .state(span, states.randomElement(using: &random) ?? .setup, reason: "belt")
        case 4: return .scrap(at: span.from, kind: .scrap, product: nil, quantity: 3_000_000)
        case 5:
            guard let finding = findings.randomElement(using: &random) else { fallthrough }
            return .counter(finding, .reset, credit: 4_000_000)
        default:
            return .rate(product: "p", itemTime: 700_000_000, items: 2, from: span.from)
        }
    }
}
