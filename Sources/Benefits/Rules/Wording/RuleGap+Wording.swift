public import Plant

extension RuleGap {
    /// Follows `not judged, because`.
    public var wording: LocalizedText {
        switch self {
        case .noRuleSet: words("no rule set holds", "沒有適用的規則版本")
        case .noApproval: words("the approval is not recorded", "沒有記錄獲批資料")
        case .noBudget: words("no budget is recorded", "沒有記錄預算")
        case .noDuration: words("start and end are not recorded", "沒有記錄開始及完成日期")
        case .notCompleted: words("the project is not completed", "項目尚未完成")
        case .notOver: words("the project is not over", "項目尚未結束")
        case .notDueYet: words("it is not due yet", "尚未到期")
        case .noPayment: words("no payment is recorded", "沒有記錄撥款")
        case .noInterim: words("there was no interim payment", "沒有中期撥款")
        case .noFinalAccounts: words("there are no final accounts", "沒有最終經審計帳目")
        case .noFinalFunding: words("the final funding is not recorded", "沒有記錄最終資助額")
        case .noRestriction: words("there is no restriction period", "沒有指明期限")
        case .noContribution:
            words("what the enterprise paid is not recorded", "沒有記錄企業投入資金")
        case .noOtherFunding:
            words(
                "the project file does not say whether there is other Government funding",
                "項目檔案沒有說明有否其他政府資助")
        case .noOtherProjects:
            words(
                "the project file does not say whether there are other projects",
                "項目檔案沒有說明有否其他項目")
        case .noCharge: words("no legal charge is recorded", "沒有記錄法定押記")
        case .noMove: words("no such move is recorded", "沒有記錄轉讓或搬遷")
        case .noPositions: words("no positions of gateways are known", "沒有閘道定位資料")
        case .noAssets: words("no funded assets are recorded", "沒有記錄受資助資產")
        case .noOperation: words("not every line is in operation", "並非所有生產線已投入運作")
        case .noCommissioning: words("dates of commissioning lack", "缺少啓用日期")
        case .noRegister:
            words("the published list of approved projects was not given", "沒有提供公布的獲批項目名單")
        case .noListedFunds: words("the published list has no funds", "公布的名單沒有資助額")
        case .noSuchCost: words("there is no such cost", "沒有此類開支")
        default: periodWording
        }
    }

    private var periodWording: LocalizedText {
        switch self {
        case .noPeriod: words("no benefit period was given", "沒有提供效益報告期")
        case .noBenefitReports: words("there is no benefit report yet", "尚未有效益報告")
        case .noTurnover: words("no turnover is declared", "沒有申報生意額")
        case .partTurnover:
            words("the turnover of not every line is known", "並非每條生產線的生意額均已知")
        case .noCompanyTurnover:
            words("the company's turnover is not known", "沒有公司總營業額")
        case .noStock: words("no stock is declared", "沒有申報存貨")
        case .lowCoverage: words("coverage is too low", "數據覆蓋率過低")
        case .noSales: words("no sales are declared of the period", "沒有申報期內銷售")
        case .noPrices: words("no list prices are declared", "沒有申報價目")
        case .noMedian: words("the sector's median is not known", "沒有行業中位數")
        case .noCounters: words("there are no counter records", "沒有計數器記錄")
        case .noTimes: words("there are no times of the lines", "沒有生產線時間")
        case .noEffectiveness: words("there is no OEE", "沒有設備綜合效率")
        case .noCoverage: words("coverage is not known", "沒有數據覆蓋率")
        case .noHours: words("hours of operators are not known", "沒有操作員工時")
        case .noTargets: words("there are no targets", "沒有目標")
        case .noActuals: words("not every target has an actual value", "並非所有目標均有實際數字")
        case .noJobs: words("no jobs are declared", "沒有申報職位")
        case .notOfJobs: words("the report does not tell of jobs", "此報告不涉及職位")
        case .noHeadcount:
            words("headcount or its baseline is not known", "沒有人數或其基準")
        case .newByPost:
            words("new jobs are the posts that began after the application", "新職位為申請後才開設的職位")
        case .noReports: words("there are no report versions", "沒有報告版本")
        case .notCompared:
            words("not every report was compared with its seal", "並非所有報告均已與封存內容核對")
        case .noSmartEvidence: words("there is no smart evidence", "沒有「智能」準則的證據")
        case .shortProject: words("the project is not longer", "項目期限沒有超過")
        case .aboveStreamlined:
            words("the funding is above the limit", "資助額超出限額")
        default: preconditionFailure("\(rawValue) has no wording")
        }
    }
}
