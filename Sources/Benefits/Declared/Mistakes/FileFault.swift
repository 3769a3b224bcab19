internal import Plant

/// What may be wrong with a declared file as a whole, its header, the shape of its rows.
public enum FileFault: Hashable, Sendable {
    case size(most: Int)
    case encoding
    case carriageReturn, textAfterQuote, quoteInField, openQuote
    case noHeader([String])
    case noCommas
    case columnTwice(String)
    case unknownColumn(String)
    case missingColumn(String)
    case rows(most: Int)
    case fields(expected: Int, found: Int)
    case mistakes(most: Int)

    var wording: LocalizedText {
        switch self {
        case .size(let most): words("expected at most \(most) bytes", "檔案不得超過 \(most) 位元組")
        case .encoding: words("expected UTF-8", "編碼應為 UTF-8")
        case .carriageReturn:
            words("expected a line feed after a carriage return", "歸位字元之後應為換行字元")
        case .textAfterQuote:
            words(
                "expected a comma or the end of the line after a closing quote",
                "結束引號之後應為逗號或行末")
        case .quoteInField:
            words(
                "expected a field with a quote in it to be quoted, the quote doubled",
                "欄內有引號時，整欄須加引號，欄內引號須重複")
        case .openQuote: words("expected a closing quote", "缺少結束引號")
        case .noHeader(let names):
            words(
                "expected a row of column names: \(names.joined(separator: ","))",
                "應有一行欄名：\(names.joined(separator: ","))")
        case .noCommas:
            words("expected columns that are separated by commas", "各欄應以逗號分隔")
        case .columnTwice(let name):
            words("expected the column \(quoted(name)) once", "\(cornered(name))欄只可出現一次")
        case .unknownColumn(let name):
            words("there is no column \(quoted(name))", "沒有\(cornered(name))欄")
        case .missingColumn(let name):
            words("expected a column \(quoted(name))", "缺少\(cornered(name))欄")
        case .rows(let most): words("expected at most \(most) rows", "不得超過 \(most) 行")
        case .fields(let expected, let found):
            words("expected \(expected) fields, found \(found)", "應有 \(expected) 欄，現有 \(found) 欄")
        case .mistakes(let most):
            words(
                "more than \(most) mistakes; reading stopped here",
                "錯誤超過 \(most) 個，讀取至此為止")
        }
    }
}
