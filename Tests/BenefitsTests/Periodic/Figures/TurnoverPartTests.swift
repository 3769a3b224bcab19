import Plant
import Reporting
import Storage
import Testing

@testable import Benefits

/// B02 to B04 add up, whichever sales are turnover, and say what is missing of which line.
@Suite struct TurnoverPartTests {
    private static let sales =
        Reported.sales.replacing("related_hkd", with: "related_hkd,returns_hkd")
        .replacing("16780800.00,0", with: "16780800.00,1000.00,52.25")

    private static func report(
        _ setting: String, _ sales: String = sales,
        _ change: (inout PeriodicInput) -> Void = { _ in }
    ) throws -> PeriodicReport {
        var input = try Reported.input(
            files: [(.sales, sales), (.company, Reported.company)],
            project: [("settings:", "settings:\n  turnover: \(setting)")])
        change(&input)
        return PeriodicReport.make(input)
    }

    /// Net 41,952,000.00; 1,000.00 of it within the group; 52.25 came back.
    @Test(
        arguments: [
            ("net", 4_195_200_000, nil), ("net_outside_group", 4_195_100_000, 4_195_200_000),
            ("gross", 4_195_205_225, 4_195_200_000),
        ] as [(String, Int64, Int64?)])
    func localAndExportAddUp(setting: String, turnover: Int64, net: Int64?) throws {
        let report = try Self.report(setting)
        func cents(_ id: FigureID, _ key: String) -> Int64? {
            Reported.value(report, id, key)?.cents
        }
        #expect(cents(.b02, "mask-1") == turnover)
        #expect(cents(.b03, "mask-1/net") == net)
        let parts =
            try #require(cents(.b03, "mask-1/local")) + #require(
                cents(.b03, "mask-1/export"))
        #expect(parts == net ?? turnover)
        #expect(Reported.document(report).mistakes() == [])
    }

    @Test(arguments: [
        ("net_outside_group", "1000.00", FigureGap.noRelated),
        ("gross", "52.25", FigureGap.noReturns),
    ])
    func rowsThatSayNothingAreNamed(setting: String, part: String, gap: FigureGap) throws {
        let sales = Self.sales.replacing(
            part == "52.25" ? ",52.25" : "1000.00,", with: ",")
        let report = try Self.report(setting, sales)
        #expect(Reported.value(report, .b02, "mask-1") == Document.Value.none(gap.wording))
        #expect(report.rules.judgement(.v32)?.outcome == .notJudged(.partTurnover))
    }

    /// Each line of several is named where the same product is off on both.
    @Test func rulesNameTheLine() throws {
        let report = try Self.report(
            "net", Self.sales.replacing("45600000", with: "35600000")
        ) { input in
            var other = input.project.lines[0]
            (other.id, other.name) = ("mask-2", words("Mask line 2", "口罩生產線二"))
            input.project.lines.append(other)
            input.measured["mask-2"] = input.measured["mask-1"]
            var part = input.book.parts[0]
            part.entry.line = "mask-2"
            input.book.parts.append(part)
        }
        let texts = try #require(report.rules.judgement(.v33)).findings.map(\.text.english)
        #expect(texts.count == 2 && Set(texts).count == 2, "\(texts)")
        #expect(texts.first?.hasPrefix("Mask line 1 · ") == true, "\(texts)")
    }
}
