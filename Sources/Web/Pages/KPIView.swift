import Production

/// A KPI's value, or why there is none.
///
/// Null is not zero.
struct KPIView {
    let wording: Wording
    let kpi: KPI
    let sums: Sums
    /// What stands below the value.
    var note: String?

    var html: HTML {
        HTML("div", ["class": "kpi kpi-\(kpi.rawValue)"]) {
            HTML("span", ["class": "name"]) { wording(kpi) }
            switch sums.kpi(kpi) {
            case .value(let ratio):
                HTML("span", ["class": "value"]) { wording.number(ratio, kpi.unit) }
                if let note { HTML("span", ["class": "why"]) { note } }
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
    /// What stands below it: why there is no value, or what it is held against.
    var note: String?

    var html: HTML {
        HTML("div", ["class": "kpi"]) {
            HTML("span", ["class": "name"]) { name }
            HTML("span", ["class": value == nil ? "value none" : "value"]) {
                value ?? Wording.dash
            }
            if let note { HTML("span", ["class": "why"]) { note } }
        }
    }
}
