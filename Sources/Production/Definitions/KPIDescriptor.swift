public import Plant

/// What a KPI is, in the structure that ISO 22400-1 clause 4.3 asks for: content, then context.
///
/// The letters of formulae are those of ``KPISymbol``.
public struct KPIDescriptor: Sendable {
    /// Its name in the interface.
    public var id: String
    /// Its name.
    public var name: LocalizedText
    /// What it tells.
    public var description: LocalizedText
    /// What it can be asked of.
    public var scope: Scope
    /// How it is computed.
    public var formula: String
    /// In what it is given.
    public var unit: LocalizedText
    /// Its least and greatest value.
    public var range: String
    /// Which way is better.
    public var trend: Trend
    /// When it is there.
    public var timing: [Timing]
    /// For whom it is.
    public var audience: [Audience]
    /// For which kinds of production.
    public var methodology: [Methodology]
    /// The effect model: what makes it greater, and what makes it less, by symbol.
    public var effect: (raises: [String], lowers: [String])
    /// What a reader should know.
    public var notes: LocalizedText
    /// Where its formula stands.
    public var source: Source

    /// What a KPI can be asked of.
    public enum Scope: String, CaseIterable, Sendable {
        /// Work units, lines, the plant, and their products.
        case all
        /// Work units, and lines whose constraint no other unit feeds.
        case firstOperation = "first_operation"
        /// Whatever has meters of its own.
        case meters
    }

    /// Which way a KPI should go.
    public enum Trend: String, CaseIterable, Sendable {
        case higher, lower, none
    }

    /// When a KPI is there.
    public enum Timing: String, CaseIterable, Sendable {
        case realTime = "real-time"
        case onDemand = "on-demand"
        case periodically
    }

    /// For whom a KPI is.
    public enum Audience: String, CaseIterable, Sendable {
        case `operator`, supervisor, management
    }

    /// Kinds of production.
    public enum Methodology: String, CaseIterable, Sendable {
        case discrete, batch, continuous
    }

    /// Where a formula stands.
    public enum Source: String, CaseIterable, Sendable {
        /// The standard that conformity is to.
        case iso22400 = "ISO 22400-2:2014"
        /// Common use, in no standard.
        case commonUse = "not of ISO 22400-2"
        /// Lineside: what makes the others honest.
        case lineside = "Lineside"
    }

    /// A ratio for operators and all above them, unless said otherwise.
    init(
        _ id: String, _ name: LocalizedText, _ formula: String, _ source: Source = .iso22400,
        range: String = "0 – 100 %", trend: Trend = .higher, unit: LocalizedText = Self.percent,
        scope: Scope = .all, audience: [Audience] = Audience.allCases,
        raises: [String], lowers: [String], description: LocalizedText, notes: LocalizedText
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.scope = scope
        self.formula = formula
        self.unit = unit
        self.range = range
        self.trend = trend
        timing = Timing.allCases
        self.audience = audience
        methodology = Methodology.allCases
        effect = (raises, lowers)
        self.notes = notes
        self.source = source
    }

    static let percent = both("%", "%")
    static let seconds = both("s", "秒")
    static let piecesPerHour = both("pieces / h", "件／小時")
}

/// A text in English and Traditional Chinese.
func both(_ english: String, _ traditionalChinese: String) -> LocalizedText {
    LocalizedText(english: english, traditionalChinese: traditionalChinese)
}
