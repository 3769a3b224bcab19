public import Plant

/// A row of a declared file as it is compared and shown.
public struct DeclaredLine: Hashable, Sendable {
    /// What identifies it among the rows of its kind.
    public var key: String
    /// The same in words.
    public var title: LocalizedText
    /// Its line in the file, from 1.
    public var line: Int
    /// What else it says, in order of the columns; empty texts left out.
    public var values: [Value]
    /// Of what it speaks; two rows of one subject do not share a day.
    var subject: String
    /// The days of which it speaks, by their numbers.
    var days: ClosedRange<Int>

    /// What a row says in a column.
    public struct Value: Hashable, Sendable {
        /// The column's name.
        public var column: String
        /// The same in words.
        public var title: LocalizedText
        /// What stands there, in one spelling.
        public var text: String
        /// The same in words.
        public var wording: LocalizedText
    }

    /// Makes a row; the first part of its key is what it speaks of, and `name` that in words;
    /// `words` are those of values that are names of the file's own, by column.
    init(
        _ kind: DeclaredKind, _ key: [String], name: LocalizedText, line: Int,
        days: ClosedRange<Int>,
        _ values: [(String, String?)], words: [String: LocalizedText?] = [:]
    ) {
        self.key = key.filter { !$0.isEmpty }.joined(separator: " ")
        title = LocalizedText(
            english: ([name.english] + key.dropFirst()).joined(separator: " "),
            traditionalChinese: ([name.traditionalChinese] + key.dropFirst())
                .joined(separator: " "))
        (self.line, self.days) = (line, days)
        subject = key[0]
        self.values = values.compactMap { column, text in
            guard let text, !text.isEmpty else { return nil }
            let wording = (words[column] ?? nil) ?? LocalizedText(both: text)
            return Value(
                column: column, title: kind.title(ofColumn: column), text: text, wording: wording)
        }
    }

    func overlaps(_ other: Self) -> Bool {
        subject == other.subject && days.overlaps(other.days)
    }
}

extension DeclaredRows {
    /// The rows in order of the file, to be compared and shown.
    public func lines(_ plant: Plant) -> [DeclaredLine] {
        switch self {
        case .sales(let rows): rows.map { $0.line(plant) }
        case .stock(let rows): rows.map { $0.line(plant) }
        case .jobs(let rows): rows.map(\.asLine)
        case .tariffs(let rows): rows.map(\.asLine)
        case .costs(let rows): rows.map(\.asLine)
        case .prices(let rows): rows.map { $0.line(plant) }
        case .company(let rows): rows.map(\.asLine)
        }
    }
}

extension SalesRow {
    fileprivate func line(_ plant: Plant) -> DeclaredLine {
        let destinations = destinations.map { "\($0.code) \(decimal($0.amount.cents, 2))" }
        return DeclaredLine(
            .sales, [plant.products[product].id, "\(period.from)", "\(period.to)"],
            name: plant.products[product].name, line: line, days: period.dayNumbers,
            [
                ("opening_stock", openingStock.map { decimal($0, 6) }),
                ("sold", decimal(sold, 6)),
                ("closing_stock", closingStock.map { decimal($0, 6) }),
                ("samples_scrap", decimal(samplesAndScrap, 6)),
                ("turnover_hkd", decimal(turnover.cents, 2)),
                ("export_hkd", export.map { decimal($0.cents, 2) }),
                ("destinations", destinations.joined(separator: "; ")),
                ("related_hkd", related.map { decimal($0.cents, 2) }),
                ("returns_hkd", returns.map { decimal($0.cents, 2) }),
            ])
    }
}

extension StockCount {
    fileprivate func line(_ plant: Plant) -> DeclaredLine {
        DeclaredLine(
            .stock, [plant.products[product].id, "\(day)"], name: plant.products[product].name,
            line: line,
            days: day.dayNumber...day.dayNumber, [("quantity", decimal(quantity, 6))])
    }
}

extension JobRecord {
    fileprivate var asLine: DeclaredLine {
        func word(_ answer: Bool?) -> String? { answer.map { $0 ? "yes" : "no" } }
        let answers = [
            "it_post": isITPost, "age_35": isUpTo35, "retained": isRetained, "setup": isSetUp,
            "moved": isMoved,
        ]
        var said = answers.mapValues { answer in
            answer.map { $0 ? words("yes", "是") : words("no", "否") }
        }
        said["type"] = type.wording
        said["contract"] = contract?.wording
        said["end_reason"] = ending?.wording
        return DeclaredLine(
            .jobs, [id], name: LocalizedText(both: id), line: line,
            days: from.dayNumber...(to ?? from).dayNumber,
            [
                ("type", type.rawValue), ("from", "\(from)"), ("to", to.map { "\($0)" }),
                ("fte", decimal(fte, 2)), ("it_post", word(isITPost)),
                ("contract", contract?.rawValue),
                ("hours_week", minutesAWeek.map { decimal(Int64($0) * 100 / 60, 2) }),
                ("age_35", word(isUpTo35)), ("retained", word(isRetained)),
                ("setup", word(isSetUp)), ("moved", word(isMoved)), ("person", person),
                ("end_reason", ending?.rawValue),
            ], words: said)
    }
}

extension Tariff {
    fileprivate var asLine: DeclaredLine {
        DeclaredLine(
            .tariffs, [medium.rawValue, "\(from)"], name: medium.wording, line: line,
            days: from.dayNumber...from.dayNumber,
            [("price_hkd", decimal(price, 6))])
    }
}

extension CostRow {
    fileprivate var asLine: DeclaredLine {
        DeclaredLine(
            .costs, [item.rawValue, "\(period.from)", "\(period.to)"], name: item.wording,
            line: line,
            days: period.dayNumbers, [("value", decimal(value, 6))])
    }
}

extension PriceRange {
    fileprivate func line(_ plant: Plant) -> DeclaredLine {
        DeclaredLine(
            .prices, [plant.products[product].id, "\(from)"], name: plant.products[product].name,
            line: line,
            days: from.dayNumber...from.dayNumber,
            [
                ("lowest_hkd", decimal(lowest.cents, 2)),
                ("highest_hkd", decimal(highest.cents, 2)),
                ("sector_median_hkd", sectorMedian.map { decimal($0.cents, 2) }),
            ])
    }
}

extension CompanyFigure {
    fileprivate var asLine: DeclaredLine {
        let digits = item.value == .dollars ? 2 : 0
        return DeclaredLine(
            .company,
            [[item.rawValue, name].filter { !$0.isEmpty }.joined(separator: " "), "\(from)"],
            name: .joined([item.wording, LocalizedText(both: name)]), line: line,
            days: from.dayNumber...(to?.dayNumber ?? .max),
            [
                ("to", to.map { "\($0)" }),
                ("value", item.value == .none ? nil : decimal(value, digits)), ("text", text),
            ])
    }
}

extension BenefitPeriod {
    fileprivate var dayNumbers: ClosedRange<Int> { from.dayNumber...to.dayNumber }
}

/// A number of so many decimals without needless zeros.
private func decimal(_ value: Int64, _ digits: Int) -> String {
    let text = String(value)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
    let whole = padded.dropLast(digits)
    let fraction = String(padded.suffix(digits))
    let kept = digits == 2 ? fraction : fraction.trimmedZeros
    return kept.isEmpty || kept == "00" ? String(whole) : "\(whole).\(kept)"
}

extension String {
    fileprivate var trimmedZeros: String {
        var text = self
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }
}
