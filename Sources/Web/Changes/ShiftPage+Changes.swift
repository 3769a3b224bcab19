import Plant
import Production
import Storage
import Telemetry

extension ShiftPage {
    /// What was changed of settled figures: when, why, before and after.
    var changes: Fragment {
        Fragment("changes", "wide panel") {
            HTML("h2") { view.wording(ChangeTerm.changes) }
            if figures.changes.isEmpty {
                HTML("p") { view.wording(ChangeTerm.none) }
            } else {
                DataTable(
                    heads: [
                        ChangeTerm.at, .span, .unit, .cause, .what,
                    ].map { view.wording($0) }, numeric: [], rows: figures.changes.map(row)
                ).html
            }
        }
    }

    private func row(_ stored: StoredChange) -> [String] {
        let wording = view.wording
        let (change, plant) = (stored.change, view.plant)
        let unit = plant.workUnits.first { $0.path == stored.unit }
        let begin = wording.dateTime(change.span.from)
        let end = wording.time(change.span.to, seconds: true)
        let cause = [
            wording(stored.cause), stored.by, stored.why,
            change.late > 0
                ? "\(wording(ChangeTerm.messages)) \(wording.count(change.late))" : "",
        ]
        return [
            wording.dateTime(stored.at), "\(begin) – \(end)",
            unit.map { wording($0.name) } ?? stored.unit,
            cause.filter { !$0.isEmpty }.joined(separator: " · "),
            wording.difference(from: change.before, to: change.after),
        ]
    }
}

extension Wording {
    /// What differs between two totals: `Producing 3 min → 2 min`.
    func difference(from before: FactTotals, to after: FactTotals) -> String {
        var parts: [String] = []
        func add(_ name: String, _ old: String, _ new: String) {
            if old != new { parts.append("\(name) \(old) → \(new)") }
        }
        for state in UnitState.allCases {
            let place = Int(state.rawValue)
            add(self(state), duration(before.times[place]), duration(after.times[place]))
        }
        for kind in CountKind.allCases {
            add(
                self(kind), count(millionths: before.counted[kind]),
                count(millionths: after.counted[kind]))
        }
        add(
            self(ListTerm.findings), count(Int(before.findings)), count(Int(after.findings)))
        return parts.isEmpty ? self(ChangeTerm.details) : parts.joined(separator: " · ")
    }
}
