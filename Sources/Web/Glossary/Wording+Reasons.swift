import Plant
import Production
import Reporting

extension Wording {
    /// Why a KPI has no value.
    func reason(_ reason: NullReason) -> String { self(reason.wording(plant)) }

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
