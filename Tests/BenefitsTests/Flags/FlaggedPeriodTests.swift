import Plant
import Reporting
import Testing

@testable import Benefits

/// Which periods flags look at, and which flags need none.
@Suite struct FlaggedPeriodTests {
    /// The first year's report is handed in on 2 November 2023, the others never.
    @Test(
        arguments: [
            (date(2022, 8, 31), []), (date(2022, 9, 1), [2022]), (date(2023, 10, 1), [2022, 2023]),
            (date(2023, 12, 1), [2022, 2023]), (date(2024, 12, 1), [2022, 2023, 2024]),
        ] as [(LocalDate, [Int])])
    func periodIsLookedAtUntilTheNextIsHandedIn(day: LocalDate, years: [Int]) throws {
        let project = try ExampleProject.read()
        #expect(project.flaggedPeriods(on: day).map(\.from.year) == years)
    }

    /// Handed in for three years: the last of them and the year that runs.
    @Test func periodsThatAreHandedInAreLeft() throws {
        var project = try ExampleProject.read()
        let first = try #require(project.reports.first { $0.kind == .benefit })
        for period in project.benefitPeriods[1...2] {
            var report = first
            report.from = period.from
            report.to = period.to
            report.submitted = period.to.adding(days: 60)
            project.reports.append(report)
        }
        #expect(project.flaggedPeriods(on: date(2025, 12, 1)).map(\.from.year) == [2024, 2025])
    }

    private func raised(
        on day: LocalDate, _ changes: [(String, String)]
    ) throws -> [RaisedFlag] {
        RaisedFlag.ofProject(
            .of(try ExampleProject.read(changes), plant: try Example.plant(), day: day))
    }

    /// While the project runs: moved in June 2021, and another consultant.
    @Test func runningProjectIsLookedAt() throws {
        let move = "moves: [{ kind: inside, line: mask-1, date: 2021-06-01, to: Yuen Long }]"
        let changes = [
            ("moves: []", move), ("  application: Example Consultants", "  application: Others"),
        ]
        let flags = try raised(on: date(2022, 1, 15), changes)
        #expect(flags.first { $0.id == .r04 }?.period.from == date(2021, 6, 1))
        #expect(try !raised(on: date(2021, 5, 31), changes).contains { $0.id == .r04 })
        // The same flag of a year is the same subject.
        let consultant = try #require(flags.first { $0.id == .r21 })
        let input = try Reported.input(project: changes)
        let ofYear = RaisedFlag.all(FlagInput(report: PeriodicReport.make(input)))
        #expect(ofYear.first { $0.id == .r21 }?.subject == consultant.subject)
        #expect(try raised(on: date(2023, 11, 2), []).isEmpty)
    }
}
