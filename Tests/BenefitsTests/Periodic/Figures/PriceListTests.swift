import Plant
import Reporting
import Storage
import Testing

@testable import Benefits

/// The highest listed price is that of every list that holds on some day of the period (V34).
@Suite struct PriceListTests {
    private static let header = "product,effective_from,lowest_hkd,highest_hkd\n"
    /// One that ended before the period, one up to May, one from June, one after the period.
    private static let lists =
        header + "mask-l1,2020-01-01,0.01,9.00\nmask-l1,2022-03-01,0.80,1.00\n"
        + "mask-l1,2023-06-01,0.50,0.60\nmask-l1,2023-09-01,0.01,9.00\n"

    private static func input(_ lists: String, sales: String = Reported.sales) throws
        -> PeriodicInput
    {
        try Reported.input(files: [(.sales, sales), (.prices, lists)])
    }

    private static func bound(_ input: PeriodicInput) throws -> Document.Cell {
        let document = Reported.document(input)
        #expect(document.mistakes() == [])
        let table = try #require(document.tables.first { $0.id == FigureID.bound.rawValue })
        let place = try #require(table.columns.firstIndex { $0.id == "listed" })
        return try #require(table.rows.first?.cells[place])
    }

    @Test func boundIsAtTheHighestOfAllLists() throws {
        let cell = try Self.bound(try Self.input(Self.lists))
        // 49,019,904 pieces at HK$ 1.00.
        #expect(cell.value == .money(cents: 4_901_990_400))
        #expect(
            cell.basis?.inputs.map(\.name.english) == [
                "highest listed price from 2022-03-01", "highest listed price from 2023-06-01",
            ])
        var first = try Self.input(Self.lists)
        first.form = .first
        #expect(try Self.bound(first).value == .money(cents: 2_941_194_240))
    }

    /// HK$ 0.92 on average.
    @Test func rangeIsThatOfAllListsAndNamesThem() throws {
        #expect(
            PeriodicReport.make(try Self.input(Self.lists)).rules.judgement(.v34)?.findings == [])
        let low = Self.lists.replacing("0.80,1.00", with: "0.80,0.91")
        let report = PeriodicReport.make(try Self.input(low))
        #expect(report.rules.found(.v34) == ["range_of_lists warning"])
        let text = try #require(report.rules.judgement(.v34)?.findings.first?.text)
        for tongue in [text.english, text.traditionalChinese] {
            #expect(tongue.contains("2022-03-01, 2023-06-01"), "\(tongue)")
        }
        #expect(text.english.contains("HK$ 0.50") && text.english.contains("HK$ 0.91"))
    }

    @Test func whatIsMissingIsNamed() throws {
        let input = try Reported.input(files: [(.prices, Self.lists)])
        #expect(
            PeriodicReport.make(input).rules.judgement(.v34)?.outcome == .notJudged(.noSales))
    }

    /// A report reads, and its pack has, the files whose lists hold in its period.
    @Test func reportReadsTheListsOfItsPeriod() throws {
        let files = Self.lists.split(separator: "\n").dropFirst().map {
            (DeclaredKind.prices, Self.header + $0 + "\n")
        }
        let book = try Reported.input(files: files).book.read(over: Example.year1)
        #expect(book.prices.map(\.row.from) == [date(2022, 3, 1), date(2023, 6, 1)])
    }
}
