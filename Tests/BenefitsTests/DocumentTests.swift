import Benefits
import Plant
import Reporting
import Telemetry
import Testing

@Suite struct DocumentTests {
    private func document(
        good: [Int32: Int64] = [0: 49_019_904], sales: String? = WorkedExampleTests.sales,
        jobs: String? = WorkedExampleTests.jobs
    ) throws -> Document {
        try Example.report(good: good, sales: sales, jobs: jobs).document(
            try Example.plant(), asOf: Timestamp(nanoseconds: 0), software: "Lineside 0")
    }

    private func value(
        _ document: Document, _ table: String, _ row: String, _ column: String
    ) -> Document.Value? {
        document.tables.first { $0.id == table }?.cell(row: row, column: column)?.value
    }

    @Test func isSoundWhateverIsDeclared() throws {
        #expect(try document().mistakes() == [])
        #expect(try document(sales: nil, jobs: nil).mistakes() == [])
        #expect(try document(good: [0: 5, 2: 7, -1: 3], jobs: nil).mistakes() == [])
        #expect(try document(good: [:], sales: nil).mistakes() == [])
    }

    /// Known and planned time in hours and minutes, not in parts of a second.
    @Test func saysHowLongIsKnown() throws {
        let finding = BenefitFinding(
            code: .coverageUnusable,
            numbers: [
                .init("known", 96_132_232_534_402, digits: 9), .init("planned", 172_800, digits: 0),
            ])
        let words = finding.words(try Example.plant())
        #expect(
            words.english
                == "Coverage is too low to judge: 1 d 2 h of 2 d planned time are known.")
        #expect(words.traditionalChinese == "數據覆蓋率不足以判斷：計劃時間 2 日，已知 1 日 2 小時。")
    }

    @Test func saysTheWorkedExampleToThePiece() throws {
        let document = try document()
        let sales = value(document, "products", "(total)", "turnover")
        #expect(sales == .money(cents: 4_195_200_000))
        guard case .count(0, _) = value(document, "products", "mask-l1", "difference") else {
            Issue.record("the stock identity holds to the piece")
            return
        }
        #expect(
            value(document, "products", "mask-l1", "share")
                == .ratio(Ratio(45_600_000, 49_019_904), .percent))
        guard case .count(26_830_000, let unit) = value(document, "jobs", "(total)", "annual")
        else {
            Issue.record("26.83 FTE")
            return
        }
        #expect(unit.code == "{FTE}")
    }

    @Test func everyFigureHasOneSourceClass() throws {
        let cells = try document().tables.flatMap(\.rows).flatMap(\.cells)
        let classes = Set(cells.compactMap(\.basis?.source))
        #expect(classes == [.measured, .computed, .declared])
        let declared = cells.compactMap(\.basis).filter { $0.source == .declared }
        #expect(declared.allSatisfy { $0.coverage == nil && $0.definitions.isEmpty })
        #expect(declared.allSatisfy { !$0.evidence.isEmpty })
    }

    @Test func hasBothWordingsOfEverything() throws {
        let document = try document(good: [0: 5, -1: 3])
        let texts =
            document.sections.map(\.title) + document.tables.map(\.title)
            + document.tables.flatMap(\.columns).map(\.title)
            + document.sections.flatMap(\.blocks).compactMap { block in
                switch block {
                case .paragraph(let text): text
                case .notice(let notice): notice.text
                case .table, .chart: nil
                }
            }
        for text in texts {
            let isChinese = text.traditionalChinese.unicodeScalars.contains { $0.value > 0x4E00 }
            #expect(isChinese, "\(text)")
            #expect(text.english.unicodeScalars.allSatisfy { $0.value < 0x2E80 }, "\(text)")
        }
    }

    @Test func onlyCountsOfJobsLeave() throws {
        #expect(try !document().json.text().contains("J-0"))
        #expect(try !document().csv.contains("J-0"))
    }
}
