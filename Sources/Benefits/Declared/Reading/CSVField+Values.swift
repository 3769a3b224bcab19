internal import Plant

extension CSVField {
    /// An exact number of at most so many decimals, not negative, in units of its last one; below
    /// 10 to the power of 12.
    func number(_ what: DeclaredExpectation, digits: Int, _ mistakes: Mistakes) -> Int64? {
        do throws(NumberFault) {
            return try exactNumber(text, digits: digits)
        } catch {
            isNot(what, mistakes, .number(error))
            return nil
        }
    }

    /// A date of this century or the next.
    func date(_ mistakes: Mistakes) -> LocalDate? {
        guard let date = calendarDate(text) else {
            isNot(.date, mistakes, hasDateShape(text) ? .noSuchDay : nil)
            return nil
        }
        return date
    }

    /// One of a set of words.
    func word<Word: RawRepresentable & CaseIterable>(
        _ what: DeclaredExpectation, _ mistakes: Mistakes
    ) -> Word? where Word.RawValue == String {
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue)
        isNot(what, mistakes, .guess(for: text, among: words, otherwise: .oneOf(words)))
        return nil
    }

    /// It is not what its column holds.
    func isNot(
        _ what: DeclaredExpectation, _ mistakes: Mistakes, _ help: DeclaredHelp? = nil
    ) {
        mistakes.add(place, .expected(what, found: String(text.prefix(40))), help)
    }
}

extension CSVField {
    /// An amount in HK$.
    func amount(_ mistakes: Mistakes) -> Money? {
        number(.amount, digits: 2, mistakes).map(Money.init(cents:))
    }

    /// A product of a plant, by its index.
    func product(of plant: Plant, _ mistakes: Mistakes) -> Int? {
        if let index = plant.products.firstIndex(where: { $0.id == text }) { return index }
        let ids = plant.products.map(\.id)
        mistakes.add(
            place, .project(.unknownProduct(String(text.prefix(40)))),
            .guess(for: text, among: ids, otherwise: .products(ids)))
        return nil
    }

    /// Millionths of a product's unit; pieces are whole.
    func quantity(of product: Int?, _ plant: Plant, _ mistakes: Mistakes) -> Int64? {
        let unit = product.map { plant.products[$0].unit } ?? "piece"
        if unit == "piece" {
            return number(.pieces, digits: 0, mistakes).map { $0 * quantityScale }
        }
        return number(.quantity(unit: unit), digits: 6, mistakes)
    }
}

/// The days from one field to another, both included.
func declaredPeriod(_ from: CSVField, _ to: CSVField, _ mistakes: Mistakes) -> BenefitPeriod? {
    let dates = (from.date(mistakes), to.date(mistakes))
    guard let first = dates.0, let last = dates.1 else { return nil }
    guard first <= last else {
        mistakes.add(to.place, .row(.endsBefore(first)))
        return nil
    }
    return BenefitPeriod(from: first, to: last)
}

private func exactNumber(_ text: String, digits: Int) throws(NumberFault) -> Int64 {
    guard !text.isEmpty else { throw .empty }
    guard !text.hasPrefix("-") else { throw .negative }
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else {
        if let trimmed = text.nonBlank, trimmed != text,
            (try? exactNumber(trimmed, digits: digits)) != nil
        {
            throw .blanks
        }
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
