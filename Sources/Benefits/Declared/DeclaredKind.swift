/// What a declared file is of, by its name in commands and records.
public enum DeclaredKind: String, CaseIterable, Sendable {
    /// B02 to B05, B07 and B08: sales and stock of a line's products.
    case sales
    /// Finished stock as it was counted.
    case stock
    /// B19 to B21: the jobs of a line, a whole list that holds from a day on.
    case jobs
    /// What energy and water cost, from days on.
    case tariffs
    /// B16, B17, B22 to B24 and B27: the cost sheet of a line.
    case costs
    /// Price lists of products, from days on.
    case prices
    /// B09, B24 to B26 and B29: what the company says of itself.
    case company

    /// Whether such a file is of one line; else it is of the whole project.
    public var isOfLine: Bool {
        switch self {
        case .sales, .stock, .jobs, .costs: true
        case .tariffs, .prices, .company: false
        }
    }

    /// Whether a file is a whole list that holds from a day on, until another one does; else the
    /// rows of all files stand side by side.
    public var isWholeList: Bool { self == .jobs }

    /// Whether what a file says holds until another one says otherwise.
    public var holdsUntilReplaced: Bool {
        switch self {
        case .jobs, .tariffs, .prices: true
        case .sales, .stock, .costs, .company: false
        }
    }
}
