public import Telemetry

/// Shifts, breaks, exceptions and planned maintenance, in wall-clock time of the plant's zone.
public struct Calendar: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Patterns of the week or of a rotation.
    public var shifts: [ShiftPattern]
    /// Days or parts of days on which something else holds.
    public var exceptions: [CalendarException]
    /// Planned maintenance.
    public var maintenance: [LocalSpan]
}

/// One shift of the week or of a rotation.
public struct ShiftPattern: Hashable, Sendable {
    /// Its name: `day`, `night`.
    public var name: String
    /// Days on which it begins.
    public var days: DayCycle
    /// When it begins, in minutes after local midnight.
    public var from: Int
    /// When it ends; not after ``from``: on the next day.
    public var to: Int
    /// Planned breaks, as minutes after local midnight; a break before ``from`` is on the next day.
    public var breaks: [MinuteRange]
    /// The first date on which it may begin; nil: since ever.
    public var effective: LocalDate?
    /// The first date on which it does not begin any more; nil: until further notice.
    public var until: LocalDate?
}

/// A range of minutes after local midnight; `to` not after `from` means the next day.
public struct MinuteRange: Hashable, Sendable {
    /// Begins.
    public var from: Int
    /// Ends.
    public var to: Int
}

/// A date on which something else holds than the patterns say.
public struct CalendarException: Hashable, Sendable {
    /// The local date.
    public var date: LocalDate
    /// The part of the date; nil: the shifts that begin on it, whole.
    public var minutes: MinuteRange?
    /// Whether nothing is scheduled; otherwise an extra shift (overtime).
    public var closed: Bool
    /// Why.
    public var reason: String
    /// Name of the extra shift, where it is one.
    public var shift: String?
}

/// A calendar date.
public struct LocalDate: Hashable, Comparable, Sendable {
    /// Of the common era.
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int

    /// Makes a date; it is not checked.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// By the calendar.
    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

/// A stretch of wall-clock time.
public struct LocalSpan: Hashable, Sendable {
    /// The date and the minute after its midnight at which it begins.
    public var fromDate: LocalDate
    /// Minutes after midnight.
    public var fromMinute: Int
    /// The date on which it ends.
    public var toDate: LocalDate
    /// Minutes after midnight.
    public var toMinute: Int
}

/// One stretch of planned time as a calendar gives it: what `Calendar.schedule` returns.
public struct ScheduledSpan: Hashable, Sendable {
    /// What is planned.
    public enum Kind: UInt8, Sendable {
        /// Planned busy time.
        case busy
        /// A planned break within a shift: planned down.
        case plannedBreak
        /// Planned maintenance within a shift, in breaks too: planned down.
        case maintenance
    }

    /// When.
    public var span: TimeSpan
    /// What.
    public var kind: Kind
    /// Which occurrence of which shift: index into ``Schedule/shifts``; -1 where there is no
    /// calendar.
    public var shift: Int

    /// Makes a stretch of planned time.
    public init(span: TimeSpan, kind: Kind, shift: Int) {
        self.span = span
        self.kind = kind
        self.shift = shift
    }
}

/// One occurrence of a shift.
public struct ShiftOccurrence: Hashable, Sendable {
    /// The shift's name.
    public var name: String
    /// The local date on which it begins, which it belongs to.
    public var date: LocalDate
    /// From its beginning to its end, breaks included; closed parts of days do not shorten it.
    public var span: TimeSpan

    /// Makes an occurrence.
    public init(name: String, date: LocalDate, span: TimeSpan) {
        self.name = name
        self.date = date
        self.span = span
    }
}

/// What a calendar plans over a stretch of time, in order, without overlaps.
///
/// Time of which no element speaks is not scheduled.
public struct Schedule: Hashable, Sendable {
    /// Busy and planned-down stretches, clipped to the span asked for.
    public var spans: [ScheduledSpan]
    /// The shifts that overlap the span asked for, unclipped, in order.
    public var shifts: [ShiftOccurrence]

    /// Makes a schedule; `spans` are in order and do not overlap.
    public init(spans: [ScheduledSpan], shifts: [ShiftOccurrence]) {
        self.spans = spans
        self.shifts = shifts
    }
}
