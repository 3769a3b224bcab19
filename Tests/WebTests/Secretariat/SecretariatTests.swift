import Evidence
import Plant
import Reporting
import Sealing
import Testing

@testable import Web

/// Rows for the secretariat, and the figures in them.
@Suite struct SecretariatTests {
    private static let report = """
        {"version":1,"oee":{"value":0.7092,"source":"computed","coverage":1},\
        "products":[{"product":"mask","name":{"en":"Masks","zh-Hant":"口罩"},"unit":"piece","good":{"value":12345678901.5,"source":"measured",\
        "coverage":0.5},"declared":null,"stock_identity":{"verdict":"holds","difference":-3,\
        "compares":["measured","declared"]}}],\
        "jobs":{"by_type":[{"type":"engineer","it_posts":{"headcount":{"value":2,\
        "source":"declared"}}}]},\
        "turnover_hkd":{"value":null,"reason":"nothing declared","source":"declared"}}
        """

    private func figures() throws -> [SealedFigures.Figure] {
        try #require(SealedFigures(Array(Self.report.utf8))).all
    }

    @Test func findsEveryFigureWithItsSource() throws {
        let found = try figures().map {
            "\($0.name) \($0.value.text()) \($0.source) \($0.coverage.text()) \($0.reason.text())"
        }
        #expect(
            found == [
                "oee 0.7092 computed 1 null", "products.mask.good 12345678901.5 measured 0.5 null",
                "products.mask.stock_identity.difference -3 computed null null",
                "jobs.by_type.engineer.it_posts.headcount 2 declared null null",
                "turnover_hkd null declared null \"nothing declared\"",
            ])
        #expect(SealedFigures(Array("no JSON".utf8)) == nil)
    }

    /// Without identifiers, in both languages.
    @Test func saysWhatEveryFigureIsCalledAndItsUnit() throws {
        let found = try figures().map {
            "\($0.title.english)|\($0.title.traditionalChinese)|\($0.unit.text())"
        }
        #expect(
            found == [
                "OEE|設備綜合效率|\"1\"", "Masks · Good output|口罩　合格品數量|\"{piece}\"",
                "Masks · Difference of the stock identity|口罩　存貨等式的差額|\"{piece}\"",
                "Engineers and scientists · of which I&T posts · Jobs on the last day|"
                    + "工程師及科研人員　其中創科職位　期末職位數目|\"{job}\"",
                "Turnover|生意額|null",
            ])
    }

    @Test(arguments: [
        ("-161", "1000", "-0.161"), ("-2", "3", "-0.666666667"), ("2", "3", "0.666666667"),
    ])
    func negativeRatiosAreExported(numerator: String, denominator: String, value: String) throws {
        let text = """
            {"document_version":1,"sections":[{"blocks":[{"table":{"id":"t","columns":[{"id":"v"}],\
            "rows":[{"id":"r","cells":[{"source":"computed","value":\
            {"numerator":"\(numerator)","denominator":"\(denominator)"}}]}]}}]}]}
            """
        let figure = try #require(SealedFigures(Array(text.utf8))?.all.first)
        #expect(figure.value.text() == value)
    }

    /// Of a project's report: its cells by table, row and column.
    @Test func findsTheFiguresOfADocument() throws {
        func row(_ id: String, _ texts: [String], _ cells: [String]) -> String {
            let words = texts.map { "{\"type\":\"text\",\"text\":\(both($0))}" }
            return "{\"id\":\"\(id)\",\"cells\":[\((words + cells).joined(separator: ","))]}"
        }
        func both(_ text: String) -> String { "{\"en\":\"\(text)\",\"zh-Hant\":\"\(text)字\"}" }
        func table(_ id: String, _ columns: [(String, Bool)], _ rows: [String]) -> String {
            let heads = columns.map {
                "{\"id\":\"\($0.0)\",\"title\":\(both($0.0)),\"is_figure\":\($0.1)}"
            }
            return
                "{\"type\":\"table\",\"table\":{\"id\":\"\(id)\",\"title\":\(both(id)),\"columns\":"
                + "[\(heads.joined(separator: ","))],\"rows\":[\(rows.joined(separator: ","))]}}"
        }
        let ratio =
            "{\"type\":\"ratio\",\"value\":{\"numerator\":\"2\",\"denominator\":\"3\"},"
            + "\"source\":\"computed\",\"basis\":0}"
        let none =
            "{\"type\":\"none\",\"reason\":\(both("not declared")),\"source\":\"declared\",\"basis\":9}"
        let cost =
            "{\"type\":\"money\",\"value\":7.5,\"currency\":\"HKD\",\"source\":\"audited\",\"basis\":9}"
        let output = table(
            "output", [("id", false), ("figure", false), ("of", false), ("value", true)],
            [
                row("B12/oee", ["B12", "OEE", "Line 1"], [ratio]),
                row("B02/l", ["B02", "Turnover", ""], [none]),
            ])
        let costs = table(
            "M01", [("category", false), ("name", false), ("spent", true)],
            [row("1", ["Machinery", "Two machines"], [cost])])
        let text =
            "{\"document_version\":1,\"bases\":[{\"source\":\"computed\","
            + "\"coverage\":{\"numerator\":\"1\",\"denominator\":\"3\"}}],"
            + "\"sections\":[{\"blocks\":[{\"type\":\"paragraph\"},\(output),\(costs)]}]}"
        let all = try #require(SealedFigures(Array(text.utf8))).all
        let found = all.map {
            "\($0.name) \($0.value.text()) \($0.source) \($0.coverage.text()) \($0.reason.text())"
        }
        #expect(
            found == [
                "output.B12/oee.value 0.666666667 computed 0.333333333 null",
                "output.B02/l.value null declared null \"not declared\"",
                "M01.1.spent 7.5 audited null null",
            ])
        #expect(
            all.map(\.title.english) == [
                "OEE · Line 1", "Turnover", "M01 · Machinery · Two machines · spent",
            ])
        #expect(all[0].title.traditionalChinese == "OEE字　Line 1字")
        #expect(all.map { $0.chineseReason.text() } == ["null", "\"not declared字\"", "null"])
        #expect(all.map { $0.unit.text() } == ["\"1\"", "null", "\"HKD\""])
    }

    @Test func eachRowEndsWithItsHash() throws {
        let export = Export(
            kind: "k", columns: [.figure, .value], rows: [[.string("a"), .integer(7)]])
        let bare = "{\"figure\":\"a\",\"value\":7}"
        let hash = Digest(of: Array(bare.utf8)).hex
        let row = "{\"figure\":\"a\",\"value\":7,\"hash\":\"\(hash)\"}"
        #expect(
            export.json.text() == "{\"schema_version\":1,\"kind\":\"k\",\"rows\":[\(row)]}")
        #expect(
            export.csv
                == "\u{FEFF}figure,value,hash\r\nFigure,Value,Hash of the row\r\n"
                + "項目數字,數值,此行雜湊值\r\na,7,\(hash)\r\n")
    }
}
