import Benefits
import Plant
import Testing

/// Calendar months clamp at the month's end.
@Suite struct MonthTests {
    @Test(arguments: [
        (date(2022, 8, 31), 6, date(2023, 2, 28)), (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)), (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)), (date(2021, 12, 31), 1, date(2022, 1, 31)),
        (date(2022, 9, 1), 60, date(2027, 9, 1)), (date(2021, 3, 31), -1, date(2021, 2, 28)),
        (date(2100, 1, 31), 1, date(2100, 2, 28)), (date(2000, 1, 31), 1, date(2000, 2, 29)),
        (date(2021, 1, 15), -25, date(2018, 12, 15)),
    ])
    func monthsAreAdded(from: LocalDate, months: Int, to: LocalDate) {
        #expect(from.adding(months: months) == to)
    }

    @Test func sixtyMonthsFromSeptemberEndInAugust() {
        let end = date(2022, 9, 1).adding(months: 60).adding(days: -1)
        #expect(end == date(2027, 8, 31))
    }

    @Test(arguments: [
        (date(2021, 3, 1), date(2022, 2, 28), 12, false),
        (date(2021, 3, 1), date(2022, 3, 1), 12, true),
        (date(2023, 3, 1), date(2024, 2, 29), 12, false),
        (date(2023, 3, 1), date(2024, 2, 28), 11, true),
        (date(2021, 8, 31), date(2022, 8, 30), 12, false),
    ])
    func exactlySoManyMonthsAreNotMore(
        from: LocalDate, to: LocalDate, months: Int, isLonger: Bool
    ) {
        let period = BenefitPeriod(from: from, to: to)
        #expect(period.months == months)
        #expect(period.isLonger(thanMonths: months) == isLonger)
    }
}
