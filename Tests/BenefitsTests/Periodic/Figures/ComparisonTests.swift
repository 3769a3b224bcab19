import Plant
import Reporting
import Testing

@testable import Benefits
@testable import Production

/// What is held against a target or a baseline, and when nothing is.
@Suite struct ComparisonTests {
    private func actual(_ figure: FigureID, _ input: PeriodicInput) -> Int64? {
        FigureMaking(input).actual(
            Target(
                id: "t", name: LocalizedText(english: "t", traditionalChinese: "t"), value: 1,
                unit: "1", figure: figure)
        )?.millionths
    }

    /// The input with a second line that is measured, or not, like the first.
    private func twoLines(_ input: PeriodicInput, isMeasured: Bool = true) -> PeriodicInput {
        var input = input
        var other = input.project.lines[0]
        other.id = "mask-2"
        input.project.lines.append(other)
        input.measured["mask-2"] = isMeasured ? input.measured["mask-1"] : nil
        return input
    }

    /// A unit cost index of 95 in the first half of the year and of 90 in the second, which the
    /// file says first.
    private static let costs = """
        item,period_from,period_to,value
        unit_cost_index,2023-03-01,2023-08-31,90
        unit_cost_index,2022-09-01,2023-02-28,95

        """

    private static let hour: Int64 = 3_600_000_000_000

    /// An hour of production at its rate, a piece a second.
    private static var sums: Sums {
        var sums = Sums()
        sums.production = hour
        sums.pieces.good = 3_600_000_000
        sums.rated[PlannedRunTime(itemTime: 1_000_000_000, items: 1)] = RatedPieces(
            knownMade: 3_600_000_000, knownGood: 3_600_000_000, good: 3_600_000_000)
        return sums
    }

    @Test func costIndexIsOfTheLastDays() throws {
        let input = try Reported.input(files: [(.costs, Self.costs)])
        #expect(actual(.b17, input) == 90_000_000)
        #expect(
            Reported.value(PeriodicReport.make(input), .b17, "mask-1")?.millionths == 90_000_000)
        // The second line says none, then 90 too, then 80.
        #expect(actual(.b17, twoLines(input)) == nil)
        for (index, expected) in [("90", Int64(90_000_000)), ("80", nil)] {
            let other =
                "item,period_from,period_to,value\n"
                + "unit_cost_index,2022-09-01,2023-08-31,\(index)\n"
            var both = twoLines(
                try Reported.input(files: [(.costs, Self.costs), (.costs, other)]))
            both.book.parts[1].entry.line = "mask-2"
            #expect(actual(.b17, both) == expected)
        }
    }

    /// Half of the time produces: an OEE of 50 %, over both lines too; none with a line missing.
    @Test func missingLineIsNoZero() throws {
        let input = try Reported.input { line in
            line.constraint = Self.sums
            line.constraint.delay = Self.hour
        }
        #expect(actual(.b12, input) == 50_000_000)
        #expect(actual(.b12, twoLines(input)) == 50_000_000)
        #expect(actual(.b12, twoLines(input, isMeasured: false)) == nil)
        #expect(actual(.b10, twoLines(input, isMeasured: false)) == nil)
    }

    /// As fast as the baseline in the hour that is known of two: from half as fast to as fast.
    ///
    /// Where a product has no rate, nobody knows what the other hour may hide.
    @Test(
        arguments: [(true, Ratio(1, 2), Ratio(1, 1)), (false, nil, nil)] as [(Bool, Ratio?, Ratio?)]
    )
    func boundsNeedAnOEE(isRated: Bool, low: Ratio?, high: Ratio?) throws {
        let baseline = [("{ mask-l1: 4000 }", "{ mask-l1: 3600 }")]
        let input = try Reported.input(project: baseline) { line in
            line.constraint = Self.sums
            (line.constraint.unknown, line.constraint.unbridged) = (Self.hour, Self.hour)
            if !isRated { line.constraint.unrated = [0] }
            line.byProduct = [0: line.constraint]
        }
        let report = PeriodicReport.make(input)
        func value(_ key: String) -> Document.Value? { Reported.value(report, .change, key) }
        #expect(value("mask-1") == .ratio(Ratio(1, 1), .number))
        let unknown = Document.Value.none(FigureGap.notComparable.wording)
        #expect(value("mask-1/low") == low.map { .ratio($0, .number) } ?? unknown)
        #expect(value("mask-1/high") == high.map { .ratio($0, .number) } ?? unknown)
    }
}
