import Plant
import Storage
import Telemetry
import Testing

@testable import Benefits

/// When a report is checked and signed, and that what is signed is what was checked.
@Suite struct StepTests {
    private static let officer = SignOff(
        officer: "Wong", post: "Director", date: date(2023, 11, 2), certificate: nil)

    /// The steps of version 1 on the days that are given, in order.
    private static func records(
        _ days: [(ReportVersions.Step, LocalDate)]
    ) throws -> [ProjectRecord] {
        var records: [ProjectRecord] = []
        for (step, day) in days {
            records.append(
                ProjectRecord(
                    number: 1, at: Timestamp(nanoseconds: 0),
                    draft: try draft(step, on: day, after: records)))
        }
        return records
    }

    private static func draft(
        _ step: ReportVersions.Step, _ hash: String = "a", asChecked: String? = nil,
        on day: LocalDate, today: LocalDate = date(2024, 1, 1), after records: [ProjectRecord],
        sealed: Int = 0
    ) throws(FlagError) -> RecordDraft {
        var officer = officer
        officer.date = day
        return try ReportVersions(
            kind: .benefit, period: Example.year1, records: records, sealed: sealed
        ).draft(
            step, of: SignedContent(hash: hash), asChecked: asChecked, today: today, project: "p",
            by: officer, why: "why")
    }

    private static func refusal(_ draft: () throws(FlagError) -> RecordDraft) -> LocalizedText? {
        do throws(FlagError) {
            _ = try draft()
            return nil
        } catch {
            if case .refused(let why) = error { return why }
            return nil
        }
    }

    @Test(arguments: ReportVersions.Step.allCases)
    func dayIsAfterThePeriodAndNotToCome(step: ReportVersions.Step) throws {
        let checks = try Self.records([(.checked, date(2023, 9, 1))])
        func refusal(_ day: LocalDate, today: LocalDate) -> LocalizedText? {
            Self.refusal { () throws(FlagError) in
                try Self.draft(step, on: day, today: today, after: checks)
            }
        }
        #expect(refusal(date(2023, 9, 1), today: date(2023, 9, 1)) == nil)
        let early = refusal(date(2020, 1, 1), today: date(2024, 1, 1))
        #expect(
            early?.english == "2020-01-01 is not after the period, whose last day is 2023-08-31")
        #expect(early?.traditionalChinese.contains("並非在報告期之後") == true)
        #expect(refusal(date(2023, 8, 31), today: date(2024, 1, 1)) != nil)
        let late = refusal(date(2023, 9, 2), today: date(2023, 9, 1))
        #expect(late?.english == "2023-09-02 is to come: today is 2023-09-01")
        #expect(late?.traditionalChinese.contains("尚未到") == true)
        let running = refusal(date(2023, 8, 31), today: date(2023, 8, 31))
        #expect(running?.english.contains("the period is not over") == true)
        #expect(running?.traditionalChinese.contains("報告期未完結") == true)
    }

    /// Whoever signs has a name and a post; white space is neither.
    @Test func officerHasANameAndAPost() throws {
        for (officer, post) in [("  ", "Director"), ("Wong", "\u{3000}"), ("", "")] {
            #expect(throws: FlagError.self) {
                try ReportVersions(
                    kind: .benefit, period: Example.year1, records: [], sealed: 0
                ).draft(
                    .checked, of: SignedContent(hash: "a"), today: date(2024, 1, 1), project: "p",
                    by: SignOff(
                        officer: officer, post: post, date: date(2023, 11, 2), certificate: nil),
                    why: "")
            }
        }
    }

    @Test func dayIsNotBeforeEarlierSteps() throws {
        let checked = try Self.records([(.checked, date(2023, 11, 2))])
        let before = Self.refusal { () throws(FlagError) in
            try Self.draft(.signedOff, on: date(2023, 11, 1), after: checked)
        }
        #expect(before?.english == "2023-11-01 is before 2023-11-02, when version 1 was checked")
        #expect(before?.traditionalChinese.contains("覆核日") == true)
        let signed = try Self.records([
            (.checked, date(2023, 11, 2)), (.signedOff, date(2023, 11, 3)),
        ])
        func again(_ day: LocalDate) -> LocalizedText? {
            Self.refusal { () throws(FlagError) in
                try Self.draft(.checked, on: day, after: signed, sealed: 1)
            }
        }
        #expect(again(date(2023, 11, 3)) == nil)
        #expect(
            again(date(2023, 11, 2))?.english
                == "2023-11-02 is before 2023-11-03, when version 1 was signed")
    }

    @Test func whatIsSignedIsWhatWasChecked() throws {
        let day = date(2023, 11, 2)
        let checked = try Self.records([(.checked, day)])
        func refusal(_ hash: String, asChecked: String? = nil) -> LocalizedText? {
            Self.refusal { () throws(FlagError) in
                try Self.draft(.signedOff, hash, asChecked: asChecked, on: day, after: checked)
            }
        }
        #expect(refusal("a") == nil)
        #expect(refusal("b")?.english.contains("changed since it was checked") == true)
        #expect(refusal("b")?.traditionalChinese.contains("再次覆核") == true)
        // On a later day rules are judged anew; what counts is the day of the check.
        #expect(refusal("b", asChecked: "a") == nil)
        #expect(refusal("a", asChecked: "b") != nil)
    }

    @Test func dayOfTheRulesIsInTheHash() throws {
        let report = PeriodicReport.make(try Reported.input())
        let day = report.input.day
        #expect(report.signedHash(on: day) == report.signedHash)
        #expect(report.signedHash(on: day.adding(days: 1)) != report.signedHash)
    }
}
