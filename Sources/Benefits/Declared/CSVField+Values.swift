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

private func calendarDate(_ text: String) -> LocalDate? {
    guard hasDateShape(text) else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    let date = LocalDate(year: parts[0], month: parts[1], day: parts[2])
    guard (2000...2199).contains(date.year), (1...12).contains(date.month),
        LocalDate(dayNumber: date.dayNumber) == date
    else { return nil }
    return date
}
