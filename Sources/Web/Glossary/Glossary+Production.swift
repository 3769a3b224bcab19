import Plant
import Production

/// What the Shift page says.
enum ShiftTerm: Term, CaseIterable {
    case shift, day, previous, next, target, declaredRate, noTarget, soFar, difference, scrap
    case hourByHour, cumulative, bigLosses, bigLoss, otherLosses, below, running, current

    var wording: LocalizedText {
        switch self {
        case .shift: words("Shift", "更次")
        case .day: words("Day", "日期")
        case .previous: words("Previous", "上一段")
        case .next: words("Next", "下一段")
        case .target: words("Target", "目標")
        case .declaredRate: words("At the declared rate", "按申報節拍")
        case .noTarget: words("no target: a product has no rate", "沒有目標：有產品未有節拍")
        case .soFar: words("so far", "至今")
        case .difference: words("Difference", "差額")
        case .scrap: words("Scrap", "廢品")
        case .hourByHour: words("Hour by hour", "逐小時")
        case .cumulative: words("Cumulative output", "累計產量")
        case .bigLosses: words("Six big losses", "六大損失")
        case .bigLoss: words("one of the six", "六大損失之一")
        case .otherLosses: words("Beside the six", "六大損失以外")
        case .below: words("below target", "低於目標")
        case .running: words("running", "進行中")
        case .current: words("Current shift", "本更")
        }
    }
}

/// What the Stops page says.
enum StopTerm: Term, CaseIterable {
    case pareto, scatter, cumulativeShare, count, total, minorOnly, longerOnly, all, unit, span
    case day, week, month, allUnits, download, filters, clear, end, states, product, shownOf
    case longestOf, stopsWord, none, beganBefore, list, reliability

    var wording: LocalizedText {
        switch self {
        case .pareto: words("Why the line stood", "停機原因")
        case .scatter: words("Length of stops over time", "停機時長分佈")
        case .cumulativeShare: words("cumulative", "累計")
        case .count: words("Stops", "停機次數")
        case .total: words("Time stopped", "停機時間")
        case .minorOnly: words("Minor", "短停")
        case .longerOnly: words("Longer", "較長")
        case .all: words("All", "全部")
        case .unit: words("Work unit", "工位")
        case .span: words("Span", "時段")
        case .day: words("Today", "今日")
        case .week: words("7 days", "7 日")
        case .month: words("30 days", "30 日")
        case .allUnits: words("Constraint", "瓶頸工位")
        case .download: words("Download as CSV", "下載 CSV")
        case .filters: words("Filters", "篩選")
        case .clear: words("Clear filter", "清除篩選")
        case .end: words("End", "結束")
        case .states: words("States", "狀態")
        case .product: words("Product", "產品")
        case .shownOf: words("latest {shown} of {all} shown", "列出最近 {shown} 次，共 {all} 次")
        case .longestOf: words("longest {shown} of {all} drawn", "繪出最長 {shown} 次，共 {all} 次")
        case .stopsWord: words("stops", "次")
        case .none: words("No stop matches.", "沒有符合的停機。")
        case .beganBefore: words("began before", "之前已開始")
        case .list: words("List of stops", "停機記錄")
        case .reliability: words("Figures", "數字")
        }
    }
}

extension SixBigLosses.Row: Term {
    var wording: LocalizedText {
        switch self {
        case .breakdown: words("Breakdown", "設備故障")
        case .setup: words("Setup and adjustment", "準備及調校")
        case .minorStops: words("Minor stops", "短停")
        case .speed: words("Reduced speed", "減速")
        case .startup: words("Startup rejects", "起動廢品")
        case .defects: words("Process defects", "製程不良")
        case .maintenance: words("Maintenance mode", "維修保養模式")
        case .manual: words("Manual mode", "手動模式")
        case .waiting: words("Starved or blocked", "待料或下游阻塞")
        case .otherReasons: words("Other reasons", "其他原因")
        case .noReason: words("No reason yet", "未有原因")
        case .noOrder: words("Idle without order", "無訂單閒置")
        case .unknown: words("Unknown time", "不明時間")
        case .open: words("Producing (losses not known)", "生產中（損失不明）")
        }
    }
}
