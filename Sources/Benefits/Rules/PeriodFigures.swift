public import Plant

/// Turnover of a line.
public struct LineTurnover: Hashable, Sendable {
    var line: String
    /// The first day of which it is.
    var from: LocalDate
    var amount: Money
}

/// Pieces of a product, in millionths; good is measured, the rest declared.
public struct ProductStock: Hashable, Sendable {
    var product: String
    var good: Int64
    var opening: Int64
    var sold: Int64
    var closing: Int64
    var samplesAndScrap: Int64
    /// What the product is called; nil: nobody knows.
    var name: LocalizedText?
    /// In what it is counted.
    var unit: LocalizedText?
}

/// The net price of a product; list range declared, median of the sector where it is known.
public struct ProductPrice: Hashable, Sendable {
    var product: String
    var turnover: Money
    /// Millionths, above zero.
    var sold: Int64
    var lowest: Money?
    var highest: Money?
    var sectorMedian: Money?
    /// What the product is called; nil: nobody knows.
    var name: LocalizedText?
    /// The first days of the lists of which the range is.
    var lists: [LocalDate] = []
}

/// What a cumulative counter said.
public struct CounterRecord: Hashable, Sendable {
    /// Readings in order of time.
    var readings: [CounterReading]
    /// Resets between epochs.
    var resets: [CounterReset]
}

/// One reading.
public struct CounterReading: Hashable, Sendable {
    var source: String
    /// Counts the counter's lives.
    var epoch: Int
    /// Millionths.
    var value: Int64
}

/// A counter that began again.
public struct CounterReset: Hashable, Sendable {
    var source: String
    var day: LocalDate
    /// The finding that explains it; nil: none.
    var explanation: String?
    /// What the counter is called; nil: nobody knows.
    var name: LocalizedText?
}

/// Times of a line in nanoseconds.
public struct LineTimes: Hashable, Sendable {
    var line: String
    var plannedBusy: Int64
    var production: Int64
    var down: Int64
    var unknown: Int64
}

/// Reported ratios of a line, and the sums behind them.
public struct LineEffectiveness: Hashable, Sendable {
    var line: String
    var availability: Double
    var performance: Double
    var quality: Double
    var oee: Double
    /// Millionths.
    var good: Int64
    /// What planned busy time would have given at the ideal rate, in millionths.
    var idealOutput: Int64
}

/// Hours of the operators of a line, in millionths.
public struct OperatorHours: Hashable, Sendable {
    var line: String
    /// Logged in, where that is known: measured.
    var measured: Int64
    /// Logged in at most, in time of which nothing is known.
    var atMost: Int64
    /// Paid: declared.
    var paid: Int64

    /// Those logged in that are nearest to what was paid.
    var nearest: Int64 { min(max(paid, measured), atMost) }

    /// Whether they are apart by more than a part of what was paid, in millionths, whatever time
    /// hides of which nothing is known (V38).
    func isApart(byMoreThan share: Int64) -> Bool {
        Int128((nearest - paid).magnitude) * 1_000_000 > Int128(paid) * Int128(share)
    }
}

/// What became of a target.
public struct TargetActual: Hashable, Sendable {
    var target: String
    /// Millionths.
    var value: Int64
    var reason: LocalizedText?
}

/// A job that the enterprise claims.
public struct ClaimedJob: Hashable, Sendable {
    /// A pseudonym.
    var id: String
    /// The pseudonym of who fills it; nil: nobody says.
    var person: String?
    /// The project that claims it, and its line.
    var project: String
    /// What these are called.
    var projectName: LocalizedText?
    var type: JobType?
    var contract: Contract?
    var from: LocalDate
    /// Its last day; nil: still filled.
    var to: LocalDate?
    /// Minutes a week.
    var minutesAWeek: Int
    /// Annual full-time equivalent as declared, in hundredths.
    var fte: Int
    var wasCountedBefore = false
    /// An installer or consultant of the set-up.
    var isSetUp = false
    var wasMovedFromAnotherSite = false
    /// Where it stands; nil: nobody knows.
    var row: Row?

    /// A row of a declared file.
    public struct Row: Hashable, Sendable {
        /// The name of the file.
        var file: String
        /// The line in it, from 1.
        var line: Int
        /// Full-time equivalents as it has them, in hundredths.
        var fte: Int64
    }

    /// Kinds of contracts.
    public enum Contract: String, CaseIterable, Sendable {
        case permanent, fixedTerm = "fixed_term", temporary
    }
}

/// A person whose job a line of another project of the enterprise claims too (V41).
public struct ClaimedPerson: Hashable, Sendable {
    /// A pseudonym, one in all projects.
    public var person: String
    /// The project and its line.
    public var project: String
    /// What these are called; nil: nobody says.
    public var name: LocalizedText?

    /// Makes one.
    public init(person: String, project: String, name: LocalizedText? = nil) {
        (self.person, self.project, self.name) = (person, project, name)
    }
}

/// Jobs of the enterprise in Hong Kong.
public struct Headcount: Hashable, Sendable {
    var now: Int
    /// Why more jobs are claimed than the rise; nil where nobody says.
    var reason: LocalizedText?
}

/// One version of a report.
public struct ReportVersion: Hashable, Sendable {
    var report: String
    /// From 1.
    var version: Int
    var isSealed: Bool
    var isSigned: Bool
    /// Whether the bytes are those that were sealed; nil: not compared.
    var isUnchanged: Bool?
    /// Why there is a new version; nil where nobody says.
    var reason: LocalizedText?
    /// What ``report`` is called; nil: as it is.
    var name: LocalizedText?
}

/// How much of a line shows a smart criterion.
public struct SmartShare: Hashable, Sendable {
    var criterion: LocalizedText
    var stations: Int
    var ofStations: Int
}

/// Where the gateway of a line was.
public struct GatewayPosition: Hashable, Sendable {
    /// The line, by identifier.
    public var line: String
    /// When it was found there.
    public var day: LocalDate
    /// The place.
    public var place: LocalizedText
    /// Whether that is outside Hong Kong.
    public var isOutsideHongKong: Bool
    /// What shows it: a position fix, a network path; nil where nobody says.
    public var source: String?
}
