import Plant
import Testing

@testable import Benefits

/// Figures of rules as people read them.
@Suite struct RuleTextTests {
    @Test func negativeNumbersHaveAMinus() {
        #expect(RuleFigure.quantity(-1_234_500_000).text == LocalizedText(both: "−1,234.5"))
        #expect(RuleFigure.money(Money(cents: -105)).text.traditionalChinese == "−1.05 港元")
        #expect(RuleFigure.share(-50_000).text.english == "−5 %")
        #expect(amountText(Money(cents: -105)) == "-1.05", "files have a hyphen")
    }

    /// What was sealed in the first form is made again to the byte.
    @Test func firstFormHasHyphensBeforeNumbersAlone() {
        let text = LocalizedText(english: "a − b is −12, of 2022-09-01", traditionalChinese: "−3 件")
        #expect(
            text.hyphened
                == LocalizedText(
                    english: "a − b is -12, of 2022-09-01", traditionalChinese: "-3 件"))
    }
}
