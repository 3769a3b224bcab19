public import Plant

extension RuleGap {
    /// Follows `not judged, because`.
    public var wording: LocalizedText {
        switch self {
        case .noRuleSet: pair("no rule set holds", "沒有適用的規則版本")
        case .noApproval: pair("the approval is not recorded", "沒有記錄獲批資料")
        case .noBudget: pair("no budget is recorded", "沒有記錄預算")
        case .noDuration: pair("start and end are not recorded", "沒有記錄開始及完成日期")
        case .notCompleted: pair("the project is not completed", "項目尚未完成")
        case .notOver: pair("the project is not over", "項目尚未結束")
        case .notDueYet: pair("it is not due yet", "尚未到期")
        case .noPayment: pair("no payment is recorded", "沒有記錄撥款")
        case .noInterim: pair("there was no interim payment", "沒有中期撥款")
        case .noFinalAccounts: pair("there are no final accounts", "沒有最終經審計帳目")
        case .noFinalFunding: pair("the final funding is not recorded", "沒有記錄最終資助額")
        case .noRestriction: pair("there is no restriction period", "沒有指明期限")
        case .noContribution:
            pair("what the enterprise paid is not recorded", "沒有記錄企業投入資金")
        case .noCharge: pair("no legal charge is recorded", "沒有記錄法定押記")
        case .noMove: pair("no such move is recorded", "沒有記錄轉讓或搬遷")
        case .noPositions: pair("no positions of gateways are known", "沒有閘道定位資料")
        case .noAssets: pair("no funded assets are recorded", "沒有記錄受資助資產")
        case .noOperation: pair("not every line is in operation", "並非所有生產線已投入運作")
        case .noCommissioning: pair("dates of commissioning lack", "缺少啓用日期")
        case .noRegister:
            pair("the published list of approved projects was not given", "沒有提供公布的獲批項目名單")
        case .noListedFunds: pair("the published list has no funds", "公布的名單沒有資助額")
        case .noSuchCost: pair("there is no such cost", "沒有此類開支")
        default: periodWording
        }
    }

    private var periodWording: LocalizedText {
        switch self {
        case .noPeriod: pair("no benefit period was given", "沒有提供效益報告期")
        case .noBenefitReports: pair("there is no benefit report yet", "尚未有效益報告")
        case .noTurnover: pair("no turnover is declared", "沒有申報生意額")
        case .noCompanyTurnover:
            pair("the company's turnover is not known", "沒有公司總營業額")
        case .noStock: pair("no stock is declared", "沒有申報存貨")
        case .lowCoverage: pair("coverage is too low", "數據覆蓋率過低")
        case .noPrices: pair("no list prices are declared", "沒有申報價目")
        case .noMedian: pair("the sector's median is not known", "沒有行業中位數")
        case .noCounters: pair("there are no counter records", "沒有計數器記錄")
        case .noTimes: pair("there are no times of the lines", "沒有生產線時間")
        case .noEffectiveness: pair("there is no OEE", "沒有設備綜合效率")
        case .noCoverage: pair("coverage is not known", "沒有數據覆蓋率")
        case .noHours: pair("hours of operators are not known", "沒有操作員工時")
        case .noTargets: pair("there are no targets", "沒有目標")
        case .noActuals: pair("not every target has an actual value", "並非所有目標均有實際數字")
        case .noJobs: pair("no jobs are declared", "沒有申報職位")
        case .noHeadcount:
            pair("headcount or its baseline is not known", "沒有人數或其基準")
        case .newByPost:
            pair("new jobs are the posts that began after the application", "新職位為申請後才開設的職位")
        case .noReports: pair("there are no report versions", "沒有報告版本")
        case .notCompared:
            pair("not every report was compared with its seal", "並非所有報告均已與封存內容核對")
        case .noSmartEvidence: pair("there is no smart evidence", "沒有「智能」準則的證據")
        case .shortProject: pair("the project is not longer", "項目期限沒有超過")
        case .aboveStreamlined:
            pair("the funding is above the limit", "資助額超出限額")
        default: preconditionFailure("\(rawValue) has no wording")
        }
    }
}

private func pair(_ english: String, _ chinese: String) -> LocalizedText {
    LocalizedText(english: english, traditionalChinese: chinese)
}
