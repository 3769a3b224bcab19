import Evidence
import Reporting
import Sealing
import Testing

@testable import Web

/// Rows for the secretariat, and the figures in them.
@Suite struct SecretariatTests {
    private static let report = """
        {"version":1,"oee":{"value":0.7092,"source":"computed","coverage":1},\
        "products":[{"product":"mask","good":{"value":12345678901.5,"source":"measured",\
        "coverage":0.5},"declared":null,"stock_identity":{"verdict":"holds","difference":-3,\
        "compares":["measured","declared"]}}],\
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
                "turnover_hkd null declared null \"nothing declared\"",
            ])
        #expect(SealedFigures(Array("no JSON".utf8)) == nil)
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
        let text = """
            {"document_version":1,"bases":[{"source":"computed",\
            "coverage":{"numerator":"1","denominator":"3"}}],"sections":[{"blocks":[\
            {"type":"paragraph"},{"type":"table","table":{"id":"output","columns":[{"id":"id"},\
            {"id":"value"}],"rows":[{"id":"B12/oee","cells":[{"type":"text","text":{"en":"B12"}},\
            {"type":"ratio","value":{"numerator":"2","denominator":"3"},"source":"computed",\
            "basis":0}]},{"id":"B02/l","cells":[{"type":"text","text":{"en":"B02"}},\
            {"type":"none","reason":{"en":"not declared"},"source":"declared","basis":9}]}]}}]}]}
            """
        let found = try #require(SealedFigures(Array(text.utf8))).all.map {
            "\($0.name) \($0.value.text()) \($0.source) \($0.coverage.text()) \($0.reason.text())"
        }
        #expect(
            found == [
                "output.B12/oee.value 0.666666667 computed 0.333333333 null",
                "output.B02/l.value null declared null \"not declared\"",
            ])
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
