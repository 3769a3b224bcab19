import Plant
import Telemetry
import Testing

@Suite struct ScheduleTests {
    /// Hours and minutes of each span, `b` busy, `d` break and `m` maintenance, by the clock of the
    /// plant's zone.
    private func shape(
        _ plant: Plant, _ from: String, _ to: String
    ) throws -> (spans: [String], shifts: [String]) {
        let span = TimeSpan(from: try plant.parse(instant: from), to: try plant.parse(instant: to))
        let schedule = plant.schedule(line: 0, over: span)
        let spans = schedule.spans.map { part in
            let kind =
                switch part.kind {
                case .busy: "b"
                case .plannedBreak: "d"
                case .maintenance: "m"
                }
            return "\(kind) \(minutes(part.span.from - span.from))+\(minutes(part.span.duration))"
        }
        let shifts = schedule.shifts.map {
            "\($0.name) \($0.date) \(minutes($0.span.from - span.from))+\(minutes($0.span.duration))"
        }
        return (spans, shifts)
    }

    private func minutes(_ nanoseconds: Int64) -> String {
        #expect(nanoseconds % 60_000_000_000 == 0)
        let all = nanoseconds / 60_000_000_000
        let sign = all < 0 ? "-" : ""
        return "\(sign)\(abs(all) / 60):\(abs(all) % 60 < 10 ? "0" : "")\(abs(all) % 60)"
    }

    private let night = """
        shifts: [ { name: night, days: mon-sat, from: "20:00", to: "04:00", breaks: ["00:30-01:00"] } ]
        """

    @Test func nightShiftBelongsToTheDateItBegins() throws {
        let plant = try Fixtures.calendar("Asia/Hong_Kong", night)
        let (spans, shifts) = try shape(plant, "2026-03-02", "2026-03-03")
        #expect(spans == ["b 20:00+4:00"])
        #expect(shifts == ["night 2026-03-02 20:00+8:00"])
        let morning = try shape(plant, "2026-03-03T03:00", "2026-03-03T05:00")
        #expect(morning.spans == ["b 0:00+1:00"])
        #expect(morning.shifts == ["night 2026-03-02 -7:00+8:00"])
    }

    @Test func breakAfterMidnightBelongsToTheNightShift() throws {
        let plant = try Fixtures.calendar("Asia/Hong_Kong", night)
        let (spans, _) = try shape(plant, "2026-03-02T12:00", "2026-03-03T12:00")
        #expect(spans == ["b 8:00+4:30", "d 12:30+0:30", "b 13:00+3:00"])
        // Saturday's night shift runs into Sunday; Sunday has none.
        let sunday = try shape(plant, "2026-03-08", "2026-03-09T12:00")
        #expect(sunday.spans == ["b 0:00+0:30", "d 0:30+0:30", "b 1:00+3:00"])
    }

    @Test func shiftsFrom0630FollowEachOther() throws {
        let plant = try Fixtures.calendar(
            "Asia/Hong_Kong",
            """
            shifts: [ { name: early, from: "06:30", to: "14:30" }, { name: late, from: "14:30", to: "22:30" }, { name: night, from: "22:30", to: "06:30" } ]
            """)
        let (spans, shifts) = try shape(plant, "2026-03-02", "2026-03-03")
        #expect(spans == ["b 0:00+6:30", "b 6:30+8:00", "b 14:30+8:00", "b 22:30+1:30"])
        #expect(
            shifts == [
                "night 2026-03-01 -1:30+8:00", "early 2026-03-02 6:30+8:00",
                "late 2026-03-02 14:30+8:00", "night 2026-03-02 22:30+8:00",
            ])
    }

    @Test func shiftUntil2400EndsAtMidnight() throws {
        let plant = try Fixtures.calendar(
            "Asia/Hong_Kong",
            """
            shifts: [ { name: evening, from: "16:00", to: "24:00", breaks: ["23:30-24:00"] }, { name: night, from: "00:00", to: "08:00" } ]
            """)
        let (spans, _) = try shape(plant, "2026-03-02", "2026-03-03")
        #expect(spans == ["b 0:00+8:00", "b 16:00+7:30", "d 23:30+0:30"])
    }

    @Test func effectiveDatesChangeTheShift() throws {
        let plant = try Fixtures.calendar(
            "Asia/Hong_Kong",
            """
            shifts: [ { name: day, from: "08:00", to: "16:00", until: 2026-03-03 }, { name: day, from: "09:00", to: "17:00", effective: 2026-03-03 } ]
            """)
        let (spans, _) = try shape(plant, "2026-03-02", "2026-03-04")
        #expect(spans == ["b 8:00+8:00", "b 33:00+8:00"])
    }

    @Test func closedDayTakesAwayTheShiftsThatBeginOnIt() throws {
        let plant = try Fixtures.calendar(
            "Asia/Hong_Kong", night + ", exceptions: [ { date: 2026-03-03, closed: true } ]")
        let (spans, shifts) = try shape(plant, "2026-03-03", "2026-03-04T12:00")
        #expect(spans == ["b 0:00+0:30", "d 0:30+0:30", "b 1:00+3:00"])
        #expect(shifts == ["night 2026-03-02 -4:00+8:00"])
    }

    @Test func closedPartOfADayIsCutOutOfWhatRunsOnIt() throws {
        let plant = try Fixtures.calendar(
            "Asia/Hong_Kong",
            night
                + ", exceptions: [ { date: 2026-03-03, from: \"00:45\", to: \"21:00\", closed: true, reason: signal 8 } ]"
        )
        let (spans, shifts) = try shape(plant, "2026-03-02T12:00", "2026-03-04T12:00")
        #expect(
            spans == [
                "b 8:00+4:30", "d 12:30+0:15", "b 33:00+3:30", "d 36:30+0:30", "b 37:00+3:00",
            ]
        )
        #expect(shifts == ["night 2026-03-02 8:00+8:00", "night 2026-03-03 32:00+8:00"])
    }

    @Test func openExceptionIsAnExtraShift() throws {
        let plant = try Fixtures.calendar(
            "Asia/Hong_Kong",
            night
                + ", exceptions: [ { date: 2026-03-08, from: \"09:00\", to: \"12:00\", name: rush } ]"
        )
        let (spans, shifts) = try shape(plant, "2026-03-08T06:00", "2026-03-09")
        #expect(spans == ["b 3:00+3:00"])
        #expect(shifts == ["rush 2026-03-08 3:00+3:00"])
    }

    @Test func maintenanceWithinShiftsIsPlannedDown() throws {
        let plant = try Fixtures.calendar(
            "Asia/Hong_Kong",
            """
            shifts: [ { name: day, from: "08:00", to: "16:00", breaks: ["12:00-12:45"] } ], maintenance: [ { from: "2026-03-02T12:30", to: "2026-03-03T09:00" } ]
            """)
        let (spans, _) = try shape(plant, "2026-03-02", "2026-03-04")
        #expect(
            spans == [
                "b 8:00+4:00", "d 12:00+0:30", "m 12:30+3:30", "m 32:00+1:00", "b 33:00+3:00",
                "d 36:00+0:45", "b 36:45+3:15",
            ])
    }

    @Test func withoutACalendarAllTimeIsScheduled() throws {
        let plant = try Fixtures.read(
            Fixtures.plant().replacing("calendar: c\n", with: "name: x\n"))
        #expect(plant.warnings.map(\.message) == ["line l has no calendar: all time is scheduled"])
        let span = TimeSpan(from: .distantPast, to: .distantFuture)
        let schedule = plant.schedule(line: 0, over: span)
        #expect(schedule.shifts.isEmpty)
        #expect(schedule.spans == [ScheduledSpan(span: span, kind: .busy, shift: -1)])
    }

    @Test(arguments: [
        // The night on which clocks go forward is short, that on which they go back is long.
        ("Europe/Berlin", "2026-03-28", "7:00"), ("Europe/Berlin", "2026-10-24", "9:00"),
        ("America/New_York", "2026-03-07", "7:00"), ("America/New_York", "2026-10-31", "9:00"),
        ("Asia/Hong_Kong", "2026-03-28", "8:00"), ("Pacific/Apia", "2026-04-04", "8:00"),
        ("Pacific/Apia", "2011-12-30", "0:00"), ("Australia/Lord_Howe", "2026-04-04", "8:30"),
    ])
    func nightShiftLastsWhatElapses(zone: String, date: String, length: String) throws {
        let plant = try Fixtures.calendar(
            zone, "shifts: [ { name: night, from: \"22:00\", to: \"06:00\" } ]")
        let noon = try plant.parse(instant: "\(date)T12:00")
        let schedule = plant.schedule(
            line: 0, over: TimeSpan(from: noon, to: noon + 86_400 * nanosecondsPerSecond))
        let busy = schedule.spans.reduce(0) { $0 + $1.span.duration }
        // Samoa had no 30 December 2011: the shift of that date begins and ends as the next one.
        let expected = date == "2011-12-30" ? "8:00" : length
        #expect(minutes(busy) == expected)
    }

    @Test func skippedTimeIsTheInstantAfterTheGapAndDoubledTimeItsFirst() throws {
        let plant = try Fixtures.calendar(
            "Europe/Berlin",
            """
            shifts: [ { name: a, from: "22:00", to: "02:30" }, { name: b, from: "02:30", to: "06:00" } ]
            """)
        let spring = try shape(plant, "2026-03-28T21:00", "2026-03-29T09:00")
        #expect(spring.spans == ["b 1:00+4:00", "b 5:00+3:00"])
        let autumn = try shape(plant, "2026-10-24T21:00", "2026-10-25T09:00")
        #expect(autumn.spans == ["b 1:00+4:30", "b 5:30+4:30"])
    }

    @Test func spansOfEveryDayAddUpToTheWhole() throws {
        for zone in ["Asia/Hong_Kong", "Europe/Berlin", "America/New_York", "Pacific/Apia"] {
            let plant = try Fixtures.calendar(
                zone,
                """
                shifts: [ { name: early, from: "06:30", to: "14:30", breaks: ["10:00-10:15"] }, { name: late, from: "14:30", to: "22:30" }, { name: night, days: mon-fri, from: "22:30", to: "06:30", breaks: ["02:00-02:30"] } ]
                """)
            var day = plant.localDay(containing: try plant.parse(instant: "2026-01-01"))
            let start = day.from
            var sum: Int64 = 0
            for _ in 0..<366 {
                let schedule = plant.schedule(line: 0, over: day)
                sum += schedule.spans.reduce(0) { $0 + $1.span.duration }
                for (left, right) in zip(schedule.spans, schedule.spans.dropFirst()) {
                    #expect(left.span.to <= right.span.from)
                }
                day = plant.localDay(containing: day.to)
            }
            let year = plant.schedule(line: 0, over: TimeSpan(from: start, to: day.from))
            #expect(year.spans.reduce(0) { $0 + $1.span.duration } == sum)
        }
    }

    @Test func oneDayIsCheapEnoughForEverySecond() throws {
        let plant = try Fixtures.calendar("Europe/Berlin", night)
        let day = plant.localDay(containing: try plant.parse(instant: "2026-03-29T12:00"))
        let clock = ContinuousClock()
        let spent = clock.measure {
            for _ in 0..<100 { _ = plant.schedule(line: 0, over: day) }
        }
        #expect(spent < .seconds(1))
    }
}
