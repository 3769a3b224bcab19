public import Plant

extension DeclaredKind {
    /// What it is called in both languages.
    public var wording: LocalizedText {
        switch self {
        case .sales: words("Sales", "銷售")
        case .stock: words("Stock counts", "存貨盤點")
        case .jobs: words("Jobs", "職位")
        case .tariffs: words("Tariffs of energy and water", "能源及用水收費")
        case .costs: words("Cost sheet", "成本表")
        case .prices: words("Price lists", "價目表")
        case .company: words("Company figures", "公司資料")
        }
    }
}
