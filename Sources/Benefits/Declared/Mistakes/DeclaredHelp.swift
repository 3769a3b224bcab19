public import Plant

/// What helps with a mistake in a declared file.
public enum DeclaredHelp: Hashable, Sendable {
    case meant(String)
    case oneOf([String])
    case products([String])
    case columns([String])
    case number(NumberFault)
    case noSuchDay
    case encoding
    case separators
    case ownColumn
    case noPersonalData
    case destinationCodes
    case supersede(record: Int64)
    case splitRow
    case writeDollars
    case tradedGoods

    /// The candidate that was probably meant, or something else where none is near enough.
    static func guess(
        for word: String, among candidates: [String], otherwise: DeclaredHelp
    ) -> DeclaredHelp {
        nearest(to: word, among: candidates).map(DeclaredHelp.meant) ?? otherwise
    }

    /// The words in both languages.
    public var wording: LocalizedText {
        switch self {
        case .meant(let word):
            words(didYouMean(word), "是否指\(cornered(word))？")
        case .oneOf(let all):
            words(
                "one of \(all.joined(separator: ", "))", "可填：\(all.joined(separator: "、"))")
        case .products(let all):
            words(
                "declared: \(all.joined(separator: ", "))", "已設定：\(all.joined(separator: "、"))")
        case .columns(let all):
            words(
                "expected \(all.joined(separator: ", "))", "應為：\(all.joined(separator: "、"))")
        case .number(let fault): fault.wording
        case .noSuchDay:
            words("there is no such day from 2000 to 2199", "2000 至 2199 年間沒有這一日")
        case .encoding: words("save the file as \"CSV UTF-8\"", "請將檔案另存為「CSV UTF-8」")
        case .separators: words("a number has no thousands separators", "數字不加千位分隔符號")
        case .ownColumn: words("it is a column of its own", "須填於該欄")
        case .noPersonalData:
            words("jobs are declared without personal data", "申報職位不得載有個人資料")
        case .destinationCodes:
            words(
                "two capital letters of ISO 3166-1, not HK, then HK$",
                "先寫 ISO 3166-1 的兩個大寫字母（不可為 HK），再寫港元金額")
        case .supersede(let record):
            words(
                "supersede record \(record) with a file that says all of it anew",
                "請以載有全部內容的新檔案取代記錄 \(record)")
        case .splitRow: words("split the row", "請將該行分拆")
        case .writeDollars: words("write HK$ before dollars", "金額以元計時，請在前面加上 HK$")
        case .tradedGoods:
            words(
                "leave out goods that are only traded, or name its rate in the plant file",
                "請刪去只供轉售的貨品，或在廠房檔案設定其生產速率")
        }
    }
}

/// Why a number cannot be read.
public enum NumberFault: Error, Hashable, Sendable {
    case empty, negative, blanks, separators, malformed, whole, decimals, large

    var wording: LocalizedText {
        switch self {
        case .empty: words("the field is empty", "此欄留空")
        case .negative: words("it must not be negative", "不可為負數")
        case .blanks: words("write it without spaces around it", "前後不可有空格")
        case .separators:
            words(
                "write it without thousands separators and with a decimal point",
                "請勿加千位分隔符號，並以小數點書寫")
        case .malformed:
            words("write digits with at most one decimal point", "請只寫數字及最多一個小數點")
        case .whole: words("it must be a whole number", "必須為整數")
        case .decimals: words("it has too many decimals", "小數位過多")
        case .large: words("it is too large", "數值過大")
        }
    }
}
