/// A decimal number as a sealed text has it, exactly.
package struct ExactDecimal: Hashable, Sendable {
    private var digits: Int128
    private var places: Int

    private init(digits: Int128, places: Int) { (self.digits, self.places) = (digits, places) }

    /// Of a JSON number of few digits.
    package init?(_ text: String) {
        let parts = text.lowercased().split(separator: "e")
        guard let mantissa = parts.first, let power = Int(parts.dropFirst().first ?? "0"),
            power.magnitude < 40
        else { return nil }
        let fraction = mantissa.split(separator: ".").dropFirst().first?.count ?? 0
        guard let digits = Int128(mantissa.filter { $0 != "." }) else { return nil }
        self.init(digits: digits, places: fraction - power)
    }

    /// How much it is more than another; nil where that does not fit.
    package func subtracting(_ other: Self) -> Self? {
        let places = max(places, other.places, 0)
        guard let left = scaled(to: places), let right = other.scaled(to: places) else {
            return nil
        }
        let (digits, overflow) = left.subtractingReportingOverflow(right)
        return overflow ? nil : Self(digits: digits, places: places)
    }

    /// So many decimals of it as a whole number; nil where it has more, or that does not fit.
    package func whole(digits wanted: Int) -> Int64? {
        var (value, has) = (self.digits, places)
        while has > wanted, value % 10 == 0 { (value, has) = (value / 10, has - 1) }
        guard has <= wanted else { return nil }
        return Self(digits: value, places: has).scaled(to: wanted).flatMap(Int64.init(exactly:))
    }

    private func scaled(to wanted: Int) -> Int128? {
        var scaled = digits
        for _ in 0..<(wanted - places) {
            let (product, overflow) = scaled.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            scaled = product
        }
        return scaled
    }

    /// With its sign, without zeros at the end.
    package var signed: String {
        let all = String(digits.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - all.count)) + all
        var fraction = String(padded.suffix(max(0, places)))
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let whole = (digits < 0 ? "-" : "+") + padded.dropLast(max(0, places))
        return fraction.isEmpty ? whole : "\(whole).\(fraction)"
    }
}

extension SealJSON {
    /// An exact number times ten to the power of `digits`; nil where it is none, or has more
    /// decimals.
    package func scaled(digits: Int) -> Int64? {
        guard case .number(let text) = self else { return nil }
        return ExactDecimal(text)?.whole(digits: digits)
    }

    /// The elements of a list that is a member; none where there is no such list.
    package func elements(_ name: String) -> [SealJSON] {
        guard case .array(let elements)? = self[name] else { return [] }
        return elements
    }
}
