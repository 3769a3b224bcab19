import Plant
import Reporting
import Telemetry
import Testing

@testable import Benefits

/// Stock counts beside the stock of the sales (B07, V33); costs at the tariff of the day (B15).
@Suite struct StockAndTariffTests {
    private static let barely =
        "product,period_from,period_to,sold,samples_scrap,turnover_hkd\n"
        + "mask-l1,2022-09-01,2023-08-31,45600000,500000,41952000.00\n"

    private static func counts(_ opening: Int, _ closing: Int) -> String {
        "product,counted_on,quantity\nmask-l1,2022-08-31,\(opening)\n"
            + "mask-l1,2023-08-31,\(closing)\n"
    }

    private func codes(_ report: PeriodicReport) -> [String] {
        report.sections.flatMap(\.blocks).compactMap {
            if case .notice(let notice) = $0 { notice.code } else { nil }
        }
    }

    /// The sales state 0 and 2,919,904.
    @Test(arguments: [(2_919_904, 0), (2_919_000, -904), (2_919_905, 1)] as [(Int, Int64)])
    func countStandsBesideTheStockOfTheSales(closing: Int, difference: Int64) throws {
        let report = PeriodicReport.make(
            try Reported.input(files: [
                (.sales, Reported.sales), (.stock, Self.counts(0, closing)),
            ]))
        func value(_ key: String) -> Int64? {
            Reported.value(report, .b07, "mask-1/mask-l1/\(key)")?.millionths.map { $0 / 1_000_000 }
        }
        #expect(value("opening") == 0 && value("opening/counted") == 0)
        #expect(value("opening/difference") == 0)
        #expect(value("closing") == 2_919_904 && value("closing/counted") == Int64(closing))
        #expect(value("closing/difference") == difference)
        #expect(codes(report).contains("stock_counted_otherwise") == (difference != 0))
        let sources = report.figures[.b07]?.rows.map { $0.cell.basis?.source }
        #expect(sources == [.declared, .declared, .computed, .declared, .declared, .computed])
        let document = Reported.document(report)
        #expect(document.mistakes() == [])
    }

    /// 49,019,904 + 0 = 45,600,000 + 2,919,904 + 500,000, the stock from counts alone.
    @Test func countsStandInWhereTheSalesStateNoStock() throws {
        let none = PeriodicReport.make(try Reported.input(files: [(.sales, Self.barely)]))
        #expect(none.rules.judgement(.v33)?.outcome == .notJudged(.noStock))
        #expect(Reported.value(none, .b07, "mask-1/mask-l1/closing")?.isKnown == false)
        for (closing, holds) in [(2_919_904, true), (4_000_000, false)] {
            let report = PeriodicReport.make(
                try Reported.input(files: [
                    (.sales, Self.barely), (.stock, Self.counts(0, closing)),
                ]))
            #expect(report.rules.isHeld(.v33) == holds)
            #expect(!codes(report).contains("stock_counted_otherwise"))
            let rows = report.figures[.b07]?.rows.map(\.key)
            #expect(
                rows
                    == ["opening", "opening/counted", "closing", "closing/counted"].map {
                        "mask-1/mask-l1/\($0)"
                    })
        }
    }

    private func costs(
        _ tariffs: String, _ stretches: [(LocalDate, Int64)], good: Int64 = 49_019_904
    ) throws -> (report: PeriodicReport, whole: Document.Value?, each: Document.Value?) {
        let header = "medium,effective_from,price_hkd\n"
        let input = try Reported.input(files: [(.tariffs, header + tariffs)], good: good) { line in
            line.stretches = stretches.map { .init(from: $0.0, consumption: ["kWh": $0.1]) }
            line.consumption = ["kWh": stretches.reduce(0) { $0 + $1.1 }, "bar": 1]
        }
        let report = PeriodicReport.make(input)
        return (
            report, Reported.value(report, .b15, "mask-1/kWh/cost"),
            Reported.value(report, .b15, "mask-1/kWh/cost/good")
        )
    }

    /// 70,000 x 1.289 + 139,019.5 x 1.434 = 289,583.963; over 49,019,904 good: 0.005907477….
    @Test func costIsConsumptionAtTheTariffOfTheDay() throws {
        let (report, whole, each) = try costs(
            "electricity,2022-09-01,1.289\nelectricity,2023-01-01,1.434\nwater,2022-09-01,4.58\n",
            [(date(2022, 9, 1), 70_000_000_000), (date(2023, 1, 1), 139_019_500_000)])
        #expect(whole == .money(cents: 28_958_396))
        #expect(each?.millionths == 5_907)
        let rows = report.figures[.b15]?.rows ?? []
        #expect(rows.count == 6, "bar has no tariff")
        let cost = rows.first { $0.key == "mask-1/kWh/cost" }?.cell
        #expect(cost?.basis?.source == .computed)
        #expect(
            cost?.basis?.inputs.map(\.source) == [.measured, .declared, .measured, .declared])
        #expect(cost?.basis?.evidence.map(\.name) == ["tariffs.csv"])
        let document = Reported.document(report)
        #expect(document.mistakes() == [])
    }

    /// Half a cent is a cent, less is none; half a millionth is one.
    @Test(
        arguments: [
            ("0.005", 1, 1, 5_000), ("0.004999", 0, 1, 4_999), ("0.000001", 0, 2, 1),
            ("0.000001", 0, 3, 0),
        ] as [(String, Int64, Int64, Int64)])
    func costIsRoundedHalfUpOnce(price: String, cents: Int64, good: Int64, each: Int64) throws {
        let found = try costs(
            "electricity,2022-09-01,\(price)\n", [(date(2022, 9, 1), 1_000_000)], good: good)
        #expect(found.whole == .money(cents: cents))
        #expect(found.each?.millionths == each)
    }

    @Test(arguments: [
        ("electricity,2022-12-01,1\n", FigureGap.noTariff), ("water,2022-09-01,1\n", .notDeclared),
    ])
    func partWithoutATariffGivesNoCost(tariffs: String, gap: FigureGap) throws {
        let found = try costs(
            tariffs, [(date(2022, 9, 1), 1_000_000), (date(2022, 12, 1), 1_000_000)])
        #expect(found.whole == .none(gap.wording))
        #expect(found.each == .none(gap.wording))
    }

    @Test func tariffsCutThePeriodWhereTheyChange() throws {
        let header = "medium,effective_from,price_hkd\n"
        let rows = [
            "electricity,2021-01-01,1", "electricity,2023-01-01,1", "water,2023-01-01,1",
            "gas,2023-08-31,1", "gas,2023-09-01,1",
        ]
        let book = try Reported.book([(.tariffs, header + rows.joined(separator: "\n"))])
        #expect(
            book.tariffDays(in: Example.year1)
                == [date(2022, 9, 1), date(2023, 1, 1), date(2023, 8, 31)])
        #expect(try Reported.book([]).tariffDays(in: Example.year1) == [])
    }
}
