import Plant

extension KPI {
    /// What it is.
    public var descriptor: KPIDescriptor {
        switch self {
        case .availability, .effectiveness, .quality, .oee, .coverage, .oeeLow, .oeeHigh, .nee,
            .teep, .ooe, .equipmentLoadRatio:
            effectivenessDescriptor
        case .utilisation, .technicalEfficiency, .setupRatio, .allocationEfficiency,
            .allocationRatio, .productionProcessRatio:
            timeDescriptor
        case .qualityByPieces, .scrapRatio, .reworkRatio, .fallOffRatio, .throughputPerHour,
            .orderThroughputPerHour:
            pieceDescriptor
        case .mtbf, .mttf, .mttr, .correctiveMaintenanceRatio: maintenanceDescriptor
        }
    }

    private var effectivenessDescriptor: KPIDescriptor {
        switch self {
        case .availability:
            KPIDescriptor(
                rawValue, both("Availability", "可用率"), "APT / PBT",
                raises: ["APT"], lowers: ["AUST", "ADET", "ADOT"],
                description: both(
                    "How much of the planned busy time the unit produced.",
                    "計劃忙碌時間內實際生產的比例。"),
                notes: both(
                    "Over the known part of planned busy time; coverage says how much that is.",
                    "只計已知的計劃忙碌時間；覆蓋率說明已知部分有多少。"))
        case .effectiveness:
            KPIDescriptor(
                rawValue, both("Performance", "表現率"), "Σ PRI·PQ / APT",
                range: "from 0 %; above 100 % where the declared rate is too low",
                raises: ["PQ", "PRI"], lowers: ["APT"],
                description: both(
                    "How fast the unit produced while it did, against the declared rate.",
                    "生產期間的速度，與申報節拍比較。"),
                notes: both(
                    "ISO 22400-2 calls it effectiveness. Not capped: above 100 % is a finding.",
                    "ISO 22400-2 稱為有效性。不設上限：超過 100% 會列為異常。"))
        case .quality:
            KPIDescriptor(
                rawValue, both("Quality", "合格率"), "Σ PRI·GQ / Σ PRI·PQ",
                raises: ["GQ"], lowers: ["SQ", "RQ"],
                description: both(
                    "How much of what was made is good, each product by its planned run time.",
                    "產出之中合格的比例，各產品按其計劃單件時間加權。"),
                notes: both(
                    "With one product it is GQ / PQ, the standard's quality ratio; the weights make "
                        + "availability · performance · quality OEE with mixed products too.",
                    "單一產品時即標準的 GQ / PQ；混合產品時，加權使可用率 × 表現率 × 合格率仍等於設備綜合效率。"))
        case .oee:
            KPIDescriptor(
                rawValue, both("OEE", "設備綜合效率"), "Σ PRI·GQ / PBT",
                range: "from 0 %; above 100 % only where the declared rate is too low",
                raises: ["GQ", "PRI"], lowers: ["AUST", "ADET", "ADOT", "SQ", "RQ"],
                description: both(
                    "How much of the planned busy time was fully productive.",
                    "計劃忙碌時間內完全有效生產的比例。"),
                notes: both(
                    "Over the known part, without the pieces that a counter counted over unknown "
                        + "time. The bounds are of the whole span: it may lie outside them.",
                    "只計已知部分，不包括計數器於不明時間內計得的件數。上下限則按全段時間計算，因此可能在其範圍以外。"))
        case .coverage: Self.known
        case .oeeLow: Self.low
        case .oeeHigh: Self.high
        default: widerDescriptor
        }
    }

    private static var known: KPIDescriptor {
        KPIDescriptor(
            coverage.rawValue, both("Coverage", "數據覆蓋率"), "(PBT − UT) / PBT", .lineside,
            raises: ["PBT"], lowers: ["UT"],
            description: both(
                "How much of the planned busy time has a trustworthy state.",
                "計劃忙碌時間內狀態可信的比例。"),
            notes: both(
                "Unknown: before the first state, in silence, while the connection was lost.",
                "不明：首個狀態之前、來源靜默或連線中斷期間。"))
    }

    private static var low: KPIDescriptor {
        KPIDescriptor(
            oeeLow.rawValue, both("OEE at least", "設備綜合效率下限"),
            "Σ PRI·GQ / PBT", .lineside, raises: ["GQ"], lowers: ["PBT"],
            description: both(
                "The least that OEE of the whole span can be at the declared rate.",
                "按申報節拍，全段設備綜合效率的最小可能值。"),
            notes: both(
                "Of all known pieces, those of which nobody knows whether they are good as scrap. "
                    + "What a counter counted over unknown time is taken as spread evenly over "
                    + "it, time that is not planned included.",
                "計算所有已知件數；未能分辨是否合格的當作廢品。計數器於不明時間內計得的件數，"
                    + "當作平均分佈於該段時間，包括非計劃時間。"))
    }

    private static var high: KPIDescriptor {
        KPIDescriptor(
            oeeHigh.rawValue, both("OEE at most", "設備綜合效率上限"),
            "(Σ PRI·GQ + UBT) / PBT",
            .lineside, raises: ["GQ", "UBT"], lowers: ["PBT"],
            description: both(
                "The most that OEE of the whole span can be at the declared rate.",
                "按申報節拍，全段設備綜合效率的最大可能值。"),
            notes: both(
                "Where cumulative counters bridge all unknown time both bounds are the same. What "
                    + "they counted over it is taken as spread evenly, as in the lower bound.",
                "若累計計數器能銜接所有不明時間，上下限相同；其間計得的件數，與下限同樣當作平均分佈。"))
    }

    private var widerDescriptor: KPIDescriptor {
        switch self {
        case .nee:
            KPIDescriptor(
                rawValue, both("Net equipment effectiveness", "設備淨效率"),
                "AUPT / PBT · Σ PRI·GQ / APT", range: "from 0 %",
                raises: ["GQ", "AUST"], lowers: ["ADET", "ADOT", "SQ", "RQ"],
                description: both(
                    "OEE in which setup is no loss.", "不把準備時間計作損失的設備綜合效率。"),
                notes: both(
                    "Shows what is lost by other things than changeovers.",
                    "顯示換產以外的損失。"))
        case .ooe:
            KPIDescriptor(
                rawValue, both("Overall operations effectiveness", "整體營運效率"),
                "OEE · PBT / (PBT + PDOT)", .commonUse, raises: ["GQ"],
                lowers: ["PDOT", "AUST", "ADET", "ADOT", "SQ", "RQ"],
                description: both(
                    "OEE against all time within shifts, breaks and maintenance included.",
                    "以更次內全部時間（包括小休及計劃保養）計算的設備綜合效率。"),
                notes: both(
                    "TEEP ≤ OOE ≤ OEE.", "設備總有效生產力 ≤ 整體營運效率 ≤ 設備綜合效率。"))
        case .equipmentLoadRatio:
            KPIDescriptor(
                rawValue, both("Equipment load ratio", "設備負荷率"),
                "PQ / EPC = Σ PRI·PQ / PBT", range: "from 0 %", trend: .none,
                audience: [.supervisor, .management], raises: ["PQ"], lowers: ["EPC"],
                description: both(
                    "How much of the equipment's capacity was used.", "設備產能的使用比例。"),
                notes: both(
                    "The capacity EPC is planned busy time at the declared rate.",
                    "產能 EPC 為計劃忙碌時間按申報節拍可生產的數量。"))
        default:
            KPIDescriptor(
                rawValue, both("TEEP", "設備總有效生產力"), "OEE · PBT / T", .commonUse,
                audience: [.management], raises: ["GQ", "PBT"],
                lowers: ["AUST", "ADET", "ADOT", "SQ", "RQ"],
                description: both(
                    "OEE against all time, nights and holidays included.",
                    "以全部時間（包括晚間及假日）計算的設備綜合效率。"),
                notes: both(
                    "Total effective equipment performance: room for more shifts shows here.",
                    "可由此看出加開更次的空間。"))
        }
    }
}
