public import Telemetry

extension Plant {
    /// The wall clock of the plant's zone.
    public var clock: WallClock {
        guard let clock = WallClock(timeZone: timeZone) else {
            preconditionFailure("a plant's time zone was checked when it was read")
        }
        return clock
    }

    /// The local date to which an instant belongs.
    public func localDate(of instant: Timestamp) -> LocalDate {
        clock.date(of: instant)
    }

    /// The local day that contains an instant, from local midnight to local midnight.
    public func localDay(containing instant: Timestamp) -> TimeSpan {
        clock.day(containing: instant)
    }

    /// The instant at which a date begins in the plant's zone.
    public func localMidnight(of date: LocalDate) -> Timestamp {
        clock.instant(date)
    }

    /// The instants within a span at which a new hour of the plant's wall clock begins, in order,
    /// without the ends.
    public func hourCuts(over span: TimeSpan) -> [Timestamp] {
        clock.hourCuts(over: span)
    }

    /// Reads an instant as a person types it: RFC 3339 with an offset, a local date-time, or a date
    /// (local midnight).
    ///
    /// - Throws: ``InstantError`` for anything else, and for fractions of a second other than zero.
    public func parse(instant text: String) throws(InstantError) -> Timestamp {
        guard let time = CivilTime(text) else { throw .malformed(text) }
        guard time.nanosecond == 0 else { throw .notWholeSecond(text) }
        guard let instant = time.instant(clock) else { throw .outOfRange(text) }
        return instant
    }

    /// The same, with fractions of a second: an instant of a fact rather than the end of a span.
    ///
    /// - Throws: ``InstantError`` for what is no instant.
    public func parse(exactly text: String) throws(InstantError) -> Timestamp {
        guard let time = CivilTime(text) else { throw .malformed(text) }
        guard let instant = time.instant(clock) else { throw .outOfRange(text) }
        return instant
    }

    /// What is planned for a line over a stretch of time.
    ///
    /// A line without a calendar is scheduled always: one busy stretch whose
    /// ``ScheduledSpan/shift`` is -1, and no shifts.
    ///
    /// - Precondition: `line` is an index into ``Plant/lines``.
    public func schedule(line: Int, over span: TimeSpan) -> Schedule {
        guard let calendar = lines[line].calendar else {
            let always = ScheduledSpan(span: span, kind: .busy, shift: -1)
            return Schedule(spans: span.isEmpty ? [] : [always], shifts: [])
        }
        return calendars[calendar].schedule(over: span, clock: clock)
    }
}
