import Plant
import Telemetry
import Testing

@Suite struct TimeTests {
    private func plant(_ zone: String) throws -> Plant {
        try Fixtures.read(Fixtures.plant(zone: zone))
    }

    @Test(arguments: [
        ("2026-03-02", 1_772_380_800), ("2026-03-02T08:00", 1_772_409_600),
        ("2026-03-02T08:00:01", 1_772_409_601), ("2026-03-02 08:00", 1_772_409_600),
        ("2026-03-02T08:00:00+08:00", 1_772_409_600), ("2026-03-02T00:00:00Z", 1_772_409_600),
        ("2026-03-01T19:30:00.000-04:30", 1_772_409_600), ("2026-03-02T24:00", 1_772_467_200),
    ])
    func readsInstantsAsPeopleTypeThem(text: String, second: Int64) throws {
        let instant = try plant("Asia/Hong_Kong").parse(instant: text)
        #expect(instant == Timestamp(clampingSeconds: second))
    }

    @Test(arguments: [
        "", "today", "2026-02-29", "2026-13-01", "2026-3-2", "2026-03-02T", "2026-03-02T8:00",
        "2026-03-02T08:60", "2026-03-02T24:01", "2026-03-02T08:00:00+8", "2026-03-02T08:00Zx",
        "2026-03-02T08:00:00.", "2026-03-02T08:00:00.1234567890",
    ])
    func refusesWhatIsNoInstant(text: String) throws {
        let plant = try plant("Asia/Hong_Kong")
        #expect(throws: InstantError.malformed(text)) { try plant.parse(instant: text) }
    }

    @Test func refusesFractionsOfASecondAndOtherCenturies() throws {
        let plant = try plant("Asia/Hong_Kong")
        let half = "2026-03-02T08:00:00.5Z"
        #expect(throws: InstantError.notWholeSecond(half)) { try plant.parse(instant: half) }
        #expect(throws: InstantError.outOfRange("2300-01-01")) {
            try plant.parse(instant: "2300-01-01")
        }
    }

    @Test func readsEventTimesToTheNanosecond() throws {
        let plant = try plant("Asia/Hong_Kong")
        let second = Timestamp(clampingSeconds: 1_772_409_600)
        #expect(
            plant.parse(eventTime: "2026-03-02T08:00:00.123456789+08:00") == second + 123_456_789)
        #expect(plant.parse(eventTime: "2026-03-02T08:00:00.5") == second + 500_000_000)
        #expect(plant.parse(eventTime: "2026-03-02T08:00:00.5x") == nil)
    }

    @Test(arguments: [
        ("Europe/Berlin", "2026-03-29T12:00", 23), ("Europe/Berlin", "2026-10-25T12:00", 25),
        ("America/New_York", "2026-03-08T01:00", 23), ("America/New_York", "2026-11-01T23:00", 25),
        ("Pacific/Apia", "2026-03-02T00:00", 24), ("Pacific/Apia", "2011-12-31T00:00", 24),
        ("Asia/Hong_Kong", "2026-03-02T23:59", 24),
    ])
    func localDayLastsWhatElapses(zone: String, noon: String, hours: Int64) throws {
        let plant = try plant(zone)
        let day = plant.localDay(containing: try plant.parse(instant: noon))
        #expect(day.from == (try plant.parse(instant: String(noon.prefix(10)))))
        #expect(day.duration == hours * 3600 * nanosecondsPerSecond)
        #expect("\(plant.localDate(of: day.from))" == noon.prefix(10))
        #expect(plant.localDate(of: day.to - 1) == plant.localDate(of: day.from))
        #expect(plant.localMidnight(of: plant.localDate(of: day.to)) == day.to)
    }

    @Test func everyDayFollowsTheOneBeforeIt() throws {
        for zone in ["Europe/Berlin", "America/St_Johns", "America/Havana", "Pacific/Apia"] {
            let plant = try plant(zone)
            var day = plant.localDay(containing: try plant.parse(instant: "2006-01-01"))
            for _ in 0..<2200 {
                let next = plant.localDay(containing: day.to)
                guard next.from == day.to, !next.isEmpty else {
                    Issue.record("\(zone): a day is missing at \(plant.localDate(of: day.to))")
                    break
                }
                let inside = plant.localDay(containing: day.to - 1)
                guard inside == day else {
                    Issue.record("\(zone): the end of \(plant.localDate(of: day.from)) is torn")
                    break
                }
                // In St John's clocks went back from 00:01 to 23:01: the new day shows the old
                // date.
                guard plant.localDay(containing: next.from + 1800 * nanosecondsPerSecond) == next
                else {
                    Issue.record("\(zone): the start of \(plant.localDate(of: next.from)) is torn")
                    break
                }
                day = next
            }
        }
    }

    @Test func hoursAreCutByTheWallClock() throws {
        let kolkata = try plant("Asia/Kolkata")
        let span = try Fixtures.span("2026-03-02T00:00:00Z", "2026-03-02T03:00:00Z")
        let cuts = kolkata.hourCuts(over: span).map { ($0 - span.from) / 60_000_000_000 }
        #expect(cuts == [30, 90, 150])
    }

    @Test func endsOfTheSpanAreNoCuts() throws {
        let plant = try plant("Asia/Hong_Kong")
        let span = try Fixtures.span("2026-03-02T00:00:00Z", "2026-03-02T02:00:00Z")
        #expect(plant.hourCuts(over: span) == [span.from + 3600 * nanosecondsPerSecond])
        let empty = TimeSpan(from: span.from, to: span.from)
        #expect(plant.hourCuts(over: empty).isEmpty)
    }

    @Test func hoursAreCutAcrossHalfHourTransitions() throws {
        // Lord Howe: on 2026-04-05 at 02:00 the clocks went back to 01:30.
        let plant = try plant("Australia/Lord_Howe")
        let day = plant.localDay(containing: try plant.parse(instant: "2026-04-05T12:00"))
        #expect(day.duration == 88_200 * nanosecondsPerSecond)
        let cuts = plant.hourCuts(over: day).map { ($0 - day.from) / 60_000_000_000 }
        #expect(cuts.prefix(4) == [60, 150, 210, 270])
        #expect(cuts.count == 23)
    }

    @Test func countsDaysAsTheCalendarDoes() {
        #expect(LocalDate(year: 1970, month: 1, day: 1).dayNumber == 0)
        #expect(LocalDate(year: 2000, month: 3, day: 1).dayNumber == 11_017)
        #expect(LocalDate(year: 2026, month: 3, day: 2).weekday == 1)
        for number in -200_000...100_000 where LocalDate(dayNumber: number).dayNumber != number {
            Issue.record("day \(number) is not itself")
        }
    }
}
