import Plant
import Production
import Reporting
import Telemetry
import Testing

@testable import Benefits

/// B16, V38, R08 and R14 by the operators who were logged in.
@Suite struct OperatorHoursTests {
    private static let hour: Int64 = 3_600_000_000_000

    private static let costs =
        "item,period_from,period_to,value\noperator_hours,2022-09-01,2023-08-31,33600\n"

    /// So many operators in so many planned hours, of which some are known.
    private static func held(_ number: Int64, hours: Int64, of planned: Int64) -> HeldTime {
        let start = Timestamp(clampingSeconds: 1_661_990_400)
        let span = TimeSpan(from: start, to: start + planned * hour)
        var value = SignalSummary()
        value.add(Double(number), at: start)
        let minutes = [
            MinuteSummary(minute: start.nanoseconds / 60_000_000_000, summary: value)
        ]
        let always = ScheduledSpan(span: span, kind: .busy, shift: -1)
        return HeldTime(
            minutes, over: span, schedule: Schedule(spans: [always], shifts: []),
            silentAfter: hours * hour)
    }

    private static func input(
        _ held: HeldTime?, named: String = "mask-a/operators", paid: String = costs
    ) throws -> PeriodicInput {
        try Reported.input(
            files: [(.sales, Reported.sales), (.company, Reported.company), (.costs, paid)],
            project: [
                (
                    "    # operators: [mask-a/operators, mask-b/operators]",
                    "    operators: [\(named)]"
                )
            ]
        ) { $0.operators = held }
    }

    private static func row(_ report: PeriodicReport, _ key: String) -> Document.Cell? {
        report.figures[.b16]?.rows.first { $0.key == "mask-1/\(key)" }?.cell
    }

    @Test func hoursStandBesideThePaidOnes() throws {
        let report = PeriodicReport.make(try Self.input(Self.held(3, hours: 10_970, of: 10_970)))
        #expect(
            Self.row(report, "logged_in")?.value
                == .count(millionths: 32_910_000_000, FigureMaking.hourUnit))
        #expect(Self.row(report, "logged_in")?.basis?.source == .computed)
        #expect(Self.row(report, "logged_in")?.basis?.coverage == Ratio(1, 1))
        #expect(Self.row(report, "paid")?.basis?.source == .declared)
        #expect(
            Self.row(report, "difference")?.value == .ratio(Ratio(-690, 33_600), .percent))
        // 49,019,904 / 32,910.
        #expect(
            Self.row(report, "per_logged_in")?.value
                == .count(millionths: 1_489_513_947, FigureMaking.goodPerHour))
        #expect(report.rules.isHeld(.v38))
        #expect(RaisedFlag.all(FlagInput(report: report)).allSatisfy { $0.id != .r14 })
        let document = report.document(asOf: Timestamp(nanoseconds: 0), software: "test")
        #expect(document.mistakes() == [])
    }

    @Test func logInsFarFromPaidHoursAreAWarningAndAFlag() throws {
        let report = PeriodicReport.make(try Self.input(Self.held(2, hours: 12_000, of: 12_000)))
        #expect(report.rules.found(.v38) == ["difference warning"])
        let finding = try #require(report.rules.findings.first { $0.rule == .v38 })
        #expect(
            finding.text.english
                == "Mask line 1: 24,000 h logged in, 33,600 h paid: more than 15 % apart")
        let flag = try #require(RaisedFlag.all(FlagInput(report: report)).first { $0.id == .r14 })
        #expect(
            flag.about == "mask-1"
                && flag.evidence.map(\.source) == [.computed, .declared, .decided])
    }

    /// Half of the time nobody knows: 4,800 planned hours of at most seven are 33,600.
    @Test func unknownTimeIsNotZero() throws {
        let half = Self.held(7, hours: 2_400, of: 4_800)
        #expect(half.coverage == Coverage(known: 2_400 * Self.hour, planned: 4_800 * Self.hour))
        let report = PeriodicReport.make(try Self.input(half))
        #expect(
            Self.row(report, "logged_in")?.value
                == .count(millionths: 16_800_000_000, FigureMaking.hourUnit))
        #expect(report.rules.isHeld(.v38))
        #expect(Self.row(report, "per_logged_in")?.value == .none(FigureGap.lowCoverage.wording))
        // Had five been there all the time, it would not be enough.
        let fewer = PeriodicReport.make(try Self.input(Self.held(5, hours: 2_400, of: 4_800)))
        #expect(fewer.rules.found(.v38) == ["difference_at_most warning"])
        #expect(
            fewer.rules.findings.first { $0.rule == .v38 }?.text.english.contains(
                "12,000 h logged in, with the time of which nothing is known 24,000 h at most")
                == true)
    }

    @Test func whatIsNotKnownIsSaid() throws {
        let silent = HeldTime(
            [],
            over: TimeSpan(
                from: Timestamp(nanoseconds: 0), to: Timestamp(nanoseconds: 0) + Self.hour),
            schedule: Schedule(spans: [], shifts: []), silentAfter: nil)
        let unheard = PeriodicReport.make(try Self.input(silent))
        #expect(Self.row(unheard, "logged_in")?.value == .none(FigureGap.notMeasured.wording))
        let unknown = PeriodicReport.make(try Self.input(nil))
        #expect(Self.row(unknown, "logged_in")?.value == .none(FigureGap.noSignal.wording))
        for report in [unheard, unknown] {
            #expect(report.rules.judgement(.v38)?.gaps == [.noHours])
        }
        // Where the project file names none, nothing is said of it.
        #expect(Self.row(PeriodicReport.make(try Reported.input()), "logged_in") == nil)
    }

    @Test func farFewerHoursAPieceThanBeforeAreAFlag() throws {
        let before = PeriodicReport.make(try Self.input(Self.held(7, hours: 4_800, of: 4_800)))
        func raised(_ held: HeldTime) throws -> [RaisedFlag] {
            var input = FlagInput(report: PeriodicReport.make(try Self.input(held)))
            input.earlier = [before]
            return RaisedFlag.all(input).filter { $0.id == .r08 }
        }
        #expect(try raised(Self.held(4, hours: 4_800, of: 4_800)) == [])
        let flag = try #require(try raised(Self.held(3, hours: 4_800, of: 4_800)).first)
        #expect(
            flag.evidence.count == 3 && flag.evidence[0].name.english.contains("operator hours"))
        // Too little is known: it is no fewer.
        #expect(try raised(Self.held(7, hours: 1_000, of: 4_800)) == [])
    }

    @Test func signalsOfTheProjectFileAreMeasurementsOfTheirLine() throws {
        let plant = try Example.plant()
        func mistakes(_ names: String) throws -> [String] {
            try Self.input(nil, named: names).project.mistakes(in: plant).map(\.description)
                .filter { $0.contains("signal") }
        }
        let line = try #require(
            ExampleProject.yaml.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains("# operators:") })
        let told = try mistakes("packer/made, packer/nothing")
        #expect(told.count == 2)
        #expect(
            told.first?.hasPrefix("project.yaml:\(line + 1):17: error: ") == true
                || told.first?.contains(":\(line + 1):17: error: ") == true, "\(told)")
        #expect(
            told.last?.contains(
                ":\(line + 1):30: error: the line \"mask-1\" of the plant file has no signal \"packer/nothing\""
            ) == true, "\(told)")
        let project = try ExampleProject.read([
            ("  mask-1:\n", "  other:\n")
        ])
        let others = project.mistakes(in: plant)
        #expect(others.map(\.message) == ["the plant file has no line \"other\""])
        #expect(project.isForeign(to: plant))
    }

    @Test(arguments: [
        ("operators", "is no signal of a work unit"), ("a/b/c", "is no signal of a work unit"),
        ("a/b, a/b", "stands there already"),
    ])
    func namesOfSignalsAreWellFormedAndStandOnce(names: String, problem: String) throws {
        let yaml = try ExampleProject.changed([
            ("    # operators: [mask-a/operators, mask-b/operators]", "    operators: [\(names)]")
        ])
        let told = ExampleProject.mistakes(yaml)
        #expect(told.count == 1 && told.first?.contains(problem) == true, "\(told)")
    }
}
