import Plant
import Reporting
import Storage
import Telemetry
import Testing

@testable import Benefits
@testable import Production

/// Each flag is raised beyond its limit, and not at it.
@Suite struct FlagTestsAtLimits {
    private func raised(
        _ input: PeriodicInput, change: (inout FlagInput) throws -> Void = { _ in }
    ) throws -> [FlagID] {
        var flags = FlagInput(report: PeriodicReport.make(input))
        try change(&flags)
        return RaisedFlag.all(flags).map(\.id)
    }

    @Test func workedExampleRaisesNone() throws {
        #expect(try raised(Reported.input()).isEmpty)
    }

    @Test(arguments: [(7, false), (8, true)])
    func lineIsSilent(days: Int, isRaised: Bool) throws {
        let input = try Reported.input { line in
            for place in 20..<(20 + days) { line.days[place].unknown = line.days[place].planned }
        }
        #expect(try raised(input).contains(.r01) == isRaised)
    }

    @Test(arguments: [(30, FlagSeverity.notice), (31, .serious)])
    func longSilenceIsSerious(days: Int, severity: FlagSeverity) throws {
        let input = try Reported.input { line in
            for place in 20..<(20 + days) { line.days[place].unknown = line.days[place].planned }
        }
        let flags = RaisedFlag.all(FlagInput(report: PeriodicReport.make(input)))
        #expect(flags.first { $0.id == .r01 }?.severity == severity)
    }

    /// Nine days and, a hundred days later, eight: two silences of one year, each raised once.
    @Test func eachSilenceIsRaisedOnce() throws {
        func flags(_ runs: [(Int, Int)]) throws -> [RaisedFlag] {
            let input = try Reported.input { line in
                for (first, days) in runs {
                    for place in first..<(first + days) {
                        line.days[place].unknown = line.days[place].planned
                    }
                }
            }
            return RaisedFlag.all(FlagInput(report: PeriodicReport.make(input)))
                .filter { $0.id == .r01 }
        }
        // The days 20 and 120 from 1 September 2022 on.
        let both = try flags([(20, 9), (120, 8)])
        #expect(both.map(\.period.from) == [date(2022, 9, 21), date(2022, 12, 30)])
        let book = FlagBook(project: "p", flags: [])
        let first = try #require(
            FlagRecord(
                ProjectRecord(
                    number: 1, at: Timestamp(nanoseconds: 0), draft: book.raise(both[0]))))
        let known = FlagBook(project: "p", flags: [first])
        #expect(known.new(both) == [both[1]])
        // It grows and is the same.
        #expect(try known.new(flags([(20, 11)])).isEmpty)
    }

    /// Seven days on each side of a period's end are one silence of the period in which it becomes
    /// longer than the limit; 9 and 5 are one of the first, 9 and 25 become serious in the second.
    @Test(arguments: [
        (7, 7, [0, 1], 14), (9, 5, [1, 0], 9), (9, 25, [1, 1], 34), (3, 4, [0, 0], 0),
    ])
    func silenceGoesOnOverTheEndOfAPeriod(
        before: Int, after: Int, raised: [Int], days: Int
    ) throws {
        let first = PeriodicReport.make(
            try Reported.input { line in
                for place in (365 - before)..<365 {
                    line.days[place].unknown = line.days[place].planned
                }
            })
        let year2 = BenefitPeriod(from: date(2023, 9, 1), to: date(2024, 8, 31))
        var second = FlagInput(
            report: PeriodicReport.make(
                try Reported.input(period: year2) { line in
                    for place in 0..<after { line.days[place].unknown = line.days[place].planned }
                }))
        second.earlier = [first]
        let flags = [FlagInput(report: first), second].map { input in
            RaisedFlag.all(input).filter { $0.id == .r01 }
        }
        #expect(flags.map(\.count) == raised)
        let last = flags.joined().last
        #expect(last?.evidence.first?.figure == (days > 0 ? .count(days) : nil))
        #expect(last.map { $0.period.from == date(2023, 8, 31).adding(days: 1 - before) } ?? true)
        #expect((last?.severity == .serious) == (days > 30))
    }

    /// Days without planned time neither count nor end a silence.
    @Test func weekendIsNoPartOfASilence() throws {
        let input = try Reported.input { line in
            for place in 20..<29 { line.days[place].unknown = line.days[place].planned }
            (line.days[23].planned, line.days[24].planned) = (0, 0)
        }
        #expect(try !raised(input).contains(.r01))
    }

    @Test(arguments: [(14, false), (15, true)])
    func lineIsDead(days: Int, isRaised: Bool) throws {
        let input = try Reported.input { line in
            for place in 20..<(20 + days) { line.days[place].made = 0 }
        }
        #expect(try raised(input).contains(.r02) == isRaised)
    }

    @Test(arguments: [(true, false), (false, true)])
    func moveInsideHasNoNotice(isNoticed: Bool, isRaised: Bool) throws {
        let notice = isNoticed ? ", noticed: 2023-01-01" : ""
        let move =
            "moves: [{ kind: inside, line: mask-1, date: 2023-02-01, to: Yuen Long\(notice) }]"
        let input = try Reported.input(project: [("moves: []", move)])
        #expect(try raised(input).contains(.r04) == isRaised)
    }

    /// Good 49,000,000 with a tolerance of 1 %: 490,000.
    @Test(arguments: [(49_490_000, false), (49_490_001, true)])
    func salesAreAboveTheCeiling(sold: Int, isRaised: Bool) throws {
        let sales = Reported.sales.replacing("45600000,2919904,500000", with: "\(sold),0,0")
        let input = try Reported.input(files: [(.sales, sales)], good: 49_000_000)
        #expect(try raised(input).contains(.r07) == isRaised)
    }

    /// Year 2 of the worked example: 71.3 million at 0.92 against 51.9 million masks.
    @Test func tradedMasksRaiseTheCeilingFlag() throws {
        let sales = Reported.sales.replacing(
            "0,45600000,2919904,500000,41952000.00,16780800.00",
            with: "2919904,77500000,0,0,71300000.00,0")
        let input = try Reported.input(files: [(.sales, sales)])
        let flag = RaisedFlag.all(FlagInput(report: PeriodicReport.make(input))).first
        #expect(flag?.id == .r07)
        #expect(flag?.evidence.contains { $0.figure == .quantity(1_490_000) } == true)
    }

    @Test(arguments: [(Int64(50), false), (49, true)])
    func energyIsBelowHalfTheMedian(kWh: Int64, isRaised: Bool) throws {
        let now = try Reported.input(good: 1_000_000) { $0.consumption["kWh"] = kWh * 1_000_000 }
        let before = PeriodicReport.make(
            try Reported.input(good: 1_000_000) { $0.consumption["kWh"] = 100_000_000 })
        let flags = try raised(now) { $0.earlier = [before] }
        #expect(flags.contains(.r08) == isRaised)
    }

    /// 12 months of sales are 24 million: six months are 12 million.
    @Test(arguments: [(12_000_000, false), (12_000_001, true)])
    func stockGrows(closing: Int, isRaised: Bool) throws {
        let sales = Reported.sales.replacing(
            "45600000,2919904,500000", with: "24000000,\(closing),0")
        let input = try Reported.input(files: [(.sales, sales)])
        #expect(try raised(input).contains(.r09) == isRaised)
    }

    /// 41,952,000 are 98 % of 42,808,163.27.
    @Test(arguments: [("42808163.27", false), ("42808163.26", true)])
    func lineIsTheWholeCompany(company: String, isRaised: Bool) throws {
        let text = Reported.company.replacing("63480000.00", with: company)
        var input = try Reported.input(files: [(.sales, Reported.sales), (.company, text)])
        #expect(try !raised(input).contains(.r10))
        var other = input.plant.lines[0]
        other.id = "mask-2"
        input.plant.lines.append(other)
        #expect(try raised(input).contains(.r10) == isRaised)
    }

    @Test func turnoverIsCopied() throws {
        let input = try Reported.input()
        let before = PeriodicReport.make(input)
        #expect(try raised(input) { $0.earlier = [before] }.contains(.r11))
        let target = try Reported.input(project: [("value: 40000000", "value: 41952000")])
        #expect(try raised(target).contains(.r11))
    }

    @Test(arguments: [("2000", true), ("2001", false)])
    func numbersAreRound(sold: String, isRaised: Bool) throws {
        let header = Example.salesHeader
        let sales =
            header + "\nmask-l1,2022-09-01,2022-12-31,0,1000,1000,0,5000\n"
            + "mask-l1,2023-01-01,2023-08-31,1000,\(sold),1000,0,6000\n"
        let input = try Reported.input(files: [(.sales, sales)])
        #expect(try raised(input).contains(.r11) == isRaised)
    }

    @Test(arguments: [("41", false), ("40", true)])
    func jobsAreAboveTheRise(headcount: String, isRaised: Bool) throws {
        let text = Reported.company.replacing("08-31,41", with: "08-31,\(headcount)")
        let input = try Reported.input(
            files: [(.jobs, WorkedExampleTests.jobs), (.company, text)])
        #expect(try raised(input).contains(.r12) == isRaised)
    }

    /// 3 of 10 jobs are 30 %; the sixtieth day counts, the next does not.
    @Test(arguments: [
        (3, "2023-10-30", false), (4, "2023-10-30", true), (4, "2023-10-31", false),
    ])
    func jobsEndAfterTheReport(count: Int, to: String, isRaised: Bool) throws {
        let rows = (0..<10).map { "J-\($0),operative,2022-09-01,\($0 < count ? to : ""),1,no" }
        let jobs = ([Example.jobsHeader] + rows).joined(separator: "\n")
        let input = try Reported.input(files: [(.jobs, jobs)])
        #expect(try raised(input).contains(.r13) == isRaised)
    }

    /// 5 % of 365 days are 18.25.
    @Test(arguments: [(18, false), (19, true)])
    func lineIsFasterThanItsRate(days: Int, isRaised: Bool) throws {
        let input = try Reported.input { line in
            for place in 0..<days { line.days[place].isOverRate = true }
        }
        #expect(try raised(input).contains(.r15) == isRaised)
    }

    @Test(arguments: [(5, false), (6, true)])
    func piecesComeOutsidePlannedTime(percent: Int64, isRaised: Bool) throws {
        let input = try Reported.input { line in
            for place in line.days.indices {
                line.days[place].outside = line.days[place].made / 100 * percent
            }
        }
        #expect(try raised(input).contains(.r15) == isRaised)
    }

    @Test func outputIsTooEven() throws {
        let input = try Reported.input { line in
            for place in line.days.indices { line.days[place].good = 100_000_000_000 }
        }
        #expect(try raised(input).contains(.r15))
    }

    @Test(arguments: [(0, false), (1, true)])
    func clocksAreAhead(count: Int, isRaised: Bool) throws {
        let input = try Reported.input { line in
            line.findings = (0..<count).map { _ in
                StoredFinding(
                    at: line.span.from, kind: .clockAhead, signal: "mask-1/packer/made")
            }
        }
        #expect(try raised(input).contains(.r16) == isRaised)
    }

    /// 20 % of the values that carry a time; those without one are no part of it.
    @Test(arguments: [(20, 80, false), (21, 79, true), (0, 0, false)])
    func valuesAreFilledInLater(late: Int, fresh: Int, isRaised: Bool) throws {
        let input = try Reported.input { line in
            for (age, count) in [(SampleAge.fresh, fresh), (.backfilled, late)] {
                for _ in 0..<count {
                    line.ages.byAge[age, default: SignalSummary()].add(90, at: line.span.from)
                }
            }
            for _ in 0..<500 {
                line.ages.byAge[.fresh, default: SignalSummary()].addBad()
            }
        }
        let flag = RaisedFlag.all(FlagInput(report: PeriodicReport.make(input)))
            .first { $0.id == .r16 }
        #expect((flag != nil) == isRaised)
        guard isRaised else { return }
        #expect(
            flag?.evidence.map(\.figure) == [.count(late), .count(100), .share(200_000)])
    }

    @Test(arguments: [([LocalizedText](), false), ([words("broken", "斷開")], true)])
    func chainIsBroken(faults: [LocalizedText], isRaised: Bool) throws {
        let flags = try raised(Reported.input()) { $0.chainFaults = faults }
        #expect(flags.contains(.r17) == isRaised)
    }

    @Test(arguments: [(2, false), (3, true)])
    func reportIsRevisedOften(corrections: Int, isRaised: Bool) throws {
        let flags = try raised(Reported.input()) { $0.corrections = corrections }
        #expect(flags.contains(.r18) == isRaised)
    }

    /// The benefit report is due 90 days after 31 August 2023; sixty more end on 28 January.
    @Test(arguments: [("2024-01-28", false), ("2024-01-29", true)])
    func reportIsLate(submitted: String, isRaised: Bool) throws {
        let input = try Reported.input(
            project: [("submitted: 2023-11-02", "submitted: \(submitted)")])
        #expect(try raised(input).contains(.r18) == isRaised)
    }

    /// It is one lateness, whichever period is looked at.
    @Test func lateReportIsOfItsOwnPeriod() throws {
        let late = [("submitted: 2023-11-02", "submitted: 2024-02-01")]
        let next = BenefitPeriod(
            from: Example.year1.to.adding(days: 1), to: Example.year1.to.adding(days: 366))
        let subjects = try [Example.year1, next].map { period in
            let input = try Reported.input(project: late, period: period)
            return RaisedFlag.all(FlagInput(report: PeriodicReport.make(input)))
                .filter { $0.id == .r18 }.map(\.subject)
        }
        #expect(subjects[0].count == 1 && subjects[0] == subjects[1])
    }

    @Test(arguments: [(50, false), (51, true)])
    func lineIsRunByHand(percent: Int64, isRaised: Bool) throws {
        let input = try Reported.input { line in
            let known = line.coverage.known
            let part = DelayPart(reason: .manual, state: .stopped, isMinor: false)
            line.constraint.delays = [part: known / 100 * percent]
        }
        #expect(try raised(input).contains(.r19) == isRaised)
    }

    @Test(arguments: [("1073666.66", false), ("1073666.67", true)])
    func paymentIsWrong(amount: String, isRaised: Bool) throws {
        let input = try Reported.input(project: [("amount: 1073666.66", "amount: \(amount)")])
        #expect(try raised(input).contains(.r20) == isRaised)
    }

    @Test func consultantIsAnother() throws {
        let input = try Reported.input(
            project: [("  application: Example Consultants", "  application: Others")])
        #expect(try raised(input).contains(.r21))
    }

    @Test func lineWasPaidTwice() throws {
        let other = "other_funding: [{ line: mask-1, scheme: LMPSS }]\n"
        let input = try Reported.input(project: [("other_funding: []\n", other)])
        #expect(try raised(input).contains(.r22))
    }

    @Test func assetIsFundedTwice() throws {
        let input = try Reported.input()
        #expect(!input.project.lines.flatMap(\.assets).compactMap(\.serial).isEmpty)
        var other = input.project
        other.id = "other"
        #expect(try raised(input) { $0.others = [other] }.contains(.r22))
        for line in other.lines.indices {
            for asset in other.lines[line].assets.indices {
                other.lines[line].assets[asset].serial? += "-2"
            }
        }
        #expect(try !raised(input) { $0.others = [other] }.contains(.r22))
    }

    /// Use fell from 80 % by 60 % to 32 %.
    @Test(arguments: [(320, false), (319, true)])
    func lineIsIdleAfterThePayment(thousandths: Int64, isRaised: Bool) throws {
        let input = try Reported.input()
        let before = try #require(input.measured["mask-1"])
        var after = before
        let planned = after.constraint.planned
        after.constraint.production = planned / 1000 * thousandths
        after.constraint.delay = planned - after.constraint.production
        let flags = try raised(input) { $0.payment = ["mask-1": (before, after)] }
        #expect(flags.contains(.r23) == isRaised)
        // What nobody heard of is not idle.
        (after.constraint.delay, after.constraint.unknown) = (0, after.constraint.delay)
        #expect(try !raised(input) { $0.payment = ["mask-1": (before, after)] }.contains(.r23))
    }

    @Test(arguments: [("2023-08-31", false), ("2023-08-29", true)])
    func certificateLapses(end: String, isRaised: Bool) throws {
        let text = Reported.company + "certification,2020-01-01,\(end),,ISO 13485,\n"
        let input = try Reported.input(files: [(.company, text)])
        #expect(try raised(input).contains(.r25) == isRaised)
        guard isRaised else { return }
        let renewed = text + "certification,2023-08-30,2026-08-29,,ISO 13485,\n"
        #expect(try !raised(Reported.input(files: [(.company, renewed)])).contains(.r25))
    }

    /// Every flag can be raised here, or says why not; all have words in both languages.
    @Test func everyFlagIsTestedOrSaysWhyNot() throws {
        for id in FlagID.allCases {
            #expect(!id.name.traditionalChinese.isEmpty && !id.benign.english.isEmpty)
        }
        var project = try Reported.input().project
        #expect(FlagID.allCases.filter { $0.gap(project) != nil } == [.r14, .r24])
        project.lines[0].operators = [
            SignalName(path: "mask-a/operators", place: .init(line: 1, column: 1))
        ]
        #expect(FlagID.allCases.filter { $0.gap(project) != nil } == [.r24])
    }

    @Test func limitIsASettingOfTheProject() throws {
        let flags = "flags: { silent_days: { value: 3, source: agreement } }\n\nsettings:"
        let input = try Reported.input(project: [("settings:", flags)]) { line in
            for place in 20..<24 { line.days[place].unknown = line.days[place].planned }
        }
        #expect(try raised(input).contains(.r01))
    }
}
