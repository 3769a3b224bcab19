import Plant
import Production
import Reporting
import Telemetry

/// `/api/v1/lines`: what there is, and what it does now.
struct LinesEndpoint {
    let plant: Plant
    let lines: [LineView]

    var json: JSON {
        .object([("lines", .array(lines.map(json)))])
    }

    private func json(_ view: LineView) -> JSON {
        let status = view.status
        return .object([
            ("line", .string(view.line.id)), ("name", json(view.line.name)),
            ("at", json(status.now)),
            ("state", status.decisive(plant).map { .string($0.state.name) } ?? .null),
            ("planned", .bool(status.isPlanned)), ("connected", .bool(status.isConnected)),
            ("balanced", .bool(status.isBalanced)), ("stale", .bool(status.isStale)),
            ("units", .array(status.units.map(json))),
        ])
    }

    private func json(_ unit: LineStatus.Unit) -> JSON {
        let workUnit = plant.workUnits[unit.index]
        let line = plant.lines[workUnit.line]
        return .object([
            ("unit", .string(workUnit.path)), ("name", json(workUnit.name)),
            ("constraint", .bool(line.constraint.contains(unit.index))),
            ("state", .string(unit.state.name)), ("since", json(unit.since)),
            ("last_message", json(unit.lastSign)),
            ("clock_ahead_s", unit.clockAhead.map { .seconds(nanoseconds: $0) } ?? .null),
            (
                "product",
                plant.products.indices.contains(Int(unit.product))
                    ? .string(plant.products[Int(unit.product)].id) : .null
            ),
            ("reason", unit.reason.identifier(plant).map { .string($0) } ?? .null),
        ])
    }

    private func json(_ name: LocalizedText) -> JSON {
        .object([
            ("en", .string(name.english)), ("zh-Hant", .string(name.traditionalChinese)),
        ])
    }

    private func json(_ instant: Timestamp?) -> JSON {
        instant.map { .string($0.rfc3339) } ?? .null
    }
}
