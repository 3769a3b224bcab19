/// A plain table of texts.
struct DataTable {
    let heads: [String]
    /// Columns that are set to the right.
    let numeric: Set<Int>
    /// Columns that say the same in every language: formulae, hashes, what the plant file says.
    var verbatim: Set<Int> = []
    let rows: [[String]]
    /// Where the first cell of each row leads; empty: nowhere.
    var targets: [String] = []
    /// The name of a last column of links, and the link of each row.
    var links: (head: String, links: [Link?])?

    /// The classes of rows that do not look like the others, by their places.
    var marked: [Int: String] = [:]

    /// Where something can be done about a row.
    struct Link {
        var address: String
        var text: String
    }

    var html: HTML {
        HTML("div", ["class": "scroll", "tabindex": "0"]) {
            HTML("table") {
                HTML("thead") {
                    HTML("tr") {
                        for (column, head) in heads.enumerated() {
                            HTML("th", ["scope": "col", "class": align(column)]) { head }
                        }
                        if let links { HTML("th", ["scope": "col"]) { links.head } }
                    }
                }
                HTML("tbody") {
                    for (place, row) in rows.enumerated() {
                        HTML("tr", ["class": marked[place]]) {
                            for (column, cell) in row.enumerated() {
                                HTML(
                                    "td",
                                    [
                                        "class": align(column),
                                        "translate": verbatim.contains(column) ? "no" : nil,
                                    ]
                                ) { column == 0 ? first(cell, of: place) : HTML(text: cell) }
                            }
                            if let links { HTML("td") { html(links.links[place]) } }
                        }
                    }
                }
            }
        }
    }

    private func first(_ cell: String, of row: Int) -> HTML {
        guard targets.indices.contains(row) else { return HTML(text: cell) }
        return HTML("a", ["class": "cell-link", "href": targets[row]]) { cell }
    }

    private func html(_ link: Link?) -> HTML {
        link.map { Chip(link: $0.address, text: $0.text).html } ?? .nothing
    }

    private func align(_ column: Int) -> String? { numeric.contains(column) ? "number" : nil }
}
