import Plant
import Reporting
import Storage
import Telemetry
import Testing

@testable import Benefits

/// Settings that decide what counts: `turnover`, `new_job`, `signature`.
@Suite struct SettingTests {
    private static func setting(_ text: String) -> [(String, String)] {
        [("settings:", "settings:\n  \(text)")]
    }

    private static let withReturns =
        "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd,"
        + "related_hkd,returns_hkd\n"
        + "mask-l1,2022-09-01,2023-02-28,0,20000000,100,0,18400000.00,400000.00,1000.50\n"
        + "mask-l1,2023-03-01,2023-08-31,100,25600000,2919904,500000,23552000.00,0,"

    /// 18,400,000 + 23,552,000 net; 400,000 inside the group; 1,000.50 + 2 of returns.
    @Test(
        arguments: [
            ("net", 4_195_200_000, SourceClass.declared),
            ("net_outside_group", 4_155_200_000, .computed), ("gross", 4_195_300_250, .computed),
        ] as [(String, Int64, SourceClass)])
    func turnoverIsWhatTheSettingSays(
        turnover: String, cents: Int64, source: SourceClass
    ) throws {
        let input = try Reported.input(
            files: [(.sales, Self.withReturns + "2\n")],
            project: Self.setting("turnover: \(turnover)"))
        let report = PeriodicReport.make(input)
        let row = report.figures[.b02]?.rows.first
        #expect(row?.cell.value == .money(cents: cents))
        #expect(row?.cell.basis?.source == source)
        #expect(Reported.value(report, .b02, "mask-1/returns") == .money(cents: 100_250))
        #expect(report.period.turnover?.first?.amount == Money(cents: cents))
        // Prices stay net.
        #expect(
            Reported.value(report, .b06, "mask-1/mask-l1")?.millionths == 920_000)
    }

    @Test func grossNeedsReturnsInEveryRow() throws {
        for (turnover, value) in [
            ("gross", Document.Value.none(FigureGap.noReturns.wording)),
            ("net", .money(cents: 4_195_200_000)),
        ] {
            let report = PeriodicReport.make(
                try Reported.input(
                    files: [(.sales, Self.withReturns + "\n")],
                    project: Self.setting("turnover: \(turnover)")))
            #expect(Reported.value(report, .b02, "mask-1") == value)
            #expect(Reported.value(report, .b02, "mask-1/returns") == nil)
        }
    }

    @Test func returnsAreReadToTheLine() throws {
        let header = Example.salesHeader + ",returns_hkd\n"
        let found = try Example.mistakes(
            sales: header + "mask-l1,2026-01-01,2026-01-31,0,1,2,3,4,1.005")
        #expect(
            found == [
                "sales.csv:2:41: error: expected an amount in HK$ with at most 2 decimals, "
                    + "found \"1.005\"; it has too many decimals"
            ])
    }

    /// Applied on 1 September 2020: a post of that day existed, one of the next is new.
    private static let jobs =
        Example.jobsHeader + ",hours_week,setup\n" + "J-1,operative,2020-09-01,,1,no,40,no\n"
        + "J-2,operative,2020-09-02,,1,no,20,no\n" + "J-3,engineer,2022-11-01,,1,yes,40,no\n"
        + "J-4,technician,2022-09-01,,1,no,40,yes\n"

    @Test func postsThatBeganAfterTheApplicationAreNew() throws {
        // A headcount of 41 − 12 bears them all; one of 13 bears a single job.
        let company = Reported.company.replacing(",41,", with: ",13,")
        func report(_ setting: String) throws -> PeriodicReport {
            PeriodicReport.make(
                try Reported.input(
                    files: [(.jobs, Self.jobs), (.company, company)],
                    project: Self.setting("new_job: \(setting)")))
        }
        let (rise, post) = (try report("above_baseline"), try report("post"))
        func value(_ report: PeriodicReport, _ key: String) -> Int64? {
            Reported.value(report, .b19, key)?.millionths
        }
        #expect(value(rise, "headcount") == 3_000_000 && value(post, "headcount") == 2_000_000)
        #expect(value(rise, "annual") == 2_333_333 && value(post, "annual") == 1_333_333)
        #expect(value(rise, "over") == 2_000_000 && value(post, "over") == nil)
        #expect(value(rise, "old") == nil && value(post, "old") == 1_000_000)
        #expect(value(rise, "excluded") == 1_000_000 && value(post, "excluded") == 1_000_000)
        #expect(rise.rules.findings.contains { $0.rule == .v43 })
        #expect(post.rules.judgement(.v43)?.outcome == .notApplicable(.newByPost))
        let flags = [rise, post].map { RaisedFlag.all(FlagInput(report: $0)).map(\.id) }
        #expect(flags[0].contains(.r12) && !flags[1].contains(.r12))
        guard case .blocks(let blocks)? = post.figures[.b20], case .chart(let chart) = blocks[0]
        else {
            Issue.record("jobs by type are a chart")
            return
        }
        #expect(chart.table.cell(row: "operative", column: "heads")?.value.millionths == 1_000_000)
    }

    private func versions(
        _ required: ProjectSettings.Signature, certificate: String?
    ) throws -> ReportVersions {
        var versions = ReportVersions(
            kind: .benefit, period: Example.year1, records: [], sealed: 0)
        var records: [ProjectRecord] = []
        for step in ReportVersions.Step.allCases {
            let draft = try versions.draft(
                step, of: SignedContent(hash: "a"), today: date(2023, 11, 2), project: "p",
                by: SignOff(
                    officer: "Wong", post: "Director", date: date(2023, 11, 2),
                    certificate: certificate), why: "")
            records.append(ProjectRecord(number: 1, at: Timestamp(nanoseconds: 0), draft: draft))
            versions = ReportVersions(
                kind: .benefit, period: Example.year1, records: records, sealed: 0,
                required: step == .checked ? .device : required)
        }
        return versions
    }

    @Test(
        arguments: [
            (ProjectSettings.Signature.device, nil, true), (.certificate, nil, false),
            (.certificate, "HKPost 1234", true),
        ] as [(ProjectSettings.Signature, String?, Bool)])
    func certificateIsAskedForWhereTheProjectDoes(
        required: ProjectSettings.Signature, certificate: String?, isEnough: Bool
    ) throws {
        let versions = try versions(required, certificate: certificate)
        #expect(versions.isSignedOff == isEnough)
        #expect(versions.versions().map(\.isSigned) == [isEnough])
        let obstacle = versions.obstacle(toSealing: SignedContent(hash: "a"))
        #expect((obstacle == nil) == isEnough)
        #expect(obstacle?.english.contains("without a certificate") ?? isEnough)
        #expect(obstacle?.traditionalChinese.contains("沒有證書") ?? isEnough)
        var again = versions
        let content = SignedContent(hash: "a")
        again.required = .certificate
        let officer = SignOff(
            officer: "Wong", post: "Director", date: date(2023, 11, 2), certificate: certificate)
        if certificate == nil {
            #expect(throws: FlagError.self) {
                try again.draft(
                    .signedOff, of: content, today: date(2023, 11, 2), project: "p", by: officer,
                    why: "")
            }
        }
        #expect(throws: Never.self) {
            try again.draft(
                .checked, of: content, today: date(2023, 11, 2), project: "p", by: officer, why: "")
        }
    }

    @Test func reportWithoutItsCertificateSaysSo() throws {
        var input = try Reported.input(project: Self.setting("signature: certificate"))
        input.signOff = Reported.signature(input)
        input.versions = try versions(.certificate, certificate: nil).versions()
        let report = PeriodicReport.make(input)
        #expect(
            Reported.value(report, .b30, "certificate") == .none(FigureGap.noCertificate.wording))
        #expect(report.rules.found(.v46).contains { $0.hasPrefix("not_signed") })
    }
}
