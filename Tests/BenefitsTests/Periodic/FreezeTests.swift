import Plant
import Reporting
import Sealing
import Storage
import Telemetry
import Testing

@testable import Benefits

/// What a check freezes of the project file, and what later reports say of a change.
@Suite struct FreezeTests {
    private static let day = date(2023, 11, 2)

    /// A check of the example's report, and others after it, as the store would have them.
    private static func checks(
        _ changes: [[(String, String)]] = [[]], after records: [ProjectRecord] = []
    ) throws -> [ProjectRecord] {
        var records = records
        for change in changes {
            let content = PeriodicReport.make(try input(change, records)).signed
            let versions = ReportVersions(
                kind: .benefit, period: Example.year1, records: records, sealed: 0)
            let officer = SignOff(
                officer: "Officer \(records.count + 1)", post: "Director",
                date: day.adding(days: records.count), certificate: nil)
            let draft = try versions.draft(
                .checked, of: content, today: date(2024, 1, 1), project: "p", by: officer, why: "")
            records.append(
                ProjectRecord(
                    number: Int64(records.count + 1), at: Timestamp(nanoseconds: 0), draft: draft))
        }
        return records
    }

    private static func input(
        _ changes: [(String, String)], _ records: [ProjectRecord]
    ) throws -> PeriodicInput {
        var input = try Reported.input(
            files: [(.sales, Reported.sales), (.company, Reported.company)], project: changes)
        input.freezes = Freeze.first(in: records)
        return input
    }

    /// What is another than it was frozen as.
    private static func changed(
        _ changes: [(String, String)], _ records: [ProjectRecord]
    ) throws -> [String] {
        FigureMaking(try input(changes, records)).frozen.filter(\.isChanged).map(\.key)
    }

    private static let headcount = ("baseline_headcount: 12", "baseline_headcount: 10")

    @Test func checkKeepsTheValuesReadably() throws {
        let record = try #require(Self.checks().first)
        let text = String(decoding: record.content, as: UTF8.self)
        for part in [
            #""agreement.baseline_headcount":{"value":"12"}"#,
            #""baseline.good_per_hour.mask-l1":{"value":"4000"}"#,
            #""baseline.good_per_operator_hour":{"value":"400"}"#,
            #""targets.turnover":{"figure":"B02","unit":"HK$","value":"40000000"}"#,
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        let freezes = Freeze.first(in: [record])
        #expect(freezes.map(\.day) == Array(repeating: Self.day, count: freezes.count))
        #expect(Set(freezes.map(\.officer)) == ["Officer 1"])
        // Neither when the baseline was locked, nor the document that says so.
        let project = try Reported.input().project
        #expect(Set(freezes.map(\.value)) == Set(project.frozenValues) && freezes.count == 7)
    }

    @Test(arguments: [
        (headcount, "agreement.baseline_headcount"),
        (
            ("good_per_operator_hour: 400", "good_per_operator_hour: 300"),
            "baseline.good_per_operator_hour"
        ),
        (("{ mask-l1: 4000 }", "{ mask-l1: 3900 }"), "baseline.good_per_hour.mask-l1"),
        (("  good_per_operator_hour: 400\n", ""), "baseline.good_per_operator_hour"),
        (("value: 40000000, unit: HK$", "value: 39000000, unit: HK$"), "targets.turnover"),
        (("value: 28, unit: job", "value: 28, unit: person"), "targets.jobs"),
        (
            ("value: 40000000, unit: HK$", "value: 40000000, unit: HK$, figure: B10"),
            "targets.turnover"
        ),
    ])
    func changeIsAnErrorThatNamesBothValuesAndWhoFroze(
        change: (String, String), key: String
    ) throws {
        let records = try Self.checks()
        #expect(try Self.changed([], records) == [])
        #expect(try Self.changed([change], records) == [key])
        let report = PeriodicReport.make(try Self.input([change], records))
        let isGone = change.1.isEmpty
        #expect(report.rules.found(.v46) == [isGone ? "frozen_gone error" : "frozen error"])
        let finding = try #require(report.signed.errors.first)
        let text = finding.text
        #expect(text.english.contains("frozen on 2023-11-02 by Officer 1"), "\(text.english)")
        #expect(text.traditionalChinese.contains("2023年11月2日由 Officer 1 凍結為"))
        #expect(report.signed.obstacle(version: 1, despite: [:]) != nil)
        #expect(report.signed.obstacle(version: 1, despite: [.v46: "a slip"]) == nil)
        let flag = try #require(
            RaisedFlag.ofProject(FlagInput(report: report)).first { $0.id == .r17 })
        #expect(flag.about == key && flag.evidence.count == 4)
    }

    @Test func valuesStandInTheWordsOfBothLanguages() throws {
        let records = try Self.checks()
        let changes = [Self.headcount, ("value: 28, unit: job", "value: 27, unit: job")]
        let errors = PeriodicReport.make(try Self.input(changes, records)).signed.errors
        #expect(
            errors.map(\.text.english) == [
                "Jobs in Hong Kong at application: 12, frozen on 2023-11-02 by Officer 1; "
                    + "the project file now says 10",
                "Target: New jobs: 28 jobs, frozen on 2023-11-02 by Officer 1; "
                    + "the project file now says 27 jobs",
            ])
        #expect(
            errors.last?.text.traditionalChinese
                == "目標：新職位：於2023年11月2日由 Officer 1 凍結為 28 個；項目檔案現為 27 個")
    }

    /// Where only the figure differs that a target is about, both sentences name it.
    @Test func aTargetOfAnotherFigureIsToldByIt() throws {
        let change = ("value: 40000000, unit: HK$", "value: 40000000, unit: HK$, figure: B10")
        let records = try Self.checks()
        let error = PeriodicReport.make(try Self.input([change], records)).signed.errors.first
        #expect(
            error?.text.english
                == "Target: Turnover of the line: 40,000,000 HK$ (\(FigureID.b02.name.english)), "
                + "frozen on 2023-11-02 by Officer 1; the project file now says "
                + "40,000,000 HK$ (\(FigureID.b10.name.english))")
    }

    /// A check after a change freezes the changed value no second time.
    @Test func firstCheckCounts() throws {
        let records = try Self.checks([[], [Self.headcount]])
        #expect(try Self.changed([Self.headcount], records) == ["agreement.baseline_headcount"])
        #expect(try Self.changed([], records) == [])
    }

    @Test func addedValueIsFrozenThenAndNoChange() throws {
        let without = ("  baseline_headcount: 12\n", "")
        let records = try Self.checks([[without]])
        #expect(try Self.changed([], records) == [])
        let later = try Self.checks(after: records)
        #expect(try Self.changed([Self.headcount], later) == ["agreement.baseline_headcount"])
        #expect(Freeze.first(in: later).last?.officer == "Officer 2")
    }

    /// Records from before this was kept.
    @Test func oldChecksFreezeNothing() throws {
        var old = try #require(Self.checks().first)
        let content = try #require(SealJSON(old.content))
        guard case .object(let members) = content else { return }
        old.content = Array(
            SealJSON.object(members.filter { $0.name != "frozen" }).canonical.utf8)
        #expect(Freeze.first(in: [old]) == [])
        #expect(try Self.changed([Self.headcount], [old]) == [])
        let next = try Self.checks(after: [old])
        #expect(try Self.changed([Self.headcount], next) == ["agreement.baseline_headcount"])
    }

    @Test func daysOfTheBaselineAreKept() throws {
        let days = (
            "  locked: 2020-09-01\n", "  from: 2020-01-01\n  to: 2020-06-30\n  locked: 2020-09-01\n"
        )
        let other = (days.0, days.1.replacing("2020-06-30", with: "2020-07-31"))
        let records = try Self.checks([[days]])
        #expect(try Self.changed([days], records) == [])
        #expect(try Self.changed([other], records) == ["baseline.days"])
        #expect(try Self.changed([], records) == ["baseline.days"])
    }

    /// What is signed is what was checked, though the check froze something in between.
    @Test func checkDoesNotChangeWhatIsSigned() throws {
        let records = try Self.checks()
        let before = PeriodicReport.make(try Self.input([], []))
        let after = PeriodicReport.make(try Self.input([], records))
        #expect(before.signedHash == after.signedHash)
        #expect(before.sections != after.sections)
        let changed = PeriodicReport.make(try Self.input([Self.headcount], records))
        let again = try Self.checks([[Self.headcount]], after: records)
        #expect(changed.signedHash != after.signedHash)
        #expect(
            changed.signedHash
                == PeriodicReport.make(try Self.input([Self.headcount], again)).signedHash)
    }

    @Test func reportShowsWhatWasFrozenBesideWhatIsSaid() throws {
        let report = PeriodicReport.make(try Self.input([Self.headcount], try Self.checks()))
        guard case .blocks(let blocks)? = report.figures[.frozen],
            case .table(let table)? = blocks.first
        else {
            Issue.record("the report has no table of what is frozen")
            return
        }
        let row = try #require(table.rows.first { $0.id == "agreement.baseline_headcount" })
        #expect(
            row.cells.dropFirst().map(\.value) == [
                .count(millionths: 12_000_000, .jobs), .date(Self.day),
                .text(LocalizedText(both: "Officer 1")), .count(millionths: 10_000_000, .jobs),
            ])
        let document = report.document(asOf: Timestamp(nanoseconds: 0), software: "test")
        #expect(document.mistakes() == [])
    }

    /// A project that has none of the values is not told to lack them.
    @Test func nothingToFreezeIsNothingMissing() throws {
        var input = try Reported.input()
        (input.project.targets, input.project.baseline) = ([], nil)
        input.project.agreement.baselineHeadcount = nil
        let report = PeriodicReport.make(input)
        #expect(report.signed.frozen == [] && report.signed.frozenMember == nil)
        #expect(report.figures[.frozen] == .blocks([]))
        #expect(!report.omitted.contains { $0.id == .frozen })
    }

    /// What was sealed in the first form knows of no freeze.
    @Test func firstFormFreezesNothing() throws {
        var input = try Self.input([Self.headcount], try Self.checks())
        input.form = .first
        #expect(FigureMaking(input).frozen == [])
        #expect(PeriodicReport.make(input).signed.errors == [])
    }
}
