import Plant
import Production

extension Wording {
    /// Why a KPI has no value.
    func reason(_ reason: NullReason) -> String {
        switch reason {
        case .noPlannedTime: language.pick("no planned time", "沒有計劃時間")
        case .noRate(let product):
            if let product = self.product(product) {
                language.pick("no rate for \(product)", "\(product)沒有節拍")
            } else {
                language.pick("no product known", "產品不明")
            }
        case .noData: language.pick("no data", "沒有數據")
        case .noProductionTime: language.pick("no production time", "沒有生產時間")
        case .noPieces: language.pick("no pieces", "沒有產量")
        case .qualityNotMeasured: language.pick("quality not measured", "沒有量度品質")
        case .noFailures: language.pick("no failures", "沒有故障")
        case .ordersNotTracked: language.pick("orders not tracked", "沒有記錄訂單")
        case .noOrder: language.pick("no order", "沒有訂單")
        case .notFirstOperation: language.pick("not a first operation", "並非首道工序")
        case .maintenanceNotTracked:
            language.pick("maintenance not tracked", "沒有記錄維修保養")
        case .noMaintenance: language.pick("no maintenance", "沒有維修保養")
        }
    }

    /// Why a unit stands.
    func reason(_ reason: DelayReason) -> String {
        switch reason {
        case .none: self(ChartTerm.noReasonYet)
        case .maintenance: self(ChartTerm.maintenance)
        case .manual: self(ChartTerm.manual)
        case .declared(let index):
            plant.reasons.indices.contains(Int(index))
                ? self(plant.reasons[Int(index)].name) : self(ChartTerm.noReasonYet)
        }
    }

    /// Why a line stood.
    func cause(_ cause: StopPareto.Cause) -> String {
        switch cause {
        case .delay(.none): self(SixBigLosses.Row.noReason)
        case .delay(let reason): self.reason(reason)
        case .waiting: self(SixBigLosses.Row.waiting)
        case .noOrder: self(Loss.Class.down)
        }
    }

    /// The name of a product, or nil where none is said.
    func product(_ index: Int32) -> String? {
        plant.products.indices.contains(Int(index)) ? self(plant.products[Int(index)].name) : nil
    }

    /// What a loss is called; a delay goes by its reason.
    func loss(_ loss: Loss) -> String {
        guard let reason = loss.reason else { return self(loss.lossClass) }
        return self(loss.lossClass) + colon + self.reason(reason)
    }
}

extension Language {
    /// One of two wordings that carry data in them.
    func pick(_ english: String, _ traditionalChinese: String) -> String {
        self(LocalizedText(english: english, traditionalChinese: traditionalChinese))
    }
}
