import Foundation
import Plant
import Testing

@testable import Reporting

@Suite struct DocumentOutputTests {
    private var lines: [[String]] {
        Sample.document.csv.dropFirst().split(separator: "\r\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    }

    @Test func beginsWithMarkAndBothHeaderRows() {
        #expect(Sample.document.csv.hasPrefix("\u{FEFF}Kind,Figure,Section (id),Section (en),"))
        #expect(lines[0].count == 30)
        #expect(lines[1].prefix(4) == ["種類", "數字", "章節 (id)", "章節 (en)"])
        // The name of a product has a comma in it; every other line is plain.
        #expect(lines.filter { !$0.contains("\"Mask") }.allSatisfy { $0.count == 30 })
    }

    @Test func writesFigureWithAllThatItRestsOn() throws {
        let line = try #require(lines.first { $0[0] == "ratio" && $0.contains("0.75") })
        #expect(line.contains("computed") && line.contains("sold / good"))
        #expect(line.contains("good = 8") && line.contains("2023-09-01/2024-08-31"))
        #expect(line.contains("2024-08-31T16:00:00Z") && line.contains("draft 1"))
        let none = try #require(lines.first { $0[0] == "none" })
        #expect(none.contains("未有申報") && none.contains("declared"))
        let notice = try #require(lines.first { $0[0] == "warning" })
        #expect(notice.contains("偏低"))
    }

    /// No two figures have one name; it is that of JSON and the API.
    @Test func namesEveryFigureByTableRowAndColumn() throws {
        let names = lines.dropFirst(2).filter { !["warning", "information"].contains($0[0]) }
            .map { $0[1] }
        #expect(Set(names).count == names.count && names.contains("products.a.sold"))
        let line = try #require(lines.first { $0[1] == "products.a.sold" })
        #expect(line.contains("products") && line.contains("a") && line.contains("sold"))
    }

    /// Never a fraction, which a spreadsheet takes for a date, and never as text.
    @Test(arguments: [
        (Ratio(4, 5), "0.8"), (Ratio(9, 10), "0.9"), (Ratio(-23, 1120), "-0.0205357142857"),
        (Ratio(2, 3), "0.666666666667"), (Ratio(1, 3_000_000), "0.000000333333333333"),
        (Ratio(-5, 1), "-5"), (Ratio(0, 7), "0"), (Ratio(1, 1 << 20), "0.00000095367431640625"),
        (Ratio(2_999_999_999_999, 3_000_000_000_000), "1"),
        (Ratio(10_000_000_000_000_000, 3), "3333333333333333"),
        (Ratio(1, Int128.max), "0.00000000000000000000000000000000000000587747175411"),
    ])
    func writesRatiosAsDecimals(ratio: Ratio, text: String) {
        #expect(ratio.decimal == text)
        #expect(CSV.cell(ratio.decimal) == text)
    }

    @Test func neverWritesFormulaOfForeignText() {
        #expect(Sample.document.csv.contains(",'=Mask,"))
    }

    @Test func writesEveryValueExactly() {
        let json = Sample.document.json.text()
        for part in [
            #""document_version":1"#, #"{"type":"money","value":12345.67,"currency":"HKD""#,
            #""value":{"numerator":"3","denominator":"4"},"form":"percent""#,
            #"{"type":"date","value":"2024-02-29""#, #"{"type":"duration","value":5400,"unit":"s""#,
            #""reason":{"en":"nothing declared","zh-Hant":"未有申報"}"#,
            #"{"operation":"divided","of":[{"table":"products","row":"a","column":"sold"},"#,
            #""as_of":"2024-08-31T16:00:00Z""#, #""seal_hash":null"#,
        ] {
            #expect(json.contains(part), "\(part)")
        }
        #expect((try? JSONSerialization.jsonObject(with: Data(json.utf8))) != nil)
    }

    @Test(arguments: [
        (Document.Value.money(cents: -5), "HK$ −0.05", "−0.05 港元"),
        (.ratio(Ratio(2, 3), .percent), "66.7 %", "66.7%"),
        (.ratio(Ratio(2, 3), .number), "0.67", "0.67"),
        (Sample.pieces(1_234_567), "1,234,567 pieces", "1,234,567 件"),
        (.ratio(Ratio(2, 3), .exact), "0.666666667", "0.666666667"),
        (.duration(nanoseconds: 20_880_000_000_000), "5 h 48 min", "5 小時 48 分"),
        (.duration(nanoseconds: 34_560_000_000_000_000), "9,600 h", "9,600 小時"),
        (.duration(nanoseconds: 59_000_000_000), "59 s", "59 秒"),
        (.count(millionths: 1_000_000, Sample.job), "1 job", "1 個"),
        (.count(millionths: -2_000_000, Sample.job), "−2 jobs", "−2 個"),
        (.none(Sample.text("no data", "沒有數據")), "— (no data)", "—（沒有數據）"),
    ])
    func phrasesInBothLanguages(value: Document.Value, english: String, chinese: String) {
        #expect(Phrasing(.english, timeZone: "UTC")(value) == english)
        #expect(Phrasing(.traditionalChinese, timeZone: "UTC")(value) == chinese)
    }
}
