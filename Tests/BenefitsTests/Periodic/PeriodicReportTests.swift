import Plant
import Production
import Reporting
import Telemetry
import Testing

@testable import Benefits

/// The worked example of the scheme's reference as a report of its project.
@Suite struct PeriodicReportTests {
    @Test func showsTurnoverBesideItsBound() throws {
        let report = PeriodicReport.make(try Reported.input())
        #expect(Reported.value(report, .b02, "mask-1") == .money(cents: 4_195_200_000))
        #expect(Reported.value(report, .b03, "mask-1/local") == .money(cents: 2_517_120_000))
        #expect(Reported.value(report, .b03, "mask-1/export") == .money(cents: 1_678_080_000))
        #expect(Reported.value(report, .b09, "project") == .money(cents: 6_348_000_000))
        guard case .blocks(let blocks)? = report.figures[.bound], case .chart(let chart) = blocks[0]
        else {
            Issue.record("the bound is a chart with its table")
            return
        }
        let table = chart.table
        func cell(_ column: String) -> Document.Value? {
            table.cell(row: "mask-1/mask-l1", column: column)?.value
        }
        #expect(cell("available")?.millionths == 49_019_904_000_000)
        #expect(cell("ceiling") == .money(cents: 4_509_831_168))
        #expect(
            cell("share") == .ratio(Ratio(4_195_200_000, 4_509_831_168), .percent))
        #expect(cell("listed")?.isFigure == false)
    }

    @Test func countsTwentyNineJobsAgainstACeilingOfTwentyNine() throws {
        let report = PeriodicReport.make(try Reported.input())
        #expect(Reported.value(report, .b19, "headcount")?.millionths == 29_000_000)
        // 2 + 4 + 10/12 + 3 + 14 + 1 + 1 + 2 x 6/12, but that two posts begin a day or two late.
        let annual = try #require(Reported.value(report, .b19, "annual")?.millionths)
        #expect((26_820_000...26_835_000).contains(annual))
        #expect(Reported.value(report, .b19, "ceiling")?.millionths == 29_000_000)
        #expect(Reported.value(report, .b19, "over")?.millionths == 0)
        #expect(report.rules.judgements.first { $0.rule == .v43 }?.outcome == .holds)
    }

    @Test(arguments: ReportRecord.Kind.allCases)
    func documentIsSound(kind: ReportRecord.Kind) throws {
        let report = PeriodicReport.make(try Reported.input(kind))
        let document = Reported.document(report)
        #expect(document.mistakes() == [])
        #expect(document.metadata.kind == "\(kind.rawValue)-1")
        var bare = try Reported.input(kind, files: [])
        bare.measured = [:]
        let empty = PeriodicReport.make(bare)
        #expect(Reported.document(empty).mistakes() == [])
    }

    /// Nobody knows anything: nothing is zero, everything says why.
    @Test(arguments: [
        FigureID.b02, .b03, .b04, .b05, .b06, .b07, .b08, .b09, .b10, .b11, .b12, .b13, .b14, .b15,
        .b16, .b17, .b18, .b19, .b20, .b21, .b22, .b23, .b24, .b25, .b26, .b27, .b30, .b31, .change,
        .funding,
    ])
    func unknownFigureIsNeverZero(id: FigureID) throws {
        var input = try Reported.input(files: [])
        input.measured = [:]
        let content = FigureMaking(input).content(id)
        #expect(!content.rows.isEmpty)
        #expect(content.isEmpty)
        #expect(content.rows.allSatisfy { $0.cell.basis != nil })
    }

    /// All is known: each figure has a value, and every value its basis.
    @Test(arguments: [
        (FigureID.b01, "from"), (.b02, "mask-1"), (.b03, "mask-1/export"), (.b04, "mask-1"),
        (.b05, "mask-1/mask-l1"), (.b06, "mask-1/mask-l1"), (.b07, "mask-1/mask-l1/closing"),
        (.b08, "mask-1/mask-l1"), (.b09, "project"), (.b10, "mask-1/mask-l1/good"),
        (.b11, "mask-1/production"), (.b12, "mask-1/availability"), (.b13, "mask-1/mean"),
        (.b14, "mask-1"), (.b18, "mask-1"), (.b19, "annual"), (.b21, "lost"), (.m03, "M03"),
        (.p13, "P13"), (.l08, "mask-1/measured"),
    ])
    func knownFigureHasAValueAndABasis(id: FigureID, key: String) throws {
        let rows = FigureMaking(try Reported.input()).content(id).rows
        let row = rows.first { $0.key == key } ?? rows.first { $0.key == "project" }
        let cell = try #require(row?.cell)
        #expect(cell.value.isFigure)
        #expect(cell.basis != nil)
    }

    @Test func fundingStandsBesideJobsAndTurnover() throws {
        let report = PeriodicReport.make(try Reported.input())
        // 2,218,666.66 for 28 in post; 41,952,000 for it.
        #expect(Reported.value(report, .funding, "fte") == .money(cents: 7_923_810))
        #expect(
            Reported.value(report, .funding, "turnover")
                == .ratio(Ratio(4_195_200_000, 221_866_666), .number))
        let approved = PeriodicReport.make(
            try Reported.input(project: [("  final_funding: 2218666.66\n", "")]))
        #expect(Reported.value(approved, .funding, "fte") == .money(cents: 8_178_571))
    }

    @Test func classesAreNotMixed() throws {
        let making = FigureMaking(try Reported.input())
        #expect(making.content(.b02).rows.allSatisfy { $0.cell.basis?.source == .declared })
        #expect(making.content(.b09).rows.allSatisfy { $0.cell.basis?.source == .audited })
        #expect(making.content(.b10).rows.allSatisfy { $0.cell.basis?.source == .measured })
        #expect(making.content(.m03).rows.allSatisfy { $0.cell.basis?.source == .decided })
    }

    @Test func rowThatLiesPartlyInThePeriodGivesNoFigure() throws {
        let cut = Reported.sales.replacing("2022-09-01", with: "2022-08-31")
        let rows = FigureMaking(try Reported.input(files: [(.sales, cut)])).content(.b02).rows
        #expect(rows.first?.cell.value == .none(FigureGap.cutRow.wording))
    }

    @Test func changeIsTheTimeAtTheBaselineOverTheTimeTaken() throws {
        let input = try Reported.input(project: [("{ mask-l1: 4000 }", "{ mask-l1: 4196 }")])
        let rows = FigureMaking(input).content(.change).rows
        guard case .ratio(let change, _)? = rows.first?.cell.value else {
            Issue.record("there is a change")
            return
        }
        // 49,019,904 good in 365 x 16 planned hours are 8,393.8 an hour: twice 4,196.
        #expect(abs(change.double - 8393.8 / 4196) < 0.001)
    }

    /// Nobody says that there is none; the first form took it so.
    @Test func silenceIsNotDeclared() throws {
        let silent = ["other_funding", "other_projects", "moves"].map { ("\($0): []\n", "") }
        var input = try Reported.input(project: silent)
        func values(_ input: PeriodicInput) -> [Document.Value?] {
            let making = FigureMaking(input)
            return [FigureID.p15, .p16, .b28].map { making.content($0).rows.first?.cell.value }
        }
        let none = Document.Value.text(FigureGap.none_.wording)
        let silence = Document.Value.none(FigureGap.notDeclared.wording)
        #expect(values(input) == [silence, silence, silence])
        input.project.moves = []
        #expect(values(input) == [silence, silence, none])
        #expect(values(try Reported.input()) == [none, none, none])
        input.form = .first
        input.project.moves = nil
        #expect(values(input) == [none, none, none])
        let rules = FigureMaking(input).ruleReport
        #expect(rules.isHeld(.v17) && rules.isHeld(.v18))
    }

    @Test func rulesAreGivenTheFiguresOfThePeriod() throws {
        let rules = PeriodicReport.make(try Reported.input()).rules
        func outcome(_ rule: RuleID) -> RuleJudgement.Outcome? {
            rules.judgements.first { $0.rule == rule }?.outcome
        }
        for rule in [RuleID.v32, .v33, .v35, .v37, .v43, .v44, .v45] {
            #expect(outcome(rule) == .holds, "\(rule)")
        }
        #expect(outcome(.v38) == .notJudged(.noHours))
        let less = try Reported.input(good: 40_000_000)
        let broken = PeriodicReport.make(less).rules.findings.map(\.rule)
        #expect(broken.contains(.v33))
    }

    @Test func lowCoverageIsSaidAndNotJudged() throws {
        let input = try Reported.input { line in
            line.constraint.unknown = line.constraint.production / 2
        }
        let report = PeriodicReport.make(input)
        #expect(
            report.rules.judgements.first { $0.rule == .v33 }?.outcome == .notJudged(.lowCoverage))
        #expect(report.rules.findings.contains { $0.rule == .v37 })
    }

    @Test(arguments: [
        (9, 2022, 2400, 1_000_000), (3, 2023, 2400, 500_000), (9, 2022, 1200, 500_000),
        (11, 2022, 2400, 833_333),
    ])
    func equivalentIsHoursOverFullTimeTimesMonths(
        month: Int, year: Int, minutes: Int, millionths: Int64
    ) throws {
        let input = try Reported.input(files: [
            (.jobs, Example.jobsHeader + "\nJ-1,engineer,2022-09-01,,1,yes\n")
        ])
        var job = JobRecord(
            id: "J-1", type: .engineer, from: LocalDate(year: year, month: month, day: 1), to: nil,
            fte: 100, isITPost: true)
        job.minutesAWeek = minutes
        let claims = try #require(JobClaims(input))
        #expect(claims.annual(job) == millionths)
    }
}
