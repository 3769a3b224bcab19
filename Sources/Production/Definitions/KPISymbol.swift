public import Plant

/// A letter of the formulae: a time element of ISO 22400-2, a sum of such, or a quantity.
public struct KPISymbol: Sendable {
    /// The letters.
    public var symbol: String
    /// What they stand for.
    public var name: LocalizedText
    /// What it is here.
    public var meaning: LocalizedText

    private init(_ symbol: String, _ name: LocalizedText, _ meaning: LocalizedText) {
        self.symbol = symbol
        self.name = name
        self.meaning = meaning
    }

    /// Every instant of a work unit belongs to exactly one of these.
    public static let elements: [KPISymbol] = [
        KPISymbol(
            "NST", both("Not scheduled", "非排程時間"),
            both(
                "Outside the calendar's shifts; without a calendar nothing is.",
                "日曆更次以外；沒有日曆時並無此時間。")),
        KPISymbol(
            "PDOT", both("Planned down time", "計劃停工時間"),
            both(
                "Planned breaks and planned maintenance within shifts.", "更次內的計劃小休及計劃保養。")),
        KPISymbol(
            "APT", both("Actual production time", "實際生產時間"),
            both("State producing.", "狀態為生產中。")),
        KPISymbol(
            "AUST", both("Actual unit setup time", "實際準備時間"),
            both(
                "State setup, or mode setup with any state but faulted.",
                "狀態為準備中，或模式為準備而並非故障。")),
        KPISymbol(
            "ADET", both("Actual unit delay time", "實際延誤時間"),
            both(
                "Stopped, faulted, starved, blocked, idle while an order runs; modes maintenance and "
                    + "manual.",
                "停機、故障、待料、下游阻塞、有訂單時閒置；以及維修保養和手動模式。")),
        KPISymbol(
            "ADOT", both("Actual unit down time", "實際停工時間"),
            both(
                "Idle with no order running; where orders are not tracked, idle is delay.",
                "無訂單閒置；沒有記錄訂單時，閒置當作延誤。")),
        KPISymbol(
            "UT", both("Unknown time", "不明時間"),
            both(
                "No trustworthy state: KPIs are of the rest, the known part.",
                "沒有可信狀態；關鍵績效指標只計其餘的已知部分。")),
    ]

    /// Sums of time elements, other times and quantities.
    public static let others: [KPISymbol] = [
        KPISymbol(
            "PBT", both("Planned busy time", "計劃忙碌時間"),
            both("APT + AUST + ADET + ADOT + UT.", "即 APT + AUST + ADET + ADOT + UT。")),
        KPISymbol(
            "AUPT", both("Actual unit processing time", "實際處理時間"),
            both("APT + AUST.", "即 APT + AUST。")),
        KPISymbol(
            "AUBT", both("Actual unit busy time", "實際忙碌時間"),
            both("APT + AUST + ADET.", "即 APT + AUST + ADET。")),
        KPISymbol(
            "AOET", both("Actual order execution time", "實際訂單執行時間"),
            both(
                "All time with an order running, planned or not, less unknown planned busy time.",
                "有訂單執行的全部時間，不論是否計劃內，減去不明的計劃忙碌時間。")),
        KPISymbol(
            "UBT", both("Unbridged unknown time", "未能銜接的不明時間"),
            both(
                "The part of UT over which no cumulative counter tells the pieces.",
                "不明時間之中，沒有累計計數器可得知件數的部分。")),
        KPISymbol(
            "TTR", both("Time to restoration", "修復時間"),
            both("Planned busy time in the state faulted.", "計劃忙碌時間內的故障狀態。")),
        KPISymbol(
            "PRI", both("Planned run time per item", "計劃單件時間"),
            both(
                "Declared for a product on a work unit, from a date on; an exact fraction.",
                "按產品及工位申報，由指定日期起生效；以分數準確表示。")),
        KPISymbol(
            "PQ", both("Produced quantity", "生產數量"),
            both("Pieces made in planned busy time.", "計劃忙碌時間內的產量。")),
        KPISymbol(
            "GQ", both("Good quantity", "合格數量"),
            both("PQ − SQ − RQ.", "即 PQ − SQ − RQ。")),
        KPISymbol(
            "SQ", both("Scrap quantity", "廢品數量"),
            both("Pieces that are scrap.", "廢品件數。")),
        KPISymbol(
            "RQ", both("Rework quantity", "返工數量"),
            both("Pieces to be reworked.", "需要返工的件數。")),
        KPISymbol(
            "EPC", both("Equipment production capacity", "設備產能"),
            both("PBT / PRI.", "即 PBT / PRI。")),
        KPISymbol(
            "CMT", both("Corrective maintenance time", "糾正性維修時間"),
            both("Planned busy time in mode maintenance.", "計劃忙碌時間內的維修保養模式。")),
        KPISymbol(
            "PMT", both("Planned maintenance time", "計劃保養時間"),
            both("The calendar's maintenance within shifts.", "日曆內於更次之中的計劃保養。")),
        KPISymbol(
            "n", both("Failures", "故障次數"),
            both("Entries into the state faulted.", "進入故障狀態的次數。")),
        KPISymbol(
            "EC", both("Consumption", "用量"),
            both("What the meters of one unit of measure counted.", "同一量度單位的儀錶讀數總和。")),
        KPISymbol(
            "T", both("Span", "時段"), both("All time asked for.", "所查詢的全部時間。")),
    ]
}

/// A KPI of ISO 22400-2 that is not computed.
public struct UncomputedKPI: Sendable {
    /// What it is called.
    public var name: LocalizedText
    /// Its formula.
    public var formula: String
    /// Why it would not be honest.
    public var why: LocalizedText

    private init(_ name: LocalizedText, _ formula: String, _ why: LocalizedText) {
        self.name = name
        self.formula = formula
        self.why = why
    }

    /// Those that states, counts, calendars, orders and meters cannot give.
    public static let all: [UncomputedKPI] = [
        UncomputedKPI(
            both("Worker efficiency", "員工效率"), "APWT / APAT",
            both("Personnel is not recorded.", "沒有記錄人員工時。")),
        UncomputedKPI(
            both("First pass yield", "首次合格率"), "GP / IP",
            both(
                "A counter cannot tell a first inspection from a second one; it takes serial "
                    + "numbers.",
                "計數器不能分辨首次檢驗及覆檢，須有產品序號。")),
        UncomputedKPI(
            both("Actual to planned scrap ratio", "實際與計劃廢品比率"), "SQ / PSQ",
            both("Planned scrap is not declared.", "沒有申報計劃廢品數量。")),
        UncomputedKPI(
            both("Finished and integrated goods ratio", "成品及綜合成品比率"), "GQ / CM, IGQ / CM",
            both("Consumed material is not counted.", "沒有計算所耗物料。")),
        UncomputedKPI(
            both("Production, storage and other loss ratio", "生產、儲存及其他損失率"),
            "PL / CM, STL / CM, OL / CM",
            both("Consumed material is not counted.", "沒有計算所耗物料。")),
        UncomputedKPI(
            both("Inventory turns", "庫存周轉率"), "throughput / average inventory",
            both(
                "Inventory is declared for the benefit report alone.", "庫存只在效益報告內申報。")),
        UncomputedKPI(
            both("Process and machine capability", "製程及機器能力指數"), "(USL − LSL) / 6s",
            both(
                "Normal bands of sensors are no specification limits of a product.",
                "感測器的正常範圍並非產品的規格界限。")),
    ]
}
