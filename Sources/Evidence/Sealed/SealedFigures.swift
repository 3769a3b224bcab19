public import Plant
public import Reporting
internal import Sealing

/// The figures of a sealed report, as its bytes have them: every value with its source class.
public struct SealedFigures: Sendable {
    /// A figure.
    public struct Figure: Sendable {
        /// Where it stands in the report: `products.mask-l1.good`, of a project's report by table,
        /// row and column: `turnover.B02/mask-1.value`.
        public var name: String
        /// What it is called.
        public var title: LocalizedText
        /// A number to nine decimals, or a text.
        public var value: JSON
        /// Why there is no value.
        public var reason: JSON
        /// Its class.
        public var source: String
        /// The part of the planned time that is known.
        public var coverage: JSON
        /// The value for people.
        var content: Document.Value
    }

    /// All of them, in the order of the report.
    public private(set) var all: [Figure] = []
    private let units: UnitNames

    /// Reads what was sealed; nil where it is no JSON.
    public init?(_ bytes: [UInt8]) {
        guard let report = SealJSON(bytes) else { return nil }
        self.init(report, units: UnitNames())
    }

    init(_ report: SealJSON, units: UnitNames) {
        self.units = units
        if report.isDocument {
            addTables(of: report)
        } else {
            add(report, at: "", inherited: nil, measure: nil)
        }
    }

    private mutating func add(
        _ value: SealJSON, at path: String, inherited source: String?, measure: String?
    ) {
        switch value {
        case .object(let members):
            let measure = value["unit"]?.string ?? measure
            if let source = value["source"]?.string, let found = value["value"] {
                return append(path, found, source, value, measure)
            }
            // A comparison is computed; what it compares is named by its class.
            let source = value["compares"] == nil ? source : "computed"
            for member in members {
                add(
                    member.value, at: path.isEmpty ? member.name : "\(path).\(member.name)",
                    inherited: source, measure: measure)
            }
        case .array(let elements):
            for (place, element) in elements.enumerated() {
                let name = element.nameInList ?? "\(place)"
                add(element, at: "\(path).\(name)", inherited: source, measure: measure)
            }
        case .number, .null:
            if let source { append(path, value, source, .null, measure) }
        case .bool, .string: break
        }
    }

    /// Of a document: every cell that has a source class.
    private mutating func addTables(of document: SealJSON) {
        let bases = document.elements("bases")
        for table in document.tables {
            let columns = table.elements("columns")
            let isWide = columns.count { $0["is_figure"] == .bool(true) } > 1
            for row in table.elements("rows") {
                for (column, cell) in zip(columns, row.elements("cells")) {
                    guard let source = cell["source"]?.string else { continue }
                    let name = UnitNames.place(table.id, row.id, column.id)
                    let basis = cell["basis"]?.integer.flatMap { place in
                        bases.indices.contains(Int(place)) ? bases[Int(place)] : nil
                    }
                    let heads =
                        zip(columns, row.elements("cells"))
                        .prefix { column, _ in column["is_figure"] != .bool(true) }
                        .compactMap { _, cell in cell["text"] }
                        + (isWide ? [column["title"] ?? .null] : [])
                    all.append(
                        Figure(
                            name: name, title: Self.title(heads),
                            value: JSON(cell["value"] ?? cell["text"]?["en"] ?? .null),
                            reason: cell["reason"]?["en"].map { JSON($0) } ?? .null,
                            source: source, coverage: basis?["coverage"].map { JSON($0) } ?? .null,
                            content: Document.Value(cell, units, at: name)))
                }
            }
        }
    }

    /// The words that stand before a figure.
    private static func title(_ parts: [SealJSON]) -> LocalizedText {
        let texts = parts.compactMap(LocalizedText.init).filter { !$0.english.isEmpty }
        return LocalizedText(
            english: texts.map(\.english).joined(separator: " · "),
            traditionalChinese: texts.map(\.traditionalChinese).joined(separator: " · "))
    }

    private mutating func append(
        _ path: String, _ value: SealJSON, _ source: String, _ whole: SealJSON, _ measure: String?
    ) {
        let line = LineFigure(path, measure)
        all.append(
            Figure(
                name: path, title: line.title, value: JSON(value),
                reason: whole["reason"].map { JSON($0) } ?? .null, source: source,
                coverage: whole["coverage"].map { JSON($0) } ?? .null,
                content: line.value(value, reason: whole["reason"]?.string)))
    }
}

extension JSON {
    /// A scalar as it was written, a fraction to nine decimals; nothing of lists and other objects.
    init(_ value: SealJSON) {
        switch value {
        case .null, .array: self = .null
        case .object: self = Self.fraction(value)
        case .bool(let value): self = .bool(value)
        case .string(let text): self = .string(text)
        case .number(let text): self = Self.exact(text)
        }
    }

    /// `{"numerator": "…", "denominator": "…"}`, rounded half away from zero.
    private static func fraction(_ value: SealJSON) -> JSON {
        guard let numerator = value["numerator"]?.string.flatMap({ Int128($0) }),
            let denominator = value["denominator"]?.string.flatMap({ Int128($0) }),
            denominator > 0
        else { return .null }
        let (scaled, isTooLarge) = numerator.multipliedReportingOverflow(by: 2_000_000_000)
        guard !isTooLarge,
            let rounded = Int64(
                exactly: (scaled + (numerator < 0 ? -denominator : denominator)) / (2 * denominator)
            )
        else { return .null }
        return .decimal(value: rounded, digits: 9)
    }

    private static func exact(_ text: String) -> JSON {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.count == 2 ? parts[1].count : 0
        guard let value = Int64(text.filter { $0 != "." }), digits <= 18 else {
            return Double(text).map { .number($0) } ?? .null
        }
        return .decimal(value: value, digits: digits)
    }
}
