import Plant

/// What is said of the way of a report: drafted, checked, signed off, sealed, handed in.
enum StepTerm: Term, CaseIterable {
    case next, check, signOff, seal, handIn, handedIn, accepted, notSealedHere, nextDraft
    case changedSince, unsignedBelow, checkAgain, writeAccepted, waits
    case closableFrom, choose, figure, sealedReport, download

    var wording: LocalizedText {
        switch self {
        case .next: words("Next steps", "下一步")
        case .check: words("Check it:", "覆核：")
        case .signOff: words("Sign it off:", "簽署：")
        case .seal: words("Seal it:", "封存：")
        case .handIn:
            words(
                "Hand it in, then write the day under reports in the project file; until then the "
                    + "duty stays open:",
                "提交報告，然後在項目檔案的 reports 之下填寫提交日期；填寫前，有關責任仍屬未完成：")
        case .writeAccepted:
            words(
                "Handed in. Once it is accepted, add the day to its entry under reports in the "
                    + "project file:",
                "已提交。獲接納後，在項目檔案 reports 之下的項目加上日期：")
        case .handedIn: words("handed in {day}", "已於 {day} 提交")
        case .accepted: words("accepted {day}", "已於 {day} 獲接納")
        case .notSealedHere: words("not sealed here", "未在此封存")
        case .nextDraft: words("Draft of version {version}", "第 {version} 版草稿")
        case .changedSince: words("what is declared has changed since", "申報資料其後已有更改")
        case .unsignedBelow:
            words(
                "The figures below are those of the draft of version {version}, which nobody has "
                    + "signed.",
                "以下數字屬第 {version} 版草稿，尚未簽署。")
        case .checkAgain:
            words(
                "What is declared has changed. Check version {version}, and say why there is a new one:",
                "申報資料已有更改。請覆核第 {version} 版，並說明原因：")
        case .closableFrom:
            words(
                "The company may reply until {day}. Without a reply the flag can be closed from "
                    + "{next} on.",
                "企業可於 {day} 或之前回應。如無回應，可自 {next} 起結束警示。")
        case .choose: words("Choose", "請選擇")
        case .figure: words("Figure", "數值")
        case .sealedReport: words("Sealed report", "已封存報告")
        case .download: words("Download", "下載")
        case .waits: words("Nothing is to be done now.", "現時無須處理。")
        }
    }
}
