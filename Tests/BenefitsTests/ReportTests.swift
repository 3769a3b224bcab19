import Benefits
import Plant
import Reporting
import Telemetry
import Testing

@Suite struct ReportTests {
    private func sales(_ rows: String...) -> String {
        ([Example.salesHeader] + rows).joined(separator: "\n")
    }

    private func date(_ year: Int, _ month: Int, _ day: Int) -> LocalDate {
        LocalDate(year: year, month: month, day: day)
    }

    @Test(arguments: [(990, true), (989, false), (1010, true), (1011, false)])
    func toleranceIsOnePercentOfGood(closing: Int, holds: Bool) throws {
        let report = try Example.report(
            good: [0: 1000], sales: sales("mask-l1,2022-09-01,2023-08-31,0,0,\(closing),0,0"))
        #expect(report.products[0].identity?.verdict == (holds ? .holds : .broken))
        #expect(report.findings.map(\.code) == (holds ? [] : [.stockIdentityBroken]))
    }

    @Test func addsUpTheRowsOfAPeriod() throws {
        let report = try Example.report(
            good: [0: 300],
            sales: sales(
                "mask-l1,2023-03-01,2023-08-31,40,190,50,5,20.02",
                "mask-l1,2022-09-01,2023-02-28,0,50,40,5,10.01",
                "mask-l1,2023-09-01,2024-08-31,50,1,1,1,99"))
        let declared = try #require(report.products[0].declared)
        #expect(declared.openingStock.value == 0)
        #expect(declared.sold.value == 240_000_000)
        #expect(declared.closingStock.value == 50_000_000)
        #expect(declared.samplesAndScrap.value == 10_000_000)
        #expect(declared.turnover.value == Money(cents: 3003))
        #expect(declared.days == 365)
        #expect(report.products[0].identity?.difference == 0)
    }

    @Test func namesStockThatChangedOvernight() throws {
        let report = try Example.report(
            good: [0: 91],
            sales: sales(
                "mask-l1,2022-09-01,2023-02-28,0,50,40,0,1",
                "mask-l1,2023-03-01,2023-08-31,39,41,0,0,1"))
        #expect(report.findings.map(\.code) == [.stockBreak])
        #expect(report.findings[0].numbers.map(\.value) == [40_000_000, 39_000_000, 3])
    }

    @Test func refusesRowsThatLiePartlyInThePeriod() throws {
        let error = #expect(throws: DeclaredError.self) {
            try Example.report(
                good: [:],
                sales: sales(
                    "mask-l1,2022-08-31,2022-09-30,0,0,0,0,0",
                    "mask-l2,2023-08-01,2023-09-01,0,0,0,0,0",
                    "mask-l1,2022-10-01,2022-10-31,0,0,0,0,0"))
        }
        let places = error?.mistakes.map { "\($0.file):\($0.line):\($0.column)" }
        #expect(places == ["sales.csv:2:1", "sales.csv:3:1"])
    }

    @Test func doesNotCompareWhatIsNotDeclaredForEveryDay() throws {
        let report = try Example.report(
            good: [0: 10], sales: sales("mask-l1,2022-09-01,2023-08-30,0,10,0,0,1"))
        #expect(report.products[0].identity == nil)
        #expect(report.findings.map(\.code) == [.salesIncomplete])
    }

    @Test func doesNotCompareAPeriodThatIsNotOver() throws {
        let report = try Example.report(
            good: [0: 10], sales: sales("mask-l1,2022-09-01,2023-08-31,0,10,0,0,1"), isOver: false)
        #expect(report.products[0].identity == nil)
        #expect(report.findings.map(\.code) == [.periodNotOver])
    }

    @Test(
        arguments: [
            (95, nil, StockIdentity.Verdict.broken), (94, .coverageEstimated, .broken),
            (80, .coverageEstimated, .broken), (79, .coverageUnusable, .undecided),
        ] as [(Int64, BenefitFinding.Code?, StockIdentity.Verdict)])
    func coverageLimitsWhatIsJudged(
        known: Int64, code: BenefitFinding.Code?, verdict: StockIdentity.Verdict
    ) throws {
        let report = try Example.report(
            good: [0: 10], sales: sales("mask-l1,2022-09-01,2023-08-31,0,1,0,0,1"), known: known)
        #expect(report.products[0].identity?.verdict == verdict)
        #expect(report.findings.first { $0.product == nil }?.code == code)
    }

    @Test func lowCoverageAccusesNobody() throws {
        let report = try Example.report(
            good: [0: 10], sales: sales("mask-l1,2022-09-01,2023-08-31,0,99,0,0,1"), known: 79)
        #expect(report.products[0].identity?.soldPerAvailable == 990)
        #expect(report.findings.map(\.code) == [.coverageUnusable])
    }

    @Test func listsProductsThatOnlyOneSideKnows() throws {
        let report = try Example.report(
            good: [-1: 3, 0: 5, 2: 0], sales: sales("mask-l2,2022-09-01,2023-08-31,0,7,0,0,1"))
        #expect(report.products.map(\.product) == [0, 1, nil])
        #expect(report.products.map(\.good.value) == [5_000_000, 0, 3_000_000])
        #expect(
            report.findings.map(\.code) == [
                .salesMissing, .soldExceedsAvailable, .stockIdentityBroken, .piecesWithoutProduct,
            ])
        #expect(report.products[1].identity?.soldPerAvailable == nil)
    }

    @Test func unknownQualityIsNotZeroGood() throws {
        let report = try Example.report(
            good: [0: 5], sales: sales("mask-l1,2022-09-01,2023-08-31,0,1,0,0,1")
        ) { $0.output.reason = "quality not measured" }
        #expect(report.products[0].good.value == nil)
        #expect(report.products[0].identity == nil)
    }

    @Test func nothingDeclaredIsNotZero() throws {
        let report = try Example.report(good: [0: 5])
        #expect(report.turnover.value == nil)
        #expect(report.jobs.total.headcount.value == nil)
        #expect(report.jobs.rows.isEmpty)
        #expect(report.findings.map(\.code) == [.salesMissing])
        let empty = try Example.report(good: [:], jobs: Example.jobsHeader)
        #expect(empty.jobs.total.headcount.value == 0)
    }

    @Test func classesAreNeverMixed() throws {
        let report = try Example.report(
            good: [0: 5], sales: sales("mask-l1,2022-09-01,2023-08-31,0,5,0,0,1"),
            jobs: Example.jobsHeader + "\na,other,2022-09-01,,1,no")
        #expect(report.effectiveness.oee.provenance.source == .computed)
        #expect(report.products[0].good.provenance.source == .measured)
        #expect(report.products[0].good.provenance.definitions.map(\.unit) == ["mask-1/packer"])
        #expect(report.products[0].declared?.sold.provenance.source == .declared)
        #expect(report.turnover.provenance.file?.name == "sales.csv")
        #expect(report.jobs.total.headcount.provenance.file?.name == "jobs.csv")
        #expect(report.jobs.rows[0].counts.periodFTE.provenance.source == .computed)
    }

    @Test func leapYearHas366Days() throws {
        let jobs =
            Example.jobsHeader
                + """

                a,operative,2020-01-01,2024-02-29,1,no
                b,engineer,2024-02-29,2024-02-29,1,yes
                c,other,2024-12-31,,0.5,no
                d,management,2025-01-01,,1,no
                e,management,2020-01-01,2023-12-31,1,no
                """
        let leap = BenefitPeriod(from: date(2024, 1, 1), to: date(2024, 12, 31))
        let table = try Example.report(good: [:], jobs: jobs, period: leap).jobs
        #expect(leap.days == 366)
        // Two months, a day of February and half a day of December: 16.67, 0.29, 0.13 hundredths.
        #expect(table.rows.map(\.type) == [.operative, .engineer, .other])
        #expect(table.rows.map(\.counts.periodFTE.value) == [17, 0, 0])
        #expect(table.total.periodFTE.value == 17)
        #expect(table.total.headcount.value == 1)
        #expect(table.total.inPost.value == 50)
    }

    @Test func fteIsRoundedHalfUpOnce() throws {
        // 0.01 for one day of two is half a hundredth.
        let period = BenefitPeriod(from: date(2023, 8, 30), to: date(2023, 8, 31))
        let rows = "\na,other,2023-08-31,,0.01,no"
        func table(_ settings: BenefitSettings) throws -> JobTable {
            try Example.report(
                good: [:], jobs: Example.jobsHeader + rows, period: period,
                change: { $0.settings = settings }
            ).jobs
        }
        let second = try table(.secondEdition)
        #expect(second.total.periodFTE.value == 1)
        #expect(second.total.headcount.value == 1)
        // Of a year it is no hundredth.
        #expect(try table(BenefitSettings()).total.periodFTE.value == 0)
    }

    @Test func jobEndingOnTheLastDayIsFilledThen() throws {
        func headcount(_ end: String) throws -> Int64? {
            let rows = "\na,other,2022-09-01,\(end),1,no"
            return try Example.report(good: [:], jobs: Example.jobsHeader + rows)
                .jobs.total.headcount.value
        }
        #expect(try headcount("2023-08-31") == 1)
        #expect(try headcount("2023-08-30") == 0)
    }
}
