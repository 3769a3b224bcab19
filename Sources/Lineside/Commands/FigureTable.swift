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
        let figures = report.figures + (report.total.map { [$0] } ?? [])
        var rows = [Self.head]
        for figure in report.figures {
            rows.append(row(figure))
            if let before = reported?.figure(like: figure) { rows.append(reportedRow(before)) }
        }
        if let total = report.total {
            rows.append(row(total))
            if let before = reported?.total { rows.append(reportedRow(before)) }
        }
        var lines = alignedLines(rows)
        lines += report.figures.flatMap(nulls) + report.figures.flatMap(\.findings).map(finding)
        if let whatIf = report.whatIf { lines += self.lines(whatIf, beside: figures) }
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

    private static let head = [
        "unit", "product", "from", "to", "shift", "A", "E", "Q", "OEE", "coverage", "good",
        "scrap", "stops",
    ]

    /// The rates that were tried, the figures with them, and by how much OEE would differ.
    private func lines(_ whatIf: WhatIf, beside figures: [Figure]) -> [String] {
        let tried = whatIf.rates.map { rate in
            let declared = rate.declared(plant).map {
                "\(itemTime($0.itemTime, $0.items)) from \(local($0.from)) by \($0.author): "
                    + $0.reason
            }
            return "what if \(plant.workUnits[rate.workUnit].path) made "
                + "\(plant.products[rate.product].id) in \(itemTime(rate.itemTime, rate.items)); "
                + (declared.isEmpty
                    ? "no rate is declared" : "declared: " + declared.joined(separator: "; "))
        }
        let supposed = whatIf.figures + (whatIf.total.map { [$0] } ?? [])
        let rows = zip(supposed, figures).map { row($0) + [difference($0, $1)] }
        return [""] + tried + alignedLines([Self.head + ["OEE by"]] + rows)
            + whatIf.figures.flatMap(nulls) + whatIf.figures.flatMap(\.findings).map(finding) + [""]
    }

    private func difference(_ supposed: Figure, _ declared: Figure) -> String {
        guard let new = supposed.sums.kpi(.oee).ratio, let old = declared.sums.kpi(.oee).ratio
        else { return "—" }
        return String(format: "%+.1f", (new - old) * 100)
    }

    private func itemTime(_ nanoseconds: Int64, _ items: Int64) -> String {
        items == 1
            ? "\(decimalText(nanoseconds, digits: 6)) ms"
            : "\(decimalText(nanoseconds, digits: 6))/\(items) ms"
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

    private func nulls(_ figure: Figure) -> [String] {
        [KPI.availability, .effectiveness, .quality, .oee].compactMap { kpi in
            figure.sums.kpi(kpi).reason.map {
                "\(figure.unit) \(kpi.rawValue): — (\($0.text(plant)))"
            }
        }
    }

    /// A finding of the figures, with what it says.
    private func finding(_ finding: StoredFinding) -> String {
        let detail = finding.detail(plant).map { name, value in "\(name) \(value.text())" }
        return "\(finding.signal) \(local(finding.at)) \(finding.kind.rawValue): "
            + detail.joined(separator: ", ")
    }

    private func percent(_ value: KPIValue) -> String {
        value.ratio.map { String(format: "%.1f %%", $0 * 100) } ?? "—"
    }

    private func local(_ instant: Timestamp) -> String { plant.wallClockText(instant) }
}

/// Rows of cells as lines whose columns stand below each other.
func alignedLines(_ rows: [[String]]) -> [String] {
    let columns = rows.first?.indices ?? 0..<0
    let widths = columns.map { column in rows.map { $0[column].terminalWidth }.max() ?? 0 }
    return rows.map { row in
        zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.terminalWidth) }
            .joined(separator: "  ")
    }
}

extension String {
    /// How many columns of a terminal it takes: Chinese characters take two.
    fileprivate var terminalWidth: Int {
        reduce(0) { width, character in
            let value = character.unicodeScalars.first?.value ?? 0
            let isWide =
                (0x2E80...0xA4CF).contains(value) || (0xF900...0xFAFF).contains(value)
                || (0xFF01...0xFF60).contains(value)
            return width + (isWide ? 2 : 1)
        }
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
