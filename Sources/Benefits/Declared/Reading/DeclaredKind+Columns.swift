extension DeclaredKind {
    /// A column of a file.
    public struct Column: Hashable, Sendable {
        /// Its name in the first row.
        public var name: String
        /// Its heading in the second row.
        public var chinese: String
        /// Whether a file may do without it.
        public var isOptional: Bool
    }

    /// The columns of such a file, in the order of its template.
    public var columns: [Column] {
        switch self {
        case .sales: Self.columns(SalesColumn.self)
        case .stock: Self.columns(StockColumn.self)
        case .jobs: Self.columns(JobsColumn.self)
        case .tariffs: Self.columns(TariffsColumn.self)
        case .costs: Self.columns(CostsColumn.self)
        case .prices: Self.columns(PricesColumn.self)
        case .company: Self.columns(CompanyColumn.self)
        }
    }

    private static func columns<Column: DeclaredColumn>(_ type: Column.Type) -> [Self.Column] {
        type.allCases.map {
            Self.Column(name: $0.rawValue, chinese: $0.chinese, isOptional: $0.isOptional)
        }
    }

    /// A file to fill in: both header rows, UTF-8 with byte order mark, lines that end in CR LF.
    public var template: String {
        let rows = [columns.map(\.name), columns.map(\.chinese)]
        return "\u{FEFF}" + rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }
}
