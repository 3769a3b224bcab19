import Benefits
import Plant
import Testing

@Suite struct ProjectReadingTests {
    @Test func readsTheExample() throws {
        let project = try ExampleProject.read()
        #expect(project.id == "example-ppe")
        #expect(project.title.traditionalChinese == "自動化口罩生產線")
        #expect(project.budget.count == 21)
        #expect(project.lines.first?.assets.count == 5)
        #expect(project.targets.first?.value == 48_000_000_000_000)
        #expect(
            project.settings.restrictionMonths.source == "Project agreement, clause 12 (example)")
        #expect(project.settings.benefitMonths.isDefault)
        #expect(project.warnings.isEmpty)
    }

    @Test(arguments: [
        ("scheme: RFS", "scheme: RSF", "\"RSF\" is not a scheme; did you mean \"RFS\"?"),
        (
            "category: APPCONS, name: { en: Help with the application, zh-Hant: 協助擬備申請書 }, quoted",
            "category: APCONS, quoted",
            "\"APCONS\" is not a category of costs; did you mean \"APPCONS\"?"
        ),
        (
            "company_number:", "company_nunber:",
            "the enterprise has no key \"company_nunber\"; did you mean \"company_number\"?"
        ),
        (
            "completed: 2022-08-31", "completed: 2022-02-30",
            "\"2022-02-30\" is not a date; expected a date such as 2026-01-31"
        ),
        (
            "funding: 2290000", "funding: 2,290,000",
            "\"2,290,000\" is not an amount; write HK$ without currency and separators: 2290000.00"
        ),
        (
            "contribution: 4437333.34", "contribution: 4437333.345",
            "\"4437333.345\" has more than 2 decimals; "
                + "expected an amount in HK$ such as 2290000.00"
        ),
        (
            "end: 2022-08-31\n  completed", "end: 2021-02-28\n  completed",
            "2021-02-28 is before 2021-03-01, the start; one of the two dates is wrong"
        ),
        (
            "quoted: 310000, approved: 250000", "quoted: 310000, approved: 310000.01",
            "more is approved than is quoted: 310000.01 of 310000.00"
        ),
        (
            "restriction_months: { value: 60,", "restriction_months: { value: 601,",
            "\"601\" is not from 0 to 600; expected a number"
        ),
        (
            "\nsettings:", "\nsettings:\n  rounding: up",
            "\"up\" is not a value of rounding; expected down or half"
        ),
        (
            "industry: \"329909\"", "industry: \"32990\"",
            "\"32990\" is not an industry code; expected six digits of HSIC V2.0"
        ),
        (
            "moves: []", "moves: [{ kind: transfer, line: mask-2, date: 2026-01-01, to: A }]",
            "there is no line \"mask-2\"; did you mean \"mask-1\"?"
        ),
    ])
    func saysWhatIsWrong(from: String, to: String, message: String) throws {
        let found = ExampleProject.mistakes(try ExampleProject.changed([(from, to)]))
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix(": error: " + message) == true, "\(found)")
    }

    @Test func tellsEveryMistakeAtOnceInOrder() throws {
        let found = ExampleProject.mistakes(
            """
            version: 1
            project: { id: Bad, scheme: RFS }
            enterprise: { name: A }
            agreement: { applied: yesterday }
            bugdet: []
            lines: {}
            """)
        #expect(
            found.map { $0.prefix { $0 != " " } } == ["p:2:16:", "p:4:23:", "p:5:1:", "p:6:8:"])
        #expect(found[2].hasSuffix("did you mean \"budget\"?"))
    }

    @Test func fileOfAnotherVersionIsNotRead() {
        #expect(
            ExampleProject.mistakes("version: 2\nanything: goes").map { $0.prefix(9) }
                == ["p:1:10: e"])
    }

    @Test func everySettingIsReadWithItsSource() throws {
        let settings = """

            settings:
              restriction_start: final_acceptance
              benefit_months: { value: 6, source: letter }
              benefit_periods: 4
              benefit_report_days: 30
              progress_months: 6
              progress_report_days: 10
              final_report_days: 20
              rounding: half
              turnover: gross
              new_job: post
              full_time_hours: 44
              telemetry_for_checks: true
              software_fundable: { value: false, source: ruling }
              inside_moves_need_approval: true
              prevailing_language: zh-Hant
              signature: certificate
              record_years: 10
              audit_note: agreed_procedures
            """
        let read = try ExampleProject.read([("\nsettings:", settings)]).settings
        #expect(read.benefitMonths.value == 6 && read.benefitMonths.source == "letter")
        #expect(read.benefitPeriods.value == 4 && read.benefitPeriods.source == "project file")
        #expect(read.isSoftwareFundable.value == false && !read.isSoftwareFundable.isDefault)
        #expect(read.restrictionStart.value == .finalAcceptance)
        #expect(read.rounding.value == .half && read.turnover.value == .gross)
        #expect(read.newJob.value == .post && read.fullTimeHours.value == 44)
        #expect(read.isTelemetryForChecks.value && read.insideMovesNeedApproval.value)
        #expect(read.prevailing.value == .traditionalChinese)
        #expect(read.signature.value == .certificate && read.recordYears.value == 10)
        #expect(read.auditNote.value == .agreedProcedures)
        #expect(read.progressMonths.value == 6 && read.progressReportDays.value == 10)
        #expect(read.finalReportDays.value == 20 && read.benefitReportDays.value == 30)
    }
}
