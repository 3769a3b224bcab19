public import Plant

extension DeclaredKind {
    /// What a column of such a file is called.
    public func title(ofColumn name: String) -> LocalizedText {
        let chinese = columns.first { $0.name == name }?.chinese ?? name
        return words(Self.english[name] ?? name, chinese)
    }

    /// Columns in English; one name means the same in every kind of file.
    static let english = [
        "product": "Product", "period_from": "From", "period_to": "To (included)",
        "opening_stock": "Opening finished stock", "sold": "Quantity sold",
        "closing_stock": "Closing finished stock", "samples_scrap": "Samples and scrap",
        "turnover_hkd": "Turnover (HK$)", "export_hkd": "of which export (HK$)",
        "destinations": "Destinations of export", "related_hkd": "of which related parties (HK$)",
        "returns_hkd": "Returns and rebates taken off (HK$)",
        "counted_on": "Counted on (end of the day)", "quantity": "Finished stock",
        "job_id": "Job", "type": "Type of job", "from": "From",
        "to": "To (open where still in force)", "fte": "Full-time equivalent",
        "it_post": "I&T post", "contract": "Contract", "hours_week": "Hours a week",
        "age_35": "Up to 35", "retained": "Retained", "setup": "Of the set-up",
        "moved": "Moved from elsewhere", "person": "Person", "end_reason": "Why it ended",
        "medium": "Energy or water", "effective_from": "In force from",
        "price_hkd": "Price of a unit (HK$)", "item": "Item", "value": "Value",
        "lowest_hkd": "Lowest list price (HK$)", "highest_hkd": "Highest list price (HK$)",
        "sector_median_hkd": "Median of the sector (HK$)", "figure": "Figure", "name": "Name",
        "text": "Text",
    ]
}

extension CostRow.Item {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .unitCostIndex: FigureID.b17.name
        case .operatorHours: words("Paid hours of operators", "操作員支薪工時")
        case .wages: FigureID.b22.name
        case .suppliers: FigureID.b27.name
        case .machinery: words("Machinery", "機械")
        case .premises: words("Premises", "廠房")
        case .research: words("R&D spending", "研發開支")
        }
    }
}

extension CompanyFigure.Item {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .turnover: FigureID.b09.name
        case .headcount: words("Headcount in Hong Kong", "在港人數")
        case .newProducts: words("New products", "新產品")
        case .patentsFiled: words("Patents filed", "已提交的專利申請")
        case .patentsGranted: words("Patents granted", "獲批專利")
        case .certification: FigureID.b25.name
        case .function: FigureID.b26.name
        case .reason: words("Reason", "原因")
        }
    }
}

extension ClaimedJob.Contract {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .permanent: words("permanent", "長期")
        case .fixedTerm: words("fixed term", "定期")
        case .temporary: words("temporary", "臨時")
        }
    }
}
