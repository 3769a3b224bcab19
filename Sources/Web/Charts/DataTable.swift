/// A plain table of texts.
struct DataTable {
    let heads: [String]
    /// Columns that are set to the right.
    let numeric: Set<Int>
    /// Columns that say the same in every language: formulae, hashes, what the plant file says.
    var verbatim: Set<Int> = []
    let rows: [[String]]

    var html: HTML {
        HTML("div", ["class": "scroll", "tabindex": "0"]) {
            HTML("table") {
                HTML("thead") {
                    HTML("tr") {
                        for (column, head) in heads.enumerated() {
                            HTML("th", ["scope": "col", "class": align(column)]) { head }
                        }
                    }
                }
                HTML("tbody") {
                    for row in rows {
                        HTML("tr") {
                            for (column, cell) in row.enumerated() {
                                HTML(
                                    "td",
                                    [
                                        "class": align(column),
                                        "translate": verbatim.contains(column) ? "no" : nil,
                                    ]
                                ) { cell }
                            }
                        }
                    }
                }
            }
        }
    }

    private func align(_ column: Int) -> String? { numeric.contains(column) ? "number" : nil }
}
