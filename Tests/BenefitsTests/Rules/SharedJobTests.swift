import Plant
import Reporting
import Testing

@testable import Benefits

/// V41: each job once across the projects of an enterprise.
@Suite struct SharedJobTests {
    private static func input(_ people: [String]) throws -> PeriodicInput {
        let rows = people.enumerated().map { "J-\($0),operative,2022-09-01,,1,no,permanent,\($1)" }
        let header = Example.jobsHeader + ",contract,person"
        return try Reported.input(files: [(.jobs, ([header] + rows).joined(separator: "\n"))])
    }

    /// Of P-1, P-2 and one whom nobody names, P-2 is claimed by the other project too; that both
    /// call a job J-0 says nothing.
    @Test(arguments: [("P-2", 1), ("P-3", 0), ("", 0)])
    func personIsCountedInOneProject(other: String, shared: Int) throws {
        var input = try Self.input(["P-1", "P-2", ""])
        let own = Set(try #require(JobClaims(input)).people(of: input.project).map(\.person))
        let elsewhere = try #require(JobClaims(try Self.input([other])))
        var foreign = input.project
        (foreign.id, foreign.title) = ("other", LocalizedText(both: "Another project"))
        input.claimedElsewhere = elsewhere.people(of: foreign).filter { own.contains($0.person) }
        let report = PeriodicReport.make(input)
        let findings = report.rules.findings.filter { $0.rule == .v41 }
        #expect(findings.count == shared)
        #expect(
            findings.allSatisfy {
                $0.text.english.hasSuffix(
                    "claimed by Automated face-mask production line · Mask line 1 and by "
                        + "Another project · Mask line 1")
            })
        let flags = RaisedFlag.all(FlagInput(report: report)).filter { $0.id == .r12 }
        #expect(flags.map(\.about) == (shared > 0 ? ["other/mask-1"] : []))
        #expect(flags.allSatisfy { $0.evidence.map(\.figure) == [.count(1)] })
    }
}
