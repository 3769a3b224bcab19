import Foundation
import Promises
import Telemetry
import Testing

@testable import Plant

/// The promise P7 of calendars: over every change of the clocks from 2000 to 2040, in every zone
/// that Foundation knows, no duration is negative and all sums are exact.
@Suite struct TransitionTests {
    /// A change of a zone's clocks.
    private struct Transition {
        /// Seconds since the epoch.
        var second: Int64
        /// By how much clocks go forward, in seconds.
        var step: Int64
    }

    private static let years = 946_684_800..<2_240_524_800 as Range<Int64>  // 2000 to 2040

    /// Three shifts around the clock, with breaks where clocks change.
    private static let calendar = """
        shifts: [
          { name: early, from: "06:30", to: "14:30", breaks: ["10:00-10:15"] },
          { name: late, from: "14:30", to: "22:30" },
          { name: night, from: "22:30", to: "06:30", breaks: ["01:45-02:15", "02:30-03:00"] } ]
        """

    @Test func noDurationIsNegativeAndAllSumsAreExactOverEveryChangeOfTheClocks() throws {
        let plant = try Fixtures.calendar("UTC", Self.calendar)
        var line = PromiseLine(promise: "P7", part: "zone transitions", seed: 0)
        var zones = 0
        for name in WallClock.identifiers {
            guard let zone = TimeZone(identifier: name), let clock = WallClock(timeZone: name)
            else { continue }
            let transitions = transitions(of: zone)
            zones += transitions.isEmpty ? 0 : 1
            for transition in transitions {
                line.runs += 1
                line.faults += 1
                for fault in faults(plant, clock, transition) {
                    Issue.record("\(name) at \(transition.second): \(fault)")
                }
            }
        }
        line.close()
        FileHandle.standardOutput.write(Data("\(zones) zones change their clocks\n".utf8))
        // Two changes a year in Europe, America and Oceania alone are more.
        #expect(zones > 150 && line.runs > 8000)
    }

    /// Every change of offset, found by a look every four days and then to the second.
    private func transitions(of zone: TimeZone) -> [Transition] {
        func offset(_ second: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
        }
        var found: [Transition] = []
        var before = offset(Self.years.lowerBound)
        for day in stride(from: Self.years.lowerBound, to: Self.years.upperBound, by: 4 * 86_400) {
            let after = offset(day + 4 * 86_400)
            guard after != before else { continue }
            var (low, high) = (day, day + 4 * 86_400)
            while high - low > 1 {
                let middle = (low + high) / 2
                if offset(middle) == before { low = middle } else { high = middle }
            }
            found.append(Transition(second: high, step: after - before))
            before = after
        }
        return found
    }

    /// What is wrong around a change, in sentences.
    private func faults(
        _ plant: Plant, _ clock: WallClock, _ transition: Transition
    ) -> [String] {
        let instant = Timestamp(clampingSeconds: transition.second)
        let date = clock.date(of: instant)
        let days = (-2...2).map { clock.instant(date.adding(days: $0)) }
        let whole = TimeSpan(from: days[0], to: days[4])
        return clockFaults(clock, transition) + dayFaults(plant, clock, days)
            + scheduleFaults(plant, clock, transition, whole) + hourFaults(clock, whole)
    }

    /// Wall-clock times become instants in order: skipped ones that after the gap, doubled ones
    /// their first.
    private func clockFaults(_ clock: WallClock, _ transition: Transition) -> [String] {
        let instant = Timestamp(clampingSeconds: transition.second)
        let (after, step) = (clock.localSecond(of: instant), transition.step)
        let before = after - step
        var last = Timestamp.distantPast
        var faults: [String] = []
        let reach = abs(step) + 7200
        for local in stride(from: before - reach, through: before + reach, by: 900) {
            let found = clock.instant(localSecond: local)
            let expected =
                step > 0 && (before..<after).contains(local)
                ? transition.second
                : local < before
                    ? transition.second + local - before
                    : transition.second + local - after
            if found != Timestamp(clampingSeconds: expected) { faults.append("local \(local)") }
            if found < last { faults.append("local \(local) is before the one before it") }
            last = found
        }
        return faults
    }

    /// Days follow each other, and their sums are the whole's.
    private func dayFaults(
        _ plant: Plant, _ clock: WallClock, _ days: [Timestamp]
    ) -> [String] {
        var faults: [String] = []
        var sum: Int64 = 0
        for (from, to) in zip(days, days.dropFirst()) where from < to {
            if clock.day(containing: from) != TimeSpan(from: from, to: to) {
                faults.append("the day from \(from) is torn")
            }
            let schedule = plant.calendars[0].schedule(
                over: TimeSpan(from: from, to: to), clock: clock)
            let day = schedule.spans.reduce(0) { $0 + $1.span.duration }
            if day != to - from { faults.append("the shifts of the day from \(from) leave a gap") }
            sum += day
        }
        if sum != days[days.count - 1] - days[0] { faults.append("days do not add up") }
        return faults
    }

    /// Shifts follow each other, last what their edges say, and their parts are all of them.
    private func scheduleFaults(
        _ plant: Plant, _ clock: WallClock, _ transition: Transition, _ whole: TimeSpan
    ) -> [String] {
        var faults: [String] = []
        let schedule = plant.calendars[0].schedule(over: whole, clock: clock)
        for part in schedule.spans where part.span.duration <= 0 { faults.append("\(part)") }
        for (one, next) in zip(schedule.spans, schedule.spans.dropFirst())
        where one.span.to != next.span.from {
            faults.append("between \(one.span.to) and \(next.span.from) is no shift")
        }
        for shift in schedule.shifts {
            let begin =
                plant.calendars[0].shifts.first { $0.name == shift.name }?.range.lowerBound ?? 0
            let local = Int64(shift.date.dayNumber) * 86_400 + Int64(begin) * 60
            let edges = [(shift.span.from, local), (shift.span.to, local + 8 * 3600)]
            for (edge, local) in edges where clock.localSecond(of: edge) != local {
                // A wall-clock time that is skipped is the instant of the change.
                if edge.nanoseconds == transition.second * nanosecondsPerSecond { continue }
                faults.append("\(shift.name) of \(shift.date) has an edge at \(edge)")
            }
            if shift.span.isEmpty { faults.append("\(shift.name) of \(shift.date) is empty") }
        }
        return faults
    }

    /// Every hour of the wall clock begins on a full hour, after the one before it.
    private func hourFaults(_ clock: WallClock, _ whole: TimeSpan) -> [String] {
        let cuts = clock.hourCuts(over: whole)
        var faults = zip(cuts, cuts.dropFirst()).compactMap { one, next in
            (1...7200).contains((next - one) / nanosecondsPerSecond) ? nil : "hour at \(one)"
        }
        for cut in cuts where clock.localSecond(of: cut) % 3600 != 0 {
            faults.append("\(cut) is no full hour")
        }
        return faults
    }
}
