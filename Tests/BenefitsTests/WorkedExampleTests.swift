import Benefits
import Plant
import Testing

/// The worked example of the scheme's reference: benefit year 1, to the cent and the piece.
@Suite struct WorkedExampleTests {
    static let sales =
        Example.salesHeader
        + "\nmask-l1,2022-09-01,2023-08-31,0,45600000,2919904,500000,41952000.00\n"

    /// 2 engineers, 4 technicians, data post from month 3, 3 quality, 14 operatives, warehouse 1
    /// and two halves, 2 sales posts for half a year.
    static var jobs: String {
        var rows: [String] = []
        func add(_ count: Int, _ type: String, _ from: String = "2022-09-01", _ fte: String = "1") {
            for _ in 0..<count {
                let isIT = ["engineer", "technician", "data_it"].contains(type)
                rows.append("J-\(rows.count),\(type),\(from),,\(fte),\(isIT ? "yes" : "no")")
            }
        }
        add(2, "engineer")
        add(4, "technician")
        add(1, "data_it", "2022-11-01")
        add(3, "quality_regulatory")
        add(14, "operative")
        add(1, "supply_chain")
        add(2, "supply_chain", "2022-09-01", "0.5")
        add(2, "sales_admin", "2023-03-01")
        return ([Example.jobsHeader] + rows).joined(separator: "\n")
    }

    @Test func stockIdentityHoldsToThePiece() throws {
        let report = try Example.report(good: [0: 49_019_904], sales: Self.sales)
        let product = try #require(report.products.first)
        let identity = try #require(product.identity)
        #expect(product.good.value == 49_019_904_000_000)
        #expect(product.declared?.sold.value == 45_600_000_000_000)
        #expect(identity.difference == 0)
        #expect(identity.verdict == .holds)
        #expect(identity.soldPerAvailable == 93)
        #expect(report.turnover.value == Money(cents: 4_195_200_000))
        #expect(report.findings.isEmpty)
    }

    @Test func countsTwentyNineJobs() throws {
        let jobs = try Example.report(good: [:], jobs: Self.jobs).jobs
        #expect(jobs.total.headcount.value == 29)
        #expect(jobs.total.periodFTE.value == 2683)
        #expect(jobs.total.inPost.value == 2800)
        #expect(jobs.itTotal.headcount.value == 7)
        #expect(jobs.itTotal.periodFTE.value == 683)
        let average = jobs.rows.map { "\($0.type.rawValue) \($0.counts.periodFTE.value ?? -1)" }
        #expect(
            average == [
                "operative 1400", "technician 400", "engineer 200", "data_it 83",
                "quality_regulatory 300", "supply_chain 200", "sales_admin 100",
            ])
    }

    @Test func namesGoodsThatWereNeverMade() throws {
        let period = BenefitPeriod(
            from: LocalDate(year: 2023, month: 9, day: 1),
            to: LocalDate(year: 2024, month: 8, day: 31))
        let sales =
            Example.salesHeader
            + "\nmask-l1,2023-09-01,2024-08-31,2919904,77500000,0,0,71300000\n"
        let report = try Example.report(good: [0: 49_019_904], sales: sales, period: period)
        #expect(report.products.first?.identity?.soldPerAvailable == 149)
        #expect(report.findings.map(\.code) == [.soldExceedsAvailable, .stockIdentityBroken])
        #expect(
            try report.findings.first?.text(Example.plant())
                == "mask-l1: 77500000 are declared as sold of 51939808 that there were (ratio 1.49)"
        )
        #expect(report.turnover.value == Money(cents: 7_130_000_000))
        let unstocked = try Example.report(
            good: [0: 49_019_904],
            sales: sales.replacing("2919904", with: "0"), period: period)
        #expect(unstocked.products.first?.identity?.soldPerAvailable == 158)
    }
}
