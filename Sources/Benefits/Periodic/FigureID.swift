public import Plant

/// A figure that a report can show: fields P, M, L and B of the scheme, and what is made of them.
///
/// Each has one meaning (``name``, ``formula``) and one place where it is made
/// (``FigureMaking/content(_:)``); a template only says which are shown and in what order.
public enum FigureID: String, CaseIterable, Sendable {
    case p01 = "P01"
    case p02 = "P02"
    case p03 = "P03"
    case p06 = "P06"
    case p07 = "P07"
    case p08 = "P08"
    case p09 = "P09"
    case p10 = "P10"
    case p11 = "P11"
    case p12 = "P12"
    case p13 = "P13"
    case p14 = "P14"
    case p15 = "P15"
    case p16 = "P16"
    case p17 = "P17"
    case m01 = "M01"
    case m02 = "M02"
    case m03 = "M03"
    case m04 = "M04"
    case m05 = "M05"
    case m06 = "M06"
    case m07 = "M07"
    case m08 = "M08"
    case m09 = "M09"
    case l01 = "L01"
    case l02 = "L02"
    case l03 = "L03"
    case l04 = "L04"
    case l05 = "L05"
    case l06 = "L06"
    case l07 = "L07"
    case l08 = "L08"
    case b01 = "B01"
    case b02 = "B02"
    case b03 = "B03"
    case b04 = "B04"
    case b05 = "B05"
    case b06 = "B06"
    case b07 = "B07"
    case b08 = "B08"
    case b09 = "B09"
    case b10 = "B10"
    case b11 = "B11"
    case b12 = "B12"
    case b13 = "B13"
    case b14 = "B14"
    case b15 = "B15"
    case b16 = "B16"
    case b17 = "B17"
    case b18 = "B18"
    case b19 = "B19"
    case b20 = "B20"
    case b21 = "B21"
    case b22 = "B22"
    case b23 = "B23"
    case b24 = "B24"
    case b25 = "B25"
    case b26 = "B26"
    case b27 = "B27"
    case b28 = "B28"
    case b29 = "B29"
    case b30 = "B30"
    case b31 = "B31"
    /// Output by product, good and reject side by side (B10, B18).
    case products
    /// What OEE is made of, month by month (B11, B12, B14).
    case months
    /// What could be sold at most, beside what is declared (V33, R07).
    case bound
    /// Change over the locked baseline, adjusted to the present mix of products.
    case change
    /// What came of a dollar of funding.
    case funding
    /// What was frozen of the project file, beside what it says now.
    case frozen
    /// What the rules say.
    case rules
    /// What the scheme leaves open, with who decided it.
    case settings
}

extension FigureID {
    /// Whether the scheme has a number for it.
    var isNumbered: Bool { rawValue.last?.isNumber ?? false }

    /// What it is called.
    public var name: LocalizedText {
        let (english, chinese) = Self.names[self] ?? (rawValue, rawValue)
        return words(english, chinese)
    }

    /// How it is calculated, where it is.
    var formula: LocalizedText? {
        Self.formulas[self].map { words($0.0, $0.1) }
    }

    static let names: [FigureID: (String, String)] = [
        .p01: ("Scheme", "計劃"), .p02: ("Rule set", "規則版本"),
        .p03: ("Project reference no.", "項目編號"), .p06: ("Enterprise", "企業"),
        .p07: ("Technical consultant (design)", "設計及建立生產線的技術顧問"),
        .p08: ("Consultant who prepared the application", "協助擬備申請書的技術顧問"),
        .p09: ("Agreement date", "協議日期"),
        .p10: ("Start date and approved end date", "開始日期及獲批完成日期"),
        .p11: ("Actual completion date", "實際完成日期"), .p12: ("Restriction period", "指明期限"),
        .p13: ("Restriction end date", "指明期限屆滿日期"), .p14: ("Legal charge", "法定押記"),
        .p15: ("Other Government funding of the line", "該生產線的其他政府資助"),
        .p16: ("Other projects under the scheme", "計劃下的其他項目"), .p17: ("Industry", "行業編號"),
        .m01: ("Itemised cost", "分項成本"), .m02: ("Approved total project cost", "獲批項目總開支"),
        .m03: ("Approved funding amount", "獲批資助額"), .m04: ("Enterprise contribution", "企業投入資金"),
        .m05: ("Audited eligible expenditure to interim date", "截至中期的經審計合資格開支"),
        .m06: ("Interim disbursement", "中期撥款"),
        .m07: ("Final audited eligible expenditure", "最終經審計合資格開支"),
        .m08: ("Final funding amount and final payment", "最終資助額及最後一期撥款"),
        .m09: ("Recovery", "追回金額"), .l01: ("Line", "生產線"), .l02: ("Site", "生產線地址"),
        .l03: ("Position of the gateway", "閘道定位"), .l04: ("Assets", "資產"), .l05: ("Devices", "裝置"),
        .l06: ("Smart-production evidence", "智能生產證據"), .l07: ("i4.0 recognition", "工業4.0認可"),
        .l08: ("Operation start date", "投入運作日期"), .b01: ("Benefit period", "報告期"),
        .b02: ("Turnover of the line", "生產線生意額"), .b03: ("of which local and export", "其中本地及出口"),
        .b04: ("of which related-party sales", "其中關連方銷售"), .b05: ("Quantity sold", "銷售數量"),
        .b06: ("Average net price", "平均淨售價"),
        .b07: ("Opening and closing finished stock", "期初及期末成品存貨"),
        .b08: ("Samples, tests and scrap after release", "樣本、測試及放行後報廢"),
        .b09: ("Company turnover", "公司總營業額"), .b10: ("Output, good and reject", "產量、合格品及不良品"),
        .b11: ("Planned busy time, production time and downtime", "計劃時間、實際生產時間及停機"),
        .b12: ("Availability, performance, quality, OEE", "可用率、表現率、合格率、設備綜合效率"),
        .b13: ("Throughput and capacity utilisation", "產出速率及產能使用率"),
        .b14: ("Coverage and gaps", "數據覆蓋率及缺口"), .b15: ("Consumption per good unit", "每件合格品消耗"),
        .b16: ("Good units per operator hour", "每工時合格品"), .b17: ("Unit cost index", "單位成本指數"),
        .b18: ("First-pass yield", "一次合格率"), .b19: ("New jobs created", "創造的新職位"),
        .b20: ("Jobs by type", "按工種劃分的職位"), .b21: ("Jobs retained and lost", "保留及流失職位"),
        .b22: ("Wage bill of new jobs", "新職位薪酬總額"), .b23: ("Follow-on investment", "後續投資"),
        .b24: ("R&D, new products, patents", "研發、新產品及專利"), .b25: ("Certifications", "認證"),
        .b26: ("Other functions in Hong Kong", "在港的其他業務"),
        .b27: ("Supplier spend in Hong Kong", "本地採購"),
        .b28: ("Moves, transfers and idleness", "搬遷、轉讓及閒置"),
        .b29: ("Variance against targets", "與目標的差異"),
        .b30: ("Declaration and signature", "聲明及簽署"),
        .b31: ("Auditor's conclusion", "審計師結論"),
        .products: ("Output by product", "按產品的產量"),
        .months: ("Effectiveness by month", "每月設備綜合效率"),
        .bound: ("What the good pieces bound", "合格品所設的上限"),
        .change: ("Change over the locked baseline", "較鎖定基準的變化"),
        .funding: ("What the funding brought", "資助的成效"),
        .frozen: ("Frozen when a report was first checked", "首次覆核報告時凍結"),
        .rules: ("What the rules say", "規則判斷"),
        .settings: ("What the scheme leaves open", "計劃未訂明的設定"),
    ]

    private static let formulas: [FigureID: (String, String)] = [
        .b02: ("Σ declared turnover of the period's rows", "Σ 期內各行申報的生意額"),
        .b03: ("turnover − export", "生意額 − 出口"),
        .b06: ("turnover / quantity sold", "生意額 / 銷售數量"),
        .b16: ("good units / paid operator hours", "合格品 / 支薪操作員工時"),
        .b18: ("good / made", "合格品 / 產量"),
        .b15: ("consumed / good units of the line's output", "消耗 / 生產線產出的合格品"),
        .b19: (
            "Σ hours a week / full-time hours × months / 12",
            "Σ 每週工時 / 全職工時 × 月數 / 12"
        ),
        .bound: ("(opening stock + good) × price", "（期初存貨 + 合格品）× 售價"),
        .b29: ("(actual − target) / target", "（實際 − 目標）/ 目標"),
        .change: (
            "Σ present good pieces / baseline rate, over the present hours",
            "Σ 現時合格品 / 基準速率，除以現時時數"
        ),
    ]
}
