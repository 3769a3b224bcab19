import Yams

/// Milliseconds, since the Unix epoch where an instant is meant.
public typealias Milliseconds = Int64

/// The line's calendar: shifts that fill every day, each with at most one break.
///
/// Spans are half-open: an edge belongs to what begins there. Clocks never jump.
public struct ShiftCalendar: Sendable {
    /// One shift or break, by its edges.
    public struct Window: Equatable, Sendable {
        /// The shift's name.
        public let shift: String
        /// Its first instant.
        public let from: Milliseconds
        /// The first instant after it.
        public let to: Milliseconds

        func contains(_ instant: Milliseconds) -> Bool {
            from <= instant && instant < to
        }
    }

    fileprivate struct Shift {
        let name: String
        /// From local midnight on, up to a day and more where it goes over midnight.
        let from: Milliseconds
        let to: Milliseconds
        let pause: (from: Milliseconds, to: Milliseconds)?
    }

    static let minute: Milliseconds = 60_000
    static let hour: Milliseconds = 60 * minute
    static let day: Milliseconds = 24 * hour

    /// Local time is this much ahead of UTC.
    let offset: Milliseconds
    /// In the order of their beginnings.
    private let shifts: [Shift]

    init(_ node: Node) throws {
        var fields = try Fields(node)
        offset = try fields.required("ahead_of_utc").milliseconds()
        let list = try fields.required("shifts")
        guard let sequence = list.sequence, !sequence.isEmpty else {
            throw ScenarioError(list, "a list of shifts is expected")
        }
        shifts = try sequence.map { try Shift($0) }.sorted { $0.from < $1.from }
        try fields.finish()
    }

    /// Whether every shift ends where the next begins.
    var tilesTheDay: Bool {
        let begins = shifts.map(\.from).dropFirst() + [shifts[0].from + Self.day]
        return zip(shifts, begins).allSatisfy { $0.to == $1 }
    }

    /// The shift that holds the instant.
    public func shift(at instant: Milliseconds) -> Window {
        let (shift, midnight) = entry(at: instant)
        return Window(shift: shift.name, from: midnight + shift.from, to: midnight + shift.to)
    }

    /// The break of the shift that holds the instant.
    func pause(inShiftAt instant: Milliseconds) -> Window? {
        let (shift, midnight) = entry(at: instant)
        return shift.pause.map {
            Window(shift: shift.name, from: midnight + $0.from, to: midnight + $0.to)
        }
    }

    func isBreak(_ instant: Milliseconds) -> Bool {
        pause(inShiftAt: instant)?.contains(instant) ?? false
    }

    /// The next full hour, shift edge or break edge after the instant.
    func edge(after instant: Milliseconds) -> Milliseconds {
        let nextHour = instant - floorModulo(instant, Self.hour) + Self.hour
        let pause = pause(inShiftAt: instant)
        return [shift(at: instant).to, pause?.from, pause?.to].compactMap(\.self)
            .filter { $0 > instant }.reduce(nextHour, min)
    }

    /// Those parts of `[from, to)` that lie in no break.
    func busy(
        from: Milliseconds, to: Milliseconds
    ) -> [(from: Milliseconds, to: Milliseconds)] {
        var parts: [(from: Milliseconds, to: Milliseconds)] = []
        var cursor = from
        while cursor < to {
            let limit = min(to, shift(at: cursor).to)
            let pause = pause(inShiftAt: cursor) ?? Window(shift: "", from: limit, to: limit)
            let beforeBreak = min(limit, pause.from)
            if cursor < beforeBreak { parts.append((cursor, beforeBreak)) }
            let afterBreak = max(cursor, pause.to)
            if afterBreak < limit { parts.append((afterBreak, limit)) }
            cursor = limit
        }
        return parts
    }

    /// The parts of `[from, to)` by shift.
    func shifts(from: Milliseconds, to: Milliseconds) -> [Window] {
        var windows: [Window] = []
        var cursor = from
        while cursor < to {
            let shift = shift(at: cursor)
            windows.append(Window(shift: shift.shift, from: cursor, to: min(shift.to, to)))
            cursor = shift.to
        }
        return windows
    }

    /// Milliseconds since local midnight.
    func timeOfDay(_ instant: Milliseconds) -> Milliseconds {
        floorModulo(instant + offset, Self.day)
    }

    /// The shift, and the midnight from which its times count.
    private func entry(at instant: Milliseconds) -> (Shift, Milliseconds) {
        let time = timeOfDay(instant)
        let midnight = instant - time
        if let shift = shifts.last(where: { $0.from <= time }) { return (shift, midnight) }
        // Before the first of today, the last of yesterday still runs.
        return (shifts[shifts.count - 1], midnight - Self.day)
    }

    private func floorModulo(_ value: Int64, _ modulus: Int64) -> Int64 {
        let rest = value % modulus
        return rest < 0 ? rest + modulus : rest
    }
}

extension ShiftCalendar.Shift {
    fileprivate init(_ node: Node) throws {
        var fields = try Fields(node)
        name = try fields.required("name").text()
        let hours = try Self.window(fields.required("hours"), after: 0)
        from = hours.from
        to = hours.to
        pause = try fields.optional("break").map { try Self.window($0, after: hours.from) }
        try fields.finish()
        guard to - from <= ShiftCalendar.day, pause.map({ $0.to <= hours.to }) ?? true else {
            throw ScenarioError(node, "a shift is within a day, and its break within the shift")
        }
    }

    /// `20:00-08:00`; what is not after `start` is on the next day.
    private static func window(
        _ node: Node, after start: Milliseconds
    ) throws -> (from: Milliseconds, to: Milliseconds) {
        let times = try node.text().split(separator: "-").map { Quantity.clock($0) }
        guard times.count == 2, var from = times[0], var to = times[1] else {
            throw ScenarioError(node, "clock times like 12:00-12:45 are expected")
        }
        if from < start { from += ShiftCalendar.day }
        while to <= from { to += ShiftCalendar.day }
        return (from, to)
    }
}
