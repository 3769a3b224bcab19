public import Plant
public import Production

extension NullReason {
    /// Why a KPI has no value, for people.
    public func wording(_ plant: Plant) -> LocalizedText {
        switch self {
        case .noPlannedTime: words("no planned time", "沒有計劃時間")
        case .noRate(let product): Self.noRate(Int(product), plant)
        case .noData: words("no data", "沒有數據")
        case .noProductionTime: words("no production time", "沒有生產時間")
        case .noPieces: words("no pieces", "沒有產量")
        case .qualityNotMeasured: words("quality not measured", "沒有量度品質")
        case .noFailures: words("no failures", "沒有故障")
        case .ordersNotTracked: words("orders not tracked", "沒有記錄訂單")
        case .noOrder: words("no order", "沒有訂單")
        case .notFirstOperation: words("not a first operation", "並非首道工序")
        case .maintenanceNotTracked: words("maintenance not tracked", "沒有記錄維修保養")
        case .noMaintenance: words("no maintenance", "沒有維修保養")
        }
    }

    private static func noRate(_ product: Int, _ plant: Plant) -> LocalizedText {
        guard plant.products.indices.contains(product) else {
            return words("no product known", "產品不明")
        }
        let name = plant.products[product].name
        return words("no rate for \(name.english)", "\(name.traditionalChinese)沒有節拍")
    }
}

private func words(_ english: String, _ traditionalChinese: String) -> LocalizedText {
    LocalizedText(english: english, traditionalChinese: traditionalChinese)
}
