/// Milliseconds, since the Unix epoch where an instant is meant.
public typealias Milliseconds = Int64

/// The line's calendar: three shifts a day, every day, each with one break, at UTC+8.
///
/// Spans are half-open: an edge belongs to what begins there.
public enum Schedule {
    /// One shift or break, by its edges.
    public struct Window: Equatable, Sendable {
        /// `day`, `evening` or `night`.
        public let shift: String
        /// Its first instant.
        public let from: Milliseconds
        /// The first instant after it.
        public let to: Milliseconds

        func contains(_ instant: Milliseconds) -> Bool {
            from <= instant && instant < to
        }
    }

    static let minute: Milliseconds = 60_000
    static let hour: Milliseconds = 60 * minute
    static let day: Milliseconds = 24 * hour
    /// Local time is this much ahead of UTC.
    static let offset: Milliseconds = 8 * hour

    /// Shift by shift: its name, its first hour, where its break begins and ends in minutes.
    private static let pattern: [(name: String, hour: Int64, breakFrom: Int64, breakTo: Int64)] = [
        ("night", 0, 4 * 60, 4 * 60 + 30),
        ("day", 8, 12 * 60, 12 * 60 + 45),
        ("evening", 16, 20 * 60, 20 * 60 + 30),
    ]

    /// The shift that holds the instant.
    public static func shift(at instant: Milliseconds) -> Window {
        let midnight = localMidnight(before: instant)
        let entry = pattern[Int((instant - midnight) / (8 * hour))]
        let from = midnight + entry.hour * hour
        return Window(shift: entry.name, from: from, to: from + 8 * hour)
    }

    /// The break of the shift that holds the instant.
    static func pause(inShiftAt instant: Milliseconds) -> Window {
        let midnight = localMidnight(before: instant)
        let entry = pattern[Int((instant - midnight) / (8 * hour))]
        return Window(
            shift: entry.name, from: midnight + entry.breakFrom * minute,
            to: midnight + entry.breakTo * minute)
    }

    static func isBreak(_ instant: Milliseconds) -> Bool {
        pause(inShiftAt: instant).contains(instant)
    }

    /// The next full hour, shift edge or break edge after the instant.
    static func edge(after instant: Milliseconds) -> Milliseconds {
        let nextHour = instant - floorModulo(instant, hour) + hour
        let pause = pause(inShiftAt: instant)
        return [pause.from, pause.to].filter { $0 > instant }.reduce(nextHour, min)
    }

    /// Those parts of `[from, to)` that lie in no break.
    static func busy(
        from: Milliseconds, to: Milliseconds
    ) -> [(from: Milliseconds, to: Milliseconds)] {
        var parts: [(from: Milliseconds, to: Milliseconds)] = []
        var cursor = from
        while cursor < to {
            let pause = pause(inShiftAt: cursor)
            let beforeBreak = min(to, pause.from)
            if cursor < beforeBreak { parts.append((cursor, beforeBreak)) }
            let shiftEnd = shift(at: cursor).to
            let afterBreak = max(cursor, pause.to)
            let limit = min(to, shiftEnd)
            if afterBreak < limit { parts.append((afterBreak, limit)) }
            cursor = shiftEnd
        }
        return parts
    }

    private static func localMidnight(before instant: Milliseconds) -> Milliseconds {
        instant - floorModulo(instant + offset, day)
    }

    private static func floorModulo(_ value: Int64, _ modulus: Int64) -> Int64 {
        let rest = value % modulus
        return rest < 0 ? rest + modulus : rest
    }
}
