import Plant
import Telemetry
import Testing

@testable import Production

/// Which counts give the others.
@Suite struct DerivationTests {
    private static func pieces(
        _ counts: [(String, Int64)], unit: String = Fixtures.oneSecond
    ) throws -> UnitResult {
        let signals = [Fixtures.state] + counts.map { Fixtures.counter($0.0) }
        var bench = Bench(try Fixtures.plant(unit: unit, signals: signals))
        bench.state(.producing, at: 0)
        for (name, _) in counts { bench.count(name, 0, at: 0) }
        for (name, count) in counts { bench.count(name, count, at: 50) }
        bench.tick(at: 100)
        return bench.result(0, 100)
    }

    private static func fates(_ counts: [(String, Int64)]) throws -> [Int64] {
        let sums = try pieces(counts).sums.pieces
        return [sums.made, sums.good, sums.scrap, sums.rework].map { $0 / quantityScale }
    }

    @Test func completesEveryPair() throws {
        #expect(try Self.fates([("made", 50), ("scrap", 5)]) == [50, 45, 5, 0])
        #expect(try Self.fates([("made", 50), ("scrap", 5), ("rework", 3)]) == [50, 42, 5, 3])
        #expect(try Self.fates([("made", 50), ("good", 40)]) == [50, 40, 10, 0])
        #expect(try Self.fates([("made", 50), ("good", 40), ("rework", 3)]) == [50, 40, 7, 3])
        #expect(try Self.fates([("good", 40), ("scrap", 5)]) == [45, 40, 5, 0])
        #expect(try Self.fates([("made", 50)]) == [50, 50, 0, 0])
    }

    @Test func findsACounterThatContradictsTheOthers() throws {
        let all: [(String, Int64)] = [("made", 50), ("good", 40), ("scrap", 5)]
        #expect(try Self.pieces(all).findings.contains(.contradiction))
        let near: [(String, Int64)] = [("made", 50), ("good", 43), ("scrap", 5)]
        #expect(try !Self.pieces(near).findings.contains(.contradiction))
    }

    @Test func prefersWhatThePlantFileSays() throws {
        let all: [(String, Int64)] = [("made", 50), ("good", 40), ("scrap", 5)]
        #expect(try Self.pieces(all).sums.pieces.good == 45.pieces)
        let unit = "prefer: [made, good], " + Fixtures.oneSecond
        #expect(try Self.pieces(all, unit: unit).sums.pieces.good == 40.pieces)
        let other = "prefer: [good, scrap], " + Fixtures.oneSecond
        #expect(try Self.pieces(all, unit: other).sums.pieces.made == 45.pieces)
    }

    @Test func countsCavitiesOnce() throws {
        let signals = [
            Fixtures.state, Fixtures.counter("made", "type: cumulative, pieces_per_count: 4"),
            Fixtures.counter("scrap", "type: delta, pieces_per_count: 2"),
        ]
        var bench = Bench(try Fixtures.plant(signals: signals))
        bench.state(.producing, at: 0)
        bench.count("made", 10, at: 0)
        bench.count("made", 15, at: 50)
        bench.count("scrap", 3, at: 50)
        bench.tick(at: 100)
        let sums = bench.result(0, 100).sums.pieces
        #expect(sums.made == 20.pieces && sums.scrap == 6.pieces)
    }

    @Test func takesGoodAloneForAllThatWasMade() throws {
        #expect(try Self.fates([("good", 40)]) == [40, 40, 0, 0])
    }
}
