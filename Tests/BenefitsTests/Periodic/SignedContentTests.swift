import Plant
import Reporting
import Sealing
import Storage
import Telemetry
import Testing

@testable import Benefits

/// A report that breaks a rule of severity error is neither signed nor sealed without a reason.
@Suite struct SignedContentTests {
    /// The company's turnover is below that of its line (V32).
    private static func broken() throws -> PeriodicInput {
        try Reported.input(files: [
            (.sales, Reported.sales),
            (.company, Reported.company.replacing("63480000.00", with: "41000000.00")),
        ])
    }

    private static func sound() throws -> PeriodicInput {
        try Reported.input(files: [(.sales, Reported.sales), (.company, Reported.company)])
    }

    private static func officer(_ despite: [RuleID: String] = [:]) -> SignOff {
        SignOff(
            officer: "Wong", post: "Director", date: LocalDate(year: 2023, month: 11, day: 2),
            certificate: nil, despite: despite)
    }

    /// Versions with a check, and a signature where one is given.
    private static func versions(
        _ content: SignedContent, signed: SignOff? = nil
    ) throws -> ReportVersions {
        var records: [ProjectRecord] = []
        func versions() -> ReportVersions {
            ReportVersions(kind: .benefit, period: Example.year1, records: records, sealed: 0)
        }
        var steps = [(ReportVersions.Step.checked, officer())]
        if let signed { steps.append((.signedOff, signed)) }
        for (step, officer) in steps {
            let draft = try versions().draft(
                step, of: content, today: Self.officer().date, project: "p", by: officer, why: "")
            records.append(ProjectRecord(number: 1, at: Timestamp(nanoseconds: 0), draft: draft))
        }
        return versions()
    }

    @Test func soundReportIsSignedWithoutMore() throws {
        let content = PeriodicReport.make(try Self.sound()).signed
        #expect(content.errors == [])
        let versions = try Self.versions(content, signed: Self.officer())
        #expect(versions.obstacle(toSealing: content) == nil)
    }

    @Test func brokenRuleIsNamedWithItsFiguresInBothLanguages() throws {
        let content = PeriodicReport.make(try Self.broken()).signed
        #expect(content.errors.map(\.rule) == [.v32])
        let checked = try Self.versions(content)
        var refusal: String?
        do throws(FlagError) {
            _ = try checked.draft(
                .signedOff, of: content, today: Self.officer().date, project: "p",
                by: Self.officer(), why: "")
        } catch {
            refusal = error.description
        }
        let text = try #require(refusal)
        for part in [
            "V32: ", "V32：", "41,952,000.00", "41,000,000.00", "version 1 breaks rules",
            "第 1 版違反", "--despite V32=",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    /// Of twenty-nine jobs without a contract ten are named.
    @Test func breachesOfARuleAreTold() throws {
        let content = PeriodicReport.make(try Reported.input()).signed
        #expect(content.errors.count == 29 && content.broken == [.v41])
        let obstacle = content.obstacle(version: 1, despite: [:])
        #expect(obstacle?.english.split(separator: "\n").count == 13)
        #expect(obstacle?.english.contains("\n  V41: 19 more\n") == true)
        #expect(obstacle?.traditionalChinese.contains("\n  V41：另有 19 項\n") == true)
    }

    @Test func reasonIsRecordedAndShown() throws {
        var input = try Self.broken()
        let content = PeriodicReport.make(input).signed
        let signed = Self.officer([.v32: "the audit is not finished"])
        let versions = try Self.versions(content, signed: signed)
        #expect(versions.signOff(of: 1) == signed)
        #expect(versions.obstacle(toSealing: content) == nil)
        input.signOff = versions.signOff(of: 1)
        let report = PeriodicReport.make(input)
        #expect(
            Reported.value(report, .b30, "despite-V32")
                == .text(LocalizedText(both: "the audit is not finished")))
        let notices = report.sections[0].blocks.compactMap { block -> Document.Notice? in
            if case .notice(let notice) = block { notice } else { nil }
        }
        let notice = try #require(notices.first { $0.code == "signed_despite" })
        #expect(notice.text.english.contains("V32 is broken"))
        #expect(notice.text.traditionalChinese.contains("the audit is not finished"))
        #expect(report.signedHash == content.hash)
    }

    @Test func reasonWithoutABreachIsRefused() throws {
        let content = PeriodicReport.make(try Self.sound()).signed
        #expect(throws: FlagError.self) {
            try Self.versions(content, signed: Self.officer([.v32: "just in case"]))
        }
    }

    /// A custom template may show no rules, so that its hash does not tell.
    @Test func nothingIsSealedWhoseRuleWasBrokenSinceItWasSigned() throws {
        let sound = SignedContent(hash: "a")
        let versions = try Self.versions(sound, signed: Self.officer())
        let errors = PeriodicReport.make(try Self.broken()).signed.errors
        let obstacle = versions.obstacle(toSealing: SignedContent(hash: "a", errors: errors))
        #expect(obstacle?.english.contains("V32") == true)
    }

    /// What V46 says of the version that is being signed is no reason not to.
    @Test func versionInTheMakingDoesNotStopItself() throws {
        func errors(_ versions: [ReportVersion], edition: Int) throws -> [RuleID] {
            var input = try Self.sound()
            (input.versions, input.edition) = (versions, edition)
            return PeriodicReport.make(input).signed.errors.map(\.rule)
        }
        var first = ReportVersion(report: "r", version: 1, isSealed: false, isSigned: true)
        #expect(try errors([first], edition: 1) == [])
        (first.isSealed, first.isUnchanged) = (true, false)
        #expect(try errors([first], edition: 2) == [.v46])
    }
}
