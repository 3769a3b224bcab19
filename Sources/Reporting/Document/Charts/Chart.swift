public import Plant

extension Document {
    /// A chart of columns of a table, which always stands beside it.
    public struct Chart: Hashable, Sendable {
        /// How it is drawn.
        public enum Kind: String, CaseIterable, Sendable {
            /// A lying bar a figure, those of a row below each other.
            case bars
            /// A lying bar a row, its figures one behind the other.
            case stacked
            /// A line a column, over the rows as they follow each other.
            case lines
        }

        /// How it is drawn.
        public var kind: Kind
        /// The table that it is drawn from; the first column names the places, totals are left out.
        public var table: Table
        /// The columns that are drawn, in order, all in one unit.
        public var series: [String]
        /// What it shows, in a sentence: for who cannot see it.
        public var summary: LocalizedText

        /// Makes a chart.
        public init(kind: Kind, table: Table, series: [String], summary: LocalizedText) {
            self.kind = kind
            self.table = table
            self.series = series
            self.summary = summary
        }

        /// The rows that are drawn.
        public var rows: [Row] { table.rows.filter { !$0.isTotal } }

        /// The names of the places along the chart.
        public var categories: [LocalizedText] {
            rows.map { row in
                if case .text(let text)? = row.cells.first?.value { text } else { noText }
            }
        }

        /// The names of what is drawn.
        public var names: [LocalizedText] {
            series.map { id in table.columns.first { $0.id == id }?.title ?? noText }
        }

        /// The names of what is drawn, each with the class of its figures where they have one.
        public var legend: [LocalizedText] {
            names.enumerated().map { place, name in
                guard let source = source(series: place)?.wording else { return name }
                let (english, chinese) = (source.english, source.traditionalChinese)
                return LocalizedText(
                    english: "\(name.english) (\(english))",
                    traditionalChinese: "\(name.traditionalChinese)（\(chinese)）")
            }
        }

        /// The class of a series; nil where nothing in it has one, or its figures have several.
        public func source(series place: Int) -> SourceClass? {
            guard let column = table.columns.firstIndex(where: { $0.id == series[place] }) else {
                return nil
            }
            let sources = Set(rows.compactMap { $0.cells[column].basis?.source })
            return sources.count == 1 ? sources.first : nil
        }

        /// A figure that is like the others; nil where none is known.
        public var sample: Value? {
            series.indices.lazy.flatMap { values(series: $0) }.first { $0 != nil } ?? nil
        }

        /// The figures of a series by row; nil where one is not known.
        public func values(series place: Int) -> [Value?] {
            guard let column = table.columns.firstIndex(where: { $0.id == series[place] }) else {
                return []
            }
            return rows.map { row in
                row.cells[column].value.natural == nil ? nil : row.cells[column].value
            }
        }
    }
}

private let noText = LocalizedText(english: "", traditionalChinese: "")
