import Benefits
import Evidence
import Plant
import Reporting
import Sealing
import Storage
import Telemetry
import Testing

@testable import Web

/// What the secretariat is answered as of an instant, and as of a day.
@Suite struct AsOfTests {
    private static func at(_ second: Int64) -> Timestamp {
        Timestamp(nanoseconds: second * nanosecondsPerSecond)
    }

    private func sealed(
        _ number: Int64, at second: Int64, line: String = "a", project: String = "p",
        to: String = "2026-03-02", report: String = "benefit 1"
    ) throws -> SealedReport {
        let manifest = Manifest(
            number: number, previous: nil,
            subject: Manifest.Subject(
                plant: "plant", line: line, project: project, from: "2026-03-01", to: to,
                span: 5..<7),
            madeAt: try #require(Instant("2026-03-03T00:00:00Z")), software: "test",
            report: report, tree: Manifest.Tree(root: Digest(of: [1]), counts: [:]),
            journals: [Manifest.JournalSpan(lane: "b", first: 1, last: 9)], definitions: [:],
            lastCorrection: 0, lastChange: 0, evidence: [:],
            key: Digest(of: [2]))
        let seal = StoredSeal(
            number: number, line: line, span: TimeSpan(from: Self.at(5), to: Self.at(7)),
            at: Self.at(second), manifest: manifest.bytes, signature: [])
        return try #require(SealedEdition.all([seal]).first.flatMap { SealedReport($0) })
    }

    static let instants: [(Int64, [Int64])] = [
        (9, []), (10, []), (11, [1]), (20, [1]), (21, [2]), (30, [2]), (31, [2, 3]),
    ]

    /// A seal is known after the instant of its record, not at it.
    @Test(arguments: instants)
    func aSealIsKnownAfterItsInstant(second: Int64, expected: [Int64]) throws {
        let all = try [sealed(1, at: 10), sealed(2, at: 20), sealed(3, at: 30, line: "b")]
        let found = all.newest(
            of: "p", period: "2026-03-01_2026-03-02", before: Self.at(second))
        #expect(found.map(\.seal.number) == expected)
    }

    @Test func theNewestIsThatOfItsProjectPeriodLineAndKind() throws {
        let all = try [
            sealed(1, at: 1), sealed(2, at: 2, report: "benefit 2"),
            sealed(3, at: 3, report: "progress 1"), sealed(4, at: 4, project: "q"),
            sealed(5, at: 5, to: "2026-03-03"),
        ]
        let found = all.newest(of: "p", period: "2026-03-01_2026-03-02", before: nil)
        #expect(found.map(\.seal.number) == [2, 3])
    }

    private static let project = """
        version: 1
        project: { id: p, scheme: RFS }
        enterprise: { name: Example }
        agreement:
          { applied: 2021-09-01, signed: 2022-02-15, start: 2025-09-01, end: 2026-02-28,
            completed: 2026-02-28 }
        lines: { mask-1: { name: Line, operation_start: 2026-03-01 } }
        reports:
          - { kind: benefit, from: 2026-03-01, to: 2027-02-28, submitted: 2027-03-10 }
        """

    /// What was done later than the day is not done on it.
    @Test(arguments: [(9, "null", false), (10, "\"2027-03-10\"", true)])
    func aDutyStandsAsItStoodOnTheDay(day: Int, done: String, isDone: Bool) throws {
        let project = try Project.read(yaml: Self.project, file: "p.yaml")
        let on = LocalDate(year: 2027, month: 3, day: day)
        let rows = rows(of: project, on: on)
        let report = try #require(rows.first { $0[.duty] == "\"benefit_report\"" })
        #expect(report[.done] == done)
        #expect((report[.status] == "\"done\"") == isDone)
        #expect(report[.asOf] == "\"\(on)\"")
        // 81 days before it is due.
        #expect(report[.reminder] == (isDone ? "null" : "90"))
    }

    private func rows(of project: Project, on day: LocalDate) -> [[ExportColumn: String]] {
        ProjectRows.duties(ProjectRows.report(of: project, on: day)).map { row in
            Dictionary(uniqueKeysWithValues: zip(ProjectRows.dutyColumns, row.map { $0.text() }))
        }
    }

    /// What no rule set decides is still shown, and what is left out is said.
    @Test func dutiesAreShownWhereNoRuleSetHolds() throws {
        func project(_ applied: String) throws -> Project {
            let yaml = Self.project.replacing("2021-09-01", with: applied)
                .replacing("2025-09-01, end", with: "2024-09-01, end")
            return try Project.read(
                yaml: yaml + "\ncharge: { created: 2025-01-10 }\n", file: "p.yaml")
        }
        let day = LocalDate(year: 2027, month: 3, day: 9)
        let (held, bare) = (try project("2021-09-01"), try project("2019-09-01"))
        let (all, left) = (rows(of: held, on: day), rows(of: bare, on: day))
        func duties(_ rows: [[ExportColumn: String]]) -> Set<String?> {
            Set(rows.map { $0[.duty] })
        }
        let byRuleSet: Set<String?> = ["\"charge_registration\"", "\"progress_report\""]
        #expect(duties(all).subtracting(duties(left)) == byRuleSet)
        #expect(duties(left).isSuperset(of: ["\"benefit_report\"", "\"restriction_end\""]))
        #expect(Set(all.map { $0[.ruleSet] }) == ["\"rfs-2020\""])
        #expect(Set(left.map { $0[.ruleSet] }) == ["null"])
        #expect(ProjectRows.report(of: held, on: day).dutiesNote == nil)
        let note = ProjectRows.report(of: bare, on: day).dutiesNote
        #expect(note?.english.contains("no rule set holds") == true)
    }
}
