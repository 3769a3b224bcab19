import Plant
import Reporting
import Storage
import Testing

@testable import Benefits

/// Figures are of what was frozen, whatever the project file says by now.
@Suite struct HeldValueTests {
    private static let headcount = ("baseline_headcount: 12", "baseline_headcount: 13")

    /// The example with changes of its file, after a check of the file as it was.
    private static func input(
        _ changes: [(String, String)], frozen: [(String, String)] = []
    ) throws -> PeriodicInput {
        var input = try Reported.input(project: changes)
        input.freezes = try ExampleProject.read(frozen).frozenValues.map {
            Freeze(value: $0, day: date(2023, 11, 2), officer: "Wong", record: 7)
        }
        return input
    }

    @Test func ceilingIsOverTheFrozenHeadcount() throws {
        let report = PeriodicReport.make(try Self.input([Self.headcount]))
        #expect(
            Reported.value(report, .b19, "ceiling") == .count(millionths: 29_000_000, .jobs))
        #expect(report.rules.found(.v43) == [])
        #expect(report.rules.found(.v46) == ["frozen error"])
        let flags = RaisedFlag.all(FlagInput(report: report)).map(\.id)
        #expect(!flags.contains(.r12) && flags.contains(.r17))
        // Without the check the file's 13 would leave 28 for 29 jobs.
        var unchecked = report.input
        unchecked.freezes = []
        let other = PeriodicReport.make(unchecked)
        #expect(other.rules.found(.v43) == ["over_rise warning"])
        #expect(RaisedFlag.all(FlagInput(report: other)).contains { $0.id == .r12 })
        // The first form knows of no freeze.
        unchecked = report.input
        unchecked.form = .first
        #expect(unchecked.held == unchecked.project)
    }

    @Test func targetsAndBaselineAreThoseThatWereFrozen() throws {
        let days = (
            "  locked: 2020-09-01\n", "  from: 2020-01-01\n  to: 2020-06-30\n  locked: 2020-09-01\n"
        )
        let other = (days.0, days.1.replacing("2020-06-30", with: "2020-07-31"))
        let input = try Self.input(
            [
                ("value: 40000000, unit: HK$", "value: 99000000, unit: HK$"),
                ("good_per_operator_hour: 400", "good_per_operator_hour: 300"),
                ("{ mask-l1: 4000 }", "{ mask-l1: 100 }"), other,
            ], frozen: [days])
        let report = PeriodicReport.make(input)
        guard case .blocks(let blocks)? = report.figures[.b29],
            case .chart(let chart)? = blocks.first,
            let target = chart.table.rows.first(where: { $0.id == "turnover" })
        else {
            Issue.record("B29 has no target of turnover")
            return
        }
        #expect(target.cells[1].value == .money(cents: 4_000_000_000))
        let source = try #require(target.cells[1].basis?.formula)
        #expect(source.english.hasPrefix("record 7:"), "\(source)")
        let baseline = try #require(input.held.baseline)
        #expect(baseline.goodPerOperatorHour == 400_000_000)
        #expect(baseline.rates == ["mask-l1": 4_000_000_000])
        #expect(baseline.period?.to == date(2020, 6, 30))
    }

    @Test func whatTheFileHasNoMoreHolds() throws {
        let input = try Self.input([
            ("  baseline_headcount: 12\n", ""), ("  good_per_operator_hour: 400\n", ""),
        ])
        #expect(input.held.agreement.baselineHeadcount == 12)
        #expect(input.held.baseline?.goodPerOperatorHour == 400_000_000)
        var bare = input
        (bare.project.baseline, bare.project.targets) = (nil, [])
        let held = bare.held
        #expect(Set(held.frozenValues) == Set(input.freezes.map(\.value)))
    }
}
