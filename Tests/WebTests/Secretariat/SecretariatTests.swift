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
