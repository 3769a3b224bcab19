internal import Foundation
public import Telemetry

/// Wall-clock time of one time zone, and its instants.
///
/// A wall-clock time that is skipped is the instant after the gap; a doubled one is its first.
/// Pure; any thread.
public struct WallClock: Sendable {
    private let zone: TimeZone

    /// The clock of a zone by its IANA name; nil where it is not known.
    public init?(timeZone: String) {
        guard let zone = Self.known(timeZone) else { return nil }
        self.zone = zone
    }

    /// Abbreviations like `HKT` and offsets like `GMT+8` are no zones: they know no daylight
    /// saving.
    private static func known(_ name: String) -> TimeZone? {
        name == "UTC" || name.contains("/") ? TimeZone(identifier: name) : nil
    }

    /// The names of all zones, older names of some left out.
    static let identifiers = TimeZone.knownTimeZoneIdentifiers.sorted() + ["UTC"]

    /// Seconds to add to UTC at an instant given in seconds.
    private func offset(at second: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second))))
    }

    /// The wall-clock seconds since 1970-01-01T00:00 at an instant.
    func localSecond(of instant: Timestamp) -> Int64 {
        let second = floorDivide(instant.nanoseconds, nanosecondsPerSecond)
        return second + offset(at: second)
    }

    /// The instant of wall-clock seconds since 1970-01-01T00:00.
    func instant(localSecond: Int64) -> Timestamp {
        Timestamp(clampingSeconds: second(local: localSecond))
    }

    /// The instant of so many minutes after the beginning of a date; 1440 and more is on the days
    /// after it.
    public func instant(_ date: LocalDate, minute: Int = 0) -> Timestamp {
        instant(localSecond: Int64(date.dayNumber) * 86_400 + Int64(minute) * 60)
    }

    private func second(local: Int64) -> Int64 {
        let early = offset(at: local - 86_400)
        let late = offset(at: local + 86_400)
        let first = local - max(early, late)
        if offset(at: first) + first == local { return first }
        let second = local - min(early, late)
        if early != late, offset(at: second) + second == local { return second }
        return transition(after: local - 86_400, before: local + 86_400)
    }

    /// The first second with another offset than the one at `from`.
    func transition(after from: Int64, before end: Int64) -> Int64 {
        let old = offset(at: from)
        var (low, high) = (from, end)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(at: middle) == old { low = middle } else { high = middle }
        }
        return high
    }

    /// The local date to which an instant belongs: days are cut at local midnight.
    public func date(of instant: Timestamp) -> LocalDate {
        var day = Int(floorDivide(localSecond(of: instant), 86_400))
        // Where clocks go back over midnight, the evening that comes twice belongs to the new day.
        if self.instant(LocalDate(dayNumber: day + 1)) <= instant { day += 1 }
        return LocalDate(dayNumber: day)
    }

    /// The local day that contains an instant, from midnight to midnight: 23 to 25 hours.
    public func day(containing instant: Timestamp) -> TimeSpan {
        let date = date(of: instant)
        return TimeSpan(from: self.instant(date), to: self.instant(date.adding(days: 1)))
    }

    /// The instants within a span at which a new hour of the wall clock begins, in order.
    ///
    /// The ends of the span are no cuts.
    public func hourCuts(over span: TimeSpan) -> [Timestamp] {
        var cuts: [Timestamp] = []
        var second = floorDivide(span.from.nanoseconds, nanosecondsPerSecond)
        while true {
            second = nextHour(after: second)
            let cut = Timestamp(clampingSeconds: second)
            guard cut < span.to, cut.nanoseconds < .max else { return cuts }
            if cut > span.from { cuts.append(cut) }
        }
    }

    private func nextHour(after second: Int64) -> Int64 {
        let old = offset(at: second)
        let next = second + 3600 - floorRemainder(second + old, 3600)
        let new = offset(at: next)
        guard new != old, floorRemainder(next + new, 3600) != 0 else { return next }
        // Only where the offset changes by a part of an hour: the next full hour after the change.
        let change = transition(after: second, before: next)
        return change + floorRemainder(-(change + new), 3600)
    }
}

/// Division that rounds towards the past.
func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
}

/// What is left of a division that rounds towards the past; never negative.
func floorRemainder(_ number: Int64, _ divisor: Int64) -> Int64 {
    let remainder = number % divisor
    return remainder < 0 ? remainder + divisor : remainder
}
