import Plant
import Reporting
import Testing

@testable import Benefits

/// V41 to V45 name jobs by their rows, and judge what tells of jobs alone.
@Suite struct JobRuleTests {
    private static let header = Example.jobsHeader + ",contract,hours_week,person\n"

    private static func report(
        _ rows: String, kind: ReportRecord.Kind = .benefit,
        _ change: (inout PeriodicInput) -> Void = { _ in }
    ) throws -> PeriodicReport {
        var input = try Reported.input(kind, files: [(.jobs, header + rows)])
        change(&input)
        return PeriodicReport.make(input)
    }

    /// The message names job, file and line, and what stands in that line.
    @Test func rowIsNamedWithWhatItSays() throws {
        let report = try Self.report(
            "J-1,operative,2022-09-01,,1,no,permanent,40,P-1\n"
                + "J-2,operative,2022-09-01,,1,no,permanent,20,P-2\n")
        let text = try #require(report.rules.judgement(.v42)?.findings.first?.text)
        #expect(
            text
                == words(
                    "job J-2 (jobs.csv, line 3): the file has a full-time equivalent of 1; 20 hours "
                        + "a week of 40 are 0.5",
                    "職位 J-2（jobs.csv 第 3 行）：檔案所列全職等值為 1；每週 20 小時佔全職 40 小時，即 0.5"))
        #expect(!text.english.contains("P-2"))
    }

    /// Two half posts of one person are two posts; two full ones, or half and full, are not, unless
    /// one begins after the other.
    @Test(arguments: [
        ("2022-09-01,,0.5,no,permanent,20", []),
        ("2022-09-01,,1,no,permanent,40", ["over_full_time error"]),
        ("2023-03-01,,1,no,permanent,40", []),
    ])
    func postsOfOnePersonOnALine(second: String, found: [String]) throws {
        let to = second.hasPrefix("2023") ? "2023-02-28" : ""
        let report = try Self.report(
            "J-1,operative,2022-09-01,\(to),0.5,no,permanent,20,P-1\n"
                + "J-2,operative,\(second),P-1\n")
        #expect(report.rules.found(.v41) == found)
        let text = report.rules.judgement(.v41)?.findings.first?.text.english
        #expect(
            text.map { $0.hasPrefix("job J-2 (jobs.csv, line 3) and job J-1 (jobs.csv, line 2)") }
                ?? true)
    }

    /// Reports without B19 to B21 are not held against what lists of jobs say.
    @Test(arguments: ReportRecord.Kind.allCases)
    func reportsWithoutJobsAreNotRejectedForThem(kind: ReportRecord.Kind) throws {
        let report = try Self.report(
            "J-1,operative,2020-09-01,,1,no,,20,P-1\n", kind: kind
        ) { $0.period = Example.year1 }
        let rules: [RuleID] = [.v41, .v42, .v43, .v44, .v45]
        let outcomes = rules.map { report.rules.judgement($0)?.outcome }
        if kind == .benefit {
            #expect(report.rules.found(.v42) == ["part error"])
        } else {
            #expect(outcomes.allSatisfy { $0 == .notApplicable(.notOfJobs) })
            #expect(!report.signed.errors.contains { rules.contains($0.rule) })
        }
    }

    /// A list from before the period, which nobody renewed for it.
    @Test func listThatWasNotRenewedIsTold() throws {
        let year2 = BenefitPeriod(from: date(2023, 9, 1), to: date(2024, 8, 31))
        func notices(_ change: (inout PeriodicInput) -> Void = { _ in }) throws -> [LocalizedText] {
            let report = try Self.report(
                "J-1,operative,2022-09-01,,1,no,permanent,40,P-1\n", change)
            return Reported.document(report).sections.flatMap(\.blocks).compactMap { block in
                guard case .notice(let notice) = block, notice.code == "jobs_not_renewed" else {
                    return nil
                }
                return notice.text
            }
        }
        #expect(try notices() == [])
        let told = try notices { $0.period = year2 }
        #expect(
            told == [
                words(
                    "Mask line 1: the list of jobs jobs.csv is of 2022-09-01; nothing was declared "
                        + "for this period (B19 to B21)",
                    "一號口罩生產線：職位名單 jobs.csv 為 2022-09-01 的名單，未有就本報告期申報（B19 至 B21）")
            ])
        #expect(
            try notices {
                $0.period = year2
                $0.book.parts[0].entry.from = year2.from
            } == [])
        #expect(
            try notices {
                ($0.period, $0.template) = (year2, .builtIn(.final))
            } == [])
    }

    /// B20: 2 full-time of which 1 permanent, 1 part-time on a fixed term; one ended before.
    @Test func jobsAreSplitByHoursAndContract() throws {
        let report = try Self.report(
            "J-1,operative,2022-09-01,,1,no,permanent,40,\n"
                + "J-2,operative,2022-09-01,,1,no,,40,\n"
                + "J-3,engineer,2022-09-01,,0.5,yes,fixed_term,20,\n"
                + "J-4,engineer,2022-09-01,2023-01-31,1,yes,temporary,40,\n")
        let document = Reported.document(report)
        #expect(document.mistakes() == [])
        let table = try #require(document.tables.first { $0.id == "B20-employment" })
        func counts(_ row: String) throws -> [Int64] {
            try #require(table.rows.first { $0.id == row }).cells.dropFirst().map {
                ($0.value.millionths ?? -1) / 1_000_000
            }
        }
        #expect(
            table.columns.map(\.id) == [
                "type", "full_time", "part_time", "permanent", "fixed_term", "temporary", "unsaid",
            ])
        #expect(try counts("operative") == [2, 0, 1, 0, 0, 1])
        #expect(try counts("engineer") == [0, 1, 0, 1, 0, 0])
        #expect(try counts("(total)") == [2, 1, 1, 1, 0, 1])
        // A list without the columns has no such table.
        let bare = try Reported.input()
        #expect(!Reported.document(bare).tables.contains { $0.id == "B20-employment" })
    }
}
