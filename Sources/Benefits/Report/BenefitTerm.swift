public import Plant

/// The words of a benefit report.
public enum BenefitTerm: String, CaseIterable, Sendable {
    case title, upTo, effectiveness, figure, value, products, product, openingStock, good, sold
    case closingStock, samples, difference, soldOfAvailable, identity, turnover, productUnknown
    case notDeclared, notCompared, nothingThere, newJobs, jobType, headcount, itPosts, otherPosts,
        inPost
    case averageFTE, annualFTE, total, caveat, findings, productsChart, jobsChart

    /// The wording in both languages.
    public var wording: LocalizedText {
        switch self {
        case .title: words("Benefit report", "效益報告")
        case .upTo: words("Measured figures are up to", "實測數字截至")
        case .effectiveness: words("Effectiveness of the line", "生產線效率")
        case .figure: words("Figure", "項目")
        case .value: words("Value", "數值")
        case .products: words("Output, stock and sales by product", "按產品的產量、存貨及銷售")
        case .product: words("Product", "產品")
        case .openingStock: words("Opening finished stock", "期初成品存貨")
        case .good: words("Good output", "合格品數量")
        case .sold: words("Quantity sold", "銷售數量")
        case .closingStock: words("Closing finished stock", "期末成品存貨")
        case .samples: words("Samples and scrap after release", "樣本及放行後報廢")
        case .difference: words("Difference of the stock identity", "存貨等式的差額")
        case .soldOfAvailable: words("Sold of what there was", "銷售佔可供銷售")
        case .identity: words("Stock identity", "存貨等式")
        case .turnover: words("Turnover", "生意額")
        case .productUnknown: words("Product not said", "產品不明")
        case .notDeclared: words("nothing declared", "未有申報")
        case .notCompared: words("a side of it is not known", "資料不全，未作比較")
        case .nothingThere: words("there was nothing to sell", "沒有可供銷售")
        case .newJobs: words("New jobs created, by type", "創造的新職位數目（按工種）")
        case .jobType: words("Job type", "工種")
        case .headcount: words("Jobs on the last day", "期末職位數目")
        case .itPosts: words("of which I&T posts", "其中創科職位")
        case .otherPosts: words("other posts", "其他職位")
        case .inPost: words("Full-time equivalent on the last day", "期末全職等值")
        case .averageFTE: words("Average full-time equivalent", "平均全職等值")
        case .annualFTE: words("Annual full-time equivalent (V42)", "全年全職等值（V42）")
        case .total: words("Total", "總計")
        case .caveat:
            words(
                "Telemetry never claims turnover or jobs; it only bounds what is declared.",
                "遙測數據不會聲稱生意額或職位數目，只作申報資料的旁證。")
        case .findings: words("Read before believing", "閱讀須知")
        case .productsChart:
            words(
                "Good output beside what was sold and what is left, by product.",
                "按產品對照合格品數量、銷售數量及期末存貨。")
        case .jobsChart:
            words(
                "Jobs on the last day by type, innovation and technology posts apart.",
                "按工種列出期末職位數目，創科職位另計。")
        }
    }
}

extension StockIdentity.Verdict {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .holds: words("Measured and declared agree", "實測與申報相符")
        case .broken: words("Measured and declared do not agree", "實測與申報不符")
        case .undecided: words("Coverage too low to judge", "數據覆蓋率不足，無法判斷")
        }
    }
}

extension JobType {
    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .operative: words("Operatives", "操作員")
        case .technician: words("Technicians", "技術員")
        case .engineer: words("Engineers and scientists", "工程師及科研人員")
        case .dataIT: words("Data and IT", "數據及資訊科技")
        case .qualityRegulatory: words("Quality and regulatory", "品質及法規")
        case .supplyChain: words("Supply chain", "供應鏈")
        case .salesAdmin: words("Sales and administration", "銷售及行政")
        case .management: words("Management", "管理")
        case .other: words("Other", "其他")
        }
    }
}

func words(_ english: String, _ traditionalChinese: String) -> LocalizedText {
    LocalizedText(english: english, traditionalChinese: traditionalChinese)
}
