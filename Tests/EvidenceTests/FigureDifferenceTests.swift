import Plant
import Reporting
import Testing

@testable import Evidence

extension LocalizedText {
    fileprivate static let both = LocalizedText(both: "")
}

/// What is said of figures that differ by little.
@Suite struct FigureDifferenceTests {
    private func side(_ nanos: Int128, _ text: String) -> FigureDifference.Side {
        FigureDifference.Side(
            text: text, value: .ratio(Ratio(nanos, 1_000_000_000), .number), source: .computed)
    }

    @Test func plainRatiosAreShownUntilTheyDiffer() {
        var change = FigureDifference(
            name: "value_added", title: LocalizedText(both: ""),
            before: side(3_650_000_001, "3.650000001"), after: side(3_650_000_075, "3.650000075"))
        #expect(change.shown(change.before, .english) == "3.650000001")
        #expect(change.shown(change.after, .traditionalChinese) == "3.650000075")
        #expect(change.by(.english) == "; difference +0.000000074")
        // The table of versions says the same.
        let table = Restatement.table("today", LocalizedText(both: ""), [change], (.both, .both))
        let english = Phrasing(.english, timeZone: "UTC")
        #expect(
            table.rows[0].cells.suffix(3).map { english($0.value) }
                == ["3.650000001", "3.650000075", "0.000000074"])
        // What differs at a glance keeps its usual decimals.
        change.after = side(3_700_000_000, "3.7")
        #expect(change.shown(change.before, .english) == "3.65")
        #expect(change.by(.english) == "; difference +0.05")
    }
}
