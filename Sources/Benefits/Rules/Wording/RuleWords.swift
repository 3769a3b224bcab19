public import Plant

/// Words around rules and duties, for every surface that shows them.
public enum RuleWord: String, CaseIterable, Sendable {
    case project, ruleSet, day, holds, notApplicable, notJudged, partlyNotJudged
    case rules, duties, nothingDue, defaults

    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .project: pair("project", "項目")
        case .ruleSet: pair("rule set", "規則版本")
        case .day: pair("as of", "截至")
        case .holds: pair("holds", "符合")
        case .notApplicable: pair("does not apply", "不適用")
        case .notJudged: pair("not judged", "未能判定")
        case .partlyNotJudged: pair("partly not judged", "部分未能判定")
        case .rules: pair("rules", "規則")
        case .duties: pair("duties", "責任")
        case .nothingDue: pair("no dates are known", "沒有已知的日期")
        case .defaults: pair("nobody has decided; our default", "未有決定，採用預設值")
        }
    }
}

extension RuleSeverity {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .error: pair("error", "錯誤")
        case .warning: pair("warning", "警告")
        case .info: pair("note", "備註")
        }
    }
}

extension Duty.Kind {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .chargeRegistration: pair("form NM1 of the legal charge", "法定押記表格NM1")
        case .progressReport: pair("progress report with audited accounts", "進度報告及經審計帳目")
        case .finalReport:
            pair("final report with final audited accounts", "最終報告及最終經審計帳目")
        case .benefitReport: pair("benefit report", "效益報告")
        case .restrictionEnd: pair("end of the restriction period", "指明期限屆滿")
        }
    }
}

extension Duty.Status {
    /// In both languages.
    public var wording: LocalizedText {
        switch self {
        case .done: pair("done", "已完成")
        case .doneLate: pair("done late", "逾期完成")
        case .open: pair("open", "未到期")
        case .dueSoon: pair("due soon", "即將到期")
        case .overdue: pair("overdue", "逾期")
        }
    }
}

private func pair(_ english: String, _ chinese: String) -> LocalizedText {
    LocalizedText(english: english, traditionalChinese: chinese)
}
