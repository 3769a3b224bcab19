public import Plant

/// The criteria of the scheme (A¶10(b)), by what telemetry of Lineside can show of them.
public enum SmartCriterion: String, CaseIterable, Sendable {
    case iot, analytics, hmi, sensors, integrated
    case realTime = "real_time"
    case ai, automation, physical

    /// What it is called.
    public var name: LocalizedText {
        switch self {
        case .iot: words("Internet of Things", "物聯網")
        case .realTime: words("Real-time data", "實時數據")
        case .analytics: words("Data analytics", "應用數據分析")
        case .hmi: words("Advanced human-machine interface", "先進人機界面")
        case .ai: words("AI, machine learning, deep learning", "人工智能、機器學習、深度學習")
        case .automation: words("Automation and robotics", "自動化及機械人")
        case .sensors: words("Sensors and actuators", "傳感器及致動器")
        case .integrated: words("Integrated and intelligent use", "綜合和智能化方式")
        case .physical: words("Physical line in Hong Kong", "在港的實質生產線")
        }
    }

    /// By what a station counts as covered; nil: the stored facts do not show it.
    func test(_ settings: TemplateSettings) -> LocalizedText? {
        let (connected, fresh, manual) = (
            settings.connectedPercent.value, settings.freshPercent.value,
            settings.manualPercent.value
        )
        return switch self {
        case .iot:
            words(
                "heard in at least \(connected) % of planned time",
                "計劃時間內收到數據不少於 \(connected) %")
        case .analytics: words("its OEE is calculated", "可計算設備綜合效率")
        case .hmi: words("people entered reasons or corrections", "有人輸入原因或更正")
        case .sensors:
            words("a sensor gave values or an actuator was commanded", "傳感器有讀數或致動器有指令")
        case .integrated:
            words("orders are followed at it and at another station", "訂單在此站及另一站均有追蹤")
        case .realTime:
            words(
                "at least \(fresh) % of its values with a time of their own were received less than "
                    + "5 s old", "附有時間的數值不少於 \(fresh) % 在五秒內收到")
        case .automation:
            words(
                "the plant file names a signal of its mode, which said manual in less than "
                    + "\(manual) % of known planned time",
                "工廠檔案列明其模式信號，而該信號顯示手動模式佔已知計劃時間少於 \(manual) %")
        case .ai, .physical: nil
        }
    }

    /// What the first form does not show.
    var isOfLaterForms: Bool { [.realTime, .automation, .physical].contains(self) }

    /// Why it is not known.
    var gap: LocalizedText {
        switch self {
        case .ai:
            words(
                "not known: no inference records are read; each would have to say model and its "
                    + "hash, piece, score and decision",
                "未知：沒有讀取推論記錄；每項記錄須列明模型及其雜湊值、工件、分數及判定")
        case .automation:
            words("not known: no station has a signal of its mode", "未知：沒有工作站設有模式信號")
        case .physical:
            words("not known: nobody recorded a position check", "未知：沒有定位查核記錄")
        default: FigureGap.notMeasured.wording
        }
    }

    /// Why the first form does not show it.
    var firstGap: LocalizedText {
        switch self {
        case .realTime:
            words(
                "not known: facts keep the time of the event, not that of receipt",
                "未知：只保存事件時間，沒有接收時間")
        case .ai: words("not known: no inference records are read", "未知：沒有讀取推論記錄")
        case .automation:
            words("not known: manual steps are not recorded", "未知：沒有記錄人手步驟")
        case .physical: words("not known: no position is recorded", "未知：沒有位置記錄")
        default: FigureGap.notMeasured.wording
        }
    }
}
