public import Plant

/// Words around rules and duties, for every surface that shows them.
public enum RuleWord: String, CaseIterable, Sendable {
    case project, ruleSet, day, holds, notApplicable, notJudged, partlyNotJudged
    case rules, paragraph, duties, nothingDue, dutiesLeftOut, defaults

    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .project: words("project", "項目")
        case .ruleSet: words("rule set", "規則版本")
        case .day: words("as of", "截至")
        case .holds: words("holds", "符合")
        case .notApplicable: words("does not apply", "不適用")
        case .notJudged: words("not judged", "未能判定")
        case .partlyNotJudged: words("partly not judged", "部分未能判定")
        case .rules: words("rules", "規則")
        case .paragraph: words("Paragraph", "依據")
        case .duties: words("duties", "責任")
        case .nothingDue: words("no dates are known", "沒有已知的日期")
        case .dutiesLeftOut:
            words(
                "no rule set holds for the date of application and the scheme: when form NM1 and "
                    + "the progress report are due is not known",
                "申請日期及計劃沒有適用的規則版本：未能得知表格NM1及進度報告的到期日")
        case .defaults: words("nobody has decided; our default", "未有決定，採用預設值")
        }
    }
}

/// What rules calculate, by its name in the interface.
enum RuleResult: String, CaseIterable {
    case assets, fundable, limit, contribution, months, due
    case finalFunding = "final_funding"
    case finalPayment = "final_payment"
    case restrictionEnd = "restriction_end"
    case ruleSet = "rule_set"

    /// In both languages.
    var wording: LocalizedText {
        switch self {
        case .assets: words("cost of the funded assets", "受資助資產的成本")
        case .fundable: words("fundable items", "可獲資助項目")
        case .limit: words("at most", "上限")
        case .contribution:
            words("approved cost less approved funding", "獲批項目總開支減獲批資助額")
        case .months: words("length of the project", "項目期限")
        case .due: words("due", "限期")
        case .finalFunding: words("final funding", "最終資助額")
        case .finalPayment: words("final payment", "最後一期撥款")
        case .restrictionEnd: words("end of the restriction period", "指明期限屆滿日期")
        case .ruleSet: RuleWord.ruleSet.wording
        }
    }
}

extension RuleSeverity {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .error: words("error", "錯誤")
        case .warning: words("warning", "警告")
        case .info: words("note", "備註")
        }
    }
}

extension Duty.Kind {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .chargeRegistration: words("form NM1 of the legal charge", "法定押記表格NM1")
        case .progressReport: words("progress report with audited accounts", "進度報告及經審計帳目")
        case .finalReport:
            words("final report with final audited accounts", "最終報告及最終經審計帳目")
        case .benefitReport: words("benefit report", "效益報告")
        case .restrictionEnd: words("end of the restriction period", "指明期限屆滿")
        }
    }
}

extension Duty.Status {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .done: words("done", "已完成")
        case .doneLate: words("done late", "逾期完成")
        case .open: words("open", "未到期")
        case .dueSoon: words("due soon", "即將到期")
        case .overdue: words("overdue", "逾期")
        }
    }
}
