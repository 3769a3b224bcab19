import Benefits
import Plant
import Production
import Storage
import Telemetry
import Testing

/// Reports over facts of a store: the line of ``Example`` makes two pieces a second by its rate.
@Suite struct FiguresTests {
    private let period = BenefitPeriod(
        from: LocalDate(year: 2026, month: 3, day: 1), to: LocalDate(year: 2026, month: 3, day: 2))

    private func midnight(_ day: Int) throws -> Timestamp {
        try Example.plant().localMidnight(of: LocalDate(year: 2026, month: 3, day: day))
    }

    private func state(_ state: UnitState, at: Timestamp) -> Fact {
        var condition = Condition.unknown
        condition.state = state
        condition.product = 0
        return Fact(at: at, knownBy: at, content: .condition(condition))
    }

    private func pieces(_ count: Int64, _ product: Int32, at: Timestamp) -> [Fact] {
        [CountKind.made, .good].map { kind in
            Fact(
                at: at, knownBy: at,
                content: .pieces(
                    PieceCount(
                        kind: kind, quantity: (kind == .good ? count : count + 1) * quantityScale,
                        product: product, isKnown: true)))
        }
    }

    private func report(
        _ facts: [Fact], now: Timestamp?, declared: DeclaredData = DeclaredData()
    ) throws -> BenefitReport {
        let figures = Figures(
            plant: try Example.plant(), store: FixedStore(facts: facts, now: now))
        return try BenefitReport.make(
            figures: figures, line: 0, period: period, declared: declared)
    }

    @Test func countsBetweenTheMidnightsOfThePlant() throws {
        let (first, end) = (try midnight(1), try midnight(3))
        let facts =
            [state(.producing, at: first)] + pieces(7, 0, at: first - 1)
            + pieces(100, 0, at: first) + pieces(20, 0, at: end - 1) + pieces(5, 1, at: first + 1)
            + pieces(9, 0, at: end)
        let declared = try Example.read(
            sales: Example.salesHeader + "\nmask-l1,2026-03-01,2026-03-02,0,120,0,0,110.40")
        let report = try report(facts, now: end + nanosecondsPerSecond, declared: declared)
        #expect(report.span.duration == 172_800 * nanosecondsPerSecond)
        #expect(report.span.from.nanoseconds == 1_772_294_400 * nanosecondsPerSecond)
        #expect(report.measuredSpan == report.span)
        #expect(report.products.map(\.product) == [0, 1])
        #expect(report.products.map(\.good.value) == [120_000_000, 5_000_000])
        #expect(report.products[0].identity?.difference == 0)
        #expect(report.products[0].good.provenance.coverage?.ratio == 1)
        let plant = try Example.plant()
        #expect(
            report.products[0].good.provenance.definitions
                == [DefinitionHash(unit: "mask-1/packer", hash: plant.definitionHash(workUnit: 0))])
        #expect(report.findings.map(\.code) == [.salesMissing])
    }

    @Test func coverageAndBoundsComeFromUnknownTime() throws {
        let (first, second, end) = (try midnight(1), try midnight(2), try midnight(3))
        let facts =
            [state(.producing, at: first)] + pieces(86_400, 0, at: first + 1)
            + [state(.unknown, at: second)]
        let report = try report(facts, now: end)
        #expect(report.effectiveness.oee.value == 0.5)
        #expect(report.effectiveness.low.value == 0.25)
        let high = try #require(report.effectiveness.high.value)
        #expect(high > 0.5)
        #expect(report.effectiveness.oee.provenance.coverage?.ratio == 0.5)
        #expect(report.findings.map(\.code) == [.coverageUnusable, .salesMissing])
    }

    @Test func nothingMeasuredIsNotZero() throws {
        let sales = Example.salesHeader + "\nmask-l1,2026-03-01,2026-03-02,0,1,0,0,1"
        for now in [nil, try midnight(1), try midnight(3)] {
            let report = try report([], now: now, declared: Example.read(sales: sales))
            #expect(report.products.map(\.good.value) == [nil])
            #expect(report.products.map(\.good.reason) == ["no data"])
            #expect(report.effectiveness.oee.value == nil)
            #expect(report.products[0].identity == nil)
        }
    }

    @Test func measuresThePartOfThePeriodThatIsOver() throws {
        let facts =
            [state(.producing, at: try midnight(1))] + pieces(3, 0, at: try midnight(1) + 1)
        let report = try report(facts, now: midnight(2))
        #expect(report.measuredSpan.to == (try midnight(2)))
        #expect(report.products.map(\.good.value) == [3_000_000])
        #expect(report.findings.map(\.code) == [.periodNotOver, .salesMissing])
    }
}
