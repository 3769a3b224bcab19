internal import Plant

/// What may be wrong with the amounts of a row, each of which can be read.
public enum AmountFault: Hashable, Sendable {
    case sum
    case aboveTurnover
    case destinations
    case destinationTwice(String)
    case destinationSum
    case belowLowest
    case value(figure: String)

    var wording: LocalizedText {
        switch self {
        case .sum:
            words("expected quantities that add up to less than 2.3e12", "數量總和須少於 2.3e12")
        case .aboveTurnover:
            words("expected no more than the turnover of the row", "不得超過該行的生意額")
        case .destinations:
            words(
                "expected destinations as JP 9000000.00; US 780.80",
                "出口目的地應寫成 JP 9000000.00; US 780.80")
        case .destinationTwice(let code):
            words("expected the destination \(code) once", "目的地 \(code) 只可出現一次")
        case .destinationSum:
            words(
                "expected destinations that add up to export_hkd", "各目的地的總和應等於 export_hkd")
        case .belowLowest: words("expected no less than lowest_hkd", "不得少於 lowest_hkd")
        case .value(let figure):
            words("expected no value of a \(figure)", "\(figure) 不應有數值")
        }
    }
}
