import Foundation
import Plant
import Production
import Reporting
import Storage
import StorageSQLite
import Telemetry

/// What figures say before and after folding again.
struct RecomputeReport {
    /// One work unit over what is replaced of it.
    struct Unit {
        var before: Figure
        var after: Figure
    }

    var units: [Unit] = []
    /// Sealed periods, which stay.
    var sealed: [Recomputation.Sealed] = []
    /// What the journal does not have, a sentence each.
    var notes: [String] = []
    var isApplied = false

    var isChanged: Bool { units.contains { $0.before.sums != $0.after.sums } }

    /// Compares the work units of a recomputation over the parts that it replaces.
    static func compare(
        _ recomputation: Recomputation, _ store: SQLiteStore, _ fresh: SQLiteStore
    ) throws -> RecomputeReport {
        let plant = recomputation.plant
        let (parts, sealed) = try recomputation.parts(store)
        let old = Figures(plant: plant, store: store, folder: recomputation.data)
        let new = Figures(plant: plant, store: fresh, folder: recomputation.data)
        var report = RecomputeReport()
        report.sealed = sealed.sorted { ($0.line, $0.span.from) < ($1.line, $1.span.from) }
        for part in parts {
            guard let unit = plant.workUnits.firstIndex(where: { $0.path == part.path }),
                let whole = try new.wholeSpan(line: plant.workUnits[unit].line)
            else { continue }
            let spans = part.seconds.compactMap { $0.span.intersection(whole.wholeSeconds) }
                .map { (span: $0, shift: ShiftOccurrence?.none) }
            let before = try old.figures(unit: unit, over: spans)
            let after = try new.figures(unit: unit, over: spans)
            guard let first = before.first, let second = after.first else { continue }
            report.units.append(
                Unit(
                    before: before.dropFirst().reduce(first) { $0.adding($1) },
                    after: after.dropFirst().reduce(second) { $0.adding($1) }))
        }
        return report
    }

    /// As a table for the terminal, with the sentences below it.
    func text(_ plant: Plant) -> String {
        let head = [
            "unit", "from", "to", "A", "E", "Q", "OEE", "known", "producing", "made", "good",
            "scrap", "stops",
        ]
        var rows = [head]
        for unit in units {
            let (before, after) = (cells(unit.before), cells(unit.after))
            rows.append(
                [
                    unit.before.unit, plant.wallClockText(unit.before.span.from),
                    plant.wallClockText(unit.before.span.to),
                ] + zip(before, after).map { $0 == $1 ? $0 : "\($0) → \($1)" })
        }
        return (alignedLines(rows) + sentences(plant)).joined(separator: "\n")
    }

    private func sentences(_ plant: Plant) -> [String] {
        notes
            + sealed.map {
                "sealed, stays as it is: \($0.line) \(plant.wallClockText($0.span.from)) to "
                    + plant.wallClockText($0.span.to)
            } + [
                isApplied
                    ? "applied"
                    : isChanged ? "nothing is changed yet: --apply does" : "no difference"
            ]
    }

    private func cells(_ figure: Figure) -> [String] {
        let sums = figure.sums
        let kpis: [KPI] = [.availability, .effectiveness, .quality, .oee, .coverage]
        let isMeasured = sums.isQualityMeasured
        return kpis.map { sums.kpi($0).ratio.map { String(format: "%.1f %%", $0 * 100) } ?? "—" }
            + [
                decimalText(sums.production / nanosecondsPerSecond, digits: 0) + " s",
                decimalText(sums.pieces.made, digits: 6),
                isMeasured ? decimalText(sums.pieces.good, digits: 6) : "—",
                isMeasured ? decimalText(sums.pieces.scrap, digits: 6) : "—", String(sums.stops),
            ]
    }

    /// The same for programs: figures in the shape of `kpi`.
    func json(_ plant: Plant) -> JSON {
        .object([
            (
                "units",
                .array(
                    units.map { unit in
                        .object([
                            ("unit", .string(unit.before.unit)),
                            ("changed", .bool(unit.before.sums != unit.after.sums)),
                            ("before", unit.before.json(plant)),
                            ("after", unit.after.json(plant)),
                        ])
                    })
            ),
            (
                "sealed",
                .array(
                    sealed.map {
                        .object([
                            ("line", .string($0.line)), ("from", .string($0.span.from.rfc3339)),
                            ("to", .string($0.span.to.rfc3339)),
                        ])
                    })
            ),
            ("notes", .array(notes.map { .string($0) })), ("applied", .bool(isApplied)),
        ])
    }
}

extension ClosedRange<Int64> {
    /// From the beginning of the first second to the end of the last one.
    fileprivate var span: TimeSpan {
        TimeSpan(
            from: Timestamp(clampingSeconds: lowerBound),
            to: upperBound == .max
                ? .distantFuture : Timestamp(clampingSeconds: upperBound + 1))
    }
}

extension TimeSpan {
    /// The hull of it in whole seconds, its end cut off.
    fileprivate var wholeSeconds: TimeSpan {
        func down(_ instant: Timestamp) -> Timestamp {
            let rest = instant.nanoseconds % nanosecondsPerSecond
            return instant - (rest < 0 ? rest + nanosecondsPerSecond : rest)
        }
        let begin = down(from)
        return TimeSpan(from: begin, to: max(begin, down(to)))
    }
}
