import Foundation
import Plant
import Production
import Reporting
import Storage
import Telemetry

/// Figures as a table for the terminal; numbers are rounded here only.
struct FigureTable {
    let plant: Plant

    func text(_ report: FigureReport) -> String {
        let head = [
            "unit", "product", "from", "to", "shift", "A", "E", "Q", "OEE", "coverage", "good",
            "scrap",
            "stops",
        ]
        let figures = report.figures + (report.total.map { [$0] } ?? [])
        let rows = [head] + figures.map(row)
        var lines = alignedLines(rows)
        for figure in report.figures {
            for (kpi, reason) in reasons(figure) {
                lines.append("\(figure.unit) \(kpi.rawValue): — (\(reason.text(plant)))")
            }
        }
        let source: FigureSource =
            figures.contains { $0.source == .facts } ? .facts : .journal
        lines.append(
            "findings: \(report.findings.count); balanced: \(report.isBalanced); "
                + "from \(source.rawValue)")
        return lines.joined(separator: "\n")
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
