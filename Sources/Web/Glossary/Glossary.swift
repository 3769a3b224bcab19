import Benefits
import Plant
import Production
import Reporting
import Storage
import Telemetry

// All wording of the pages. Every switch is exhaustive: a term without one of its wordings does
// not compile.

/// A term of the pages, with its wording in both languages.
protocol Term: Hashable, Sendable {
    var wording: LocalizedText { get }
}

func words(_ english: String, _ traditionalChinese: String) -> LocalizedText {
    LocalizedText(english: english, traditionalChinese: traditionalChinese)
}

extension UnitState: Term {
    var wording: LocalizedText {
        switch self {
        case .unknown: words("Unknown", "狀態不明")
        case .producing: words("Producing", "生產中")
        case .setup: words("Setup", "準備中")
        case .idle: words("Idle", "閒置")
        case .starved: words("Starved", "待料")
        case .blocked: words("Blocked", "下游阻塞")
        case .stopped: words("Stopped", "停機")
        case .faulted: words("Faulted", "故障")
        case .notScheduled: words("Not scheduled", "非排程")
        }
    }
}

extension Loss.Class: Term {
    var wording: LocalizedText {
        switch self {
        case .delay: words("Delay", "延誤")
        case .setup: words("Setup", "準備時間")
        case .down: words("Idle without order", "無訂單閒置")
        case .unknown: words("Unknown time", "不明時間")
        case .speed: words("Speed loss", "速度損失")
        case .quality: words("Quality loss", "品質損失")
        }
    }
}

extension FindingKind: Term {
    var wording: LocalizedText {
        switch self {
        case .counterBaseline: words("New counter baseline", "計數器新基準")
        case .counterReset: words("Counter reset", "計數器歸零")
        case .counterRollover: words("Counter rolled over", "計數器溢位")
        case .counterJitter: words("Counter jitter", "計數器抖動")
        case .counterSpike: words("Counter spike ignored", "計數器尖峰（已忽略）")
        case .counterJump: words("Counter jump", "計數器跳變")
        case .counterGap: words("Pieces made in a data gap", "數據缺口內的產量")
        case .ambiguousRedelivery: words("Doubtful redelivery", "可疑的重複傳送")
        case .clockAhead: words("Source clock ahead", "來源時鐘超前")
        case .late: words("Too late, set aside", "過遲，已擱置")
        case .silent: words("Source fell silent", "來源無訊號")
        case .brokerLoss: words("Messages may be lost at the broker", "代理伺服器可能遺失訊息")
        case .contradiction: words("Counters contradict each other", "計數器互相矛盾")
        case .rateBelowBest: words("Declared rate below demonstrated best", "申報節拍低於實證最佳")
        case .unknownWord: words("Unknown state word", "不明狀態字")
        case .balance: words("Balance broken", "數據不平衡")
        case .undecodable: words("Undecodable messages", "無法解碼的訊息")
        case .outsidePlanned: words("Made outside planned time", "計劃時間以外的產量")
        case .nonconforming: words("Non-conforming message", "不合規格的訊息")
        }
    }
}

/// What pages and their parts are called.
enum PageTerm: Term, CaseIterable {
    case overview, benefit, line, languages, mainNavigation, skipToContent, noLine, requestError
    case notFound, badRequest, tooLarge, sentBadly, failure, backToOverview, tooBusy,
        methodNotAllowed, product
    case lineNavigation, now, shift, stops, signals, definitions

    var wording: LocalizedText {
        switch self {
        case .overview: words("Overview", "總覽")
        case .benefit: words("Benefit information", "效益資料")
        case .line: words("Production line", "生產線")
        case .languages: words("Language", "語言")
        case .mainNavigation: words("Pages", "頁面")
        case .skipToContent: words("Skip to content", "跳至內容")
        case .noLine: words("This plant has no line.", "此廠房沒有生產線。")
        case .requestError: words("This request cannot be answered", "無法回應此請求")
        case .notFound: words("There is no such page.", "沒有此頁面。")
        case .badRequest: words("The address has a mistake in it.", "網址有誤。")
        case .tooLarge:
            words("What was sent is too large: at most {limit}.", "所提交的內容過大：上限為 {limit}。")
        case .sentBadly: words("What was sent cannot be read.", "無法讀取所提交的內容。")
        case .failure: words("The data cannot be read now.", "目前無法讀取數據。")
        case .backToOverview: words("Back to the overview", "返回總覽")
        case .tooBusy: words("Too many requests at once; try again.", "同時請求過多，請稍後再試。")
        case .methodNotAllowed: words("Only reading is possible here.", "此處只供讀取。")
        case .product: words("Lineside", "Lineside")
        case .lineNavigation: words("Pages of this line", "此生產線的頁面")
        case .now: words("Now", "現況")
        case .shift: words("Shift", "更次")
        case .stops: words("Stops", "停機")
        case .signals: words("Signals", "訊號")
        case .definitions: words("Definitions", "定義")
        }
    }
}

/// What is said of a line and its units now.
extension FigureSource: Term {
    var wording: LocalizedText {
        switch self {
        case .journal: words("From the journal of messages", "由訊息日誌計算")
        case .facts: words("From facts: the journal begins later", "由已存事實計算：訊息日誌不及此時段")
        }
    }
}

enum StatusTerm: Term, CaseIterable {
    case state, since, goodOutput, currentShift, lastShift, today, lastEightHours, constraint
    case outsidePlan, asOf, dataAge, disconnected, unbalanced, streamLost, bounds, noData, duration
    case outOfRoom
    case contested
    case lastMessage, workUnit, units, ofPlanned, flow, feeds, feedsNobody, clockAhead, clockBehind

    var wording: LocalizedText {
        switch self {
        case .state: words("State", "狀態")
        case .since: words("since", "自")
        case .goodOutput: words("Good output", "合格品數量")
        case .currentShift: words("Current shift", "本更")
        case .lastShift: words("Last shift", "上一更")
        case .today: words("Today", "今日")
        case .lastEightHours: words("Last eight hours", "過去八小時")
        case .constraint: words("constraint", "瓶頸工位")
        case .outsidePlan: words("outside planned time", "非計劃時間")
        case .asOf: words("As of", "截至")
        case .dataAge: words("Old data, age", "數據已過時")
        case .disconnected: words("Broker connection lost", "與代理伺服器斷線")
        case .outOfRoom:
            words(
                "The disk is full: new messages wait at the broker until there is room",
                "磁碟已滿：新訊息會留在代理伺服器，直至有空間為止")
        case .contested:
            words(
                "Another client seems to use our client id and to take messages from us",
                "似乎另有用戶端使用相同的用戶端識別碼，搶去本系統的訊息")
        case .unbalanced: words("A balance is broken", "數據不平衡")
        case .streamLost:
            words("No live data: what is shown may be old", "即時連線中斷：所示數據可能已過時")
        case .bounds: words("OEE of the whole span", "全段設備綜合效率")
        case .noData: words("No data yet", "尚無數據")
        case .duration: words("for", "已持續")
        case .lastMessage: words("Last message", "最後訊息")
        case .workUnit: words("Work unit", "工位")
        case .units: words("Work units", "各工位")
        case .ofPlanned: words("of planned time known", "計劃時間已知")
        case .flow: words("Work units in order of flow", "各工位（按物料流向）")
        case .feeds: words("delivers to", "送往")
        case .feedsNobody: words("end of the line", "生產線末端")
        case .clockAhead: words("source clock ahead by", "來源時鐘超前")
        case .clockBehind: words("source clock or messages behind by", "來源時鐘或訊息落後")
        }
    }
}

/// What charts and their tables say.
enum ChartTerm: Term, CaseIterable {
    case stateTimeline, hourlyOutput, hour, pieces, lossWaterfall, planned, productive, open
    case noReasonYet, maintenance, manual, time, share, table, notYet, loss, remaining

    var wording: LocalizedText {
        switch self {
        case .stateTimeline: words("States of every unit", "各工位狀態時序")
        case .hourlyOutput: words("Good output by hour", "每小時合格品數量")
        case .hour: words("Hour", "時段")
        case .pieces: words("pieces", "件")
        case .lossWaterfall: words("Where the planned time went", "計劃時間去向")
        case .planned: words("Planned busy time", "計劃生產時間")
        case .productive: words("Fully productive", "完全有效生產")
        case .open: words("Producing (losses not known)", "生產中（損失不明）")
        case .noReasonYet: words("no reason yet", "未有原因")
        case .maintenance: words("Maintenance", "維修保養")
        case .manual: words("Manual mode", "手動模式")
        case .time: words("Time", "時間")
        case .share: words("Share", "佔比")
        case .table: words("Table", "表格")
        case .notYet: words("still to come", "未到")
        case .loss: words("Loss", "損失")
        case .remaining: words("Remaining", "餘下")
        }
    }
}

/// What the lists of stops and findings say.
enum ListTerm: Term, CaseIterable {
    case stops, noStops, begin, length, reason, minor, minorStops, failures, stillOpen, findings
    case noFindings, finding, signal, latest, longer, failure, withoutReason, all

    var wording: LocalizedText {
        switch self {
        case .stops: words("Stops", "停機")
        case .noStops: words("No stop in this span.", "此時段沒有停機。")
        case .begin: words("Begin", "開始")
        case .length: words("Length", "時長")
        case .reason: words("Reason", "原因")
        case .minor: words("minor", "短停")
        case .minorStops: words("Minor stops", "短停次數")
        case .failures: words("Failures", "故障次數")
        case .stillOpen: words("still open", "未結束")
        case .findings: words("Findings", "異常記錄")
        case .noFindings: words("No finding in this span.", "此時段沒有異常記錄。")
        case .finding: words("Finding", "異常")
        case .signal: words("Signal", "訊號")
        case .latest: words("the latest are shown", "只列出最近記錄")
        case .longer: words("longer stop", "較長停機")
        case .failure: words("with a failure", "含故障")
        case .withoutReason: words("Stops without a reason", "未有原因的停機")
        case .all: words("All stops", "全部停機")
        }
    }
}

// Their words are those of documents.
extension SourceClass: Term {}
extension DocumentTerm: Term {}
extension Document.Metadata.State: Term {}
extension Document.Notice.Severity: Term {}

// Their words are those of the report.
extension BenefitTerm: Term {}
extension StockIdentity.Verdict: Term {}
extension JobType: Term {}

/// How declared figures are given.
enum DeclaringTerm: Term, CaseIterable {
    case none, howTo, sales, jobs, rules

    var wording: LocalizedText {
        switch self {
        case .none: words("Nothing is declared yet.", "尚未有申報資料。")
        case .howTo:
            words(
                "Give two CSV files beside the plant file: every mistake is told with its line.",
                "請在廠房檔案旁提供兩個 CSV 檔；如有錯誤，會逐行列出。")
        case .sales:
            words(
                "sales.csv: one line a product and period",
                "sales.csv：每個產品及時段一行")
        case .jobs:
            words(
                "jobs.csv: one line a job, by pseudonym; no names, no identity numbers",
                "jobs.csv：每個職位一行，以代號填寫；不得填寫姓名或身份證號碼")
        case .rules:
            words(
                "Dates are local and both included; money in HK$ with at most two decimals.",
                "日期為本地日期，首尾包括在內；金額為港元，最多兩位小數。")
        }
    }
}
