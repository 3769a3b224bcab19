internal import Plant
internal import Reporting

/// Two numbers that read the same with their usual decimals, and are not, with more.
struct FineDifference {
    /// What is written behind a number.
    private enum Unit {
        /// Of a ratio.
        case percent, plain
        /// Of what is counted, and of a length of time in seconds.
        case counted(Document.Unit)
    }

    private let first: Int64
    private let second: Int64
    /// How many decimals both have.
    private let digits: Int
    private let unit: Unit

    /// Nil where they read differently, or are no numbers that can be told apart.
    init?(_ before: Document.Value, _ after: Document.Value) {
        let phrasing = Phrasing(.english, timeZone: "UTC")
        guard before != after, phrasing(before) == phrasing(after) else { return nil }
        let scaled: (Int) -> (Int64, Int64)?
        switch (before, after) {
        case (.ratio(let first, let form), .ratio(let second, _)):
            unit = form == .percent ? .percent : .plain
            scaled = { digits in
                first.scaled(digits: digits).flatMap { first in
                    second.scaled(digits: digits).map { (first, $0) }
                }
            }
        case (.count(let first, let own), .count(let second, let other))
        where own.code == other.code:
            unit = .counted(own)
            scaled = Self.scaled(first, second, places: 6)
        case (.duration(let first), .duration(let second)):
            unit = .counted(Self.seconds)
            scaled = Self.scaled(first, second, places: 9)
        default: return nil
        }
        let least = (0...Self.most).first { scaled($0).map { $0 != $1 } ?? false }
        // Two digits more say by how much, too.
        guard let least,
            let digits = [least + 2, least + 1, least].first(where: { scaled($0) != nil }),
            let (first, second) = scaled(digits)
        else { return nil }
        (self.first, self.second, self.digits) = (first, second, digits)
    }

    /// More decimals do not fit.
    private static let most = 18
    private static let seconds = Document.Unit(
        code: "s", name: LocalizedText(english: "s", traditionalChinese: "秒"))

    /// Numbers with so many decimals, with as many as are asked for and they have.
    private static func scaled(
        _ first: Int64, _ second: Int64, places: Int
    ) -> (Int) -> (Int64, Int64)? {
        let scale = (0..<places).reduce(Int128(1)) { scale, _ in scale * 10 }
        return { digits in
            guard digits <= places else { return nil }
            return Ratio(Int128(first), scale).scaled(digits: digits).flatMap { first in
                Ratio(Int128(second), scale).scaled(digits: digits).map { (first, $0) }
            }
        }
    }

    var before: Document.Value { value(first) }
    var after: Document.Value { value(second) }

    /// By how much the second is more.
    var change: Document.Value {
        let (difference, overflow) = second.subtractingReportingOverflow(first)
        guard !overflow else { return .text(LocalizedText(both: Phrasing.dash)) }
        if case .percent = unit {
            return value(difference, FigureDifference.points, isSigned: true)
        }
        return value(difference, isSigned: true)
    }

    /// For programs: of ratios, which have nine decimals where those tell them apart; nil where
    /// they do, and of all else.
    var texts: (before: String, after: String)? {
        if case .counted = unit { return nil }
        guard digits > 9 else { return nil }
        return (decimalText(first, digits: digits), decimalText(second, digits: digits))
    }

    private func value(_ number: Int64, isSigned: Bool = false) -> Document.Value {
        switch unit {
        case .percent:
            value(
                number,
                Document.Unit(
                    code: "%", name: LocalizedText(english: "%", traditionalChinese: "%")),
                isSigned: isSigned)
        case .plain: value(number, FigureDifference.plain, isSigned: isSigned)
        case .counted(let unit): value(number, unit, isSigned: isSigned)
        }
    }

    /// A number in a unit, as a count where millionths hold it; percent are a hundred times the
    /// ratio.
    private func value(
        _ number: Int64, _ unit: Document.Unit, isSigned: Bool
    ) -> Document.Value {
        var places = digits
        if case .percent = self.unit { places = max(0, digits - 2) }
        if places <= 6 {
            let scale = (places..<6).reduce(Int64(1)) { scale, _ in scale * 10 }
            let (millionths, overflow) = number.multipliedReportingOverflow(by: scale)
            if !overflow {
                var unit = unit
                unit.digits = places
                return .count(millionths: millionths, unit)
            }
        }
        if case .plain = self.unit, places <= 9 {
            let scale = (0..<places).reduce(Int128(1)) { scale, _ in scale * 10 }
            return .ratio(Ratio(Int128(number), scale), .exact)
        }
        func text(_ language: Language) -> String {
            let sign = isSigned && number > 0 ? "+" : ""
            let phrasing = Phrasing(language, timeZone: "UTC")
            return [sign + phrasing.decimal(number, digits: places), language(unit.name)]
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
        return .text(localized(text(.english), text(.traditionalChinese)))
    }
}
