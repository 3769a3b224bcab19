public import Plant

/// What may be wrong with a row, within it or beside another one of its file.
public enum RowFault: Hashable, Sendable {
    /// What a file says once.
    public enum Subject: Hashable, Sendable {
        case job, tariff, count, price

        var wording: LocalizedText {
            switch self {
            case .job: words("every job", "每個職位")
            case .tariff: words("every tariff and day", "每項收費於每個日期")
            case .count: words("every count of a product and day", "每個產品於每個日期的盤點")
            case .price: words("every product and day", "每個產品於每個日期")
            }
        }
    }

    case twice(Subject, line: Int)
    case salesOverlap(product: String, other: BenefitPeriod, line: Int)
    case costsOverlap(item: String, line: Int)
    case companyOverlap(figure: String, line: Int)
    case endsBefore(LocalDate)
    case before(LocalDate)
    case noLastDay(figure: String)
    case noWords(column: String)
    case characters(most: Int)
    case endingOfOpenJob
    case identityNumber
    case pseudonym

    var wording: LocalizedText {
        switch self {
        case .twice(let subject, let line):
            words(
                "expected \(subject.wording.english) once; it stands in line \(line) already",
                "\(subject.wording.traditionalChinese)只可出現一次，第 \(line) 行已有")
        case .salesOverlap(let product, let other, let line):
            words(
                "expected a period of \(product) that begins after \(other.to) or ends before "
                    + "\(other.from), the period of line \(line)",
                "\(product) 的時段應在 \(other.to) 之後開始，或在 \(other.from) 之前結束，以免與第 \(line) 行重疊")
        case .costsOverlap(let item, let line):
            words(
                "expected a period of \(item) that does not overlap that of line \(line)",
                "\(item) 的時段不得與第 \(line) 行重疊")
        case .companyOverlap(let figure, let line):
            words(
                "expected \(figure) once for a day; line \(line) is of the same",
                "\(figure) 於同一日只可出現一次，第 \(line) 行亦屬同日")
        case .endsBefore(let day):
            words("expected a period that ends on \(day) or later", "時段應於 \(day) 或之後結束")
        case .before(let day): words("expected \(day) or later", "應為 \(day) 或之後")
        case .noLastDay(let figure):
            words("expected the last day of \(figure)", "缺少 \(figure) 的末日")
        case .noWords(let column):
            words("expected \(column) in the row", "此行缺少\(cornered(column))")
        case .characters(let most):
            words("expected at most \(most) characters", "不得超過 \(most) 個字元")
        case .endingOfOpenJob:
            words(
                "expected no reason for an end while `to` is empty", "「to」留空時，不應有終止原因")
        case .identityNumber:
            words(
                "expected a pseudonym, found what looks like an identity number",
                "應為代號，現似身份證號碼")
        case .pseudonym:
            words(
                "expected a pseudonym of 1 to 32 letters A-Z, a-z, digits or hyphens",
                "應為 1 至 32 個英文字母（A-Z、a-z）、數字或連字號組成的代號")
        }
    }
}
