import Plant
import Reporting
import Testing

@testable import Benefits

/// Each rule says where the scheme says so, in words.
@Suite struct RuleParagraphTests {
    @Test(arguments: [
        (
            "A¶8, B-s2", "A¶8: Council paper of 2019, paragraph 8; B-s2: slides of 2020, part 2",
            "A¶8：2019年立法會文件第 8 段；B-s2：2020年簡報第 2 部分"
        ),
        ("B22", "B22: slides of 2020", "B22：2020年簡報"),
        ("X57", "X57: public source", "X57：公開資料"),
        ("2.1", "2.1: rule sets by date", "2.1：按日期的規則版本"),
        ("PROPOSAL", "proposal of Lineside", "Lineside 的建議"), ("clause 4", "clause 4", "clause 4"),
    ])
    func codesAreWorded(code: String, english: String, chinese: String) {
        #expect(RuleParagraph.wording(code) == words(english, chinese))
    }

    @Test func everyRuleOfTheSetsIsWorded() {
        for rule in RuleSet.builtIn.flatMap(\.rules.values) {
            let text = RuleParagraph.wording(rule.paragraph)
            #expect(text.english != text.traditionalChinese, "\(rule.paragraph)")
        }
    }

    @Test func reportsShowIt() throws {
        var input = try Reported.input()
        func table() throws -> Document.Table {
            try #require(
                Reported.document(input).tables.first { $0.id == FigureID.rules.rawValue })
        }
        let shown = try table()
        let place = try #require(shown.columns.firstIndex { $0.id == "paragraph" })
        #expect(
            shown.rows.first { $0.id == "V05" }?.cells[place].value
                == .text(
                    words(
                        "A¶6: Council paper of 2019, paragraph 6",
                        "A¶6：2019年立法會文件第 6 段")))
        input.form = .first
        #expect(try !table().columns.contains { $0.id == "paragraph" })
    }
}
