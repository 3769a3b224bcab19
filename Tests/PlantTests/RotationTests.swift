import Plant
import Telemetry
import Testing

@Suite struct RotationTests {
    /// Two days early, two late, two nights, two off: as one crew of a continental rota works.
    private static let crew = """
        shifts: [
          { name: early, rotation: { cycle: 8 d, days: [1-2], start: 2026-01-05 }, from: "06:00", to: "14:00" },
          { name: late, rotation: { cycle: 8 d, days: [3, 4], start: 2026-01-05 }, from: "14:00", to: "22:00" },
          { name: night, rotation: { cycle: 8 d, days: 5-6, start: 2026-01-05 }, from: "22:00", to: "06:00" } ]
        """

    private func shifts(_ calendar: String, _ from: String, _ to: String) throws -> [String] {
        let plant = try Fixtures.calendar("Asia/Hong_Kong", calendar)
        let span = TimeSpan(from: try plant.parse(instant: from), to: try plant.parse(instant: to))
        return plant.schedule(line: 0, over: span).shifts.map { "\($0.name) \($0.date)" }
    }

    @Test func shiftsGoRoundWithTheCycleAndNotWithTheWeek() throws {
        #expect(
            try shifts(Self.crew, "2026-01-05", "2026-01-14") == [
                "early 2026-01-05", "early 2026-01-06", "late 2026-01-07", "late 2026-01-08",
                "night 2026-01-09", "night 2026-01-10", "early 2026-01-13",
            ])
        // 58 cycles of 8 days, 464 days, later.
        #expect(
            try shifts(Self.crew, "2027-04-14", "2027-04-17") == [
                "early 2027-04-14", "early 2027-04-15", "late 2027-04-16",
            ])
    }

    @Test func theCycleGoesOnBeforeItsStartToo() throws {
        #expect(
            try shifts(Self.crew, "2026-01-01T12:00", "2026-01-05T12:00") == [
                "night 2026-01-01", "night 2026-01-02", "early 2026-01-05",
            ])
    }

    @Test func effectiveDatesHoldForRotationsToo() throws {
        let changed = """
            shifts: [ { name: day, days: mon-sat, from: "08:00", to: "16:00", until: 2026-01-05 },
              { name: day, rotation: { cycle: 4 d, days: [1-3], start: 2026-01-05 }, from: "08:00", to: "16:00", effective: 2026-01-05 } ]
            """
        #expect(
            try shifts(changed, "2026-01-03", "2026-01-10") == [
                "day 2026-01-03", "day 2026-01-05", "day 2026-01-06", "day 2026-01-07",
                "day 2026-01-09",
            ])
    }

    @Test func aRotatingNightLastsWhatElapsesWhereClocksJump() throws {
        // 28 March 2026, whose night clocks go forward, is day 5 of the cycle.
        let night = Self.crew.replacing("2026-01-05", with: "2026-03-24")
        let plant = try Fixtures.calendar("Europe/Berlin", night)
        let noon = try plant.parse(instant: "2026-03-28T12:00")
        let schedule = plant.schedule(
            line: 0, over: TimeSpan(from: noon, to: noon + 86_400 * nanosecondsPerSecond))
        #expect(schedule.shifts.map(\.name) == ["night"])
        #expect(schedule.spans.map(\.span.duration) == [7 * 3600 * nanosecondsPerSecond])
    }

    @Test func exceptionsHoldForRotationsToo() throws {
        let closed = Self.crew + ", exceptions: [ { date: 2026-01-06, closed: true } ]"
        #expect(
            try shifts(closed, "2026-01-05", "2026-01-08") == [
                "early 2026-01-05", "late 2026-01-07",
            ])
        // 6 January is an early shift; 11 January is free.
        #expect(throws: PlantError.self) {
            try shifts(
                Self.crew
                    + ", exceptions: [ { date: 2026-01-06, from: \"13:00\", to: \"15:00\" } ]",
                "2026-01-05", "2026-01-08")
        }
        let extra =
            Self.crew + ", exceptions: [ { date: 2026-01-11, from: \"06:00\", to: \"09:00\" } ]"
        #expect(try shifts(extra, "2026-01-11T01:00", "2026-01-13").last == "overtime 2026-01-11")
    }

    @Test func cyclesThatMeanTheSameDatesAreEqual() {
        let monday = LocalDate(year: 2026, month: 1, day: 5)
        let weekdays = DayCycle(weekdays: Set(1...5))
        #expect(DayCycle(length: 7, days: Set(1...5), start: monday) == weekdays)
        #expect(DayCycle(length: 7, days: Set(3...7), start: monday.adding(days: -2)) == weekdays)
        #expect(
            DayCycle(length: 14, days: Set(1...5).union(8...12), start: monday) == weekdays)
        #expect(DayCycle(length: 5, days: Set(1...5), start: monday).length == 1)
        #expect(DayCycle(length: 14, days: Set(1...5), start: monday) != weekdays)
    }

    @Test func theDefinitionHoldsTheRotation() throws {
        func text(_ rotation: String) throws -> String {
            let shift = "{ name: day, \(rotation), from: \"08:00\", to: \"16:00\" }"
            return try Fixtures.read(Fixtures.plant(calendar: "shifts: [ \(shift) ]"))
                .definitionText(workUnit: 0)
        }
        let cycle = "rotation: { cycle: 8 d, days: [1-2], start: 2026-01-05 }"
        // 2026-01-05 is 20,454 days after 1970-01-05, 6 days into a cycle of 8.
        #expect(try text(cycle).contains("\nshift of 8 on 6 7 08:00-16:00 breaks [] "))
        let later = cycle.replacing("2026-01-05", with: "2026-01-13")
        #expect(try text(later) == text(cycle))
        #expect(try text(cycle.replacing("2026-01-05", with: "2026-01-06")) != text(cycle))
        #expect(try text(cycle.replacing("1-2", with: "1-3")) != text(cycle))
        let week = "rotation: { cycle: 14 d, days: [1-5, 8-12], start: 2026-01-05 }"
        #expect(try text(week) == text("days: mon-fri"))
    }

    /// Against a walk through all days of two cycles.
    @Test(arguments: [(8, 6), (8, 7), (9, 12), (28, 8), (5, 1), (14, 7)])
    func overlapsAreFoundAcrossCycles(one: Int, other: Int) throws {
        let monday = LocalDate(year: 2026, month: 1, day: 5)
        for day in 1...other {
            let first = "cycle: \(max(2, one)) d, days: [1, \(max(2, one) - 1)], start: 2026-01-05"
            let second = "cycle: \(max(2, other)) d, days: [\(day)], start: 2026-01-05"
            let left = DayCycle(
                length: max(2, one), days: [1, max(2, one) - 1], start: monday)
            let right = DayCycle(length: max(2, other), days: [day], start: monday)
            let meeting = (0..<(one * other * 2)).map { monday.adding(days: $0) }
                .first { left.contains($0) && right.contains($0.adding(days: -1)) }
            // The second one's night runs into the first one's morning.
            let calendar = """
                shifts: [ { name: a, rotation: { \(first) }, from: "05:00", to: "12:00" },
                  { name: b, rotation: { \(second) }, from: "22:00", to: "06:00" } ]
                """
            do {
                _ = try Fixtures.calendar("UTC", calendar)
                #expect(meeting == nil, "\(one) \(other) \(day)")
            } catch let error as PlantError {
                #expect(meeting != nil, "\(one) \(other) \(day)")
                let text = "\(error.diagnostics.map(\.message))"
                #expect(text.contains("overlap, on"))
                if other > 1, let meeting { #expect(text.contains("\(meeting)") || one > 2) }
            }
        }
    }

    @Test func rotationsThatAreKeptApartByTheirDatesDoNotOverlap() throws {
        let apart = """
            shifts: [ { name: a, rotation: { cycle: 5 d, days: [1-5], start: 2026-01-05 }, from: "08:00", to: "16:00", until: 2026-02-01 },
              { name: b, rotation: { cycle: 3 d, days: [1], start: 2026-02-01 }, from: "12:00", to: "20:00", effective: 2026-02-01 } ]
            """
        #expect(try shifts(apart, "2026-01-31", "2026-02-03") == ["a 2026-01-31", "b 2026-02-01"])
        #expect(throws: PlantError.self) {
            try shifts(
                apart.replacing("until: 2026-02-01", with: "until: 2026-02-02"), "2026-01-31",
                "2026-02-03")
        }
    }
}
