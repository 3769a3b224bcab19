import Plant
import Testing

@testable import Benefits

/// V30 and V32 to V46: declared and measured figures of a benefit period.
@Suite struct PeriodRuleTests {
    private func found(
        _ rule: RuleID, _ change: (inout PeriodInput) -> Void = { _ in }
    ) throws -> [String] {
        try ExampleProject.report(period: Period.year1(change)).found(rule)
    }

    private func gap(
        _ rule: RuleID, _ change: (inout PeriodInput) -> Void
    ) throws -> RuleJudgement.Outcome? {
        try ExampleProject.report(period: Period.year1(change)).judgement(rule)?.outcome
    }

    @Test func firstYearHolds() throws {
        let report = try ExampleProject.report(period: Period.year1())
        #expect(report.findings.map(\.text.english) == [])
        let open = report.judgements.filter { $0.outcome != .holds }.map(\.rule)
        #expect(open == [.v02, .v14, .v15, .v25])
        #expect(Period.jobs.count == 29)
        #expect(Period.jobs.reduce(0) { $0 + $1.fte } == 2683)
    }

    @Test func turnoverBelongsToAnOperatingLine() throws {
        #expect(
            try found(.v30) { $0.turnover?[0].from = date(2022, 8, 31) }
                == ["turnover_before error"])
        #expect(try gap(.v30) { $0.turnover = nil } == .notJudged(.noTurnover))
    }

    @Test func turnoverIsWithinTheCompany() throws {
        #expect(
            try found(.v32) { $0.companyTurnover = Money(cents: 4_195_199_999) }
                == ["over_company error"])
        #expect(try found(.v32) { $0.companyTurnover = Money(cents: 4_195_200_000) } == [])
        #expect(try gap(.v32) { $0.companyTurnover = nil } == .notJudged(.noCompanyTurnover))
    }

    @Test func stockIdentityIsWithinOneHundredth() throws {
        #expect(try found(.v33) { $0.stock?[0].closing += 490_199_040_000 } == [])
        #expect(
            try found(.v33) { $0.stock?[0].closing += 490_199_040_001 } == ["difference warning"])
        #expect(
            try gap(.v33) { $0.coverage = Coverage(known: 79, planned: 100) }
                == .notJudged(.lowCoverage))
    }

    @Test func priceIsWithinItsRangeAndThreeMedians() throws {
        #expect(
            try found(.v34) { $0.prices?[0].highest = Money(cents: 91) } == ["range warning"])
        #expect(
            try found(.v34) { $0.prices?[0].lowest = Money(cents: 93) } == ["range warning"])
        #expect(
            try found(.v34) { $0.prices?[0].sectorMedian = Money(cents: 30) }
                == ["median warning"])
        #expect(try gap(.v34) { $0.prices?[0].sectorMedian = nil } == .notJudged(.noMedian))
    }

    @Test func countersRiseAndTimesAddUp() throws {
        #expect(
            try found(.v35) { $0.counters?.readings[1].value = 0 } == ["backwards warning"])
        #expect(
            try found(.v35) { $0.counters?.resets[0].explanation = nil } == ["reset warning"])
        #expect(try found(.v35) { $0.times?[0].unknown = 1 } == ["times warning"])
        #expect(try gap(.v35) { $0.times = nil } == .notJudged(.noTimes))
        #expect(
            try gap(.v35) { $0.coverage = Coverage(known: 0, planned: 100) }
                == .notJudged(.lowCoverage))
        #expect(try gap(.v35) { $0.coverage = nil } == .notJudged(.noCoverage))
    }

    @Test func ratiosAreTheSameBothWays() throws {
        #expect(
            try found(.v36) { $0.effectiveness?[0].oee += 2e-9 } == ["two_ways error"])
        #expect(try found(.v36) { $0.effectiveness?[0].oee += 5e-10 } == [])
        #expect(
            try found(.v36) { input in
                input.effectiveness?[0].availability = 1.2
                input.effectiveness?[0].performance = 0.6
            } == ["range error"])
        #expect(
            try found(.v36) { input in
                input.effectiveness?[0].availability = 0.6
                input.effectiveness?[0].performance = 1.2
            } == ["performance warning"])
        #expect(
            try found(.v36) { $0.effectiveness?[0].good -= 1_000_000 } == ["two_ways error"])
    }

    @Test func coverageBelowItsLimitsIsSaid() throws {
        #expect(try found(.v37) { $0.coverage = Coverage(known: 95, planned: 100) } == [])
        #expect(
            try found(.v37) { $0.coverage = Coverage(known: 949, planned: 1000) }
                == ["estimated warning"])
        #expect(
            try found(.v37) { $0.coverage = Coverage(known: 799, planned: 1000) }
                == ["unusable warning"])
    }

    @Test func hoursAgreeWithinFifteenHundredths() throws {
        func found(_ least: Int64, _ most: Int64) throws -> [String] {
            try self.found(.v38) {
                $0.hours?[0].measured = least
                $0.hours?[0].atMost = most
            }
        }
        let (low, high): (Int64, Int64) = (28_560_000_000, 38_640_000_000)
        #expect(try found(low, low) == [])
        #expect(try found(low - 1, low - 1) == ["difference warning"])
        #expect(try found(low - 1, low) == [])
        #expect(try found(high, high + 1) == [])
        #expect(try found(high + 1, high + 1) == ["difference warning"])
    }

    @Test func varianceNeedsAReason() throws {
        #expect(try found(.v40) { $0.actuals?[1].value = 32_000_000_000_000 } == [])
        #expect(
            try found(.v40) { $0.actuals?[1].value = 31_999_999_000_000 } == ["no_reason warning"])
        #expect(
            try found(.v40) { input in
                input.actuals?[1].value = 1
                input.actuals?[1].reason = LocalizedText(both: "market")
            } == [])
        #expect(try gap(.v40) { $0.actuals?.removeLast() } == .notJudged(.noActuals))
    }

    @Test func jobsAreCountedOnceWithTypeAndContract() throws {
        #expect(try found(.v41) { $0.jobs?[1].id = "J-0" } == ["twice error"])
        #expect(try found(.v41) { $0.jobs?[1].type = nil } == ["no_type error"])
        #expect(try found(.v41) { $0.jobs?[1].contract = nil } == ["no_contract error"])
    }

    /// Six full-time months are 0.5; half a week for a year is, too.
    @Test func equivalentIsHoursAndMonths() throws {
        #expect(try found(.v42) { $0.jobs?[27].fte = 51 } == ["fte error"])
        #expect(try found(.v42) { $0.jobs?[25].fte = 49 } == ["fte error"])
        #expect(
            try found(.v42) { input in
                input.jobs?[0].to = date(2023, 2, 28)
                input.jobs?[0].fte = 50
            } == [])
        #expect(try found(.v42) { $0.jobs?[0].from = date(2022, 9, 15) } == [])
        #expect(try found(.v42) { $0.jobs?[0].from = date(2022, 10, 1) } == ["fte error"])
    }

    @Test func jobsAreWithinTheRiseOfHeadcount() throws {
        #expect(try found(.v43) { $0.headcount?.now = 40 } == ["over_rise warning"])
        #expect(
            try found(.v43) { input in
                input.headcount = Headcount(now: 40, reason: LocalizedText(both: "leave"))
            } == [])
        #expect(try gap(.v43) { $0.headcount = nil } == .notJudged(.noHeadcount))
    }

    @Test func jobsThatCountAgainAreStillFilled() throws {
        let ended = date(2023, 8, 30)
        #expect(
            try found(.v44) { input in
                input.jobs?[0].wasCountedBefore = true
                input.jobs?[0].to = ended
            } == ["not_filled error"])
        #expect(try found(.v44) { $0.jobs?[0].to = ended } == [])
        #expect(
            try found(.v44) { input in
                input.jobs?[0].wasCountedBefore = true
                input.jobs?[0].to = date(2023, 8, 31)
            } == [])
    }

    @Test func jobsOfTheSetUpAndMovedJobsAreNotNew() throws {
        #expect(try found(.v45) { $0.jobs?[3].isSetUp = true } == ["setup warning"])
        #expect(
            try found(.v45) { $0.jobs?[3].wasMovedFromAnotherSite = true } == ["moved warning"])
    }

    @Test func smartSharesAreToldNotJudged() throws {
        let share = SmartShare(
            criterion: LocalizedText(english: "IoT", traditionalChinese: "物聯網"), stations: 3,
            ofStations: 4)
        let report = try ExampleProject.report(period: Period.year1 { $0.smart = [share] })
        #expect(report.found(.v29) == ["share info"])
        #expect(!report.hasErrors)
        #expect(
            report.judgement(.v29)?.findings.first?.text
                == LocalizedText(
                    english: "IoT: 3 of 4 stations", traditionalChinese: "物聯網：4 個工位中有 3 個"))
    }

    @Test func reportsAreSealedAndKept() throws {
        #expect(
            try found(.v46) { $0.reports?[0].isSealed = false } == ["signed_not_sealed info"])
        #expect(
            try found(.v46) {
                $0.reports?[0].isSealed = false
                $0.reports?[0].isSigned = false
            } == ["not_sealed error", "not_signed error"])
        #expect(try found(.v46) { $0.reports?[0].isSigned = false } == ["not_signed error"])
        #expect(try found(.v46) { $0.reports?[0].isUnchanged = false } == ["changed error"])
        #expect(
            try found(.v46) { $0.reports?[0].version = 2 } == ["no_reason error", "lost error"])
        #expect(try gap(.v46) { $0.reports?[0].isUnchanged = nil } == .notJudged(.notCompared))
    }
}
