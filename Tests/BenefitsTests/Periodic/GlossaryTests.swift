import Foundation
import Plant
import Reporting
import Storage
import Telemetry
import Testing

@testable import Benefits

/// What people read in Chinese is Chinese: no name of the program's or the files' own stands in it.
@Suite struct GlossaryTests {
    /// Names by which programs and files know settings, source classes, kinds and figures.
    private static let identifiers: Set<String> = {
        func names<Name: RawRepresentable & CaseIterable>(_: Name.Type) -> [String]
        where Name.RawValue == String { Name.allCases.map(\.rawValue) }
        let groups = [
            names(SourceClass.self), names(FlagAbout.self), names(JobType.self),
            names(JobRecord.Ending.self), names(Duty.Kind.self), names(ReportRecord.Kind.self),
            names(StockIdentity.Verdict.self), names(Tariff.Medium.self), names(RuleGap.self),
            names(CompanyFigure.Item.self), names(CostRow.Item.self),
            names(ProjectSettings.Rounding.self), names(ProjectSettings.Turnover.self),
            names(ProjectSettings.RestrictionStart.self), names(ProjectSettings.NewJob.self),
            names(ProjectSettings.Signature.self), names(ProjectSettings.AuditNote.self),
            names(ProjectSettings.Prevailing.self), names(FlagSeverity.self),
            ProjectReader.settingKeys, FlagSettings.keys.map(\.key),
            TemplateSettings().listed(in: .second).map(\.key),
            ["job", "piece", "true", "false", "project"],
        ]
        // The one language's own name is the same in both.
        return Set(groups.joined()).subtracting(["zh-Hant"])
    }()

    /// What of a text is a name of a program's own.
    private func leaked(_ text: LocalizedText) -> [String] {
        text.traditionalChinese
            .split { !($0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0))) }
            .map(String.init).filter(Self.identifiers.contains)
    }

    private static let jobs =
        "job_id,type,from,to,fte,it_post,contract,hours_week,retained,setup,person,end_reason\n"
        + "J-1,engineer,2022-09-01,,1,yes,permanent,40,yes,no,P-1,\n"
        + "J-2,data_it,2022-09-01,2023-06-30,1,yes,permanent,40,no,no,P-2,resigned\n"
        + "J-3,operative,2022-09-01,,1,no,permanent,20,no,yes,P-3,\n"

    private static func input(
        _ kind: ReportRecord.Kind, _ settings: String
    ) throws -> PeriodicInput {
        var input = try Reported.input(
            kind,
            files: Reported.files(
                jobs: jobs,
                tariffs: Reported.tariffs
                    + "water,2022-09-01,4.58\ngas,2022-09-01,1\ncompressed_air,2022-09-01,1\n"),
            project: [
                ("settings:", "settings:\n" + settings),
                ("Project agreement, clause 12 (example)", "協議第12條"),
            ]
        ) {
            $0.consumption = ["kWh": 1_000_000, "MJ": 1_000_000, "m3": 1_000_000, "Nm3": 1_000_000]
        }
        input.signOff = Reported.signature(input)
        input.versions = ReportVersions(
            kind: kind, period: input.period, records: [], sealed: 2
        ).versions()
        return input
    }

    /// Every text of a document, with what each figure rests on.
    private func texts(_ document: Document) -> [LocalizedText] {
        func texts(_ value: Document.Value) -> [LocalizedText] {
            switch value {
            case .text(let text), .none(let text): [text]
            case .count(_, let unit): [unit.name]
            default: []
            }
        }
        func texts(_ table: Document.Table) -> [LocalizedText] {
            [table.title] + table.columns.map(\.title)
                + table.rows.flatMap(\.cells).flatMap { cell in
                    texts(cell.value) + (cell.basis?.formula.map { [$0] } ?? [])
                        + (cell.basis?.inputs ?? []).flatMap { [$0.name] + texts($0.value) }
                }
        }
        return document.sections.flatMap { section in
            [section.title]
                + section.blocks.flatMap { block -> [LocalizedText] in
                    switch block {
                    case .paragraph(let text): [text]
                    case .notice(let notice): [notice.text]
                    case .table(let table): texts(table)
                    case .chart(let chart): [chart.summary] + texts(chart.table)
                    }
                }
        }
    }

    @Test(arguments: ReportRecord.Kind.allCases, ["net", "net_outside_group", "gross"])
    func reportsHoldNoIdentifier(kind: ReportRecord.Kind, turnover: String) throws {
        let settings = """
              turnover: \(turnover)
              new_job: post
              signature: certificate
              audit_note: agreed_procedures
              prevailing_language: zh-Hant
              software_fundable: true
            """
        let texts = texts(Reported.document(try Self.input(kind, settings)))
        #expect(texts.count > 100)
        #expect(texts.flatMap(leaked) == [])
    }

    @Test func aLineOfAFlagHoldsNoIdentifier() throws {
        var input = FlagInput(
            report: PeriodicReport.make(
                try Reported.input(files: [
                    (.sales, Reported.sales.replacing("45600000", with: "75600000"))
                ])))
        (input.corrections, input.chainFaults) = (9, [words("broken", "斷開")])
        let raised = RaisedFlag.all(input)
        #expect(Set(raised.map(\.id)).isSuperset(of: [.r07, .r17, .r18]))
        var lines = raised.map(\.line)
        for (place, flag) in raised.enumerated() {
            let draft = FlagBook(project: "example-ppe", flags: []).raise(flag)
            let record = ProjectRecord(
                number: Int64(place + 1), at: Timestamp(nanoseconds: 0), draft: draft)
            lines += try #require(FlagRecord(record)).lines
        }
        #expect(lines.flatMap(leaked) == [])
        #expect(FlagAbout.wording(of: "benefit_report/2023-11-29").map(leaked) == [])
    }

    /// Lines, products and rule sets are called by their names; results have theirs, and units.
    @Test func rulesAndFlagsCallThingsByTheirNames() throws {
        let report = PeriodicReport.make(
            try Reported.input(
                files: [(.sales, Reported.sales.replacing("45600000", with: "75600000"))],
                project: [("operation_start: 2022-09-01", "operation_start: 2022-08-01")]))
        func said(_ rule: RuleID) -> LocalizedText? { report.rules.judgement(rule)?.explanation }
        #expect(said(.v20) == words("length of the project: 18 months", "項目期限：18 個月"))
        #expect(
            said(.v01)
                == words(
                    "rule set: Re-industrialisation Funding Scheme, 2020",
                    "規則版本：再工業化資助計劃（2020年）"))
        let stock = try #require(said(.v33))
        #expect(stock.traditionalChinese.contains(" 件"))
        #expect(said(.v30)?.english.hasPrefix("Mask line 1 began to operate") == true)
        let lines =
            report.rules.judgements.map(\.explanation)
            + RaisedFlag.all(FlagInput(report: report)).map(\.line)
        let names = ["mask-1", "mask-l1", "rfs-2020"]
        let leaks = lines.flatMap { [$0.english, $0.traditionalChinese] }.filter { text in
            names.contains { text.contains($0) }
        }
        #expect(leaks == [])
    }
}
