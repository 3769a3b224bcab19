import Production

/// A KPI's value, or why there is none.
///
/// Null is not zero.
struct KPIView {
    let wording: Wording
    let kpi: KPI
    let sums: Sums

    var html: HTML {
        HTML("div", ["class": "kpi kpi-\(kpi.rawValue)"]) {
            HTML("span", ["class": "name"]) { wording(kpi) }
            switch sums.kpi(kpi) {
            case .value(let ratio):
                HTML("span", ["class": "value"]) { wording.percent(ratio) }
            case .null(let reason):
                HTML("span", ["class": "value none"]) { Wording.dash }
                HTML("span", ["class": "why"]) { wording.reason(reason) }
            }
        }
    }

    /// How sure the figure is: coverage in words.
    static func coverage(_ sums: Sums, _ wording: Wording) -> String? {
        guard case .value(let ratio) = sums.kpi(.coverage) else { return nil }
        return "\(wording(KPI.coverage)) \(wording.percent(ratio))"
    }

    /// Between which bounds the OEE of the whole span lies.
    static func bounds(_ sums: Sums, _ wording: Wording) -> String? {
        guard case .value(let low) = sums.kpi(.oeeLow), case .value(let high) = sums.kpi(.oeeHigh)
        else { return nil }
        return wording(StatusTerm.bounds) + wording.colon
            + "\(wording.percent(low)) – \(wording.percent(high))"
    }
}

/// A number with its name.
struct CountView {
    let name: String
    let value: String?
    /// Why there is no value.
    var reason: String?

    var html: HTML {
        HTML("div", ["class": "kpi"]) {
            HTML("span", ["class": "name"]) { name }
            HTML("span", ["class": value == nil ? "value none" : "value"]) {
                value ?? Wording.dash
            }
            if value == nil, let reason { HTML("span", ["class": "why"]) { reason } }
        }
    }
}
