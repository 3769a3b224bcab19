import Reporting
import Sealing

/// The figures of a sealed report, as its bytes have them: every value with its source class.
struct SealedFigures: Sendable {
    /// A figure.
    struct Figure: Sendable {
        /// Where it stands in the report: `products.mask-l1.good`.
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
        add(report, at: "", inherited: nil)
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
    /// A scalar as it was written; nothing of lists and objects.
    fileprivate init(_ value: SealJSON) {
        switch value {
        case .null, .array, .object: self = .null
        case .bool(let value): self = .bool(value)
        case .string(let text): self = .string(text)
        case .number(let text): self = Self.exact(text)
        }
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
