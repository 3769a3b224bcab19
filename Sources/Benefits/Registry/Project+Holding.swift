internal import Plant

extension Project {
    /// With what was frozen of it, whatever its file says by now: figures are made of this, and
    /// V46 lays beside it what the file says.
    public func holding(_ freezes: [Freeze]) -> Project {
        var project = self
        for freeze in freezes { project.hold(freeze) }
        return project
    }

    private mutating func hold(_ freeze: Freeze) {
        let key = freeze.value.key
        switch freeze.value.content {
        case .days(let days):
            guard key == FrozenValue.days else { return }
            withBaseline(of: freeze) { $0.period = days }
        case .amount(let millionths, let unit, let figure):
            if key == FrozenValue.headcount {
                agreement.baselineHeadcount = Int(millionths / 1_000_000)
            } else if key == FrozenValue.goodPerOperatorHour {
                withBaseline(of: freeze) { $0.goodPerOperatorHour = millionths }
            } else if let product = key.suffix(after: FrozenValue.goodPerHour) {
                withBaseline(of: freeze) { $0.rates[product] = millionths }
            } else if let id = key.suffix(after: FrozenValue.target), let unit {
                let place = targets.firstIndex { $0.id == id } ?? targets.endIndex
                if place == targets.endIndex {
                    targets.append(
                        Target(id: id, name: .init(both: id), value: 0, unit: unit, figure: nil))
                }
                (targets[place].value, targets[place].unit) = (millionths, unit)
                targets[place].figure = figure
            }
        }
    }

    /// Where the file has no baseline any more, that of the check.
    private mutating func withBaseline(
        of freeze: Freeze, _ change: (inout LockedBaseline) -> Void
    ) {
        var held =
            baseline
            ?? LockedBaseline(
                period: nil, locked: freeze.day, source: "", rates: [:], goodPerOperatorHour: nil)
        change(&held)
        baseline = held
    }
}
