import Plant
import Reporting
import Telemetry

/// Documents that are hard to print.
enum Sample {
    static func text(_ english: String, _ chinese: String) -> LocalizedText {
        LocalizedText(english: english, traditionalChinese: chinese)
    }

    static let long = text(
        String(repeating: "Telemetry only bounds what is declared. ", count: 6),
        String(repeating: "遙測數據只作申報資料的旁證。", count: 8))
    static let basis = Document.Basis(
        source: .measured, coverage: Ratio(992, 1000), formula: text("last − first", "期末 − 期初"),
        evidence: [.init(name: "a.csv", sha256: String(repeating: "0a", count: 32))])
    static let piece = Document.Unit(code: "{piece}", name: text("pieces", "件"))

    static func pieces(_ count: Int) -> Document.Value {
        .count(millionths: Int64(count) * 1_000_000, piece)
    }

    /// So many rows and columns of figures, each a formula over the one before it.
    static func table(rows: Int, columns: Int, id: String = "table") -> Document.Table {
        let names = (0..<columns).map { "c\($0)" }
        return Document.Table(
            id: id, title: text("Table \(id)", "表 \(id)"),
            columns: [.init(id: "name", title: text("Name", "名稱"))]
                + names.map {
                    .init(id: $0, title: text("Good output of \($0)", "合格品數量"), isFigure: true)
                },
            rows: (0..<rows).map { row in
                let figures = names.indices.map { column -> Document.Cell in
                    let before = column > 0 ? names[column - 1] : nil
                    return Document.Cell(
                        pieces(1_000_000 * (row + 1)), basis,
                        formula: before.map {
                            .cell(.init(table: id, row: "r\(row)", column: $0))
                        })
                }
                return Document.Row(
                    id: "r\(row)", cells: [.init(text("Row \(row)", "第 \(row) 行"))] + figures)
            })
    }

    static func chart(_ kind: Document.Chart.Kind, rows: Int) -> Document.Block {
        .chart(
            .init(
                kind: kind, table: table(rows: rows, columns: 2, id: kind.rawValue),
                series: ["c0", "c1"], summary: text("It rises.", "上升。")))
    }

    static func document(_ blocks: [Document.Block]) -> Document {
        let metadata = Document.Metadata(
            kind: "sample", title: text("Benefit report", "效益報告"),
            project: text("Example PPE (HK) Limited", "示例個人防護裝備（香港）有限公司"),
            period: .init(
                from: LocalDate(year: 2022, month: 9, day: 1),
                to: LocalDate(year: 2023, month: 8, day: 31)),
            asOf: Timestamp(nanoseconds: 1_693_500_000_000_000_000), timeZone: "Asia/Hong_Kong",
            software: "Lineside 0.1.0")
        return Document(
            metadata: metadata,
            sections: [
                .init(id: "all", title: text("Products", "產品"), blocks: blocks)
            ])
    }

    /// The documents that are hard to print, by name.
    enum Hard: String, CaseIterable {
        case manyRows, tooLarge

        var document: Document {
            switch self {
            case .manyRows: Sample.hard
            case .tooLarge: Sample.huge
            }
        }
    }

    static let hard = document([
        .paragraph(long), .notice(.init(severity: .error, code: "a", text: long)),
        chart(.bars, rows: 3), chart(.stacked, rows: 12), chart(.lines, rows: 40),
        .table(table(rows: 70, columns: 3)),
    ])

    /// A table that no paper holds side by side, and a cell that no page holds.
    static var huge: Document {
        var high = table(rows: 3, columns: 1, id: "high")
        high.rows[1].cells[0].value = .text(
            text(
                String(repeating: long.english, count: 120),
                String(repeating: long.traditionalChinese, count: 120)))
        return document([.table(table(rows: 3, columns: 16)), .table(high)])
    }
}
