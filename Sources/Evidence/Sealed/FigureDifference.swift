public import Plant
public import Reporting
internal import Sealing

/// A figure of which two reports say different things.
public struct FigureDifference: Hashable, Sendable {
    /// What one of them says.
    public struct Side: Hashable, Sendable {
        /// For programs: a number to nine decimals, or a text; nil: no value.
        public var text: String?
        /// For people.
        public var value: Document.Value
        /// Its class; nil where it is no figure.
        public var source: SourceClass?
    }

    /// Where it stands, as in the API: `turnover.B02/mask-f.value`.
    public var name: String
    /// What it is called.
    public var title: LocalizedText
    /// What the first report says; nil: it has no such figure.
    public var before: Side?
    /// What the second one says.
    public var after: Side?

    /// What the first report says for programs, with as many decimals as tell both apart.
    public var textBefore: String? { fine?.texts?.before ?? before?.text }

    /// What the second one says, in the same way.
    public var textAfter: String? { fine?.texts?.after ?? after?.text }

    /// How much more the second one says, for programs; nil where one is no number, or they are too
    /// long.
    public var difference: String? {
        guard let first = textBefore.flatMap(ExactDecimal.init),
            let second = textAfter.flatMap(ExactDecimal.init)
        else { return nil }
        return second.subtracting(first)?.signed
    }

    /// What both sides say, for people: figures that read the same with their usual decimals, and
    /// are not, with as many as tell them apart.
    public var told: (before: Document.Value?, after: Document.Value?) {
        (fine?.before ?? before?.value, fine?.after ?? after?.value)
    }

    private var fine: FineDifference? {
        guard let before = before?.value, let after = after?.value else { return nil }
        return FineDifference(before, after)
    }

    /// How much more the second one says, for people; nil where it is nothing to subtract.
    public var change: Document.Value? {
        guard let before = before?.value, let after = after?.value else { return nil }
        if let fine { return fine.change }
        switch (before, after) {
        case (.money(let first), .money(let second)):
            return second.less(first).map { .money(cents: $0) }
        case (.count(let first, let unit), .count(let second, let other))
        where unit.code == other.code:
            return second.less(first).map { .count(millionths: $0, unit.showing($0)) }
        case (.duration(let first), .duration(let second)):
            return second.less(first).map { .duration(nanoseconds: $0) }
        case (.date(let first), .date(let second)):
            let days = Int64(second.dayNumber - first.dayNumber)
            return .count(millionths: days * 1_000_000, Self.days)
        case (.ratio(let first, let form), .ratio(let second, _)):
            return Self.change(first, second, form)
        default: return nil
        }
    }

    /// Of ratios in percent it is given in percentage points, with as many decimals as show it.
    private static func change(
        _ first: Ratio, _ second: Ratio, _ form: Document.RatioForm
    ) -> Document.Value? {
        let scale = form == .percent ? 8 : 6
        guard let before = first.scaled(digits: scale), let after = second.scaled(digits: scale),
            let millionths = after.less(before)
        else { return nil }
        let unit = form == .percent ? points : plain
        return .count(millionths: millionths, unit.showing(millionths))
    }

    private static let days = Document.Unit(
        code: "d", name: LocalizedText(english: "days", traditionalChinese: "日"),
        one: LocalizedText(english: "day", traditionalChinese: "日"))
    static let points = Document.Unit(
        code: "{percentage point}",
        name: LocalizedText(english: "percentage points", traditionalChinese: "個百分點"), digits: 1)
    static let plain = Document.Unit(
        code: "1", name: LocalizedText(both: ""), digits: 2)
}

extension FigureDifference.Side {
    init(_ figure: SealedFigures.Figure) {
        text =
            switch figure.value {
            case .null: nil
            case .string(let text): text
            default: figure.value.text()
            }
        (value, source) = (figure.content, SourceClass(rawValue: figure.source))
    }

    /// Of what is no figure: words as they are, lists and objects not in full.
    init(_ json: SealJSON) {
        if let words = LocalizedText(json) {
            (text, value) = (words.english, .text(words))
            return
        }
        switch json {
        case .null: (text, value) = (nil, .text(LocalizedText(both: Phrasing.dash)))
        case .array, .object:
            text = json.canonical
            value = .text(LocalizedText(english: "present", traditionalChinese: "有"))
        default:
            let written = json.string ?? json.canonical
            (text, value) = (written, .text(LocalizedText(both: written)))
        }
    }
}

extension Int64 {
    fileprivate func less(_ other: Int64) -> Int64? {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? nil : difference
    }
}

extension Document.Unit {
    /// With as many decimals as show so many millionths.
    fileprivate func showing(_ millionths: Int64) -> Self {
        var unit = self
        var half: UInt64 = 500_000
        for _ in 0..<digits { half /= 10 }
        while millionths != 0, unit.digits < 6, millionths.magnitude < max(half, 1) {
            unit.digits += 1
            half /= 10
        }
        return unit
    }
}
