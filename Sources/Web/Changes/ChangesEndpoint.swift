import Hummingbird
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// `/api/v1/changes`: what was changed of settled facts, before, after and why.
struct ChangesEndpoint: Sendable {
    let context: WebContext
    let gate: QueryGate

    /// The most changes of one answer.
    private static let resultLimit = WebLimits.changes.value

    func answer(_ request: Request) async throws -> Response {
        let parameters = try request.parameters(["unit", "from", "to"])
        let plant = context.plant
        let from = try plant.instant(parameters["from"]) ?? .distantPast
        let to = try plant.instant(parameters["to"]) ?? .distantFuture
        let units = try self.units(parameters["unit"])
        let figures = context.figures
        return try await gate.pass {
            var changes: [StoredChange] = []
            for unit in units {
                changes += try figures.changes(
                    unit: unit, over: TimeSpan(from: from, to: to), limit: Self.resultLimit + 1)
            }
            try Self.check(changes.count)
            changes.sort { $0.number < $1.number }
            return .json(.object([("changes", .array(changes.map(\.json)))]))
        }
    }

    /// Refuses an answer that would be too long.
    static func check(_ count: Int) throws(WebError) {
        guard count <= resultLimit else {
            throw .badRequest(
                QueryError.Code.tooMany.rawValue,
                "more than \(resultLimit) changes; ask for a shorter span",
                limit: WebLimits.changes)
        }
    }

    /// A work unit, those of a line, or all.
    private func units(_ name: String?) throws(WebError) -> [Int] {
        let plant = context.plant
        guard let name else { return Array(plant.workUnits.indices) }
        if let line = plant.lines.first(where: { $0.id == name }) { return line.workUnits }
        guard let unit = plant.workUnits.firstIndex(where: { $0.path == name }) else {
            throw .badRequest(
                QueryError.Code.unknownUnit.rawValue, "there is no line or work unit \(name)")
        }
        return [unit]
    }
}

extension StoredChange {
    var json: JSON {
        .object([
            ("number", .integer(number)), ("unit", .string(unit)),
            ("from", .string(change.span.from.rfc3339)),
            ("to", .string(change.span.to.rfc3339)), ("at", .string(at.rfc3339)),
            ("cause", .string(cause.rawValue)), ("by", by.isEmpty ? .null : .string(by)),
            ("why", why.isEmpty ? .null : .string(why)),
            ("late_messages", .integer(Int64(change.late))),
            ("before", change.before.json), ("after", change.after.json),
        ])
    }
}

extension FactTotals {
    fileprivate var json: JSON {
        .object([
            (
                "counted",
                .object(
                    CountKind.allCases.map { ("\($0)", .quantity(millionths: counted[$0])) })
            ),
            (
                "states_s",
                .object(
                    UnitState.allCases.map {
                        ($0.name, .seconds(nanoseconds: times[Int($0.rawValue)]))
                    })
            ), ("findings", .integer(findings)),
        ])
    }
}
