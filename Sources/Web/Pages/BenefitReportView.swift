import Benefits
import Plant
import Production
import Telemetry

/// A benefit report as sections of a page: every figure with its source class and what it rests on.
struct BenefitReportView {
    let wording: Wording
    let report: BenefitReport

    var html: HTML {
        HTML("div", ["class": "line-page"]) {
            head
            HTML("section", ["class": "panel wide"]) {
                HTML("h2") { wording(BenefitTerm.effectiveness) }
                FigureTable(wording: wording, rows: effectiveness).html
            }
            for product in report.products { section(product) }
            HTML("section", ["class": "panel wide"]) {
                FigureTable(
                    wording: wording,
                    rows: [row(BenefitTerm.totalTurnover, report.turnover, money)]
                ).html
            }
            JobsView(wording: wording, jobs: report.jobs).html
        }
    }

    private var head: HTML {
        HTML("section", ["class": "wide"]) {
            HTML("p") {
                HTML("b") { wording(wording.plant.lines[report.line].name) }
                " · " + wording(BenefitTerm.period) + wording.colon
                "\(wording.date(report.period.from)) – \(wording.date(report.period.to)) · "
                "\(wording(BenefitTerm.upTo)) \(wording.dateTime(report.measuredSpan.to))"
            }
            HTML("p", ["class": "aside"]) { wording(BenefitTerm.caveat) }
            if !report.findings.isEmpty {
                HTML("h2") { wording(BenefitTerm.findings) }
                for finding in report.findings {
                    HTML("p", ["class": "notice"]) { wording.finding(finding) }
                }
            }
        }
    }

    private var effectiveness: [FigureTable.Row] {
        let figures = report.effectiveness
        let percent = { (ratio: Double) in wording.percent(ratio) }
        return [
            row(KPI.oee, figures.oee, percent), row(KPI.oeeLow, figures.low, percent),
            row(KPI.oeeHigh, figures.high, percent),
        ]
    }

    private func section(_ product: ProductBenefit) -> HTML {
        let name = product.product.flatMap { wording.product(Int32($0)) }
        var rows = [row(BenefitTerm.good, product.good, count)]
        if let declared = product.declared {
            rows += [
                row(BenefitTerm.openingStock, declared.openingStock, count),
                row(BenefitTerm.sold, declared.sold, count),
                row(BenefitTerm.closingStock, declared.closingStock, count),
                row(BenefitTerm.samples, declared.samplesAndScrap, count),
                row(BenefitTerm.turnover, declared.turnover, money),
            ]
        }
        return HTML("section", ["class": "panel wide"]) {
            HTML("h2") { name ?? wording(BenefitTerm.productUnknown) }
            FigureTable(wording: wording, rows: rows).html
            if product.declared == nil {
                HTML("p", ["class": "aside"]) { wording(BenefitTerm.nothingDeclared) }
            }
            identity(product.identity)
        }
    }

    /// Measured and declared stay side by side; the verdict is a word and a shape, not only a
    /// colour.
    private func identity(_ identity: StockIdentity?) -> HTML {
        HTML("p") {
            if let identity {
                HTML("b") { wording(BenefitTerm.identity) + wording.colon }
                "\(wording(BenefitTerm.difference)) = \(count(identity.difference)) "
                "(\(wording(BenefitTerm.tolerance)) ± \(count(identity.tolerance))). "
                HTML("span", ["class": identity.verdict == .broken ? "notice" : nil]) {
                    if identity.verdict == .broken { UnitState.faulted.icon }
                    wording(identity.verdict)
                }
            } else {
                HTML("span", ["class": "aside"]) { wording(BenefitTerm.notCompared) }
            }
        }
    }

    private func count(_ millionths: Int64) -> String { wording.count(millionths: millionths) }
    private func money(_ money: Money) -> String { wording.money(cents: money.cents) }

    private func row<Value>(
        _ term: some Term, _ figure: BenefitFigure<Value>, _ text: (Value) -> String
    ) -> FigureTable.Row {
        FigureTable.Row(
            name: wording(term), value: figure.value.map(text), reason: figure.reason,
            provenance: figure.provenance)
    }
}

/// Figures one below the other, each with its source class and what it rests on.
struct FigureTable {
    struct Row {
        var name: String
        var value: String?
        var reason: String?
        var provenance: Provenance
    }

    let wording: Wording
    let rows: [Row]

    var html: HTML {
        HTML("div", ["class": "scroll", "tabindex": "0"]) {
            HTML("table") {
                HTML("thead") {
                    HTML("tr") {
                        HTML("th", ["scope": "col"]) { wording(BenefitTerm.figure) }
                        HTML("th", ["scope": "col", "class": "number"]) {
                            wording(BenefitTerm.value)
                        }
                        HTML("th", ["scope": "col"]) { wording(BenefitTerm.source) }
                        HTML("th", ["scope": "col"]) { wording(BenefitTerm.basis) }
                    }
                }
                HTML("tbody") { for row in rows { html(row) } }
            }
        }
    }

    private func html(_ row: Row) -> HTML {
        HTML("tr") {
            HTML("td") { row.name }
            HTML("td", ["class": "number"]) {
                HTML("b") { row.value ?? Wording.dash }
                if let reason = row.reason { " (\(wording.missing(reason)))" }
            }
            HTML("td") {
                HTML("span", ["class": "source"]) { wording(row.provenance.source) }
            }
            HTML("td", ["class": "aside"]) { basis(row.provenance) }
        }
    }

    private func basis(_ provenance: Provenance) -> HTML {
        if let file = provenance.file { return file.html(wording) }
        return HTML(
            text: provenance.coverage?.ratio.map {
                "\(wording(KPI.coverage)) \(wording.percent($0))"
            } ?? "")
    }
}

/// The declared jobs by type.
struct JobsView {
    let wording: Wording
    let jobs: JobTable

    var html: HTML {
        let rows = jobs.rows.map { row(wording($0.type), $0.counts, $0.it) }
        return HTML("section", ["class": "panel wide"]) {
            HTML("h2") { wording(BenefitTerm.newJobs) }
            HTML("p") {
                HTML("span", ["class": "source"]) {
                    wording(jobs.total.headcount.provenance.source)
                }
                if let file = jobs.total.headcount.provenance.file {
                    " "
                    file.html(wording)
                }
            }
            DataTable(
                heads: [
                    wording(BenefitTerm.jobType), wording(BenefitTerm.headcount),
                    wording(BenefitTerm.inPost), wording(BenefitTerm.averageFTE),
                    wording(BenefitTerm.itPosts),
                ], numeric: [1, 2, 3, 4],
                rows: rows + [row(wording(BenefitTerm.total), jobs.total, jobs.itTotal)]
            ).html
        }
    }

    private func row(_ name: String, _ counts: JobCounts, _ it: JobCounts) -> [String] {
        [
            name, text(counts.headcount, digits: 0), text(counts.inPost, digits: 2),
            text(counts.averageFTE, digits: 2), text(it.headcount, digits: 0),
        ]
    }

    private func text(_ figure: BenefitFigure<Int64>, digits: Int) -> String {
        guard let value = figure.value else {
            return Wording.dash + (figure.reason.map { " (\(wording.missing($0)))" } ?? "")
        }
        return wording.decimal(value, digits: digits)
    }
}

extension DeclaredFile {
    /// Its name, without the folder on our machine, and the beginning of its hash.
    fileprivate func html(_ wording: Wording) -> HTML {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        return HTML("span") {
            wording(BenefitTerm.file) + " "
            HTML("code") { "\(last), sha256:\(sha256.prefix(12))…" }
        }
    }
}
