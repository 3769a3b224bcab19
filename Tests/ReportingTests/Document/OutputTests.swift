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
        #expect(Sample.document.csv.hasPrefix("\u{FEFF}Kind,Section (en),Section (zh-Hant),"))
        #expect(lines[0].count == 25)
        #expect(lines[1].prefix(3) == ["種類", "章節 (en)", "章節 (zh-Hant)"])
        // The name of a product has a comma in it; every other line is plain.
        #expect(lines.filter { !$0.contains("\"Mask") }.allSatisfy { $0.count == 25 })
    }

    @Test func writesFigureWithAllThatItRestsOn() throws {
        let line = try #require(lines.first { $0[0] == "ratio" && $0.contains("3/4") })
        #expect(line.contains("computed") && line.contains("sold / good"))
        #expect(line.contains("good = 8") && line.contains("2023-09-01/2024-08-31"))
        #expect(line.contains("2024-08-31T16:00:00Z") && line.contains("draft 1"))
        let none = try #require(lines.first { $0[0] == "none" })
        #expect(none.contains("未有申報") && none.contains("declared"))
        let notice = try #require(lines.first { $0[0] == "warning" })
        #expect(notice.contains("偏低"))
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
