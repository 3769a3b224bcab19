public import Plant

/// Every sentence of a proposal, in both languages.
enum Wording {
    static func text(_ english: String, _ chinese: String) -> LocalizedText {
        LocalizedText(english: english, traditionalChinese: chinese)
    }

    static let title = text(
        "Proposed by lineside discover. Read every comment before this file is put to use.",
        "由 lineside discover 建議。採用本檔之前，請逐一閱讀各項註解。")
    static func heard(_ messages: Int, _ topics: Int, _ from: String, _ to: String) -> LocalizedText
    {
        text(
            "Heard: \(messages) messages on \(topics) topics, \(from) to \(to).",
            "已收聽：\(topics) 個主題共 \(messages) 則訊息，由 \(from) 至 \(to)。")
    }
    static func beyond(_ messages: Int, _ topics: String) -> LocalizedText {
        text(
            "There was more than is remembered: \(messages) messages of other topics, \(topics); "
                + "listen with a narrower --topic.",
            "內容超出記憶上限：另有其他主題共 \(messages) 則訊息，\(topics)；"
                + "請以較窄的 --topic 再次收聽。")
    }
    static let outlook = text(
        "The OEE it would give for what was heard (demonstrated rates, no calendar):",
        "按已收聽的內容，將得出以下 OEE（以實測最佳速度計，無班次表）：")
    static let noCalendar = text(
        "No calendar: all time is scheduled. Add shifts and breaks (config/README.md).",
        "沒有班次表：所有時間均視為排定。請加入班次及小休。")
    static let topology = text(
        "Nobody tells who feeds whom: add \"feeds\", and let constraint name the pacing work unit.",
        "訊息不會說明誰供料予誰：請加入 feeds，並在 constraint 寫上決定節拍的工作單元。")
    static let products = text(
        "Names and units of products are yours to give.", "產品名稱及單位請自行填寫。")
    static let reasons = text(
        "Codes as heard; give each its name and class.", "代碼按收聽所得；請填上名稱及類別。")
    static let rate = text(
        "The best that was seen, not what the machine can do: the declared rate must come from the "
            + "acceptance test.",
        "此為實測最佳，並非機器的能力：申報的速度必須來自驗收測試。")
    static func window(_ seconds: String) -> LocalizedText {
        text("Best window of \(seconds) s.", "最佳的 \(seconds) 秒。")
    }
    static func heartbeat(_ seconds: String) -> LocalizedText {
        text(
            "The longest silence was \(seconds) s; after twice the heartbeat the state is unknown.",
            "最長靜默為 \(seconds) 秒；靜默超過 heartbeat 兩倍，狀態即為不明。")
    }
    static let noHeartbeat = text(
        "No heartbeat: too few messages came to tell how often this source speaks.",
        "未建議 heartbeat：訊息太少，無法判斷此來源多久發訊一次。")
    static let noRate = text(
        "No rate: it counted no pieces while it was heard.", "未建議速度：收聽期間沒有產出。")
    static let noCounter = text(
        "It counts no pieces, so it has no OEE.", "此單元不計件，因此沒有 OEE。")
    static let band = text(
        "The normal band is what was observed, not what is good.", "正常範圍為觀察所得，並非合格標準。")
    static let unplaced = text(
        "Not placed; a sample of each:", "未能歸類；各附樣本：")
    static func alternatives(_ roles: [String]) -> LocalizedText {
        text("or \(roles.joined(separator: ", "))", "或 \(roles.joined(separator: "、"))")
    }
}

extension Why {
    /// The reason in words.
    public var wording: LocalizedText {
        switch self {
        case .name: Wording.text("its name says so", "名稱如此")
        case .wordsKnown(let table):
            Wording.text("all its words are known (\(table))", "所有字詞均為已知（\(table)）")
        case .wordsUnknown(let words):
            Wording.text(
                "unknown words: \(words.joined(separator: ", "))",
                "不明字詞：\(words.joined(separator: "、"))")
        case .numberingsDiffer:
            Wording.text(
                "a number; several numberings are in use, so check it against the machine's manual",
                "數字；現存多種編號，請與機器手冊核對")
        case .flagOfRunning:
            Wording.text("a flag; why it stands is not told", "只有運行與否，沒有停機原因")
        case .isDateTime: Wording.text("its values are instants", "數值為時刻")
        case .nearReceipt:
            Wording.text("its values are close to their receipt", "數值接近收訊時間")
        case .onlyRises(let count):
            Wording.text("rose \(count) times and never fell", "上升 \(count) 次，從未下降")
        case .fell(let count):
            Wording.text("fell \(count) times", "下降 \(count) 次")
        case .resets(let count):
            Wording.text("went back to zero \(count) times", "歸零 \(count) 次")
        case .upAndDown:
            Wording.text(
                "rises and falls: each message carries what came since the last",
                "有升有降：每則訊息為上一則以來的數量")
        case .neverMoved:
            Wording.text("did not change while it was heard", "收聽期間沒有變化")
        case .samePayload:
            Wording.text("every message is the same: each is one count", "訊息均相同：每則計一件")
        case .rarelyChanges: Wording.text("few words that rarely change", "字詞少而甚少變更")
        case .clearedByNull: Wording.text("cleared by null, 0 or nothing", "以 null、0 或空白清除")
        case .besideProduct:
            Wording.text("stands beside a product", "與產品同在一則訊息")
        case .unitFromName(let unit):
            Wording.text("the unit \(unit) is guessed from the name", "單位 \(unit) 由名稱推測")
        case .withinMade:
            Wording.text("never more than what is made", "從不多於產出")
        case .processedIsGood:
            Wording.text(
                "processed and defective add up to consumed, so processed are the good ones",
                "加工數與不良數之和等於投入數，故加工數為良品數")
        case .pair: Wording.text("a command and its feedback", "指令與其回饋")
        default: refusal
        }
    }

    private var refusal: LocalizedText {
        switch self {
        case .second(let role):
            Wording.text(
                "another field is taken for the \(role) of this work unit",
                "此工作單元的 \(role) 已取自另一欄位")
        case .scrapAlone:
            Wording.text(
                "counts scrap, but nothing counts good or made pieces", "只計廢品，沒有良品或產出計數")
        case .material: Wording.text("counts material, not pieces", "計算物料，而非產品")
        case .sequence: Wording.text("counts the messages", "為訊息序號")
        case .followsClock: Wording.text("rises as time does", "隨時間上升")
        case .constant: Wording.text("never said anything else", "內容從未改變")
        case .onlyNull: Wording.text("nothing but null came", "只收到 null")
        case .unsure: Wording.text("not sure enough", "把握不足")
        case .noUnit:
            Wording.text("no state or counter is near it", "附近沒有狀態或計數器")
        case .unpaired:
            Wording.text("a command without feedback, or the reverse", "指令與回饋缺其一")
        case .braces:
            Wording.text(
                "braces in a topic cannot be said in a plant file", "主題含大括號，設定檔無法寫出")
        case .sparkplug:
            Wording.text(
                "Sparkplug B: bind it with \"sparkplug\" and \"metric\"",
                "Sparkplug B：請以 sparkplug 及 metric 綁定")
        case .opaque:
            Wording.text("neither a JSON object nor a single value", "既非 JSON 物件，亦非單一數值")
        default:
            Wording.text("neither name nor values tell what it is", "名稱及數值均不足以判斷")
        }
    }
}
