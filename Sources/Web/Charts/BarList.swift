/// Lengths of time by name as lying bars, one below the other: words above, bar below, so that
/// neither crosses the other.
struct BarList {
    /// One bar.
    struct Row {
        var name: String
        var value: String
        /// What else is said of it, smaller.
        var detail = ""
        /// Its length as a share of the longest; may be below zero.
        var share: Double
        var className: String
        /// Where it leads, where it leads anywhere.
        var link: String?
        /// Whether it is what the page is filtered by.
        var isCurrent = false
    }

    let label: String
    let rows: [Row]

    var html: HTML {
        HTML("ul", ["class": "bar-list", "aria-label": label]) {
            for row in rows { HTML("li") { item(row) } }
        }
    }

    private func item(_ row: Row) -> HTML {
        guard let link = row.link else {
            return HTML("div", ["class": "bar-row"]) { content(row) }
        }
        return HTML(
            "a",
            [
                "class": "bar-row", "href": link,
                "aria-current": row.isCurrent ? "true" : nil,
            ]
        ) { content(row) }
    }

    private func content(_ row: Row) -> HTML {
        let longest = max(rows.map { abs($0.share) }.max() ?? 1, .leastNormalMagnitude)
        return HTML("span", ["class": "bar-words"]) {
            HTML("span", ["class": "bar-name"]) { row.name }
            HTML("span", ["class": "bar-value"]) { row.value }
            if !row.detail.isEmpty { HTML("span", ["class": "bar-detail"]) { row.detail } }
        }
            + HTML(
                "svg",
                [
                    "class": "bar-line", "width": "100%", "height": "12", "aria-hidden": "true",
                ]
            ) {
                HTML(
                    "rect",
                    [
                        "class": row.share < 0 ? "\(row.className) gain" : row.className,
                        "height": "12", "width": Axis.percent(abs(row.share) / longest),
                    ])
            }
    }
}
