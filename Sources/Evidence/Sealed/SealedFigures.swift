internal import Benefits
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
        /// A number to nine decimals, or a text: of a project's report in English.
        public var value: JSON
        /// A text in Traditional Chinese; null of all else.
        public var chineseValue: JSON = .null
        /// The code of its unit; null of words, dates and what has no value.
        public var unit: JSON
        /// Why there is no value.
        public var reason: JSON
        /// The same in Traditional Chinese, where the report has words for it.
        public var chineseReason: JSON = .null
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
            add(report, at: Place())
        }
    }

    private mutating func add(_ value: SealJSON, at place: Place) {
        switch value {
        case .object(let members):
            if let source = value["source"]?.string, let found = value["value"] {
                return append(found, source, value, at: place)
            }
            var place = place
            // A comparison is computed; what it compares is named by its class.
            if value["compares"] != nil { place.source = "computed" }
            for member in members {
                add(member.value, at: place.entering(member.name))
            }
        case .array(let elements):
            for (number, element) in elements.enumerated() {
                add(element, at: place.entering(element, number))
            }
        case .number, .null:
            if let source = place.source { append(value, source, .null, at: place) }
        case .bool, .string: break
        }
    }

    private mutating func append(
        _ value: SealJSON, _ source: String, _ whole: SealJSON, at place: Place
    ) {
        all.append(
            Figure(
                name: place.name, title: place.title, value: JSON(value),
                unit: value == .null ? .null : place.unit,
                reason: whole["reason"].map { JSON($0) } ?? .null, source: source,
                coverage: whole["coverage"].map { JSON($0) } ?? .null,
                content: place.content(value, reason: whole["reason"]?.string)))
    }

    /// Of a document: every cell that has a source class.
    private mutating func addTables(of document: SealJSON) {
        let bases = document.elements("bases")
        for table in document.tables {
            let columns = table.elements("columns")
            for row in table.elements("rows") {
                for (column, cell) in zip(columns, row.elements("cells")) {
                    guard let source = cell["source"]?.string else { continue }
                    let name = UnitNames.place(table.id, row.id, column.id)
                    let basis = cell["basis"]?.integer.flatMap { place in
                        bases.indices.contains(Int(place)) ? bases[Int(place)] : nil
                    }
                    all.append(
                        Figure(
                            name: name, title: Self.title(table, row, column),
                            value: JSON(cell["value"] ?? cell["text"]?["en"] ?? .null),
                            chineseValue: cell["text"]?["zh-Hant"].map { JSON($0) } ?? .null,
                            unit: Self.unit(cell),
                            reason: cell["reason"]?["en"].map { JSON($0) } ?? .null,
                            chineseReason: cell["reason"]?["zh-Hant"].map { JSON($0) } ?? .null,
                            source: source, coverage: basis?["coverage"].map { JSON($0) } ?? .null,
                            content: Document.Value(cell, units, at: name)))
                }
            }
        }
    }

    /// What a cell is called: the words before the figures of its row.
    ///
    /// Where a row has the number of its figure they say all; else the table and the column belong
    /// to it.
    private static func title(
        _ table: SealJSON, _ row: SealJSON, _ column: SealJSON
    ) -> LocalizedText {
        let columns = table.elements("columns")
        let leading = zip(columns, row.elements("cells"))
            .prefix { $0.0["is_figure"] != .bool(true) }
            .filter { $0.0["id"]?.string != "id" }
        let words = leading.prefix(2).compactMap { $0.1["text"].flatMap(LocalizedText.init) }
        let isNumbered = columns.first?["id"]?.string == "id"
        let around =
            isNumbered ? [] : [table, column].map { $0["title"].flatMap(LocalizedText.init) }
        return .joined([around.first, .joined(words), around.last].compactMap { $0 ?? nil })
    }

    private static func unit(_ cell: SealJSON) -> JSON {
        switch cell["type"]?.string {
        case "count", "duration": cell["unit"].map { JSON($0) } ?? .null
        case "money": cell["currency"].map { JSON($0) } ?? .null
        case "ratio": .string("1")
        default: .null
        }
    }
}

extension SealedFigures {
    /// Where a value stands in a line's report, and what holds for all that is in it.
    private struct Place {
        private var path: [String] = []
        private var words: [LocalizedText] = []
        private var figure: LineFigure?
        private var product: Document.Unit?
        var source: String?

        /// The names of all that it is in.
        var name: String { path.joined(separator: ".") }
        /// That where nothing is known of it.
        var title: LocalizedText { words.isEmpty ? LocalizedText(both: name) : .joined(words) }
        /// Pieces are in the unit of their product.
        var unit: JSON { (figure?.unit ?? product?.code).map { .string($0) } ?? .null }

        /// A value for people.
        func content(_ value: SealJSON, reason: String?) -> Document.Value {
            if let figure {
                return figure.value(value, reason: reason, product: product ?? .pieces)
            }
            return value == .null
                ? .none(LocalizedText(both: reason ?? ""))
                : .text(LocalizedText(both: value.canonical))
        }

        func entering(_ member: String) -> Place {
            var place = self
            place.path.append(member)
            place.figure = LineFigure(rawValue: member)
            if let figure = place.figure { place.words.append(figure.wording) }
            return place
        }

        /// An element of a list, by what names it.
        func entering(_ element: SealJSON, _ number: Int) -> Place {
            var place = self
            place.path.append(element.nameInList ?? "\(number)")
            if let type = element["type"]?.string.flatMap(JobType.init) {
                place.words.append(type.wording)
            }
            guard let named = element["product"] else { return place }
            place.words.append(
                element["name"].flatMap(LocalizedText.init) ?? named.string.map {
                    LocalizedText(both: $0)
                }
                    ?? BenefitTerm.productUnknown.wording)
            place.product = Document.Unit(element["unit"]?.string ?? "piece")
            return place
        }
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
