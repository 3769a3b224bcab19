import Plant

/// What the page of signals says.
enum SignalTerm: Term, CaseIterable {
    case shown, keys, navigation, earlier, later, zoomIn, zoomOut, now
    case oneHour, eightHours, oneDay, sevenDays
    case normal, least, greatest, mean, last, minutesOutside, whole, noValues, notChosen
    case command, verdict, delay, consumption, consumed, energy, energyFormula, perGood, line
    case inBand, band, value, none, spread, feedback

    var wording: LocalizedText {
        switch self {
        case .shown: words("Choose signals", "選擇訊號")
        case .keys:
            words(
                "Charts: arrow keys move in time, + and − zoom",
                "圖表：左右鍵移動時間，+ 及 − 縮放")
        case .navigation: words("Time shown", "顯示時段")
        case .earlier: words("Earlier", "較早")
        case .later: words("Later", "較後")
        case .zoomIn: words("Zoom in", "放大")
        case .zoomOut: words("Zoom out", "縮小")
        case .now: words("Now", "現在")
        case .oneHour: words("1 h", "1 小時")
        case .eightHours: words("8 h", "8 小時")
        case .oneDay: words("1 d", "1 日")
        case .sevenDays: words("7 d", "7 日")
        case .normal: words("normal", "正常範圍")
        case .least: words("Min.", "最小")
        case .greatest: words("Max.", "最大")
        case .mean: words("Mean", "平均")
        case .last: words("Last", "最後")
        case .minutesOutside: words("Minutes outside", "超出範圍（分鐘）")
        case .whole: words("Whole time shown", "全段時間")
        case .noValues: words("No values", "沒有數值")
        case .notChosen:
            words("More signals can be chosen above.", "可於上方選擇更多訊號。")
        case .command: words("Command", "指令")
        case .verdict: words("Followed?", "執行情況")
        case .delay: words("After", "所需時間")
        case .consumption: words("Consumption", "用量")
        case .consumed: words("in the time shown", "於顯示時段")
        case .energy: words("Energy and supplies per good piece", "每件合格品的能源及供應用量")
        case .energyFormula:
            words(
                "Consumption of all meters ÷ good pieces, both over the time shown.",
                "各儀錶用量 ÷ 合格品數量，兩者均按顯示時段計算。")
        case .perGood: words("Per good piece", "每件合格品")
        case .line: words("Line", "生產線")
        case .inBand: words("Within band", "範圍內")
        case .band: words("Normal band", "正常範圍")
        case .value: words("Value", "數值")
        case .spread: words("Min. to max.", "最小至最大")
        case .feedback: words("Mean, or feedback", "平均值或回饋值")
        case .none: words("No signal is measured on this line.", "此生產線沒有量度訊號。")
        }
    }
}

extension ChartMark: Term {
    var wording: LocalizedText {
        switch self {
        case .above: words("Above band", "高於範圍")
        case .below: words("Below band", "低於範圍")
        case .badQuality: words("Bad quality", "數據品質欠佳")
        case .followed: words("Followed", "已執行")
        case .late: words("Late", "延遲執行")
        case .notFollowed: words("Not followed", "未執行")
        case .superseded: words("Replaced", "已被取代")
        case .pending: words("Pending", "等候執行")
        }
    }
}
