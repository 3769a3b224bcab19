import Plant
import Reporting
import Telemetry
import Testing

@testable import Benefits

/// Which jobs count, where and once.
@Suite struct JobCountTests {
    private static let header = Example.jobsHeader + ",setup,moved,end_reason"

    /// Rows of full-time jobs that are filled all year.
    private static func rows(_ count: Int, _ setup: String = "", _ moved: String = "") -> [String] {
        (0..<count).map { "J\(setup)\(moved)-\($0),operative,2022-09-01,,1,no,\(setup),\(moved)," }
    }

    /// A rise of 41 − 12 = 29, 29 jobs that count, an installer and a job from another site.
    @Test(arguments: [(29, true, 0), (30, false, 1)] as [(Int, Bool, Int64)])
    func setUpAndMovedJobsAreNotHeldAgainstTheRise(
        jobs: Int, holds: Bool, over: Int64
    ) throws {
        let list =
            [Self.header] + Self.rows(jobs) + Self.rows(1, "yes") + Self.rows(1, "no", "yes")
        let input = try Reported.input(
            files: [(.jobs, list.joined(separator: "\n")), (.company, Reported.company)])
        let report = PeriodicReport.make(input)
        #expect(report.rules.findings.contains { $0.rule == .v43 } == !holds)
        #expect(Reported.value(report, .b19, "over")?.millionths == over * 1_000_000)
        let flags = RaisedFlag.all(FlagInput(report: report)).map(\.id)
        #expect(flags.contains(.r12) == (over > 0))
    }

    /// One job a day: the last before the year, its first, its last, the next one's first; an
    /// installer who leaves in it is none of the counted.
    @Test func endedJobIsLostInOnePeriod() throws {
        let ends = ["2022-08-31", "2022-09-01", "2023-08-31", "2023-09-01"]
        let rows =
            ends.map { "J-\($0),operative,2022-01-01,\($0),1,no,,,resigned" }
            + ["J-5,technician,2022-01-01,2023-03-31,1,no,yes,,expired"]
        let files: [(DeclaredKind, String)] = [
            (.jobs, ([Self.header] + rows).joined(separator: "\n"))
        ]
        let next = BenefitPeriod(
            from: LocalDate(year: 2023, month: 9, day: 1),
            to: LocalDate(year: 2024, month: 8, day: 31))
        for (period, lost) in [(Example.year1, Int64(2)), (next, 1)] {
            let report = PeriodicReport.make(try Reported.input(files: files, period: period))
            #expect(Reported.value(report, .b21, "lost")?.millionths == lost * 1_000_000)
            #expect(Reported.value(report, .b21, "lost/resigned")?.millionths == lost * 1_000_000)
            #expect(Reported.value(report, .b21, "lost/expired") == nil)
        }
    }

    /// A whole year of `fte` 1 and 20 of 40 hours: 0.50 in a line's report as in a project's, by
    /// one formula; half of it in half a year.
    @Test func equivalentsOfBothReportsAreOne() throws {
        let jobs =
            Example.jobsHeader + ",hours_week\nJ-1,engineer,2022-09-01,,1,yes,20\n"
        let line = try Example.report(good: [:], jobs: jobs)
        #expect(line.jobs.total.periodFTE.value == 50 && line.jobs.total.inPost.value == 50)
        let half = BenefitPeriod(from: Example.year1.from, to: date(2023, 2, 28))
        #expect(
            try Example.report(good: [:], jobs: jobs, period: half).jobs.total.periodFTE.value == 25
        )
        let report = PeriodicReport.make(try Reported.input(files: [(.jobs, jobs)]))
        let annual = report.figures[.b19]?.rows.first { $0.key == "annual" }?.cell
        #expect(annual?.value.millionths == 500_000)
        #expect(annual?.basis?.formula?.english.contains("hours a week") == true)
        let document = line.document(
            try Example.plant(), asOf: Timestamp(nanoseconds: 0), software: "test")
        let formula = document.sections.flatMap(\.blocks).compactMap { block -> String? in
            guard case .chart(let chart) = block, chart.table.id == "jobs" else { return nil }
            return chart.table.cell(row: "(total)", column: "annual")?.basis?.formula?.english
        }
        #expect(formula == [annual?.basis?.formula?.english])
    }
}
