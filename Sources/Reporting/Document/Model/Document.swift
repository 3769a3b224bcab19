public import Plant

/// A report in no language and no form: the one model from which page, PDF, XLSX, CSV and JSON are
/// made.
///
/// Every text is there in both languages; every figure is exact and says what it rests on. What
/// breaks these rules is named by ``mistakes()``.
public struct Document: Hashable, Sendable {
    /// Of what, of when and by what it was made.
    public var metadata: Metadata
    /// Its parts, in order.
    public var sections: [Section]

    /// Makes a document.
    public init(metadata: Metadata, sections: [Section]) {
        self.metadata = metadata
        self.sections = sections
    }
}

extension Document {
    /// A part under a heading.
    public struct Section: Hashable, Sendable {
        /// Its stable name, unique in the document.
        public var id: String
        /// Its heading.
        public var title: LocalizedText
        /// What it says, in order.
        public var blocks: [Block]

        /// Makes a section.
        public init(id: String, title: LocalizedText, blocks: [Block]) {
            self.id = id
            self.title = title
            self.blocks = blocks
        }
    }

    /// A piece of a section.
    public enum Block: Hashable, Sendable {
        /// Plain text.
        case paragraph(LocalizedText)
        /// What a reader must know.
        case notice(Notice)
        /// Figures in rows and columns.
        case table(Table)
        /// A chart, with the table that it is drawn from.
        case chart(Chart)
    }

    /// What a reader must know before believing the figures.
    public struct Notice: Hashable, Sendable {
        /// How much it matters.
        public enum Severity: String, CaseIterable, Sendable {
            case information, warning, error
        }

        /// How much it matters.
        public var severity: Severity
        /// Its stable name, for example that of a rule or a finding.
        public var code: String
        /// What it says.
        public var text: LocalizedText

        /// Makes a notice.
        public init(severity: Severity, code: String, text: LocalizedText) {
            self.severity = severity
            self.code = code
            self.text = text
        }
    }

    /// Every table, those of charts included, in order.
    public var tables: [Table] { sections.flatMap(\.tables) }
}

extension Document.Section {
    /// Its tables, those of charts included, in order.
    public var tables: [Document.Table] {
        blocks.compactMap { block in
            switch block {
            case .table(let table): table
            case .chart(let chart): chart.table
            case .paragraph, .notice: nil
            }
        }
    }
}
