import Foundation
import Synchronization

/// What a calendar plans, minute by minute: `production.md` section 6.
struct OracleCalendar {
    enum Kind: UInt8 {
        case notScheduled, plannedBreak, maintenance, busy
    }

    private let first: Int
    /// Of each minute since the epoch from ``first`` on; nil: everything is busy.
    private var kinds: [Kind]?
    /// The minutes at which the kind changes, in nanoseconds.
    private(set) var changes: [Int64] = []

    /// Everything is scheduled.
    init() { first = 0 }

    /// What is planned from an instant to another one in a zone.
    init(_ calendar: CalendarShape, zone: String, from: Int64, to: Int64) {
        let minute: Int64 = 60_000_000_000
        first = Int(Instant.floorDiv(from, minute))
        let last = Int(Instant.floorDiv(to, minute)) + 1
        // A shift lasts at most two days, and zones are at most a day from UTC.
        let clock = OracleClock.of(zone, day: first / 1440 - 5)
        let isInside = first..<last
        var regular = [Bool](repeating: false, count: isInside.count)
        var (extra, pauses, maintained, closed) = (regular, regular, regular, regular)
        func mark(_ list: inout [Bool], _ day: Int, _ minutes: Range<Int>) {
            let from = clock.instant(of: day * 1440 + minutes.lowerBound)
            let to = clock.instant(of: day * 1440 + minutes.upperBound)
            for instant in (from..<max(from, to)).clamped(to: isInside) {
                list[instant - isInside.lowerBound] = true
            }
        }
        for day in (first / 1440 - 3)...(last / 1440 + 2) {
            let today = calendar.exceptions.filter { $0.day == day }
            let isClosed = today.contains { $0.isClosed && $0.part == nil }
            for shift in calendar.shifts where !isClosed && shift.begins(on: day) {
                mark(&regular, day, shift.range.minutes)
                for pause in shift.breaks {
                    var minutes = pause.minutes
                    if minutes.lowerBound < shift.range.from {
                        minutes = minutes.lowerBound + 1440..<minutes.upperBound + 1440
                    }
                    mark(&pauses, day, minutes)
                }
            }
            for exception in today {
                guard let part = exception.part else { continue }
                if exception.isClosed {
                    mark(&closed, day, part.minutes)
                } else {
                    mark(&extra, day, part.minutes)
                }
            }
        }
        for span in calendar.maintenance {
            let length = (span.toDay - span.fromDay) * 1440 + span.toMinute
            mark(&maintained, span.fromDay, span.fromMinute..<length)
        }
        kinds = isInside.indices.map { instant in
            let index = instant - isInside.lowerBound
            let isRegular = regular[index] && !closed[index]
            guard extra[index] || isRegular else { return .notScheduled }
            if maintained[index] { return .maintenance }
            return isRegular && pauses[index] ? .plannedBreak : .busy
        }
        for instant in isInside.dropFirst() {
            let index = instant - isInside.lowerBound
            if kinds?[index] != kinds?[index - 1] { changes.append(Int64(instant) * minute) }
        }
    }

    func kind(at instant: Int64) -> Kind {
        guard let kinds else { return .busy }
        let index = Int(Instant.floorDiv(instant, 60_000_000_000)) - first
        return kinds.indices.contains(index) ? kinds[index] : .notScheduled
    }
}

extension CalendarShape.Shift {
    fileprivate func begins(on day: Int) -> Bool {
        // 1970-01-01 was a Thursday.
        days.contains((day + 3) % 7 + 1) && day >= effective ?? .min && day < until ?? .max
    }
}

/// What the clocks of a zone show, minute by minute.
private struct OracleClock: Sendable {
    /// In minutes since the epoch, UTC.
    let first: Int
    /// What the wall clock shows, in minutes since 1970-01-01T00:00.
    let shown: [Int]

    private static let known = Mutex<[String: OracleClock]>([:])

    /// Of about two weeks from a day on.
    static func of(_ zone: String, day: Int) -> OracleClock {
        // Few tables for many cases.
        let day = day / 7 * 7
        return known.withLock { known in
            if let clock = known["\(zone) \(day)"] { return clock }
            let clock = OracleClock(zone, from: day * 1440, count: 24 * 1440)
            known["\(zone) \(day)"] = clock
            return clock
        }
    }

    private init(_ name: String, from first: Int, count: Int) {
        self.first = first
        guard let zone = TimeZone(identifier: name) else {
            preconditionFailure("the zone \(name) is not known")
        }
        shown = (first..<first + count).map { minute in
            let date = Date(timeIntervalSince1970: Double(minute) * 60)
            return minute + zone.secondsFromGMT(for: date) / 60
        }
    }

    /// The first minute at which the clock shows a time or a later one: a time that is skipped is
    /// the instant after the gap, a doubled one its first.
    func instant(of local: Int) -> Int {
        // No zone is more than 14 hours ahead of UTC.
        var index = max(0, local - 15 * 60 - first)
        while index < shown.count, shown[index] < local { index += 1 }
        return first + index
    }
}
