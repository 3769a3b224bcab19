import Access
import Plant
import Reporting
import Telemetry

/// A document as sections of a page, in one language: what each figure rests on opens beside it,
/// without script.
struct DocumentView {
    let wording: Wording
    let document: Document

    private var phrasing: Phrasing { wording.phrasing }

    var html: HTML {
        HTML("div", ["class": "line-page document"]) {
            head
            for section in document.sections { html(section) }
        }
    }

    private var head: HTML {
        HTML("section", ["class": "wide"]) {
            HTML("dl", ["class": "document-head"]) {
                for line in phrasing.lines(document.metadata) {
                    HTML("div") {
                        HTML("dt") { line.name }
                        HTML("dd", ["translate": "no"]) { line.text }
                    }
                }
            }
        }
    }

    private func html(_ section: Document.Section) -> HTML {
        HTML("section", ["class": "panel wide", "id": section.id]) {
            HTML("h2") { wording(section.title) }
            for block in section.blocks { html(block, in: section) }
        }
    }

    private func html(_ block: Document.Block, in section: Document.Section) -> HTML {
        switch block {
        case .paragraph(let text): HTML("p", ["class": "aside"]) { wording(text) }
        case .notice(let notice):
            HTML("p", ["class": notice.severity == .information ? "aside" : "notice"]) {
                HTML("b") { wording(notice.severity) + wording.colon }
                wording(notice.text)
            }
        case .table(let table): title(table, in: section) + html(table)
        case .chart(let chart):
            title(chart.table, in: section)
                + DocumentChart(wording: wording, chart: chart).html
                + html(chart.table)
        }
    }

    private func html(_ table: Document.Table) -> HTML {
        DocumentTable(wording, table, period: document.metadata.period).html
    }

    private func title(_ table: Document.Table, in section: Document.Section) -> HTML {
        guard table.title != section.title else { return .nothing }
        return HTML("h3") { wording(table.title) }
    }
}

/// A table of a document; on a phone a card a row, whose cells say what they are.
struct DocumentTable {
    private let wording: Wording
    private let table: Document.Table
    private let period: Document.Period?

    /// Makes one of a document about a period.
    init(_ wording: Wording, _ table: Document.Table, period: Document.Period?) {
        (self.wording, self.table, self.period) = (wording, table, period)
    }

    var html: HTML {
        HTML(
            "div",
            [
                "class": "scroll", "tabindex": "0", "role": "group",
                "aria-label": wording(table.title), "id": table.id + "-table",
            ]
        ) {
            HTML("table", ["class": "document-table"]) {
                HTML("thead") {
                    HTML("tr") {
                        for column in table.columns {
                            HTML(
                                "th",
                                ["scope": "col", "class": column.isFigure ? "number" : nil]
                            ) { wording(column.title) }
                        }
                    }
                }
                HTML("tbody") { for row in table.rows { html(row) } }
            }
        }
    }

    /// Words before the first figure say with the row's name what it is of, and need no name.
    private var headCount: Int { table.columns.firstIndex(where: \.isFigure) ?? 1 }

    private var hasOneFigure: Bool { table.columns.count(where: \.isFigure) == 1 }

    private func html(_ row: Document.Row) -> HTML {
        HTML("tr", ["class": row.isTotal ? "total" : nil]) {
            for (place, (column, cell)) in zip(table.columns, row.cells).enumerated() {
                let translate = isVerbatim(cell.value) ? "no" : nil
                if place == 0 {
                    HTML("th", ["scope": "row", "translate": translate]) {
                        wording.phrasing(cell.value)
                    }
                } else {
                    let isNamed = place >= headCount && !(column.isFigure && hasOneFigure)
                    HTML(
                        "td",
                        [
                            "class": column.isFigure ? "number" : isNamed ? "words" : nil,
                            "data-name": isNamed ? wording(column.title) : nil,
                        ]
                    ) {
                        HTML("span", ["class": "figure", "translate": translate]) {
                            wording.phrasing(cell.value)
                        }
                        if let basis = cell.basis { html(basis) }
                    }
                }
            }
        }
    }

    /// Whether it is the same in every language: an identifier, a setting's name in its file.
    private func isVerbatim(_ value: Document.Value) -> Bool {
        guard case .text(let text) = value else { return false }
        return text.english == text.traditionalChinese
    }

    /// The class stands beside every figure; the rest is one click away.
    private func html(_ basis: Document.Basis) -> HTML {
        let lines = wording.phrasing.lines(basis).filter {
            $0.text != basis.link || isOpen($0.text)
        }
        let source = HTML("span", ["class": "source"]) { wording(basis.source) }
        guard !lines.isEmpty else { return HTML("div") { source } }
        return HTML("details", ["class": "basis"]) {
            HTML("summary") { source }
            HTML("dl") {
                for line in lines {
                    HTML("dt") { line.name }
                    // Formulae, hashes and names of files are the same in every language.
                    HTML("dd", ["translate": "no"]) {
                        if line.text == basis.link {
                            HTML("a", ["href": target(line.text)]) { target(line.text) }
                        } else {
                            line.text
                        }
                    }
                }
            }
        }
    }

    /// Whether the visitor may see a page: that of a line is not everybody's.
    private func isOpen(_ link: String) -> Bool {
        let parts = link.split { "/?".contains($0) }
        guard parts.count > 1, parts[0] == "line" else { return true }
        return Visitor.current.principal.may(
            .seeLine, .line(String(parts[1]), plant: wording.plant.id))
    }

    /// Where a figure is taken apart: that of a line at the days of the document, where its page
    /// covers as many.
    private func target(_ link: String) -> String {
        let parts = link.split(separator: "/")
        guard parts.count == 2, parts[0] == "line", let period,
            period.to.dayNumber - period.from.dayNumber < WebLimits.queryDays.value
        else { return link }
        return PeriodPage.address(String(parts[1]), period.from, period.to).text
    }
}
