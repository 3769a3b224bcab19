import Plant
import Production
import Reporting
import Storage
import Telemetry

extension Wording {
    /// What a correction says.
    func correction(_ content: CorrectionDraft.Content) -> String {
        switch content {
        case .reason(let stop, let reason):
            return self(ListTerm.reason) + colon + named(reason) + comma + interval(stop.span)
        case .split(_, let at, let first, let second):
            let parts = [first, second].map {
                $0.map { named($0) } ?? self(CorrectionTerm.asItWas)
            }
            return self(CorrectionTerm.splitStop) + colon + time(at, seconds: true)
                + " (" + parts.joined(separator: " / ") + ")"
        case .state(let interval, let state, let reason):
            return self(state) + (reason.map { " (" + named($0) + ")" } ?? "") + comma
                + self.interval(interval)
        case .scrap(let at, let kind, let product, let quantity):
            let name = kind == .rework ? self(CorrectionTerm.rework) : self(ShiftTerm.scrap)
            let product = product.map { " (" + self.product(named: $0) + ")" } ?? ""
            return name + colon + number(quantity) + product + comma + time(at)
        case .counter(let finding, let judgement, let credit):
            return self(finding.kind) + " → " + self(judgement) + comma + number(credit) + comma
                + time(finding.at, seconds: true)
        case .rate(let product, let itemTime, let items, let from):
            return self.product(named: product) + colon + number(itemTime / 1000) + " s / "
                + "\(items)" + comma + dateTime(from)
        case .withdrawal: return self(CorrectionTerm.withdraw)
        }
    }

    /// Whether a correction is in the figures.
    func effect(_ effect: CorrectionStanding.Effect) -> String {
        switch effect {
        case .inForce: self(EffectTerm.inForce)
        case .superseded(let id): self(EffectTerm.superseded) + " \(id)"
        case .withdrawn(let id): self(EffectTerm.withdrawn) + " \(id)"
        case .withoutEffect: self(EffectTerm.withoutEffect)
        }
    }

    /// The names of unit and signal, or the path where the plant does not know it any more.
    func signal(_ path: String) -> String {
        guard let signal = plant.signals.first(where: { $0.path == path }) else {
            return plant.workUnits.first { $0.path == path }.map { self($0.name) } ?? path
        }
        return "\(self(plant.workUnits[signal.workUnit].name)) · \(self(signal.name))"
    }

    /// A quantity in millionths with as many decimals as it has.
    func number(_ millionths: Int64) -> String { decimalText(millionths, digits: 6) }

    /// An instant of the plant's wall clock as a form has it.
    func formTime(_ instant: Timestamp) -> String {
        "\(plant.localDate(of: instant))T\(time(instant, seconds: true))"
    }

    private func named(_ reason: String?) -> String {
        guard let reason else { return self(CorrectionTerm.noReason) }
        return plant.reasons.first { $0.id == reason }.map { self($0.name) } ?? reason
    }

    private func product(named id: String) -> String {
        plant.products.first { $0.id == id }.map { self($0.name) } ?? id
    }

    private func interval(_ span: TimeSpan) -> String {
        time(span.from, seconds: true) + "–" + time(span.to, seconds: true)
    }
}
