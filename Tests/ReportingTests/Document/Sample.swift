import Plant
import Reporting
import Telemetry

/// A document with every kind of block and value.
enum Sample {
    static func text(_ english: String, _ chinese: String) -> LocalizedText {
        LocalizedText(english: english, traditionalChinese: chinese)
    }

    static let piece = Document.Unit(code: "{piece}", name: text("pieces", "件"))
    static let job = Document.Unit(
        code: "{job}", name: text("jobs", "個"), one: text("job", "個"))
    static let measured = Document.Basis(
        source: .measured, coverage: Ratio(992, 1000),
        definitions: [.init(unit: "mask-1/packer", hash: "sha256:0")], link: "/line/mask-1")
    static let declared = Document.Basis(
        source: .declared,
        evidence: [
            .init(name: "in/sales.csv", sha256: String(repeating: "0a", count: 32))
        ])
    static let computed = Document.Basis(
        source: .computed, formula: text("sold / good", "銷售 / 合格"),
        inputs: [
            .init(name: text("good", "合格"), value: pieces(8), source: .measured)
        ])

    static func pieces(_ count: Int64) -> Document.Value {
        .count(millionths: count * 1_000_000, piece)
    }

    static func at(_ row: String, _ column: String) -> CellAddress {
        CellAddress(table: "products", row: row, column: column)
    }

    static var table: Document.Table {
        let columns: [Document.Column] = [
            .init(id: "name", title: text("Product", "產品")),
            .init(id: "good", title: text("Good", "合格品"), isFigure: true),
            .init(id: "sold", title: text("Sold", "銷售"), isFigure: true),
            .init(id: "money", title: text("Turnover", "生意額"), isFigure: true),
            .init(id: "share", title: text("Sold of good", "銷售比例"), isFigure: true),
        ]
        let share: CellFormula = .divided(.cell(at("a", "sold")), .cell(at("a", "good")))
        let sum: CellFormula = .sum([at("a", "good"), at("b", "good")])
        return Document.Table(
            id: "products", title: text("Products", "產品一覽"), columns: columns,
            rows: [
                .init(
                    id: "a",
                    cells: [
                        .init(text("Mask, level 1", "一級口罩")), .init(pieces(8), measured),
                        .init(pieces(6), declared), .init(.money(cents: 1_234_567), declared),
                        .init(.ratio(Ratio(6, 8), .percent), computed, formula: share),
                    ]),
                .init(
                    id: "b",
                    cells: [
                        .init(text("=Mask", "「口罩」")), .init(pieces(2), measured),
                        .init(.none(text("nothing declared", "未有申報")), declared),
                        .init(.money(cents: 0), declared),
                        .init(.ratio(Ratio(1, 3), .number), computed),
                    ]),
                .init(
                    id: "total",
                    cells: [
                        .init(text("Total", "總計")), .init(pieces(10), computed, formula: sum),
                        .init(.date(LocalDate(year: 2024, month: 2, day: 29)), declared),
                        .init(.money(cents: 1_234_567), computed),
                        .init(.duration(nanoseconds: 5_400_000_000_000), measured),
                    ], isTotal: true),
            ])
    }

    static func chart(
        _ kind: Document.Chart.Kind, _ values: [[Int64?]], id: String = "chart"
    ) -> Document.Chart {
        let series = values.indices.map { "s\($0)" }
        let columns = series.map {
            Document.Column(id: $0, title: text($0, "系列"), isFigure: true)
        }
        let rows = (values.first ?? []).indices.map { row in
            let cells = values.map { column -> Document.Cell in
                let value = column[row].map(pieces) ?? .none(text("no data", "沒有數據"))
                return .init(value, measured)
            }
            return Document.Row(id: "r\(row)", cells: [.init(text("\(row)", "\(row)"))] + cells)
        }
        return Document.Chart(
            kind: kind,
            table: .init(
                id: id, title: text("Chart", "圖"),
                columns: [.init(id: "place", title: text("Place", "位置"))] + columns,
                rows: rows), series: series, summary: text("It rises.", "上升。"))
    }

    static var document: Document {
        var metadata = Document.Metadata(
            kind: "sample", title: text("Report", "報告"), project: text("Line", "生產線"),
            period: .init(
                from: LocalDate(year: 2023, month: 9, day: 1),
                to: LocalDate(year: 2024, month: 8, day: 31)),
            asOf: Timestamp(nanoseconds: 1_725_120_000_000_000_000), timeZone: "Asia/Hong_Kong",
            software: "Lineside 0.1.0")
        metadata.definitionHash = "sha256:0"
        return Document(
            metadata: metadata,
            sections: [
                .init(
                    id: "read", title: text("Read", "閱讀"),
                    blocks: [
                        .paragraph(text("Words.", "文字。")),
                        .notice(
                            .init(
                                severity: .warning, code: "low", text: text("Low", "偏低"))),
                    ]),
                .init(
                    id: "products", title: text("Products", "產品"),
                    blocks: [.table(table), .chart(chart(.lines, [[1, nil, 3]]))]),
            ])
    }
}
