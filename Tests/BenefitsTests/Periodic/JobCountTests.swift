import Plant
import Reporting
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
}
