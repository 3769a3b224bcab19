import Plant

@testable import Benefits

/// Inputs of the worked example's first benefit period.
enum Period {
    static let year1 = BenefitPeriod(from: date(2022, 9, 1), to: date(2023, 8, 31))

    /// Everything that the rules ask for, as it should be, with a change.
    static func year1(_ change: (inout PeriodInput) -> Void = { _ in }) -> PeriodInput {
        var input = PeriodInput(period: year1)
        input.turnover = [
            LineTurnover(line: "mask-1", from: year1.from, amount: Money(cents: 4_195_200_000))
        ]
        input.companyTurnover = Money(cents: 5_000_000_000)
        input.stock = [
            ProductStock(
                product: "mask-l1", good: 49_019_904_000_000, opening: 0,
                sold: 45_600_000_000_000, closing: 2_919_904_000_000,
                samplesAndScrap: 500_000_000_000)
        ]
        input.coverage = Coverage(known: 100, planned: 100)
        input.prices = [
            ProductPrice(
                product: "mask-l1", turnover: Money(cents: 4_195_200_000),
                sold: 45_600_000_000_000, lowest: Money(cents: 80), highest: Money(cents: 92),
                sectorMedian: Money(cents: 31))
        ]
        input.counters = CounterRecord(
            readings: [
                CounterReading(source: "made", epoch: 0, value: 1),
                CounterReading(source: "made", epoch: 0, value: 5),
                CounterReading(source: "made", epoch: 1, value: 0),
            ],
            resets: [CounterReset(source: "made", day: date(2023, 1, 1), explanation: "restart")])
        input.times = [
            LineTimes(
                line: "mask-1", plannedBusy: 576_000, production: 460_800, down: 115_200,
                unknown: 0)
        ]
        input.effectiveness = [
            LineEffectiveness(
                line: "mask-1", availability: 0.8, performance: 0.9, quality: 0.985, oee: 0.7092,
                good: 49_019_904_000_000, idealOutput: 576_000 * 120 * 1_000_000)
        ]
        input.hours = [
            OperatorHours(
                line: "mask-1", measured: 32_910_000_000, atMost: 32_910_000_000,
                paid: 33_600_000_000)
        ]
        input.actuals = [
            TargetActual(target: "capacity", value: 49_019_904_000_000),
            TargetActual(target: "turnover", value: 41_952_000_000_000),
            TargetActual(target: "jobs", value: 29_000_000),
            TargetActual(target: "oee", value: 71_000_000),
        ]
        input.jobs = jobs
        input.headcount = Headcount(now: 41)
        input.reports = [
            ReportVersion(
                report: "year-1", version: 1, isSealed: true, isSigned: true, isUnchanged: true)
        ]
        input.smart = []
        input.positions = []
        change(&input)
        return input
    }

    /// 29 jobs, 26.83 annual full-time equivalents.
    static var jobs: [ClaimedJob] {
        var jobs: [ClaimedJob] = []
        func add(_ count: Int, _ type: JobType, from: LocalDate, hours: Int, fte: Int) {
            for _ in 0..<count {
                jobs.append(
                    ClaimedJob(
                        id: "J-\(jobs.count)", project: "example-ppe", type: type,
                        contract: .permanent, from: from, minutesAWeek: hours * 60, fte: fte))
            }
        }
        add(2, .engineer, from: year1.from, hours: 40, fte: 100)
        add(4, .technician, from: year1.from, hours: 40, fte: 100)
        add(1, .dataIT, from: date(2022, 11, 1), hours: 40, fte: 83)
        add(3, .qualityRegulatory, from: year1.from, hours: 40, fte: 100)
        add(14, .operative, from: year1.from, hours: 40, fte: 100)
        add(1, .supplyChain, from: year1.from, hours: 40, fte: 100)
        add(2, .supplyChain, from: year1.from, hours: 20, fte: 50)
        add(2, .salesAdmin, from: date(2023, 3, 1), hours: 40, fte: 50)
        return jobs
    }
}
