public import Plant
public import Production
public import Storage
import Telemetry

/// What a correction would do to the figures of its work unit and line, before it is recorded.
public struct CorrectionTrial: Sendable {
    /// One subject's figure without and with it.
    public struct Change: Sendable {
        /// As it is.
        public var before: Figure
        /// As it would be.
        public var after: Figure
    }

    /// Of the work unit, and of its line where the unit counts in it; none where all of it is
    /// still to come.
    public var changes: [Change] = []

    /// Tries a correction over all time that it speaks of, as far as time has come.
    public init(_ draft: CorrectionDraft, _ figures: Figures) throws(StoreError) {
        let plant = figures.plant
        guard let unit = plant.workUnits.firstIndex(where: { $0.path == draft.unit }),
            let target = draft.content.target,
            let horizon = try figures.horizon(line: plant.workUnits[unit].line)
        else { return }
        let span = TimeSpan(
            from: target.span.from, to: max(target.span.from, min(target.span.to, horizon)))
        guard !span.isEmpty else { return }
        let tried = figures.trying(draft)
        var subjects = [Subject.unit(unit)]
        let line = plant.workUnits[unit].line
        if plant.lines[line].constraint.contains(unit) { subjects.append(.line(line)) }
        for subject in subjects {
            let before = try figures.figures(subject, over: [(span, nil)])
            let after = try tried.figures(subject, over: [(span, nil)])
            changes += zip(before, after).map { Change(before: $0, after: $1) }
        }
    }

    /// Both figures of each subject in the shape of the KPI API.
    public func json(_ plant: Plant) -> JSON {
        .array(
            changes.map {
                .object([
                    ("unit", .string($0.before.unit)), ("before", $0.before.json(plant)),
                    ("after", $0.after.json(plant)),
                ])
            })
    }
}
