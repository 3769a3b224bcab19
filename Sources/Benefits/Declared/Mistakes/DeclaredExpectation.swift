internal import Plant

/// What a field of a declared file holds.
public enum DeclaredExpectation: Hashable, Sendable {
    case date
    case pieces
    case quantity(unit: String)
    case amount
    case tariff(unit: String?)
    case listPrice
    case index, hours, cost
    case count
    case weeklyHours
    case fte
    case medium, figure, item, jobType, answer, contract, ending
    case listed

    var wording: LocalizedText {
        switch self {
        case .date: words("a date as 2026-03-31", "日期（如 2026-03-31）")
        case .pieces: words("a whole number of pieces", "整數件數")
        case .quantity(let unit):
            words(
                "a quantity in \(unit) with at most 6 decimals", "以 \(unit) 計、最多六位小數的數量")
        case .amount:
            words("an amount in HK$ with at most 2 decimals", "最多兩位小數的港元金額")
        case .tariff(let unit):
            words(
                "a price up to 10,000 HK$ a \(unit ?? "unit") with at most 6 decimals",
                "每 \(unit ?? "單位")不超過 10,000 港元、最多六位小數的單價")
        case .listPrice:
            words(
                "a price above 0 and up to 10,000,000 HK$ with at most 2 decimals",
                "大於 0、不超過 10,000,000 港元、最多兩位小數的價格")
        case .index:
            words(
                "an index above 0 and up to 10,000 with at most 4 decimals",
                "大於 0、不超過 10,000、最多四位小數的指數")
        case .hours:
            words("hours up to 10,000,000 with at most 2 decimals", "不超過 10,000,000、最多兩位小數的工時")
        case .cost:
            words(
                "an amount up to 10,000,000,000 HK$ with at most 2 decimals",
                "不超過 10,000,000,000 港元、最多兩位小數的金額")
        case .count: words("a whole number up to 1,000,000", "不超過 1,000,000 的整數")
        case .weeklyHours:
            words("hours above 0 and up to 84, in quarters", "大於 0、不超過 84、以四分之一小時計的工時")
        case .fte:
            words(
                "a number above 0 and up to 1 with at most 2 decimals",
                "大於 0、不超過 1、最多兩位小數的數字")
        case .medium: words("what is paid for", "收費項目")
        case .figure: words("a figure", "公司資料項目")
        case .item: words("an item", "成本項目")
        case .jobType: words("a type of job", "工種")
        case .answer: words("yes or no", "「yes」或「no」")
        case .contract: words("a kind of contract", "合約類別")
        case .ending: words("why it ended", "終止原因")
        case .listed: words("an amount", "金額")
        }
    }
}
