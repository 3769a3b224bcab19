import Plant
import Testing

@testable import Benefits

/// V01 to V31, as far as a project file tells: each breaks where it should, and says how.
@Suite struct ProjectRuleTests {
    struct Change: CustomTestStringConvertible {
        var rule: RuleID
        var from: String
        var to: String
        var found: [String]

        init(_ rule: RuleID, _ from: String, _ to: String, _ found: String...) {
            (self.rule, self.from, self.to, self.found) = (rule, from, to, found)
        }

        var testDescription: String { "\(rule.rawValue): \(to)" }
    }

    static let terms = [
        Change(.v01, "  rule_set: rfs-2020\n\n", "  rule_set: nifs-2024\n\n", "other_set error"),
        Change(.v01, "scheme: RFS", "scheme: NIAS", "scheme error"),
        Change(.v01, "applied: 2020-09-01", "applied: 2020-07-26", "no_set error"),
        Change(.v03, "  company_number: \"0000000\"\n", "", "no_number error"),
        Change(
            .v17, "other_funding: []\n",
            "other_funding: [{ line: mask-1, scheme: LMPSS, reference: L-1 }]\n",
            "other_funding error"),
        Change(
            .v18, "other_projects: []\n",
            "other_projects: [{ reference: R-1, approved: 2020-08-01, funding: 1 }]\n",
            "running error"),
        Change(
            .v18, "other_projects: []\n",
            "other_projects: [{ reference: R-1, approved: 2020-08-01, funding: 1, ended: 2020-09-02 }]"
                + "\n", "running error"),
        Change(
            .v18, "other_projects: []\n",
            "other_projects: [{ reference: R-1, approved: 2020-08-01, funding: 1, ended: 2020-09-01 }]"
                + "\n"),
    ]

    static let funding = [
        Change(.v04, "  cost: 6870000\n", "  cost: 6870000.01\n", "sum error"),
        Change(.v05, "  funding: 2290000\n", "  funding: 2290000.01\n", "over_limit error"),
        Change(.v05, "  funding: 2290000\n", "  funding: 2290000.00\n"),
        Change(.v06, "  funding: 2290000\n", "  funding: 2290000.01\n", "agreed error"),
        Change(.v06, "contribution: 4437333.34", "contribution: 4437333.33", "paid error"),
        Change(.v07, "amount: 1145000, paid", "amount: 1145000.01, paid", "over_half error"),
        Change(.v07, "end: 2022-08-31\n  completed", "end: 2022-02-28\n  completed", "short error"),
        Change(.v07, "end: 2022-08-31\n  completed", "end: 2022-03-01\n  completed"),
        Change(
            .v07, "submitted: 2022-03-31\n  accepted: 2022-04-20", "submitted: 2022-03-31",
            "not_accepted error"),
        Change(
            .v07, "  - { kind: final, amount",
            "  - { kind: interim, amount: 0, paid: 2022-05-11 }\n  - { kind: final, amount",
            "several error"),
        Change(.v07, "eligible: 3900000", "eligible: 3400000", "over_share warning"),
        Change(.v08, "final_funding: 2218666.66", "final_funding: 2218666.67", "amount error"),
        Change(.v08, "spent: 18000 }", "spent: 18001 }", "sum error"),
        Change(.v09, "amount: 1073666.66", "amount: 1073666.67", "amount error"),
        Change(.v09, "eligible: 6656000", "eligible: 3000000", "recovery error"),
    ]

    static let costs = [
        Change(.v10, "quoted: 1900000 }", "quoted: 1900000, approved: 0.01 }", "item error"),
        Change(.v11, "approved: 250000 }", "approved: 250000.01 }", "over_cap error"),
        Change(
            .v12, "quoted: 28000, approved: 20000 }",
            "quoted: 28000, approved: 20000 }\n  - { category: AUD, quoted: 1 }", "count error"),
        Change(.v12, "spent: 18000 }", "spent: 20000.01 , eligible: 20000.01 }", "over_cap error"),
        Change(
            .v13, "quoted: 28000, approved: 20000 }", "quoted: 28000, approved: 20000.01 }",
            "over_cap error"),
        Change(
            .v14, "quoted: 90000 }\n  - { category: APP",
            "quoted: 90000 }\n  - { category: DELIV, quoted: 1 }\n  - { category: APP",
            "separable error"),
        Change(
            .v14, "quoted: 90000 }\n  - { category: APP",
            "quoted: 90000 }\n  - { category: DELIV, quoted: 1, inseparable: true }\n"
                + "  - { category: APP"),
        Change(
            .v15, "quoted: 90000 }\n  - { category: APP",
            "quoted: 90000 }\n  - { category: Q-SW, quoted: 1 }\n  - { category: APP",
            "no_ruling warning"),
        Change(
            .v16, "  application: Example Consultants", "  application: Others",
            "other_consultant error", "other_consultant error"),
        Change(.v16, "  application: Example Consultants", "  application: EXAMPLE  consultants."),
    ]

    static let dates = [
        Change(.v20, "start: 2021-03-01", "start: 2020-08-31", "long warning"),
        Change(.v20, "start: 2021-03-01", "start: 2020-09-01"),
        Change(.v20, "start: 2021-03-01", "start: 2020-08-31\n  duration_reason: Supply"),
        Change(
            .v21,
            "  - { kind: progress, to: 2022-02-28, submitted: 2022-03-31, accepted: 2022-04-20 }\n",
            "", "no_report error"),
        Change(.v22, "paid: 2022-05-10", "paid: 2022-04-19", "before_acceptance error"),
        Change(.v22, "paid: 2022-05-10", "paid: 2022-04-20"),
        Change(
            .v22, "submitted: 2022-11-15\n  accepted: 2022-12-20", "submitted: 2022-11-15",
            "no_acceptance error"),
        Change(.v23, "restriction_end: 2027-08-31", "restriction_end: 2027-09-01", "end error"),
        Change(.v24, "filed: 2021-04-08", "filed: 2021-04-11", "late warning"),
        Change(.v24, "filed: 2021-04-08", "filed: 2021-04-10"),
        Change(.v24, "filed: 2021-04-08, ", "", "not_filed warning"),
    ]

    static let lines = [
        Change(.v27, "serial: AG-2, ", "", "no_serial warning"),
        Change(.v27, "schedule: \"3\", ", "", "no_schedule warning"),
        Change(.v27, "cost: 705000", "cost: 705000.01", "sum warning"),
        Change(.v28, ", enrolled: 2022-08-20", "", "not_enrolled error"),
        Change(.v28, ", calibrated: 2022-08-22", "", "not_calibrated error"),
        Change(.v28, "key: \"ed25519:example-1\", ", "", "no_key error"),
        Change(
            .v28,
            "      gateway-1: { key: \"ed25519:example-1\", enrolled: 2022-08-20, "
                + "calibrated: 2022-08-22 }\n", "      {}\n", "none error"),
        Change(
            .v28, "\nsettings:",
            """

              other:
                operation_start: 2023-01-01
                devices:
                  b: { key: "ed25519:example-1", enrolled: 2022-08-20, calibrated: 2022-08-22 }

            settings:
            """, "shared_key error"),
        Change(
            .v30, "operation_start: 2022-09-01", "operation_start: 2022-08-14",
            "before_commissioning error"),
        Change(.v30, "operation_start: 2022-09-01", "operation_start: 2022-08-15"),
        Change(
            .v31, "from: 2022-09-01, to: 2023-08-31", "from: 2022-09-02, to: 2023-08-31",
            "first error"),
        Change(.v31, "rule_set: rfs-2020 }", "rule_set: nifs-2024 }", "rule_set error"),
        Change(
            .v31, "rule_set: rfs-2020 }",
            "rule_set: rfs-2020 }\n  - { kind: benefit, from: 2023-09-02, to: 2024-08-31 }",
            "gap error"),
        Change(
            .v31, "rule_set: rfs-2020 }",
            "rule_set: rfs-2020 }\n  - { kind: benefit, from: 2023-08-31, to: 2024-08-31 }",
            "overlap error"),
        Change(
            .v31, "rule_set: rfs-2020 }",
            "rule_set: rfs-2020 }\n  - { kind: benefit, from: 2023-09-01, to: 2024-08-31 }"),
    ]

    @Test(arguments: terms + funding + costs + dates + lines)
    func findsWhatIsWrong(change: Change) throws {
        let report = try ExampleProject.report([(change.from, change.to)])
        #expect(report.found(change.rule) == change.found)
        for finding in report.findings {
            #expect(!finding.text.english.contains("{"))
            #expect(!finding.text.traditionalChinese.contains("{"))
        }
    }

    @Test func judgesNothingElseWithoutARuleSet() throws {
        let report = try ExampleProject.report([("scheme: RFS", "scheme: NIAS")])
        #expect(report.judgement(.v05)?.outcome == .notJudged(.noRuleSet))
        #expect(report.hasErrors)
    }

    @Test func missingPartsAreNotPassed() throws {
        let report = try ExampleProject.report([("  cost: 6870000\n", "")])
        #expect(report.judgement(.v05)?.outcome == .notJudged(.noApproval))
        #expect(report.judgement(.v32)?.outcome == .notJudged(.noPeriod))
    }

    /// That there is none is said with an empty list; silence is no declaration.
    @Test func silenceOfOtherFundingIsNotPassed() throws {
        let said = try ExampleProject.report()
        #expect(said.isHeld(.v17) && said.isHeld(.v18))
        let report = try ExampleProject.report([
            ("other_funding: []\n", ""), ("other_projects: []\n", ""),
        ])
        #expect(report.judgement(.v17)?.outcome == .notJudged(.noOtherFunding))
        #expect(report.judgement(.v18)?.outcome == .notJudged(.noOtherProjects))
    }

    /// Two audit fees of 25,000 and 15,000 are 35,000: caps are not pooled.
    @Test func auditFeesAreCutOneByOne() throws {
        let report = try ExampleProject.report([
            ("spent: 24000, eligible: 20000 }", "spent: 25000 }"),
            ("spent: 18000 }", "spent: 15000 }"),
            ("eligible: 6656000", "eligible: 6653000"),
        ])
        #expect(!report.found(.v08).contains("sum error"))
        let accounts = try #require(report.project.finalAccounts)
        let audits = accounts.items.filter { $0.category == .audit }
        let fundable = Fundable(audits, report.project, report.ruleSet.parameters)
        #expect(fundable.total == Money(cents: 3_500_000))
    }

    @Test func rulingMakesSoftwareCount() throws {
        let ruled = [
            (
                "quoted: 90000 }\n  - { category: APP",
                "quoted: 90000 }\n  - { category: Q-SW, quoted: 1000, ruling: r }\n"
                    + "  - { category: APP"
            ),
            ("  cost: 6870000\n", "  cost: 6871000\n"),
            ("lines:\n", "approvals: { r: { kind: ruling, date: 2020-12-01 } }\nlines:\n"),
        ]
        let report = try ExampleProject.report(ruled)
        #expect(report.isHeld(.v15))
        #expect(report.isHeld(.v04))
    }
}
