public import Plant
internal import Reporting

/// Messages of rules with their figures, in both languages.
enum RuleText {
    /// The names in braces.
    static func placeholders(in template: String) -> [String] {
        parts(of: template).compactMap(\.name)
    }

    /// A template with its figures; a name that is none of them stays as it is.
    static func fill(_ template: LocalizedText, _ figures: [NamedFigure]) -> LocalizedText {
        func filled(_ text: String, _ language: KeyPath<LocalizedText, String>) -> String {
            parts(of: text).map { part in
                guard let name = part.name else { return part.text }
                let figure = figures.first { $0.name == name }
                return figure.map { $0.figure.text[keyPath: language] } ?? "{\(name)}"
            }.joined()
        }
        return LocalizedText(
            english: filled(template.english, \.english),
            traditionalChinese: filled(template.traditionalChinese, \.traditionalChinese))
    }

    /// Plain text, or the name of a figure.
    private static func parts(of template: String) -> [(text: String, name: String?)] {
        var parts: [(text: String, name: String?)] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            parts.append((String(rest[..<open]), nil))
            parts.append(("", String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        parts.append((String(rest), nil))
        return parts
    }
}

extension RuleFigure {
    /// As people read it.
    public var text: LocalizedText {
        switch self {
        case .money(let money): money.text
        case .date(let date): date.text
        case .count(let count): LocalizedText(both: groupedText(Int64(count), digits: 0))
        case .quantity(let millionths):
            LocalizedText(both: groupedText(millionths, digits: 6, trimmed: true))
        case .share(let millionths):
            LocalizedText(
                english: groupedText(millionths, digits: 4, trimmed: true) + " %",
                traditionalChinese: groupedText(millionths, digits: 4, trimmed: true) + "%")
        case .text(let text): LocalizedText(both: text)
        case .name(let name), .named(_, let name): name
        case .amount(let millionths, let unit):
            LocalizedText(
                english: groupedText(millionths, digits: 6, trimmed: true) + " \(unit.english)",
                traditionalChinese: groupedText(millionths, digits: 6, trimmed: true)
                    + " \(unit.traditionalChinese)")
        }
    }
}

extension NamedFigure {
    /// What it is called, and the figure.
    public var text: LocalizedText {
        guard let label else { return figure.text }
        return LocalizedText(
            english: "\(label.english): \(figure.text.english)",
            traditionalChinese: "\(label.traditionalChinese)：\(figure.text.traditionalChinese)")
    }
}

extension Money {
    /// `HK$ 2,290,000.00` and `2,290,000.00 港元`; never 萬 or 億.
    public var text: LocalizedText {
        let amount = groupedText(cents, digits: 2)
        return LocalizedText(english: "HK$ \(amount)", traditionalChinese: "\(amount) 港元")
    }
}

extension LocalDate {
    /// `2022-08-31` and `2022年8月31日`.
    var text: LocalizedText {
        LocalizedText(english: description, traditionalChinese: "\(year)年\(month)月\(day)日")
    }
}

extension LocalizedText {
    /// With a hyphen before negative numbers, as the first form of reports has it.
    var hyphened: LocalizedText {
        func hyphened(_ text: String) -> String { text.replacing(/−(?=[0-9])/, with: "-") }
        return LocalizedText(
            english: hyphened(english), traditionalChinese: hyphened(traditionalChinese))
    }
}

/// A decimal number with commas between thousands.
func groupedText(_ value: Int64, digits: Int, trimmed: Bool = false) -> String {
    let plain = decimalText(value, digits: digits)
    let parts = plain.split(separator: ".")
    let isNegative = plain.hasPrefix("-")
    let whole = Array(parts[0].drop { $0 == "-" })
    var grouped = ""
    for (index, digit) in whole.enumerated() {
        if index > 0, (whole.count - index).isMultiple(of: 3) { grouped += "," }
        grouped.append(digit)
    }
    var fraction = parts.count > 1 ? String(parts[1]) : ""
    if !trimmed { while fraction.count < digits { fraction += "0" } }
    return (isNegative ? "−" : "") + grouped + (fraction.isEmpty ? "" : ".\(fraction)")
}

/// An amount as a file has it: `2290000.00`.
func amountText(_ money: Money) -> String {
    groupedText(money.cents, digits: 2).filter { $0 != "," }.replacing("−", with: "-")
}
