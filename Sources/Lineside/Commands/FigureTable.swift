import Foundation
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// Figures as a table for the terminal; numbers are rounded here only.
struct FigureTable {
    let plant: Plant

    /// The report; below each figure the one that was reported before, where that is asked for.
    func text(_ report: FigureReport, beside reported: FigureReport? = nil) -> String {
        let head = [
            "unit", "product", "from", "to", "shift", "A", "E", "Q", "OEE", "coverage", "good",
            "scrap",
            "stops",
        ]
        var rows = [head]
        for figure in report.figures {
            rows.append(row(figure))
            if let before = reported?.figure(like: figure) { rows.append(reportedRow(before)) }
        }
        if let total = report.total {
            rows.append(row(total))
            if let before = reported?.total { rows.append(reportedRow(before)) }
        }
        var lines = alignedLines(rows)
        for figure in report.figures {
            for (kpi, reason) in reasons(figure) {
                lines.append("\(figure.unit) \(kpi.rawValue): — (\(reason.text(plant)))")
            }
        }
        let source: FigureSource =
            report.figures.contains { $0.source == .facts } ? .facts : .journal
        let corrections = report.figures.reduce(into: Set<Int64>()) {
            $0.formUnion($1.corrections)
        }
        if !corrections.isEmpty { lines.append("corrections: \(corrections.count)") }
        lines.append(
            "findings: \(report.findings.count); balanced: \(report.isBalanced); "
                + "from \(source.rawValue)")
        return lines.joined(separator: "\n")
    }

    private func reportedRow(_ figure: Figure) -> [String] {
        var cells = row(figure)
        cells[0] = "  as reported"
        return cells
    }

    private func row(_ figure: Figure) -> [String] {
        let sums = figure.sums
        let isMeasured = sums.isQualityMeasured
        return [
            figure.unit, product(figure), local(figure.span.from), local(figure.span.to),
            figure.shift?.name ?? "", percent(sums.kpi(.availability)),
            percent(sums.kpi(.effectiveness)), percent(sums.kpi(.quality)),
            percent(sums.kpi(.oee)), percent(sums.kpi(.coverage)),
            isMeasured ? decimalText(sums.pieces.good, digits: 6) : "—",
            isMeasured ? decimalText(sums.pieces.scrap, digits: 6) : "—", String(sums.stops),
        ]
    }

    private func product(_ figure: Figure) -> String {
        guard let product = figure.product else { return "" }
        return plant.products.indices.contains(Int(product))
            ? plant.products[Int(product)].id : "—"
    }

    private func reasons(_ figure: Figure) -> [(KPI, NullReason)] {
        [KPI.availability, .effectiveness, .quality, .oee].compactMap { kpi in
            figure.sums.kpi(kpi).reason.map { (kpi, $0) }
        }
    }

    private func percent(_ value: KPIValue) -> String {
        value.ratio.map { String(format: "%.1f %%", $0 * 100) } ?? "—"
    }

    private func local(_ instant: Timestamp) -> String { plant.wallClockText(instant) }
}

/// Rows of cells as lines whose columns stand below each other.
func alignedLines(_ rows: [[String]]) -> [String] {
    let columns = rows.first?.indices ?? 0..<0
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
        zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
            .joined(separator: "  ")
    }
}

extension Plant {
    /// An instant by the plant's clock, for the terminal.
    func wallClockText(_ instant: Timestamp) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: timeZone)
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        let seconds = Double(instant.nanoseconds / nanosecondsPerSecond)
        return formatter.string(from: Date(timeIntervalSince1970: seconds))
    }
}
