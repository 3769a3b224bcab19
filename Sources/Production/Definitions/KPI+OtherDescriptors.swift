import Plant

extension KPI {
    var timeDescriptor: KPIDescriptor {
        switch self {
        case .utilisation:
            KPIDescriptor(
                rawValue, both("Utilisation", "利用率"), "APT / AUBT",
                raises: ["APT"], lowers: ["AUST", "ADET"],
                description: both(
                    "How much of the busy time the unit produced.", "忙碌時間內實際生產的比例。"),
                notes: both(
                    "ISO 22400-2 calls it utilization efficiency.", "ISO 22400-2 稱為利用效率。"))
        case .technicalEfficiency:
            KPIDescriptor(
                rawValue, both("Technical efficiency", "技術效率"), "APT / (APT + ADET)",
                raises: ["APT"], lowers: ["ADET"],
                description: both(
                    "How much of the time to produce was not lost in stops.",
                    "可供生產的時間內沒有因停機而失去的比例。"),
                notes: both("Setup is not considered.", "不計準備時間。"))
        case .setupRatio:
            KPIDescriptor(
                rawValue, both("Setup ratio", "準備時間比率"), "AUST / AUPT", trend: .lower,
                raises: ["AUST"], lowers: ["APT"],
                description: both(
                    "How much of the processing time was setup.", "處理時間內用於準備的比例。"),
                notes: both(
                    "Setup is a state or a mode of the source.", "準備由來源的狀態或模式得知。"))
        case .allocationEfficiency:
            KPIDescriptor(
                rawValue, both("Allocation efficiency", "分配效率"), "AUBT / PBT",
                audience: [.supervisor, .management], raises: ["AUBT"], lowers: ["ADOT"],
                description: both(
                    "How much of the planned time was used for orders.",
                    "計劃時間內用於訂單的比例。"),
                notes: both(
                    "Needs an order signal: without one, idle is delay and the ratio says nothing.",
                    "須有訂單訊號；否則閒置會當作延誤，此比率並無意義。"))
        case .allocationRatio:
            KPIDescriptor(
                rawValue, both("Allocation ratio", "分配比率"), "AUBT / AOET",
                range: "from 0 %; above 100 % where a unit is busy without an order",
                audience: [.supervisor, .management], raises: ["AUBT"], lowers: ["AOET"],
                description: both(
                    "How much of the time that orders took the unit was busy.",
                    "訂單所經時間內，工位忙碌的比例。"),
                notes: both(
                    "AOET is the orders' own time: nights and breaks while one is open count.",
                    "AOET 為訂單本身所經時間：訂單未完時的晚間及小休也計算在內。"))
        default:
            KPIDescriptor(
                rawValue, both("Production process ratio", "生產過程比率"), "APT / AOET",
                range: "from 0 %; above 100 % where a unit produces without an order",
                audience: [.supervisor, .management], raises: ["APT"], lowers: ["AOET"],
                description: both(
                    "How much of the time that orders took the unit produced.",
                    "訂單所經時間內，實際生產的比例。"),
                notes: both(
                    "AOET as in the allocation ratio.", "AOET 與分配比率相同。"))
        }
    }

    var pieceDescriptor: KPIDescriptor {
        switch self {
        case .qualityByPieces:
            KPIDescriptor(
                rawValue, both("Quality by pieces", "合格率（按件數）"), "GQ / PQ",
                raises: ["GQ"], lowers: ["SQ", "RQ"],
                description: both("How many of the pieces made are good.", "產出件數之中合格的比例。"),
                notes: both(
                    "ISO 22400-2's quality ratio. Not a factor of OEE with mixed products.",
                    "ISO 22400-2 的合格率。混合產品時，並非設備綜合效率的因子。"))
        case .scrapRatio:
            KPIDescriptor(
                rawValue, both("Scrap ratio", "廢品率"), "SQ / PQ", trend: .lower,
                raises: ["SQ"], lowers: ["GQ"],
                description: both("How many of the pieces made are scrap.", "產出件數之中廢品的比例。"),
                notes: both(
                    "Needs a count of scrap or of good pieces.", "須有廢品或合格品計數。"))
        case .reworkRatio:
            KPIDescriptor(
                rawValue, both("Rework ratio", "返工率"), "RQ / PQ", trend: .lower,
                raises: ["RQ"], lowers: ["GQ"],
                description: both(
                    "How many of the pieces made need rework.", "產出件數之中需要返工的比例。"),
                notes: both("Rework that is not counted is 0.", "沒有返工計數時作 0 計。"))
        case .fallOffRatio:
            KPIDescriptor(
                rawValue, both("Fall-off ratio", "首道工序損耗率"), "SQ / PQ", trend: .lower,
                scope: .firstOperation, raises: ["SQ"], lowers: ["GQ"],
                description: both(
                    "How many of the pieces that the first operation made are scrap.",
                    "首道工序產出件數之中廢品的比例。"),
                notes: both(
                    "A first operation is a work unit that no other of its line feeds.",
                    "首道工序是同一生產線上沒有其他工位送料的工位。"))
        case .orderThroughputPerHour:
            KPIDescriptor(
                rawValue, both("Throughput of orders", "訂單產出速率"), "PQ / AOET",
                range: "from 0", unit: KPIDescriptor.piecesPerHour,
                audience: [.supervisor, .management], raises: ["PQ"], lowers: ["AOET"],
                description: both(
                    "Pieces made for each hour that orders took.", "訂單所經時間內，每小時的產量。"),
                notes: both(
                    "AOET is the orders' own time, as in the allocation ratio.",
                    "AOET 為訂單本身所經時間，與分配比率相同。"))
        default:
            KPIDescriptor(
                rawValue, both("Throughput", "產出速率"), "PQ / (APT + AUST + ADET + ADOT)",
                range: "from 0", unit: KPIDescriptor.piecesPerHour,
                raises: ["PQ"], lowers: ["AUST", "ADET", "ADOT"],
                description: both(
                    "Pieces made for each hour of planned busy time.",
                    "計劃忙碌時間內，每小時的產量。"),
                notes: both(
                    "AOET as in OPC 40501-1, C.2.4, so that it is there without orders too.",
                    "AOET 按 OPC 40501-1 C.2.4，因此沒有訂單訊號也可計算。"))
        }
    }

    var maintenanceDescriptor: KPIDescriptor {
        switch self {
        case .mtbf:
            KPIDescriptor(
                rawValue, both("Mean time between failures", "平均故障間隔"), "MTTF + MTTR",
                range: "from 0", unit: KPIDescriptor.seconds, raises: ["APT", "AUST"],
                lowers: ["n"],
                description: both(
                    "Mean time from one failure to the next.", "兩次故障之間的平均時間。"),
                notes: both(
                    "Delays by other causes than failures are left out. Null without a failure.",
                    "不計故障以外的延誤。沒有故障時無數值。"))
        case .mttf:
            KPIDescriptor(
                rawValue, both("Mean time to failure", "平均無故障時間"), "(APT + AUST) / n",
                range: "from 0", unit: KPIDescriptor.seconds, raises: ["APT", "AUST"],
                lowers: ["n"],
                description: both(
                    "Mean operating time before a failure.", "故障前的平均運作時間。"),
                notes: both(
                    "A failure is an entry into the state faulted. Null without a failure.",
                    "每次進入故障狀態為一次故障。沒有故障時無數值。"))
        case .mttr:
            KPIDescriptor(
                rawValue, both("Mean time to restore", "平均修復時間"), "Σ TTR / n",
                range: "from 0", trend: .lower, unit: KPIDescriptor.seconds,
                raises: ["TTR"], lowers: ["n"],
                description: both(
                    "Mean planned busy time that a failure took.", "每次故障平均佔用的計劃忙碌時間。"),
                notes: both(
                    "Null, never 0, where nothing failed.", "沒有故障時無數值，而不是 0。"))
        default:
            KPIDescriptor(
                rawValue, both("Corrective maintenance ratio", "糾正性維修比率"),
                "CMT / (CMT + PMT)", trend: .lower, audience: [.supervisor, .management],
                raises: ["CMT"], lowers: ["PMT"],
                description: both(
                    "How much of all maintenance nobody planned.", "所有維修保養之中未經計劃的比例。"),
                notes: both(
                    "Needs a mode signal that tells maintenance, and the calendar's maintenance.",
                    "須有能分辨維修保養的模式訊號，以及日曆內的計劃保養。"))
        }
    }
}

extension ConsumptionKPI {
    /// What it is.
    public var descriptor: KPIDescriptor {
        let unit = both("unit of the meter / piece", "儀錶單位／件")
        switch self {
        case .perMade:
            return KPIDescriptor(
                rawValue, both("Comprehensive energy consumption", "綜合能源消耗"),
                "EC / PQ", range: "from 0", trend: .lower, unit: unit, scope: .meters,
                raises: ["EC"], lowers: ["PQ"],
                description: both(
                    "Energy, or another supply, for each piece made.", "每件產出所耗的能源或其他供應。"),
                notes: both(
                    "Consumption and pieces of the whole span, outside planned busy time too.",
                    "用量及件數均按全段時間計算，包括計劃忙碌時間以外。"))
        case .perGood:
            return KPIDescriptor(
                rawValue, both("Energy per good piece", "每件合格品能耗"), "EC / GQ",
                .commonUse, range: "from 0", trend: .lower, unit: unit, scope: .meters,
                raises: ["EC", "SQ", "RQ"], lowers: ["GQ"],
                description: both(
                    "Energy, or another supply, for each good piece.",
                    "每件合格品所耗的能源或其他供應。"),
                notes: both(
                    "Of a line: all its meters, against the good pieces of its output.",
                    "生產線：其全部儀錶的用量，除以產出工位的合格品數量。"))
        }
    }
}
