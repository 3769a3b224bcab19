import Reporting
import Sealing

/// The figures of a sealed report, as its bytes have them: every value with its source class.
struct SealedFigures: Sendable {
    /// A figure.
    struct Figure: Sendable {
        /// Where it stands in the report: `products.mask-l1.good`, of a project's report by table,
        /// row and column: `turnover.B02/mask-1.value`.
        var name: String
        var value: JSON
        var reason: JSON
        var source: String
        var coverage: JSON
    }

    private(set) var all: [Figure] = []

    /// Reads what was sealed; nil where it is no JSON.
    init?(_ bytes: [UInt8]) {
        guard let report = SealJSON(bytes) else { return nil }
        if report["document_version"] == nil {
            add(report, at: "", inherited: nil)
        } else {
            addTables(of: report)
        }
    }

    private mutating func add(_ value: SealJSON, at path: String, inherited source: String?) {
        switch value {
        case .object(let members):
            if let source = value["source"]?.string, let found = value["value"] {
                return append(path, found, source, value)
            }
            // A comparison is computed; what it compares is named by its class.
            let source = value["compares"] == nil ? source : "computed"
            for member in members {
                add(
                    member.value, at: path.isEmpty ? member.name : "\(path).\(member.name)",
                    inherited: source)
            }
        case .array(let elements):
            for (place, element) in elements.enumerated() {
                let name = Self.name(of: element) ?? "\(place)"
                add(element, at: "\(path).\(name)", inherited: source)
            }
        case .number, .null:
            if let source { append(path, value, source, .null) }
        case .bool, .string: break
        }
    }

    /// Of a document: every cell that has a source class.
    private mutating func addTables(of document: SealJSON) {
        let bases = document.elements("bases")
        let blocks = document.elements("sections").flatMap { $0.elements("blocks") }
        for table in blocks.compactMap({ $0["table"] }) {
            let columns = table.elements("columns").map { $0["id"]?.string ?? "" }
            for row in table.elements("rows") {
                for (column, cell) in zip(columns, row.elements("cells")) {
                    guard let source = cell["source"]?.string else { continue }
                    let path = [table["id"]?.string, row["id"]?.string, column]
                    let basis = cell["basis"]?.integer.flatMap { place in
                        bases.indices.contains(Int(place)) ? bases[Int(place)] : nil
                    }
                    all.append(
                        Figure(
                            name: path.compactMap(\.self).joined(separator: "."),
                            value: JSON(cell["value"] ?? cell["text"]?["en"] ?? .null),
                            reason: cell["reason"]?["en"].map { JSON($0) } ?? .null,
                            source: source, coverage: basis?["coverage"].map { JSON($0) } ?? .null))
                }
            }
        }
    }

    private mutating func append(
        _ path: String, _ value: SealJSON, _ source: String, _ whole: SealJSON
    ) {
        all.append(
            Figure(
                name: path, value: JSON(value), reason: whole["reason"].map { JSON($0) } ?? .null,
                source: source, coverage: whole["coverage"].map { JSON($0) } ?? .null))
    }

    /// What names an element of a list.
    private static func name(of element: SealJSON) -> String? {
        element["product"]?.string ?? element["type"]?.string ?? element["code"]?.string
    }
}

extension JSON {
    /// A scalar as it was written, a fraction to nine decimals; nothing of lists and other objects.
    fileprivate init(_ value: SealJSON) {
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

extension SealJSON {
    /// The elements of a list that is a member; none where there is no such list.
    fileprivate func elements(_ name: String) -> [SealJSON] {
        guard case .array(let elements)? = self[name] else { return [] }
        return elements
    }
}
