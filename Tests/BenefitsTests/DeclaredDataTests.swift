import Benefits
import Plant
import Testing

@Suite struct DeclaredDataTests {
    private static let row = SalesRow(
        product: 0,
        period: BenefitPeriod(
            from: LocalDate(year: 2024, month: 2, day: 29),
            to: LocalDate(year: 2024, month: 8, day: 31)),
        openingStock: 0, sold: 1_000_000, closingStock: 2_000_000, samplesAndScrap: 3_000_000,
        turnover: Money(cents: 450), line: 3)

    @Test(arguments: ["\n", "\r\n"], ["", "\u{FEFF}"])
    func readsMarkAndBothHeaderRows(newline: String, mark: String) throws {
        let text = [
            Example.salesHeader, "產品,由,至,期初,\"銷售,數量\",期末,樣本,生意額",
            "mask-l1,2024-02-29,2024-08-31,0,1,2,3,4.5", ",,,,,,,", "", "",
        ]
        let data = try Example.read(sales: mark + text.joined(separator: newline))
        #expect(data.sales == [Self.row])
        #expect(data.salesFile?.sha256.count == 64)
        #expect(data.jobsFile == nil)
    }

    @Test func readsColumnsInAnyOrderAndQuotes() throws {
        let text = """
            sold,turnover_hkd,samples_scrap,closing_stock,period_to,product,period_from,\
            opening_stock

            1,"4.50",3,2,"2024-08-31","mask-l1",2024-02-29,0
            """
        #expect(try Example.read(sales: text).sales == [Self.row])
    }

    @Test func keepsDecimalsOfOtherUnitsExactly() throws {
        let text = Example.salesHeader + "\nfabric,2026-01-01,2026-01-31,0.000001,12.5,0,0,0.07"
        let row = try #require(try Example.read(sales: text).sales.first)
        #expect(row.openingStock == 1)
        #expect(row.sold == 12_500_000)
        #expect(row.turnover == Money(cents: 7))
    }

    @Test func readsJobs() throws {
        let text = Example.jobsHeader + "\nJ-1,data_it,2026-01-01,2026-08-31,0.5,yes\n"
        var job = JobRecord(
            id: "J-1", type: .dataIT, from: LocalDate(year: 2026, month: 1, day: 1),
            to: LocalDate(year: 2026, month: 8, day: 31), fte: 50, isITPost: true)
        job.line = 2
        #expect(try Example.read(jobs: text).jobs == [job])
    }

    @Test func hashIsOfTheBytes() {
        let file = DeclaredSource(name: "a", bytes: Array("abc".utf8)).file
        #expect(
            file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func sameTypesOfMistakesInARowAreAllNamed() throws {
        let found = try Example.mistakes(
            sales: Example.salesHeader + "\nmask,2026-02-30,x,-1,-1,-1,-1,-1")
        #expect(found.count == 8)
    }
}
