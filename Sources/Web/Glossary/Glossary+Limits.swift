import Plant
import Reporting
import Telemetry

/// What each limit is, by its name.
enum LimitTerm: String, Term, CaseIterable {
    case payload, packet, unacknowledged, ring, quarantine, reading, queries, signals, changes
    case connections
    case batchMessages = "batch_messages"
    case batchBytes = "batch_bytes"
    case journalGroup = "journal_group"
    case journalAge = "journal_age"
    case journalSize = "journal_size"
    case jsonDepth = "json_depth"
    case redeliveryMemory = "redelivery_memory"
    case unitEvents = "unit_events"
    case signalValue = "signal_value"
    case unboundTopics = "unbound_topics"
    case lateEvents = "late_events"
    case storeErrands = "store_errands"
    case queryResults = "query_results"
    case correctionName = "correction_name"
    case correctionReason = "correction_reason"
    case liveStreams = "live_streams"
    case stalledReader = "stalled_reader"
    case querySpan = "query_span"
    case stopsSpan = "stops_span"
    case signalsSpan = "signals_span"
    case messagesSpan = "messages_span"
    case messagesListed = "messages_listed"
    case signalPoints = "signal_points"
    case healthTopics = "health_topics"
    case requestBody = "request_body"
    case uploadBody = "upload_body"
    case pendingUploads = "pending_uploads"
    case controlRequest = "control_request"
    case controlConnections = "control_connections"
    case users, tokens, password
    case userSessions = "user_sessions"
    case sessionIdle = "session_idle"
    case sessionAge = "session_age"
    case tokenAge = "token_age"
    case logInUser = "log_in_user"
    case logInAddress = "log_in_address"
    case logInMemory = "log_in_memory"
    case logIns = "log_ins"
    case accountName = "account_name"
    case accountScope = "account_scope"
    case ledgerRows = "ledger_rows"

    var wording: LocalizedText {
        switch self {
        case .payload: words("Payload of a message", "訊息內容大小")
        case .packet: words("Packet that the broker delivers", "代理伺服器傳送的封包")
        case .unacknowledged: words("Messages without acknowledgement", "未確認訊息")
        case .batchMessages: words("Messages of a batch", "每批訊息")
        case .batchBytes: words("Bytes of a batch", "每批位元組")
        case .journalGroup: words("Records written at once", "一次寫入的記錄")
        case .journalAge: words("Age of the journal", "訊息日誌保存期")
        case .journalSize: words("Size of the journal", "訊息日誌大小")
        case .jsonDepth: words("Nesting of a payload", "內容巢狀層數")
        case .redeliveryMemory: words("Memory of redeliveries", "重複傳送記憶")
        case .unitEvents: words("Events of a work unit in a second", "工位每秒事件")
        case .reading: words("What one reading may add", "單次讀數可加件數")
        case .signalValue: words("Magnitude of a measured value", "量度數值幅度")
        case .ring: words("Samples on their way to the fold", "等候計算的數值")
        case .quarantine: words("Refused messages not yet stored", "未儲存的隔離項目")
        case .unboundTopics: words("Topics without a signal, named", "列名的無訊號主題")
        case .lateEvents: words("Late events handled at once", "一次處理的遲到事件")
        case .storeErrands: words("Requests waiting for the store", "等候數據庫的請求")
        case .queryResults: words("Results of a query", "查詢結果")
        case .correctionName: words("Name under a correction", "更正者姓名")
        case .correctionReason: words("Reason of a correction", "更正理由")
        case .connections: words("Connections to the pages", "頁面連線")
        case .liveStreams: words("Pages that are followed live", "即時頁面")
        case .stalledReader: words("Patience with a page that takes nothing", "容許頁面停止接收的時間")
        case .queries: words("Queries at once", "同時查詢")
        case .querySpan: words("Span of a query", "查詢時段")
        case .stopsSpan: words("Span of the stops page", "停機頁時段")
        case .messagesSpan: words("Span of messages", "訊息時段")
        case .messagesListed: words("Messages of a page", "每頁訊息")
        case .signalsSpan: words("Span of signals", "訊號時段")
        case .signals: words("Signals of an answer", "每次訊號")
        case .signalPoints: words("Points of a signal", "訊號點數")
        case .changes: words("Changes of an answer", "每次更改")
        case .healthTopics: words("Topics of an answer", "每次主題")
        case .requestBody: words("Body of a request", "請求內容")
        case .uploadBody: words("Uploaded form", "上載表格")
        case .pendingUploads: words("Uploads to be confirmed", "待確認的上載檔案")
        case .controlRequest: words("Request of a command", "指令請求")
        case .controlConnections: words("Commands at once", "同時指令")
        case .users: words("Users", "使用者")
        case .tokens: words("Tokens", "權杖")
        case .password: words("Length of a password", "密碼長度")
        case .userSessions: words("Log-ins of a user at once", "每人同時登入")
        case .sessionIdle: words("Time logged in without use", "閒置登入時間")
        case .sessionAge: words("Time logged in at all", "最長登入時間")
        case .tokenAge: words("Life of a token", "權杖有效期")
        case .logInUser: words("Failed log-ins of a user", "每人登入失敗次數")
        case .logInAddress: words("Failed log-ins from an address", "每個位址登入失敗次數")
        case .logInMemory: words("Failed log-ins that are remembered", "登入失敗記憶")
        case .logIns: words("Passwords checked at once", "同時核對的密碼")
        case .accountName: words("Name of a user or token", "使用者或權杖名稱")
        case .accountScope: words("Entries of a scope", "權限範圍項目")
        case .ledgerRows: words("Rows of the ledger", "查閱紀錄行數")
        }
    }
}

extension Wording {
    /// What a limit is.
    func callAsFunction(_ limit: Limit) -> String {
        LimitTerm(rawValue: limit.name).map { self($0) } ?? limit.name
    }

    /// Its value with its unit.
    func value(_ limit: Limit) -> String {
        guard limit.unit == .bytes else { return "\(count(limit.value)) \(self(limit.unit))" }
        return bytes(limit.value)
    }

    /// A size, in the largest unit of 1,024 that it fills.
    func bytes(_ size: Int) -> String {
        let units = [
            words("bytes", "位元組"), words("KiB", "千位元組"), words("MiB", "兆位元組"),
            words("GiB", "吉位元組"),
        ]
        var (power, scale) = (0, 1)
        while power < 3, size >= scale * 1024 { (power, scale) = (power + 1, scale * 1024) }
        let isWhole = size % scale == 0
        return number(Double(size) / Double(scale), digits: isWhole ? 0 : 1) + " "
            + self(units[power])
    }

    /// A short time in seconds, a long one in larger units.
    func shortTime(_ nanoseconds: Int64) -> String {
        guard nanoseconds.magnitude < 60 * nanosecondsPerSecond.magnitude else {
            return duration(nanoseconds)
        }
        return number(Double(nanoseconds) / 1e9, digits: 3) + language.pick(" s", " 秒")
    }
}
