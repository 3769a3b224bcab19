public import Plant
public import Production
public import Storage
import Telemetry

/// The result of `replay`, `kpi` and the KPI API: version 1 of `interfaces.md`.
public struct FigureReport: Sendable {
    /// The figures, in order of unit and time.
    public var figures: [Figure]
    /// Their sums, where there are several.
    public var total: Figure?
    /// Findings of the asked spans, in order of time.
    public var findings: [StoredFinding]
    /// What became of messages and samples, of the whole stream.
    public var counts: Fold.Counts
    /// Whether all balances hold: of time, pieces, counters, messages and samples.
    public var isBalanced: Bool
    /// What would have been at other rates, where somebody asked.
    public var whatIf: WhatIf?

    /// Makes a report.
    public init(
        figures: [Figure], total: Figure?, findings: [StoredFinding], counts: Fold.Counts,
        isBalanced: Bool
    ) {
        self.figures = figures
        self.total = total
        self.findings = findings
        self.counts = counts
        self.isBalanced = isBalanced && figures.allSatisfy(\.sums.isBalanced)
    }

    /// The report as JSON, with identifiers of a plant.
    ///
    /// - Parameters:
    ///   - plant: the plant.
    ///   - reported: the same spans as they were reported before; each figure then has its own of
    ///     that time as `as_reported`.
    /// - Returns: In the shape of the interface.
    public func json(_ plant: Plant, beside reported: FigureReport? = nil) -> JSON {
        func json(_ figure: Figure) -> JSON {
            guard let reported else { return figure.json(plant) }
            let before = reported.figure(like: figure).map { $0.json(plant) } ?? .null
            return figure.json(plant, with: [("as_reported", before)])
        }
        var members: [(String, JSON)] = [("results", .array(figures.map(json)))]
        if let total {
            let before: [(String, JSON)] =
                reported.map { [("as_reported", $0.total.map { $0.json(plant) } ?? .null)] } ?? []
            members.append(("total", total.json(plant, with: before)))
        }
        members += [
            ("findings", .array(findings.map { $0.json(plant) })),
            ("messages", counts.messagesJSON),
            ("samples", counts.samplesJSON),
            ("balanced", .bool(isBalanced)),
        ]
        if let whatIf { members.append(("what_if", whatIf.json(plant))) }
        return .object(members)
    }
}

extension [Figure] {
    /// Their sum, where there are several.
    var sum: Figure? {
        guard let first, count > 1 else { return nil }
        var sum = dropFirst().reduce(first) { $0.adding($1) }
        if contains(where: { $0.unit != first.unit }) { sum.unit = "total" }
        sum.shift = nil
        return sum
    }
}

extension FigureReport {
    /// The figure of the same subject, product and span.
    public func figure(like other: Figure) -> Figure? {
        figures.first {
            $0.unit == other.unit && $0.product == other.product && $0.span == other.span
        }
    }
}

extension Fold.Counts {
    fileprivate var messagesJSON: JSON {
        let names: [(String, Tally)] = [
            ("received", .received), ("decoded", .decoded), ("redelivered", .redelivered),
            ("quarantined", .quarantined), ("rejected", .rejected), ("unbound", .unbound),
        ]
        return .object(names.map { ($0, .integer(Int64(self[$1]))) })
    }

    fileprivate var samplesJSON: JSON {
        .object([
            ("decoded", .integer(Int64(decoded))), ("applied", .integer(Int64(applied))),
            ("late_set_aside", .integer(Int64(lateSetAside))),
        ])
    }
}

extension Figure {
    /// The figure in the shape of `interfaces.md`, with more members behind.
    public func json(_ plant: Plant, with more: [(String, JSON)] = []) -> JSON {
        var members: [(String, JSON)] = [
            ("unit", .string(unit)), ("from", .string(span.from.rfc3339)),
            ("to", .string(span.to.rfc3339)),
        ]
        if let line { members.append(("line", .string(line))) }
        if let product {
            members.append(
                ("product", plant.identifier(ofProduct: product).map { .string($0) } ?? .null))
        }
        if let shift { members.append(("shift", .string(shift.name))) }
        if let output { members.append(("output", Self.json(output, plant))) }
        let values = KPI.allCases.map { ($0.rawValue, sums.kpi($0)) }
        members += [
            ("times_s", timesJSON), ("other_times_s", otherTimesJSON), ("pieces", piecesJSON),
            (
                "ideal_s",
                .object([
                    ("made", .seconds(nanoseconds: sums.idealTime(\.knownMade))),
                    ("good", .seconds(nanoseconds: sums.idealTime(\.knownGood))),
                ])
            ),
            ("kpi", .object(values.map { ($0, $1.ratio.map { .number($0) } ?? .null) })),
            (
                "null_reasons",
                .object(
                    values.compactMap { name, value in
                        value.reason.map { (name, .string($0.text(plant))) }
                    })
            ),
            ("losses_s", .array(sums.losses.map { $0.json(plant) })),
            ("stops", .integer(Int64(sums.stops))),
            ("minor_stops", .integer(Int64(sums.minorStops))),
            ("failures", .integer(Int64(sums.failures))),
            ("corrections", .integer(Int64(corrections.count))),
        ]
        if !signals.isEmpty { members.append(("signals", signalsJSON(plant))) }
        if let consumption = consumptionJSON(plant) {
            members.append(("consumption", consumption))
        }
        members += [
            ("source", .string(source.rawValue)), ("definition", .string(definition)),
        ]
        return .object(members + more)
    }

    /// By product; pieces of which nobody said the product stand under an empty name.
    private static func json(_ output: Output, _ plant: Plant) -> JSON {
        .object(
            output.byProduct.sorted { $0.key < $1.key }.map { product, pieces in
                (
                    plant.identifier(ofProduct: product) ?? "",
                    .object(pieces.members(output.isQualityMeasured))
                )
            })
    }

    private var timesJSON: JSON {
        let times: [(String, Int64)] = [
            ("span", sums.span), ("not_scheduled", sums.notScheduled),
            ("planned_down", sums.plannedDown), ("pbt", sums.planned), ("apt", sums.production),
            ("aust", sums.setup), ("adet", sums.delay), ("adot", sums.down),
            ("unknown", sums.unknown),
        ]
        return .object(times.map { ($0, .seconds(nanoseconds: $1)) })
    }

    /// What KPIs use beside the time elements: parts and sums of them, and the orders' own time.
    private var otherTimesJSON: JSON {
        let times: [(String, Int64)] = [
            ("aupt", sums.processing), ("aubt", sums.busy), ("aoet", sums.orderTime),
            ("faulted", sums.faulted), ("planned_maintenance", sums.plannedMaintenance),
            ("corrective_maintenance", sums.correctiveMaintenance),
        ]
        return .object(times.map { ($0, .seconds(nanoseconds: $1)) })
    }

    private var piecesJSON: JSON {
        let isMeasured = sums.isQualityMeasured
        return .object(
            sums.pieces.members(isMeasured) + [
                ("in_unknown", .object(sums.inUnknown.members(isMeasured))),
                ("outside_pbt", .object(sums.outside.members(isMeasured))),
            ])
    }
}

extension PieceSums {
    /// Where quality is not measured, nobody knows how many are good.
    func members(_ isQualityMeasured: Bool) -> [(String, JSON)] {
        [
            ("made", .quantity(millionths: made)),
            ("good", isQualityMeasured ? .quantity(millionths: good) : .null),
            ("scrap", isQualityMeasured ? .quantity(millionths: scrap) : .null),
            ("rework", .quantity(millionths: rework)),
        ]
    }
}

extension KPIValue {
    /// Why there is no value.
    public var reason: NullReason? {
        if case .null(let reason) = self { reason } else { nil }
    }
}

extension NullReason {
    /// The reason in the words of `production.md`.
    public func text(_ plant: Plant) -> String {
        switch self {
        case .noPlannedTime: "no planned time"
        case .noRate(let product):
            plant.products.indices.contains(Int(product))
                ? "no rate for product \(plant.products[Int(product)].id)" : "no product known"
        case .noData: "no data"
        case .noProductionTime: "no production time"
        case .noPieces: "no pieces"
        case .qualityNotMeasured: "quality not measured"
        case .noFailures: "no failures"
        case .ordersNotTracked: "orders not tracked"
        case .noOrder: "no order"
        case .notFirstOperation: "not a first operation"
        case .maintenanceNotTracked: "maintenance not tracked"
        case .noMaintenance: "no maintenance"
        }
    }
}

extension Loss {
    fileprivate func json(_ plant: Plant) -> JSON {
        var members: [(String, JSON)] = [("class", .string(lossClass.rawValue))]
        if let reason {
            members.append(("reason", reason.identifier(plant).map { .string($0) } ?? .null))
        }
        return .object(members + [("s", .seconds(nanoseconds: time))])
    }
}

extension DelayReason {
    /// The reason's identifier, or the mode's name; nil where nobody said.
    public func identifier(_ plant: Plant) -> String? {
        switch self {
        case .none: nil
        case .maintenance: "maintenance"
        case .manual: "manual"
        case .declared(let index):
            plant.reasons.indices.contains(Int(index)) ? plant.reasons[Int(index)].id : nil
        }
    }
}
