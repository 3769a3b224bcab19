internal import Benefits
internal import Plant
internal import Production
internal import Reporting
internal import Sealing

/// Members of the JSON of a line's report that are figures, or hold some.
enum LineFigure: String, CaseIterable {
    case oee, good, sold, difference, tolerance, available, headcount, total
    case oeeLow = "oee_low"
    case oeeHigh = "oee_high"
    case openingStock = "opening_stock"
    case closingStock = "closing_stock"
    case samples = "samples_scrap"
    case turnover = "turnover_hkd"
    case soldOfAvailable = "sold_per_available"
    case inPost = "fte_in_post"
    case annualFTE = "fte_annual"
    case averageFTE = "fte_average"
    case itPosts = "it_posts"
    case itTotal = "it_total"

    var wording: LocalizedText {
        switch self {
        case .oee: KPI.oee.descriptor.name
        case .oeeLow: KPI.oeeLow.descriptor.name
        case .oeeHigh: KPI.oeeHigh.descriptor.name
        case .good: BenefitTerm.good.wording
        case .sold: BenefitTerm.sold.wording
        case .difference: BenefitTerm.difference.wording
        case .tolerance:
            LocalizedText(
                english: "Tolerance of the stock identity", traditionalChinese: "存貨等式的容許差額")
        case .available: LocalizedText(english: "Could be sold", traditionalChinese: "可供銷售")
        case .openingStock: BenefitTerm.openingStock.wording
        case .closingStock: BenefitTerm.closingStock.wording
        case .samples: BenefitTerm.samples.wording
        case .turnover: BenefitTerm.turnover.wording
        case .soldOfAvailable: BenefitTerm.soldOfAvailable.wording
        case .headcount: BenefitTerm.headcount.wording
        case .inPost: BenefitTerm.inPost.wording
        case .annualFTE: BenefitTerm.annualFTE.wording
        case .averageFTE: BenefitTerm.averageFTE.wording
        case .itPosts, .itTotal: BenefitTerm.itPosts.wording
        case .total: BenefitTerm.total.wording
        }
    }

    /// The code of its unit; nil: that of its product.
    var unit: String? {
        switch self {
        case .oee, .oeeLow, .oeeHigh, .soldOfAvailable: "1"
        case .turnover: "HKD"
        case .headcount: "{job}"
        case .inPost, .annualFTE, .averageFTE: "{FTE}"
        case .good, .sold, .difference, .tolerance, .available, .openingStock, .closingStock,
            .samples, .itPosts, .itTotal, .total:
            nil
        }
    }

    /// A value for people; `product` is the unit of pieces of the product that it is of.
    func value(_ json: SealJSON, reason: String?, product: Document.Unit) -> Document.Value {
        guard case .number(let text) = json else {
            return .none(LocalizedText(both: reason ?? ""))
        }
        let value: Document.Value? =
            switch self {
            case .turnover: json.scaled(digits: 2).map { .money(cents: $0) }
            case .oee, .oeeLow, .oeeHigh:
                Double(text).flatMap { Ratio(nearest: $0) }.map { .ratio($0, .percent) }
            case .soldOfAvailable:
                json.scaled(digits: 2).map { .ratio(Ratio(Int128($0), 100), .number) }
            case .headcount, .inPost, .annualFTE, .averageFTE, .good, .sold, .difference,
                .tolerance, .available, .openingStock, .closingStock, .samples, .itPosts, .itTotal,
                .total:
                json.scaled(digits: 6).map { .count(millionths: $0, counted ?? product) }
            }
        return value ?? .text(LocalizedText(both: text))
    }

    /// What is counted other than pieces.
    private var counted: Document.Unit? {
        switch unit {
        case "{job}": .jobs
        case "{FTE}": .fullTime
        default: nil
        }
    }
}
