public import Plant
public import Storage
import Telemetry

/// The figures of the same spans as they would be at other planned run times.
///
/// Nothing is stored and no declared rate is changed.
public struct WhatIf: Sendable {
    /// The rates that were tried.
    public var rates: [SupposedRate]
    /// One for each figure of the report, in the same order; each with the definition that it would
    /// have.
    public var figures: [Figure]
    /// Their sums, where there are several.
    public var total: Figure?

    func json(_ plant: Plant) -> JSON {
        var members: [(String, JSON)] = [
            ("rates", .array(rates.map { $0.json(plant) })),
            ("results", .array(figures.map { $0.json(plant) })),
        ]
        if let total { members.append(("total", total.json(plant))) }
        let findings = figures.flatMap(\.findings).sorted { $0.at < $1.at }
        members.append(("findings", .array(findings.map { $0.json(plant) })))
        return .object(members)
    }
}

extension SupposedRate {
    /// The declared rates in whose place it was tried.
    public func declared(_ plant: Plant) -> [Rate] {
        plant.workUnits[workUnit].rates.filter { $0.product == product }
            .sorted { $0.from < $1.from }
    }

    fileprivate func json(_ plant: Plant) -> JSON {
        .object([
            ("unit", .string(plant.workUnits[workUnit].path)),
            ("product", .string(plant.products[product].id)),
            ("item_time_s", secondsPerItem(itemTime, items)),
            ("declared", .array(declared(plant).map { $0.json(plant) })),
        ])
    }
}
