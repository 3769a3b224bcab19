import Benefits
import Plant
import Testing

@Suite struct DutyTests {
    private func duties(_ changes: [(String, String)] = []) throws -> [Duty] {
        try ExampleProject.report(changes).duties
    }

    private static func line(_ duty: Duty) -> String {
        "\(duty.kind.rawValue) \(duty.due)"
    }

    @Test func exampleOwesThese() throws {
        #expect(
            try duties().map(Self.line) == [
                "charge_registration 2021-04-10", "progress_report 2022-04-29",
                "final_report 2022-11-29", "benefit_report 2023-11-29",
                "benefit_report 2024-11-29", "benefit_report 2025-11-29",
                "benefit_report 2026-11-29", "restriction_end 2027-08-31",
                "benefit_report 2027-11-29",
            ])
    }

    /// What is due is what a report without a named period tells of.
    @Test func reportsAreOfTheDaysForWhichTheyAreDue() throws {
        let project = try ExampleProject.read()
        let due = try duties().compactMap { duty in duty.period.map { (duty.kind, $0) } }
        func days(_ kind: Duty.Kind) -> BenefitPeriod? { due.first { $0.0 == kind }?.1 }
        let progress = project.usualPeriod(.progress, on: ExampleProject.day)
        #expect(progress == BenefitPeriod(from: date(2021, 3, 1), to: date(2022, 2, 28)))
        #expect(progress == days(.progressReport))
        let final = project.usualPeriod(.final, on: ExampleProject.day)
        #expect(final == BenefitPeriod(from: date(2021, 3, 1), to: date(2022, 8, 31)))
        #expect(final == days(.finalReport))
        let early = [("completed: 2022-08-31", "completed: 2022-06-30")]
        let completed = try ExampleProject.read(early)
        let own = completed.ownReports.map(\.period)
        #expect(own.prefix(2).map(\.to) == [date(2022, 2, 28), date(2022, 6, 30)])
        #expect(own[1] == completed.usualPeriod(.final, on: ExampleProject.day))
        let dueEarly = try duties(early).first { $0.kind == .finalReport }
        #expect(own[1] == dueEarly?.period)
    }

    @Test func statusIsThatOfTheDay() throws {
        func status(_ day: LocalDate) throws -> [Duty.Status] {
            try duties().map { $0.status(on: day) }
        }
        #expect(
            try status(date(2023, 12, 1)) == [
                .done, .done, .done, .done, .open, .open, .open, .open, .open,
            ])
        #expect(try status(date(2021, 3, 10))[0] == .open)
        #expect(try status(date(2021, 3, 11))[0] == .dueSoon)
        #expect(try status(date(2022, 11, 14))[2] == .dueSoon)
        #expect(try status(date(2024, 11, 29))[4] == .dueSoon)
        #expect(try status(date(2024, 11, 30))[4] == .overdue)
        #expect(try status(date(2027, 8, 31))[7] == .dueSoon)
        #expect(try status(date(2027, 9, 1))[7] == .done)
        let late = try duties([("filed: 2021-04-08", "filed: 2021-04-11")])[0]
        #expect(late.status(on: date(2021, 4, 11)) == .doneLate)
        #expect(late.status(on: date(2021, 4, 10)) == .dueSoon)
    }

    @Test func reportIsNotDoneWithoutItsAccounts() throws {
        let final = try duties([("  submitted: 2022-11-15\n  accepted: 2022-12-20\n", "")])[2]
        #expect(final.done == nil)
        #expect(final.status(on: date(2022, 11, 30)) == .overdue)
    }

    @Test func shortProjectOwesNoProgressReport() throws {
        let exactly = try duties([("end: 2022-08-31\n  completed", "end: 2022-02-28\n  completed")])
        #expect(!exactly.contains { $0.kind == .progressReport })
        let longer = try duties([("end: 2022-08-31\n  completed", "end: 2022-03-01\n  completed")])
        #expect(longer.contains { $0.kind == .progressReport })
    }

    @Test func daysBeforeCompletionAreProvisional() throws {
        let duties = try duties([("  completed: 2022-08-31\n  restriction_end: 2027-08-31\n", "")])
        #expect(duties.filter(\.isProvisional).count == 6)
        #expect(!duties.contains { $0.kind == .restrictionEnd })
    }

    @Test func saysWhichSettingsNobodyDecided() throws {
        let defaults = try duties().map(\.defaults)
        #expect(defaults[0] == [])
        #expect(defaults[1] == ["progress_months", "progress_report_days"])
        #expect(defaults[3] == ["benefit_months", "benefit_periods", "benefit_report_days"])
        #expect(defaults[7] == ["restriction_start"])
    }

    /// From 29 February each period ends on the last day of February: months are not added to a day
    /// that was cut already.
    @Test func periodsDoNotDrift() throws {
        let project = try ExampleProject.read([
            ("completed: 2022-08-31", "completed: 2024-02-28"),
            ("restriction_end: 2027-08-31", "restriction_end: 2029-02-27"),
        ])
        #expect(
            project.benefitPeriods.map { "\($0.from) \($0.to)" } == [
                "2024-02-29 2025-02-27", "2025-02-28 2026-02-27", "2026-02-28 2027-02-27",
                "2027-02-28 2028-02-28", "2028-02-29 2029-02-27",
            ])
    }
}
