import Benefits
import Plant
import Testing

/// The worked example of the scheme's reference: application, timeline and final accounts, to the
/// cent.
@Suite struct ProjectExampleTests {
    @Test func fundsTheApplicationToTheCent() throws {
        let report = try ExampleProject.report()
        let budget = report.project.budget
        let claimed = budget.filter { !$0.category.isExcluded }
        #expect(claimed.reduce(0) { $0 + $1.amount.cents } == 695_000_000)
        let excluded = budget.filter(\.category.isExcluded)
        #expect(excluded.reduce(0) { $0 + $1.amount.cents } == 227_500_000)
        #expect(report.result(.v04, "fundable") == .money(Money(cents: 687_000_000)))
        #expect(report.result(.v05, "limit") == .money(Money(cents: 229_000_000)))
        #expect(report.result(.v06, "contribution") == .money(Money(cents: 458_000_000)))
    }

    @Test func followsTheTimeline() throws {
        let report = try ExampleProject.report()
        #expect(
            report.result(.v20, "months")
                == .amount(18_000_000, .init(english: "months", traditionalChinese: "個月")))
        #expect(report.result(.v24, "due") == .date(date(2021, 4, 10)))
        #expect(report.result(.v07, "limit") == .money(Money(cents: 114_500_000)))
        #expect(report.result(.v23, "restriction_end") == .date(date(2027, 8, 31)))
        #expect(report.project.restriction?.from == date(2022, 9, 1))
    }

    @Test func closesTheAccountsToTheCent() throws {
        let report = try ExampleProject.report()
        #expect(report.result(.v08, "final_funding") == .money(Money(cents: 221_866_666)))
        #expect(report.result(.v09, "final_payment") == .money(Money(cents: 107_366_666)))
        let paid = try #require(report.project.contribution)
        #expect(paid.cents == 665_600_000 - 221_866_666)
        #expect(paid.cents >= 2 * 221_866_666)
        #expect(report.result(.v27, "assets") == .money(Money(cents: 536_500_000)))
    }

    @Test func breaksNoRule() throws {
        let report = try ExampleProject.report()
        #expect(report.findings.map(\.text.english) == [])
        #expect(!report.hasErrors)
        #expect(report.ruleSet.id == "rfs-2020")
        let open = report.judgements.filter { $0.outcome != .holds }
        let outcomes = open.map { judgement in
            switch judgement.outcome {
            case .notApplicable(let gap): "\(judgement.rule.rawValue) - \(gap.rawValue)"
            case .notJudged(let gap): "\(judgement.rule.rawValue) ? \(gap.rawValue)"
            case .holds, .found: judgement.rule.rawValue
            }
        }
        #expect(
            outcomes.filter { !$0.hasSuffix("no_period") } == [
                "V02 ? no_register", "V14 - no_such_cost", "V15 - no_such_cost", "V25 - no_move",
                "V26 ? no_positions", "V29 ? no_smart_evidence", "V46 ? no_report_versions",
            ])
    }

    /// With the press's rounding: total in millions, funding in tenths of them.
    @Test(arguments: [
        (54, 15_000_000), (70, 15_000_000), (50, 15_000_000), (45, 15_000_000),
    ])
    func publishedCasesReachTheLimit(millions: Int, limit: Int64) throws {
        let report = try ExampleProject.report([
            ("  cost: 6870000\n", "  cost: \(millions)000000\n")
        ])
        #expect(report.result(.v05, "limit") == .money(Money(cents: limit * 100)))
    }

    @Test(arguments: [("14700000", 490_000_000), ("11700000", 390_000_000)])
    func publishedCasesBelowTheCap(cost: String, limit: Int64) throws {
        let report = try ExampleProject.report([("  cost: 6870000\n", "  cost: \(cost)\n")])
        #expect(report.result(.v05, "limit") == .money(Money(cents: limit)))
    }

    /// The egg line: 14.9 million of about 45 are within a third, and one dollar above is not.
    @Test func publishedCaseWithinAThird() throws {
        let within = try ExampleProject.report([
            ("  cost: 6870000\n", "  cost: 44700000\n"),
            ("  funding: 2290000\n", "  funding: 14900000\n"),
        ])
        #expect(within.isHeld(.v05))
        let above = try ExampleProject.report([
            ("  cost: 6870000\n", "  cost: 44700000\n"),
            ("  funding: 2290000\n", "  funding: 14900000.01\n"),
        ])
        #expect(above.found(.v05) == ["over_limit error"])
    }
}
