import Access
import Foundation
import Plant
import Reporting
import Telemetry
import Testing

@testable import Web

/// A document as a page: whatever it holds, well formed, in one language, without script.
@Suite struct DocumentPageTests {
    private func text(_ english: String, _ chinese: String) -> LocalizedText {
        LocalizedText(english: english, traditionalChinese: chinese)
    }

    private var document: Document {
        let piece = Document.Unit(code: "{piece}", name: text("pieces", "件"))
        let basis = Document.Basis(
            source: .measured, coverage: Ratio(1, 2), formula: text("last − first", "期末 − 期初"),
            inputs: [
                .init(
                    name: text("counter", "計數器"), value: .count(millionths: 5_000_000, piece),
                    source: .measured)
            ], evidence: [.init(name: "a<b.csv", sha256: String(repeating: "0", count: 64))],
            link: "/line/mask-1")
        let charts = Document.Chart.Kind.allCases.map { kind -> Document.Block in
            let columns: [Document.Column] = [
                .init(id: "place", title: text("Month", "月份")),
                .init(id: "good", title: text("Good", "合格"), isFigure: true),
                .init(id: "bad", title: text("Scrap", "廢品"), isFigure: true),
            ]
            let rows = (0..<8).map { row -> Document.Row in
                let bad: Document.Value =
                    row == 3
                    ? .none(text("no data", "沒有數據"))
                    : .count(millionths: millionths(row), piece)
                return .init(
                    id: "r\(row)",
                    cells: [
                        .init(text("Month \(row)", "\(row) 月")),
                        .init(.count(millionths: millionths(2 * row), piece), basis),
                        .init(bad, basis),
                    ], isTotal: row == 7)
            }
            return .chart(
                .init(
                    kind: kind,
                    table: .init(
                        id: kind.rawValue, title: text("Chart", "圖"), columns: columns,
                        rows: rows), series: ["good", "bad"], summary: text("Rises.", "上升。")))
        }
        return Document(
            metadata: .init(
                kind: "sample", title: text("Report", "報告"), project: text("Line", "生產線"),
                period: nil, asOf: Timestamp(nanoseconds: 0), timeZone: "Asia/Hong_Kong",
                software: "Lineside"),
            sections: [
                .init(
                    id: "read", title: text("Read", "閱讀"),
                    blocks: [
                        .paragraph(text("A & B", "甲 & 乙")),
                        .notice(
                            .init(severity: .error, code: "x", text: text("Wrong", "有誤"))),
                    ] + charts)
            ])
    }

    private func page(
        _ language: Language, _ document: Document? = nil, for principal: Principal = .anyone
    ) throws -> String {
        let wording = Wording(language, try MaskPlant.read())
        return Visitor.$current.withValue(Visitor(principal: principal)) {
            BenefitPage(wording: wording, document: document ?? self.document).page
        }
    }

    @Test(arguments: Language.allCases)
    func isWellFormed(language: Language) throws {
        #expect(PageCheck(try page(language)).complaints == [])
    }

    @Test func opensWhatAFigureRestsOnBesideIt() throws {
        let page = try page(.traditionalChinese)
        #expect(page.contains("<details class=\"basis\"><summary>"))
        for part in [
            "期末 − 期初", "計數器 = 5 件（實測）", "50.0%", "a&lt;b.csv sha256:0000",
            "\"no\"><a href=\"/line/mask-1\">", "錯誤：", "—（沒有數據）",
        ] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(!page.contains("Scrap"), "one language at a time")
    }

    /// To the days of the document, where the page of a line's period covers as many.
    @Test(arguments: [(8, 31, true), (12, 31, false)])
    func aFigureLeadsToItsPeriod(month: Int, day: Int, isCovered: Bool) throws {
        var document = document
        let (first, last) = (
            LocalDate(year: 2022, month: 9, day: 1), LocalDate(year: 2023, month: month, day: day)
        )
        document.metadata.period = .init(from: first, to: last)
        let page = try page(.english, document)
        let period = "<a href=\"/line/mask-1/period?from=\(first)&amp;to=\(last)\">"
        #expect(page.contains(period) == isCovered)
        #expect(page.contains("\"no\"><a href=\"/line/mask-1\">") != isCovered)
    }

    /// Whoever may not see a line gets no way to it, and all else of the basis.
    @Test func aClosedPageIsNoLink() throws {
        let page = try page(.english, for: .nobody)
        #expect(!page.contains("/line/mask-1") && page.contains("last − first"))
    }

    @Test func drawsEveryKindOfChartFromItsTable() throws {
        let page = try page(.english)
        #expect(
            page.components(separatedBy: "<polyline").count - 1 == 3, "a line, and one with a gap")
        #expect(page.components(separatedBy: "class=\"block-1\"").count - 1 == 2 * 6 + 2)
        #expect(page.contains("aria-details=\"stacked-table\""))
        // Seven rows in each, and the one whose scrap is not known is drawn without it.
        #expect(page.components(separatedBy: "class=\"chart-name\"").count - 1 == 2 * 7)
        #expect(page.contains("Good (measured)"))
        let places = page.components(separatedBy: "class=\"document-places\"").last ?? ""
        #expect(places.prefix(600).components(separatedBy: "<span>").count - 1 == 7)
    }

    /// On a phone a row is a card: words before its figures say what it is, each figure has a name.
    @Test func cellsSayWhatTheyAre() throws {
        let page = try page(.english)
        #expect(page.contains("data-name=\"Scrap\"") && page.contains("data-name=\"Good\""))
        var document = document
        for case .chart(let chart) in document.sections[0].blocks {
            var table = chart.table
            table.columns.removeLast()
            for place in table.rows.indices { table.rows[place].cells.removeLast() }
            document.sections[0].blocks = [.table(table)]
        }
        let one = try self.page(.english, document)
        #expect(!one.contains("data-name"), "a single figure needs none")
    }
}

private func millionths(_ pieces: Int) -> Int64 { Int64(pieces) * 1_000_000 }
