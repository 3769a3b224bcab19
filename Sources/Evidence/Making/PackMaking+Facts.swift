internal import Benefits
internal import Plant
internal import Production
internal import Storage
internal import StorageSQLite
internal import Telemetry

extension PackMaking {
    /// What the report is made from, and nothing else that was measured.
    func facts(
        of request: SealRequest, over span: TimeSpan, _ figures: Figures
    ) throws -> PackedFacts {
        var facts = PackedFacts(lanes: Set(lanes(of: request)))
        let reading = try request.periodic.map { try ProjectReading($0, request.period, plant) }
        let spans = [span] + (reading?.baseline.map { [$0] } ?? [])
        for unit in request.lines.flatMap({ plant.lines[$0].workUnits }) {
            let path = plant.workUnits[unit].path
            facts.facts.append(
                .init(
                    path: path,
                    spans: try spans.map { try figures.readSpan(unit: unit, over: $0) }))
            guard let reading else { continue }
            for index in plant.workUnits[unit].signals {
                let signal = plant.signals[index]
                if case .meter = signal.meaning {
                    facts.facts.append(.init(path: signal.path, spans: [span]))
                } else if reading.operators.contains(index) {
                    let read = figures.readSpan(measurement: index, over: span)
                    facts.minutes.append(.init(path: signal.path, spans: [read]))
                } else if signal.isDevice, let window = reading.window {
                    facts.activity.append(.init(path: signal.path, spans: [window]))
                }
            }
            guard let window = reading.window else { continue }
            for age in SampleAge.allCases {
                facts.minutes.append(.init(path: age.path(of: path), spans: [window]))
            }
        }
        return facts
    }
}

/// What the report of a project reads beside the facts of its work units.
private struct ProjectReading {
    /// The locked baseline.
    var baseline: TimeSpan?
    /// The last days of the period, in which smart evidence is looked at; nil: in none.
    var window: TimeSpan?
    /// The measurements that say how many operators are logged in, as indices into the signals.
    var operators: Set<Int>

    init(_ sealed: PeriodicSeal, _ period: BenefitPeriod, _ plant: Plant) throws {
        let project = try Project.read(
            yaml: String(decoding: sealed.project, as: UTF8.self), file: "project.yaml")
        let template = try ReportTemplate.read(
            yaml: String(decoding: sealed.template, as: UTF8.self), file: "template.yaml")
        let held = project.holding(Freeze.first(in: sealed.records.map(\.record)))
        baseline = held.baseline?.period.map(plant.span)
        let days = template.settings.smartWindowDays.value
        window = days > 0 ? plant.span(of: period.last(days: days)) : nil
        operators = Set(project.lines.flatMap { $0.operators(in: plant) ?? [] })
    }
}
