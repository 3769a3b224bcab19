/// A line as its scenario file describes it: what it is made of, how it behaves, what it says.
///
/// `simulators/README.md` tells the format. Everything drawn is drawn against these figures.
public struct Scenario: Sendable {
    /// Its name: of the file, without folder and ending.
    public let name: String
    /// The line's identifier, the first level of its topics unless told otherwise.
    public let line: String
    /// A status leaves each unit at least this often.
    public let heartbeat: Milliseconds
    /// Decimal places of counts: 0 for pieces, 1 for tenths of a metre.
    public let decimals: Int
    /// Shifts and breaks.
    public let calendar: ShiftCalendar
    /// The words that order messages say of the products.
    public let products: [String]
    /// The stations, in the order of the flow.
    public let stations: [StationProfile]
    let words: Words
    let shapes: MessageShapes
    let orders: OrderPattern
    let buffers: [Int]
    let crew: CrewProfile?

    /// So many counts are one item.
    public var countsPerItem: Int64 { powerOfTen(decimals) }
}

/// The words for states, and for what is told beside them.
struct Words: Sendable {
    let states: [UnitState: String]
    let mode: Companion
    let condition: Companion

    /// A word beside the state's: one for most states, and those of states with their own.
    struct Companion: Sendable {
        let usual: String
        let own: [UnitState: String]

        subscript(state: UnitState) -> String { own[state] ?? usual }
    }

    func state(_ state: UnitState) -> String {
        guard let word = states[state] else {
            preconditionFailure("a scenario has a word for every state it enters")
        }
        return word
    }
}

/// How works orders come about.
struct OrderPattern: Sendable {
    enum Size: Sendable {
        /// So many items.
        case items(Int64)
        /// As many as the first station makes in a time of this range.
        case time(ClosedRange<Milliseconds>)
    }

    let prefix: String
    let first: Int
    let size: Size
    /// Whether the end of an order is told; until the next one, none runs.
    let isEndTold: Bool
}

/// How many operators there are for repairs and changeovers.
struct CrewProfile: Sendable {
    let count: Int
    /// How many of them stay while the others have their break.
    let inBreaks: Int
    /// The station that tells of them.
    let station: Int
}

/// How one station behaves.
public struct StationProfile: Sendable {
    /// Its identifier in topics.
    public let name: String
    /// The buffer it takes from; nil: it begins the flow.
    let input: Int?
    /// The buffer it fills; nil: it ends the flow.
    let output: Int?
    /// Planned nanoseconds per item, product by product.
    let itemTimes: [Int64]
    /// Counts that one cycle makes.
    let yield: Int64
    /// Cycles of 1,000 with scrap.
    let scrapPerMille: Int64
    /// Counts that such a cycle loses.
    let scrap: ClosedRange<Int64>
    /// Whether it stands while its operator is away.
    let isAttended: Bool
    let stoppages: [StoppageProfile]
    let changeover: ChangeoverProfile
    /// What it measures and moves besides.
    public let signals: [SignalProfile]
}

/// One kind of stop.
struct StoppageProfile: Sendable {
    let state: UnitState
    /// Said in place of the state's word.
    let word: String?
    /// Mean producing time between two.
    let every: Milliseconds
    let lengths: Shares<ClosedRange<Milliseconds>>
    /// The shortest of so many draws is taken.
    let draws: Int
    /// Alarm codes as JSON; nil: nobody knows the cause.
    let codes: Shares<String?>?
    /// Whether it lasts from the arrival of an operator on.
    let needsOperator: Bool
}

/// How a station changes over to the next order.
struct ChangeoverProfile: Sendable {
    let waiting: ClosedRange<Milliseconds>
    let setup: ClosedRange<Milliseconds>
    let needsOperator: Bool
}

/// Ten to a small power.
func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
}
