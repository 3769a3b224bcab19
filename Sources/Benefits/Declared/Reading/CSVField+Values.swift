internal import Plant

extension CSVField {
    /// An exact number of at most so many decimals, not negative, in units of its last one; below
    /// 10 to the power of 12.
    func number(_ what: String, digits: Int, _ mistakes: Mistakes) -> Int64? {
        do throws(NumberMistake) {
            return try exactNumber(text, digits: digits)
        } catch {
            mistakes.add(
                place, "expected \(what), found \(quoted(text.prefix(40)))", hint: error.rawValue)
            return nil
        }
    }

    /// A date of this century or the next.
    func date(_ mistakes: Mistakes) -> LocalDate? {
        guard let date = calendarDate(text) else {
            mistakes.add(
                place, "expected a date as 2026-03-31, found \(quoted(text.prefix(40)))",
                hint: hasDateShape(text) ? "there is no such day from 2000 to 2199" : nil)
            return nil
        }
        return date
    }

    /// One of a set of words.
    func word<Word: RawRepresentable & CaseIterable>(
        _ what: String, _ mistakes: Mistakes
    ) -> Word? where Word.RawValue == String {
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        mistakes.add(
            place, "expected \(what), found \(quoted(text.prefix(40)))",
            hint: suggestion(for: text, among: words) ?? "one of \(words.joined(separator: ", "))")
        return nil
    }
}

extension CSVField {
    /// An amount in HK$.
    func amount(_ mistakes: Mistakes) -> Money? {
        number("an amount in HK$ with at most 2 decimals", digits: 2, mistakes)
            .map(Money.init(cents:))
    }

    /// A product of a plant, by its index.
    func product(of plant: Plant, _ mistakes: Mistakes) -> Int? {
        if let index = plant.products.firstIndex(where: { $0.id == text }) { return index }
        let ids = plant.products.map(\.id)
        mistakes.add(
            place, "the plant has no product \(quoted(text.prefix(40)))",
            hint: suggestion(for: text, among: ids) ?? "declared: \(ids.joined(separator: ", "))")
        return nil
    }

    /// Millionths of a product's unit; pieces are whole.
    func quantity(of product: Int?, _ plant: Plant, _ mistakes: Mistakes) -> Int64? {
        let unit = product.map { plant.products[$0].unit } ?? "piece"
        if unit == "piece" {
            return number("a whole number of pieces", digits: 0, mistakes)
                .map { $0 * quantityScale }
        }
        return number("a quantity in \(unit) with at most 6 decimals", digits: 6, mistakes)
    }
}

/// The days from one field to another, both included.
func declaredPeriod(_ from: CSVField, _ to: CSVField, _ mistakes: Mistakes) -> BenefitPeriod? {
    let dates = (from.date(mistakes), to.date(mistakes))
    guard let first = dates.0, let last = dates.1 else { return nil }
    guard first <= last else {
        mistakes.add(to.place, "expected a period that ends on \(first) or later")
        return nil
    }
    return BenefitPeriod(from: first, to: last)
}

/// What helps with a number that cannot be read.
private enum NumberMistake: String, Error {
    case empty = "the field is empty"
    case negative = "it must not be negative"
    case separators = "write it without thousands separators and with a decimal point"
    case malformed = "write digits with at most one decimal point"
    case whole = "it must be a whole number"
    case decimals = "it has too many decimals"
    case large = "it is too large"
}

private func exactNumber(_ text: String, digits: Int) throws(NumberMistake) -> Int64 {
    guard !text.isEmpty else { throw .empty }
    guard !text.hasPrefix("-") else { throw .negative }
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else {
        let isGrouped = text.contains(where: { ",' \u{A0}\u{202F}，".contains($0) })
        throw isGrouped ? .separators : .malformed
    }
    let fraction = parts.count == 2 ? parts[1] : ""[...].utf8
    guard fraction.count <= digits else { throw digits == 0 ? .whole : .decimals }
    let padding = repeatElement(UInt8(ascii: "0"), count: digits - fraction.count)
    guard parts[0].drop(while: { $0 == UInt8(ascii: "0") }).count <= 12 else { throw .large }
    return (Array(parts[0]) + Array(fraction) + padding).reduce(0) {
        $0 * 10 + Int64($1 - UInt8(ascii: "0"))
    }
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

private func hasDateShape(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 10
        && bytes.indices.allSatisfy {
            $0 == 4 || $0 == 7 ? bytes[$0] == UInt8(ascii: "-") : isDigit(bytes[$0])
        }
}

/// A date of this century or the next as `2026-03-31`; nil for anything else.
func calendarDate(_ text: String) -> LocalDate? {
    guard hasDateShape(text) else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    let date = LocalDate(year: parts[0], month: parts[1], day: parts[2])
    guard (2000...2199).contains(date.year), (1...12).contains(date.month),
        LocalDate(dayNumber: date.dayNumber) == date
    else { return nil }
    return date
}
