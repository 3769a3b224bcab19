import Evidence
import Plant
import Production
import Reporting
import Sealing
import Storage
import StorageSQLite
import Telemetry
import Testing

/// What was reported stays; what the figures are now stands beside it.
@Suite struct RestatementTests {
    private let world: World

    init() throws { world = try World(seed: 4) }

    private func restated() throws -> [Restatement] {
        try world.store.seals().map {
            try Restatement(of: $0, plant: world.plant, store: world.store)
        }
    }

    @Test func nothingIsRestatedWhereNothingCame() throws {
        _ = try world.sealAll()
        let all = try restated()
        #expect(all.count == 3 && all.allSatisfy { $0.isSame && $0.corrections.isEmpty })
        #expect(all[1].words.count == 1 && all.map(\.edition.number) == [1, 1, 2])
    }

    @Test func aCorrectionAfterTheSealRestatesItsPeriodAlone() throws {
        let pack = try world.sealAll()
        try world.say(
            .scrap(at: World.at(day: 2, 5_000), kind: .scrap, product: "p", quantity: 2_000_000))
        let all = try restated()
        #expect(all.map(\.isSame) == [false, true, false])
        #expect(all[2].corrections == [5] && all[2].changes == 0 && all[2].redefined.isEmpty)
        let good = try #require(all[2].differences.first { $0.name == "products.p.good" })
        #expect(good.difference == "-2" && good.title.english.contains("Good output"))
        #expect(good.before?.source == .measured && good.change != nil)
        // The seal keeps what was reported.
        #expect(try world.verify(pack).isSame)
        // A seal made now says what is now, beside the old one.
        let later = try world.seal(world.request(World.period(2, 2), declares: true), day: 7)
        let result = try world.verify(later)
        #expect(result.isSame && result.manifest?.lastCorrection == 5 && result.seals == 4)
        #expect(try restated().map(\.isSame) == [false, true, false, true])
        #expect(try restated().map(\.edition.number) == [1, 1, 2, 3])
    }

    @Test func anotherRateIsAnotherDefinition() throws {
        _ = try world.sealAll()
        try world.say(
            .rate(product: "p", itemTime: 7_000_000_000, items: 1, from: World.at(day: 3)))
        let all = try restated()
        #expect(all[1].redefined == ["l/b"] && !all[1].isSame)
        #expect(all[1].words.map(\.english).contains { $0.contains("defined otherwise") })
    }

    @Test func saysThatSettledFactsWereChanged() throws {
        _ = try world.sealAll()
        let names = PlantNames(world.plant)
        let first = World.at(day: 2, 1_000).nanoseconds / nanosecondsPerSecond
        let fresh = try World(seed: 5)
        let seconds = first...(first + 20_000)
        let change = FactChange(
            from: try world.store.facts(unit: "l/b", knownIn: seconds, names: names),
            to: try fresh.store.facts(unit: "l/b", knownIn: seconds, names: names), late: 0)
        try world.store.replace(
            Replacement(
                store: fresh.storePath,
                units: [Replacement.Unit(path: "l/b", seconds: [seconds], changes: [change])],
                by: "ming", why: "test"))
        let all = try restated()
        #expect(all[0].changes == 1 && !all[0].isSame)
        #expect(all[1].changes == 0)
    }

    /// Facts under a seal are neither merged nor forgotten.
    @Test func sealedFactsDoNotGrowOld() throws {
        try world.seal(world.request(World.period(3, 3)))
        let figures = Figures(plant: world.plant, store: world.store)
        let sealed = TimeSpan(from: World.at(day: 3), to: World.at(day: 4))
        func pieces(_ span: TimeSpan, _ store: SQLiteStore) throws -> Int {
            try store.facts(unit: "l/b", over: span, names: PlantNames(world.plant)).pieces.count
        }
        let before = try figures.figures(line: 0, over: [(sealed, nil)])[0].sums
        let rows = try pieces(sealed, world.store)
        let rule = AgeRule(mergesBefore: World.at(day: 5), forgetsBefore: World.at(day: 5))
        while try world.store.age(rule, limit: 500) {}
        #expect(try pieces(sealed, world.store) == rows)
        #expect(try figures.figures(line: 0, over: [(sealed, nil)])[0].sums == before)
        let gone = TimeSpan(from: World.at(day: 2), to: World.at(day: 2, 80_000))
        #expect(try pieces(gone, world.store) == 0)
        #expect(try world.store.minutes(signal: "l/a/temp", over: .always).count == 1)
        let facts = try world.store.facts(
            unit: "other/c", over: TimeSpan(from: sealed.from, to: World.at(day: 3, 40_000)),
            names: PlantNames(world.plant))
        #expect(facts.pieces.isEmpty)
        #expect(try world.verify(world.seal(world.request(World.period(3, 3)), day: 6)).isSame)
    }
}
