import Telemetry

/// A plant as data that can be made smaller; each work unit has a line of its own.
///
/// Times are nanoseconds, quantities millionths.
struct PlantShape: Hashable, Sendable {
    var timeZone = "UTC"
    /// Whether minor stops are production time.
    var isTPM = false
    /// How old an event may be when it arrives; nil: seven days.
    var lateness: Int64?
    var calendar: CalendarShape?
    var units: [UnitShape] = []
}

struct UnitShape: Hashable, Sendable {
    enum MinorStop: Hashable, Sendable {
        case usual
        case time(Int64)
        case items(Int64)
    }

    var usesCalendar = true
    /// The line's product: 0 or 1.
    var product: Int32?
    var heartbeat: Int64?
    /// Only with a heartbeat; nil: twice that.
    var staleAfter: Int64?
    var minorStop = MinorStop.usual
    var prefer: [CountKind]?
    var rates: [RateShape] = []
    var signals: [SignalShape] = []
}

/// From an instant on, `itemTime` nanoseconds for `items` items of a product.
struct RateShape: Hashable, Sendable {
    var product: Int32
    var itemTime: Int64
    var items: Int64
    /// Nil: since long ago.
    var from: Int64?
}

struct SignalShape: Hashable, Sendable {
    enum Meaning: Hashable, Sendable {
        case state, fallback, interlock, mode, reason, order, product, measurement
        /// A fault, by its number among those of the unit.
        case fault(Int)
        case counter(CountKind, CounterShape)
        case meter(CounterShape)
    }

    var id: String
    var meaning: Meaning

    var counter: CounterShape? {
        switch meaning {
        case .counter(_, let counter), .meter(let counter): counter
        default: nil
        }
    }

    /// Whether its messages are in the story of its unit; the others are only signs of life.
    var isOfUnit: Bool {
        switch meaning {
        case .meter, .measurement: false
        default: true
        }
    }
}

struct CounterShape: Hashable, Sendable {
    enum ReadingType: String, Hashable, Sendable {
        case cumulative, resettable, delta, pulse
    }

    var type = ReadingType.cumulative
    var modulus: Int64?
    /// The most that it can rise in ``ratePer``.
    var maxRate: Int64?
    /// The time of ``maxRate``.
    var ratePer: Int64 = 1_000_000_000
    /// Nil: one step.
    var jitter: Int64?
    var step: Int64 = 1_000_000
    var piecesPerCount: Int64 = 1_000_000

    var countsMessages: Bool { type == .delta || type == .pulse }
}

/// Minutes are after local midnight, days since 1970-01-01.
struct CalendarShape: Hashable, Sendable {
    struct Range: Hashable, Sendable {
        var from: Int
        /// Not after ``from``: on the next day.
        var to: Int

        /// With an end above 1440 where it is on the next day.
        var minutes: Swift.Range<Int> { from..<(to > from ? to : to + 1440) }
    }

    struct Shift: Hashable, Sendable {
        var name: String
        /// 1 is Monday.
        var days: [Int]
        var range: Range
        var breaks: [Range] = []
        var effective: Int?
        var until: Int?
    }

    struct Exception: Hashable, Sendable {
        var day: Int
        /// Nil: the shifts that begin on the day.
        var part: Range?
        var isClosed: Bool
    }

    struct Maintenance: Hashable, Sendable {
        var fromDay: Int
        var fromMinute: Int
        var toDay: Int
        var toMinute: Int
    }

    var shifts: [Shift]
    var exceptions: [Exception] = []
    var maintenance: [Maintenance] = []
}
