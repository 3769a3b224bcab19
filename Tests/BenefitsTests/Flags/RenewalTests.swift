import Plant
import Reporting
import Testing

@testable import Benefits

/// What was renewed has not ended.
@Suite struct RenewalTests {
    private func flag(_ id: FlagID, _ input: PeriodicInput) -> RaisedFlag? {
        RaisedFlag.all(FlagInput(report: PeriodicReport.make(input))).first { $0.id == id }
    }

    /// Jobs J-0, J-1 and so on, of which the first few end on 30 October 2023.
    private func jobs(_ count: Int, ending: Int) -> (DeclaredKind, String) {
        let rows = (0..<count).map {
            "J-\($0),operative,2022-09-01,\($0 < ending ? "2023-10-30" : ""),1,no"
        }
        return (.jobs, ([Example.jobsHeader] + rows).joined(separator: "\n"))
    }

    /// 4 of 10 contracts end: 40 %; a list of September has renewed them all.
    @Test(arguments: [(4, true), (0, false)])
    func renewedContractsHaveNotEnded(endingInTheNewer: Int, isRaised: Bool) throws {
        var input = try Reported.input(
            files: [jobs(10, ending: 4), jobs(10, ending: endingInTheNewer)])
        input.book.parts[1].entry.from = LocalDate(year: 2023, month: 9, day: 15)
        #expect((flag(.r13, input) != nil) == isRaised)
    }

    /// 5 jobs on each of two lines under the same names, 3 end on one of them: 3 of 10 are 30 %.
    @Test func jobsOfTwoLinesMayHaveOneName() throws {
        var input = try Reported.input(files: [jobs(5, ending: 0), jobs(5, ending: 3)])
        var other = input.project.lines[0]
        other.id = "mask-2"
        input.project.lines.append(other)
        input.book.parts[1].entry.line = "mask-2"
        #expect(flag(.r13, input) == nil)
    }

    /// Valid to 31 January and again from 10 February, the days 153 to 161 between idle, but for
    /// one.
    @Test(arguments: [(nil, nil), (161, 9), (153, 1)] as [(Int?, Int?)])
    func pauseBetweenCertificatesIsNoLapse(worked: Int?, day: Int?) throws {
        let company =
            Reported.company + "certification,2020-01-01,2023-01-31,,ISO 13485,\n"
            + "certification,2023-02-10,2026-02-09,,ISO 13485,\n"
        let input = try Reported.input(files: [(.company, company)]) { line in
            for place in 153..<162 where place != worked { line.days[place].good = 0 }
        }
        let first = flag(.r25, input)?.evidence.last?.figure
        #expect(first == day.map { .date(LocalDate(year: 2023, month: 2, day: $0)) })
    }
}
