import Benefits
import Plant
import Reporting

/// What the pages say of funded projects.
enum ProjectTerm: Term, CaseIterable {
    case projects, none, noneOpen, project, reference, nextDuty, openFlags, duties, due, duty,
        status
    case reminder, daysLeft, money, amount, periods, from, to, smart, rules, flags
    case replyText, yourName, reply, close, outcome, officer, why
    case statistics, gaps, report, defaults, kind, tooEarly, closedMeanwhile, missing
    case expired, statement, raised, basis, version, signedBy, despite, draft, sealed
    case latest, ended, emptyNote, running, runningNote

    private static let needed = words(
        "Not recorded: a name of up to \(FlagBook.nameLimit) characters and a text of up to "
            + "\(FlagBook.textLimit) are needed.",
        "未有記錄：需要姓名（最多 \(FlagBook.nameLimit) 個字元）及內容（最多 \(FlagBook.textLimit) 個字元）。")

    var wording: LocalizedText {
        switch self {
        case .projects: words("Projects", "項目")
        case .none: words("No project file is read.", "沒有項目檔案。")
        case .noneOpen:
            words("There is no project that you may open.", "沒有你可開啟的項目。")
        case .project: words("Project", "項目")
        case .reference: words("Reference", "編號")
        case .nextDuty: words("Next duty", "下一項責任")
        case .openFlags: words("Open flags", "未結束的警示")
        case .duties: words("Duties", "責任")
        case .due: words("Due", "到期日")
        case .duty: words("Duty", "責任")
        case .status: words("Status", "狀況")
        case .reminder: words("Reminder", "提示")
        case .daysLeft: words("days or fewer left", "日或以內到期")
        case .money: words("Money", "款項")
        case .amount: words("Amount", "金額")
        case .periods: words("Benefit periods", "效益報告期")
        case .from: words("From", "由")
        case .to: words("To", "至")
        case .smart: words("Smart-production evidence", "智能生產證據")
        case .rules: words("What the rules say", "規則判斷")
        case .flags: words("Flags", "警示")
        case .replyText: words("What the company says", "企業回應內容")
        case .yourName: words("Who replies", "回應人")
        case .reply: words("Reply", "回應")
        case .close: words("Close", "結束警示")
        case .outcome: words("Outcome", "結果")
        case .officer: words("Officer", "人員")
        case .why: words("Why", "原因")
        case .statistics: words("How flags ended", "警示結果統計")
        case .gaps: words("Flags that are not raised here, and why", "此處不會提出的警示及原因")
        case .report: words("Report", "報告")
        case .defaults: words("Rests on defaults", "採用預設值")
        case .kind: words("Kind", "種類")
        case .tooEarly:
            words(
                "Not recorded: the company may reply until {day} and has not yet.",
                "未有記錄：企業可於 {day} 或之前回應，尚未回應。")
        case .closedMeanwhile:
            words("Not recorded: the flag is closed already.", "未有記錄：警示已結束。")
        case .missing: Self.needed
        case .expired: words("The form had expired; send it again.", "表格已過期，請重新提交。")
        case .statement: words("It says", "內容")
        case .raised: words("Raised", "提出")
        case .basis: words("Source", "來源")
        case .version: words("Version", "版本")
        case .signedBy: words("By whom", "經手人")
        case .despite: words("despite", "雖違反")
        case .draft: words("Draft", "草稿")
        case .sealed: words("Sealed", "已封存")
        case .latest: words("Latest benefit period", "最近的效益報告期")
        case .ended: words("ended", "已完結")
        case .emptyNote: words("ended; nothing measured or sold is known.", "已完結；未有量度或銷售資料。")
        case .running: words("Running, not ended", "進行中，尚未完結")
        case .runningNote:
            words("running, not ended; its report is not due yet.", "進行中，尚未完結；報告尚未到期。")
        }
    }
}

extension ReportVersions.Step: Term {
    var wording: LocalizedText {
        switch self {
        case .checked: words("Checked", "已覆核")
        case .signedOff: words("Signed off", "已簽署")
        }
    }
}

extension ReportRecord.Kind: Term {
    var wording: LocalizedText {
        switch self {
        case .progress: words("Progress report", "進度報告")
        case .final: words("Final report", "最終報告")
        case .benefit: words("Benefit report", "效益報告")
        }
    }
}
