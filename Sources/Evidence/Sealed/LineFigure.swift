internal import Benefits
internal import Plant
internal import Production
internal import Reporting
internal import Sealing

/// A figure of a line's report by its name, `products.mask-l1.good`: what it is called, and in what
/// it is given.
struct LineFigure {
    private let parts: [String]
    private let measure: String?

    /// Makes one; `measure` is the unit of the product, where it is of one.
    init(_ name: String, _ measure: String?) {
        parts = name.split(separator: ".").map(String.init)
        self.measure = measure
    }

    private var last: String { parts.last ?? "" }

    /// What it is called, and of which product or type of jobs it is.
    var title: LocalizedText {
        let name = KPI(rawValue: last)?.descriptor.name ?? Self.names[last]?.wording
        let own = name ?? LocalizedText(both: last)
        guard let head, head != own else { return own }
        return LocalizedText(
            english: "\(head.english) · \(own.english)",
            traditionalChinese: "\(head.traditionalChinese) · \(own.traditionalChinese)")
    }

    private var head: LocalizedText? {
        guard parts.count > 1 else { return nil }
        switch parts[0] {
        case "products": return LocalizedText(both: parts[1])
        case "jobs":
            let isIT = parts.contains("it_posts") || parts[1] == "it_total"
            let whole = isIT ? BenefitTerm.itPosts.wording : BenefitTerm.total.wording
            guard parts[1] == "by_type", parts.count > 2 else { return whole }
            let type = JobType(rawValue: parts[2])?.wording ?? LocalizedText(both: parts[2])
            guard isIT else { return type }
            return LocalizedText(
                english: "\(type.english), \(whole.english)",
                traditionalChinese: "\(type.traditionalChinese)，\(whole.traditionalChinese)")
        default: return nil
        }
    }

    private static let names: [String: BenefitTerm] = [
        "good": .good, "opening_stock": .openingStock, "sold": .sold,
        "closing_stock": .closingStock, "samples_scrap": .samples, "turnover_hkd": .turnover,
        "difference": .difference, "sold_per_available": .soldOfAvailable,
        "headcount": .headcount, "fte_in_post": .inPost, "fte_annual": .annualFTE,
        "fte_average": .averageFTE,
    ]

    /// Its value for people.
    func value(_ json: SealJSON, reason: String?) -> Document.Value {
        guard case .number(let text) = json else {
            return .none(LocalizedText(both: reason ?? ""))
        }
        if last.hasSuffix("_hkd") {
            if let cents = json.scaled(digits: 2) { return .money(cents: cents) }
        } else if KPI(rawValue: last) != nil {
            if let ratio = Double(text).flatMap({ Ratio(nearest: $0) }) {
                return .ratio(ratio, .percent)
            }
        } else if last == "sold_per_available" {
            if let hundredths = json.scaled(digits: 2) {
                return .ratio(Ratio(Int128(hundredths), 100), .number)
            }
        } else if let millionths = json.scaled(digits: 6) {
            return .count(millionths: millionths, unit)
        }
        return .text(LocalizedText(both: text))
    }

    private var unit: Document.Unit {
        if last == "headcount" {
            return Document.Unit(code: "{job}", name: BenefitTerm.jobs.wording)
        }
        if last.hasPrefix("fte_") {
            return Document.Unit(code: "{FTE}", name: BenefitTerm.fte.wording, digits: 2)
        }
        return Document.Unit(measure ?? "piece")
    }
}
