public import Plant

/// The red flags of the scheme (§7.3): alerts for a person to look at, never a breach.
public enum FlagID: String, CaseIterable, Sendable {
    case r01 = "R01"
    case r02 = "R02"
    case r03 = "R03"
    case r04 = "R04"
    case r05 = "R05"
    case r06 = "R06"
    case r07 = "R07"
    case r08 = "R08"
    case r09 = "R09"
    case r10 = "R10"
    case r11 = "R11"
    case r12 = "R12"
    case r13 = "R13"
    case r14 = "R14"
    case r15 = "R15"
    case r16 = "R16"
    case r17 = "R17"
    case r18 = "R18"
    case r19 = "R19"
    case r20 = "R20"
    case r21 = "R21"
    case r22 = "R22"
    case r23 = "R23"
    case r24 = "R24"
    case r25 = "R25"

    /// What it is called.
    public var name: LocalizedText {
        switch self {
        case .r01: words("Line silent", "生產線無訊號")
        case .r02: words("Gateway alive, line dead", "閘道在線但沒有產出")
        case .r03: words("Position outside Hong Kong", "位置在香港以外")
        case .r04: words("Moved inside Hong Kong without notice", "在港搬遷而沒有通知")
        case .r05: words("Split assets", "資產分散")
        case .r06: words("Owner change", "擁有權變動")
        case .r07: words("Sales above the physical ceiling", "銷售超出實物上限")
        case .r08: words("Output without energy or labour", "有產出但能耗或工時偏低")
        case .r09: words("Output without sales", "有產出但沒有銷售")
        case .r10: words("Line turnover equals company turnover", "生產線生意額等於公司營業額")
        case .r11: words("Round or copied numbers", "整數或重複的數字")
        case .r12: words("Jobs above the headcount rise", "職位多於人數增幅")
        case .r13: words("Jobs end after the report date", "職位在報告日後終止")
        case .r14: words("Operators without log-ins", "操作員沒有登入記錄")
        case .r15: words("Counter anomalies", "計數器異常")
        case .r16: words("Clock problems", "時鐘問題")
        case .r17: words("Evidence chain break", "證據鏈中斷")
        case .r18: words("Late, or revised many times", "逾期或多次修訂")
        case .r19: words("Smart functions switched off", "智能功能已關閉")
        case .r20: words("Payment arithmetic", "撥款計算不符")
        case .r21: words("Same-consultant rule", "同一技術顧問規則")
        case .r22: words("Double funding", "重複資助")
        case .r23: words("Idle after payment", "獲撥款後閒置")
        case .r24: words("Peer outlier", "偏離同業")
        case .r25: words("Certificate lapsed", "認證已過期")
        }
    }

    /// Why it cannot be raised here about a project; nil where it can.
    public func gap(_ project: Project) -> LocalizedText? {
        switch self {
        case .r14 where project.lines.allSatisfy(\.operators.isEmpty):
            words(
                "the project file names no signal of operators who are logged in",
                "項目檔案沒有列明操作員登入的信號")
        case .r24: words("needs the other projects: a hub", "需要其他項目的資料（中央系統）")
        default: nil
        }
    }

    /// What may explain it without anything being wrong.
    public var benign: LocalizedText {
        switch self {
        case .r01: words("network or gateway repair, a closure, a renamed topic", "網絡或閘道維修、停業、主題改名")
        case .r02:
            words("maintenance, lack of orders, a counter that is not wired", "維修、訂單不足、計數器未接駁")
        case .r03:
            words(
                "the gateway alone went for repair, a network that is routed abroad",
                "只有閘道送修、網絡經境外路由")
        case .r04: words("the notice went by letter and was not recorded", "已以書面通知但未有記錄")
        case .r05:
            words("a serial number written twice, two machines sold as one", "序號重複填寫、兩台機器合為一項購置")
        case .r06: words("an approval that was not recorded", "已獲批准但未有記錄")
        case .r07:
            words(
                "bought-in goods in the sales, stock not counted, a product mapped wrongly",
                "銷售包括外購貨品、存貨未點算、產品對應錯誤")
        case .r08: words("a meter replaced, a lighter product, new machines", "更換儀錶、產品較輕、新機器")
        case .r09: words("stock for a season or a large order, a recall", "季節或大額訂單備貨、回收")
        case .r10: words("the other lines stood still or belong to another firm", "其他生產線停產或屬其他公司")
        case .r11: words("a contract at a round price or quantity", "合約訂明整數價格或數量")
        case .r12: words("jobs moved between sites, headcount of another day", "職位調動、人數日期不同")
        case .r13: words("fixed terms that are renewed later, seasonal work", "定期合約稍後續約、季節性工作")
        case .r15: words("a controller replaced, a rate not declared, overtime", "更換控制器、未申報速率、加班")
        case .r16:
            words(
                "a time server out of reach, daylight of a supplier's site, a network that was down",
                "時間伺服器無法連接、供應商時區、網絡中斷")
        case .r17:
            words(
                "a restored backup, a key rotated without its record, a correction of the project "
                    + "file that was agreed",
                "還原備份、更換密鑰而未記錄、獲同意的項目檔案更正")
        case .r18: words("an extension that was granted, corrections of an auditor", "已獲延期、審計師更正")
        case .r19: words("commissioning of a new product, a repair", "新產品啓用、維修")
        case .r20: words("a rounding rule of the agreement, a payment in parts", "協議的進位規則、分期付款")
        case .r21: words("the consultant changed its name", "顧問公司改名")
        case .r22: words("funding of another line at the same address", "同一地址另一條生產線的資助")
        case .r23: words("ramp-down between orders, a recall, a repair", "訂單之間減產、回收、維修")
        case .r25: words("renewed, but not declared yet", "已續期但未申報")
        case .r14:
            words(
                "log-ins that are shared or left open, work away from the line",
                "共用登入或未有登出、離開生產線工作")
        case .r24: words("not raised here", "此處不會提出")
        }
    }
}

/// How much a flag matters.
public enum FlagSeverity: String, CaseIterable, Sendable {
    case notice, serious

    /// What it is called.
    public var wording: LocalizedText {
        switch self {
        case .notice: words("to look at", "需要留意")
        case .serious: words("to look at soon", "需要盡快留意")
        }
    }
}

/// The limits of the flags, each with source and default (§7.3: proposals).
public struct FlagSettings: Hashable, Sendable {
    /// R01: days of planned time without a word.
    public var silentDays = Setting(7)
    /// R01: from so many days on it is serious.
    public var silentSeriousDays = Setting(30)
    /// R02: days that are known, without a piece.
    public var deadDays = Setting(14)
    /// R08: percent of the own median.
    public var energyPercent = Setting(50)
    /// R09: months of sales by which stock grew.
    public var stockMonths = Setting(6)
    /// R10: percent of the company's turnover.
    public var companyPercent = Setting(98)
    /// R11: what all declared quantities are multiples of.
    public var roundTo = Setting(1000)
    /// R13: percent of the counted jobs that end.
    public var endedPercent = Setting(30)
    /// R13: days after the period.
    public var endedDays = Setting(60)
    /// R15: percent of days faster than the declared rate.
    public var overRatePercent = Setting(5)
    /// R15: percent of the pieces made outside planned time.
    public var outsidePercent = Setting(5)
    /// R16: findings of clocks.
    public var clockFindings = Setting(0)
    /// R16: percent of the samples that were filled in later.
    public var backfillPercent = Setting(20)
    /// R18: corrections of a signed report.
    public var corrections = Setting(2)
    /// R18: days late.
    public var lateDays = Setting(60)
    /// R19: percent of the planned time in manual mode.
    public var manualPercent = Setting(50)
    /// R23: percent by which use fell.
    public var idlePercent = Setting(60)
    /// R23: months after the final payment.
    public var idleMonths = Setting(6)
    /// Days for the company's reply before a flag is closed without one.
    public var replyDays = Setting(14)

    /// The defaults.
    public init() {}

    /// Each by its key in the project file, with its range.
    static var keys:
        [(key: String, path: WritableKeyPath<FlagSettings, Setting<Int>>, range: ClosedRange<Int>)]
    {
        [
            ("silent_days", \.silentDays, 1...365),
            ("silent_serious_days", \.silentSeriousDays, 1...365),
            ("dead_days", \.deadDays, 1...365), ("energy_percent", \.energyPercent, 1...100),
            ("stock_months", \.stockMonths, 1...60), ("company_percent", \.companyPercent, 1...100),
            ("round_to", \.roundTo, 2...1_000_000), ("ended_percent", \.endedPercent, 0...100),
            ("ended_days", \.endedDays, 1...365), ("over_rate_percent", \.overRatePercent, 0...100),
            ("outside_percent", \.outsidePercent, 0...100),
            ("clock_findings", \.clockFindings, 0...1_000_000),
            ("backfill_percent", \.backfillPercent, 0...100),
            ("corrections", \.corrections, 0...100),
            ("late_days", \.lateDays, 0...730), ("manual_percent", \.manualPercent, 0...100),
            ("idle_percent", \.idlePercent, 0...100), ("idle_months", \.idleMonths, 1...60),
            ("reply_days", \.replyDays, 0...365),
        ]
    }
}
