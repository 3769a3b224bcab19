import Plant
import Telemetry

/// What the page of data health says.
enum HealthTerm: Term, CaseIterable {
    case dataHealth, sessions, session, condition, received, perMinute, lastMessage, backlog
    case laws, law, place, left, right, difference, broken, allHold
    case sources, source, lag, clockOffset, quarantined, redelivered, rejected, counterFindings
    case otherFindings, topics, topic, topicsShown, sinceStart, unbound, others
    case journal, size, segments, records, lastSync, keeps, position
    case store, behind, lastCommit, waiting, lateEvents, limits, limit, value, reached, notSeen
    case stalled, none

    var wording: LocalizedText {
        switch self {
        case .dataHealth: words("Data health", "數據健康")
        case .sessions: words("Broker sessions", "代理伺服器連線")
        case .session: words("Session", "連線")
        case .condition: words("Condition", "狀況")
        case .received: words("Messages", "訊息")
        case .perMinute: words("Last minute", "最近一分鐘")
        case .lastMessage: words("Last message", "最後訊息")
        case .backlog: words("Waiting to be decoded", "等候解碼")
        case .laws: words("Conservation: both sides must be equal", "守恆：兩邊必須相等")
        case .law: words("Law", "守恆定律")
        case .place: words("Of", "對象")
        case .left: words("One side", "一邊")
        case .right: words("Other side", "另一邊")
        case .difference: words("Difference", "差額")
        case .broken: words("A balance is broken:", "數據不平衡：")
        case .allHold: words("All balances hold.", "全部平衡。")
        case .sources: words("Sources", "來源")
        case .source: words("Work unit", "工位")
        case .lag: words("Lag", "延遲")
        case .clockOffset: words("Clock ahead", "時鐘超前")
        case .quarantined: words("Quarantined", "已隔離")
        case .redelivered: words("Redelivered", "重複傳送")
        case .rejected: words("Rejected", "已拒絕")
        case .counterFindings: words("Counter findings, 24 h", "計數器異常（24 小時）")
        case .otherFindings: words("Other findings, 24 h", "其他異常（24 小時）")
        case .topics: words("Topics", "主題")
        case .topic: words("Topic", "主題")
        case .topicsShown:
            words("{shown} of {all} shown, the troubled first", "顯示 {shown} 個，共 {all} 個，先列有問題者")
        case .sinceStart:
            words("Messages are counted since the start of the session.", "訊息由連線開始起計。")
        case .unbound: words("Topics without a signal", "沒有訊號的主題")
        case .others: words("Messages of further topics", "其餘主題的訊息")
        case .journal: words("Journal", "訊息日誌")
        case .size: words("Size", "大小")
        case .segments: words("Segments", "分段")
        case .records: words("Records kept", "保存記錄")
        case .lastSync: words("Last made durable", "最後寫入磁碟")
        case .keeps: words("Keeps at most", "最多保存")
        case .position: words("Position", "位置")
        case .store: words("Store", "數據庫")
        case .behind: words("Behind the journal", "落後於日誌")
        case .lastCommit: words("Last transaction", "最後交易")
        case .waiting: words("Transactions waiting", "等候交易")
        case .lateEvents: words("Late events waiting", "等候處理的遲到事件")
        case .limits: words("Limits", "上限")
        case .limit: words("Limit", "上限項目")
        case .value: words("Value", "數值")
        case .reached: words("Reached since the start", "開始以來達到次數")
        case .notSeen: words("kept by the broker, not seen", "由代理伺服器執行，無從得知")
        case .stalled: words("Does not go on:", "停止運作：")
        case .none: words("none", "沒有")
        }
    }
}

/// How a broker session and what is behind it is.
enum LaneCondition: String, Term, CaseIterable {
    case working, quiet, disconnected, full, stalled

    var wording: LocalizedText {
        switch self {
        case .working: words("Working", "運作中")
        case .quiet: words("Quiet: no message, all threads turn", "沒有訊息，程式運作正常")
        case .disconnected: words("Disconnected", "已斷線")
        case .full: words("No room on the disk", "磁碟已滿")
        case .stalled: words("Stalled: a thread does not go on", "停滯：有程序停止運作")
        }
    }
}

extension Balance.Law: Term {
    var wording: LocalizedText {
        switch self {
        case .messages:
            words(
                "Received = decoded + redelivered + quarantined + rejected + unbound",
                "收到 = 已解碼 + 重複 + 已隔離 + 已拒絕 + 無訊號")
        case .topics: words("Messages since the start = sum of all topics", "開始以來訊息 = 各主題總和")
        case .samples: words("Samples decoded = samples folded", "解碼數值 = 已計算數值")
        case .fates: words("Samples folded = applied + late, set aside", "已計算數值 = 已採用 + 過遲擱置")
        case .counters:
            words(
                "Pieces credited = last − first reading + adjustments",
                "已計件數 = 最後讀數 − 最初讀數 + 調整")
        case .time: words("Time elements of the shift = its length (s)", "更次時間元素總和 = 更次長度（秒）")
        case .delays: words("Delays by reason = delay of the shift (s)", "各原因延誤總和 = 更次延誤（秒）")
        case .pieces: words("Made = good + scrap + rework", "產量 = 合格 + 報廢 + 返工")
        }
    }
}

extension Limit.Unit: Term {
    var wording: LocalizedText {
        switch self {
        case .bytes: words("bytes", "位元組")
        case .messages: words("messages", "個訊息")
        case .records: words("records", "項記錄")
        case .samples: words("samples", "個數值")
        case .entries: words("entries", "項")
        case .topics: words("topics", "個主題")
        case .events: words("events", "個事件")
        case .pieces: words("pieces", "件")
        case .levels: words("levels", "層")
        case .units: words("units", "單位")
        case .streams: words("streams", "個連線")
        case .connections: words("connections", "個連線")
        case .queries: words("queries", "個查詢")
        case .requests: words("requests", "個請求")
        case .results: words("results", "項結果")
        case .signals: words("signals", "個訊號")
        case .points: words("points", "點")
        case .characters: words("characters", "個字")
        case .days: words("days", "日")
        case .seconds: words("seconds", "秒")
        }
    }
}
