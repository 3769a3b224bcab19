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
        #expect(change.shown(change.told.before, .english) == "3.650000001")
        #expect(change.shown(change.told.after, .traditionalChinese) == "3.650000075")
        #expect(change.by(.english) == "; difference +0.000000074")
        // The table of versions says the same.
        let table = Restatement.table("today", LocalizedText(both: ""), [change], (.both, .both))
        let english = Phrasing(.english, timeZone: "UTC")
        #expect(
            table.rows[0].cells.suffix(3).map { english($0.value) }
                == ["3.650000001", "3.650000075", "0.000000074"])
        // What differs at a glance keeps its usual decimals.
        change.after = side(3_700_000_000, "3.7")
        #expect(change.shown(change.told.before, .english) == "3.65")
        #expect(change.by(.english) == "; difference +0.05")
    }

    /// Shares that read the same are told apart, in percent and for programs; a difference of
    /// nothing is never shown.
    @Test(arguments: [
        (Int128(930_004_000), "93.000000 %", "93.000400 %", "+0.000400", "+0.000004"),
        (930_000_007, "93.00000000 %", "93.00000070 %", "+0.00000070", "+0.000000007"),
    ])
    func sharesAreShownUntilTheyDiffer(
        second: Int128, before: String, after: String, points: String, difference: String
    ) {
        var change = percent(Ratio(93, 100), Ratio(second, 1_000_000_000))
        change.after?.text = "0.\(second)"
        let sides = [change.told.before, change.told.after].map { change.shown($0, .english) }
        #expect(sides == [before, after])
        #expect(change.by(.english) == "; difference \(points) percentage points")
        #expect(change.difference == difference)
    }

    @Test func whatNineDecimalsDoNotTellIsTold() {
        let whole: Int128 = 2_592_000_000_000_000
        let change = percent(
            Ratio(2_410_560_000_000_000, whole), Ratio(2_410_560_000_000_700, whole))
        let sides = [change.told.before, change.told.after].map { change.shown($0, .english) }
        #expect(sides == ["93.0000000000000 %", "93.0000000000270 %"])
        #expect(change.by(.english) == "; difference +0.0000000000270 percentage points")
        #expect(change.textBefore == "0.93" && change.textAfter == "0.93000000000027")
        #expect(change.difference == "+0.00000000000027")
    }

    /// A second in a month, pieces of a thousandth.
    @Test func timesAndCountsAreShownUntilTheyDiffer() {
        func change(_ first: Document.Value, _ second: Document.Value) -> FigureDifference {
            FigureDifference(
                name: "x", title: .both,
                before: .init(text: "1", value: first, source: .measured),
                after: .init(text: "2", value: second, source: .measured))
        }
        let hour = Int64(3_600_000_000_000)
        let time = change(
            .duration(nanoseconds: 700 * hour), .duration(nanoseconds: 700 * hour + 5))
        #expect(time.shown(time.told.after, .english) == "2,520,000.000000005 s")
        #expect(time.by(.english) == "; difference +0.000000005 s")
        let unit = Document.Unit(code: "{FTE}", name: LocalizedText(both: "FTE"), digits: 2)
        let count = change(.count(millionths: 1_000_000, unit), .count(millionths: 1_000_400, unit))
        #expect(count.shown(count.told.after, .english) == "1.000400 FTE")
        #expect(count.by(.english) == "; difference +0.000400 FTE")
    }

    private func percent(_ first: Ratio, _ second: Ratio) -> FigureDifference {
        FigureDifference(
            name: "oee", title: .both,
            before: .init(text: "0.93", value: .ratio(first, .percent), source: .computed),
            after: .init(text: "0.93", value: .ratio(second, .percent), source: .computed))
    }
}
