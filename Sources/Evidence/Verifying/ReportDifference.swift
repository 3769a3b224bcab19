internal import Sealing

/// Compares two reports member by member.
enum ReportDifference {
    /// Every value that is another, in the order of the sealed report.
    static func all(sealed: SealJSON, found: SealJSON) -> [SealFinding] {
        var findings: [SealFinding] = []
        compare(sealed, found, at: "", &findings)
        return findings
    }

    private static func compare(
        _ sealed: SealJSON, _ found: SealJSON, at path: String, _ findings: inout [SealFinding]
    ) {
        switch (sealed, found) {
        case (.object(let before), .object(let after)):
            let names = before.map(\.name) + after.map(\.name).filter { sealed[$0] == nil }
            for name in names {
                compare(
                    sealed[name] ?? .null, found[name] ?? .null,
                    at: path.isEmpty ? name : "\(path).\(name)", &findings)
            }
        case (.array(let before), .array(let after)):
            for place in 0..<max(before.count, after.count) {
                compare(
                    place < before.count ? before[place] : .null,
                    place < after.count ? after[place] : .null, at: "\(path)[\(place)]", &findings)
            }
        default:
            guard sealed != found else { return }
            findings.append(
                SealFinding(
                    .figure, path, sealed: sealed.canonical, found: found.canonical,
                    difference: difference(sealed, found)))
        }
    }

    /// How much more is found; nil where one is no number, or they are too long.
    static func difference(_ sealed: SealJSON, _ found: SealJSON) -> String? {
        guard case .number(let before) = sealed, case .number(let after) = found,
            let first = Decimal(before), let second = Decimal(after)
        else { return nil }
        return second.subtracting(first)?.text
    }

    /// An exact decimal number.
    private struct Decimal {
        var digits: Int128
        var places: Int

        init(digits: Int128, places: Int) { (self.digits, self.places) = (digits, places) }

        /// Of a JSON number of few digits.
        init?(_ text: String) {
            let parts = text.lowercased().split(separator: "e")
            guard let mantissa = parts.first, let power = Int(parts.dropFirst().first ?? "0"),
                power.magnitude < 40
            else { return nil }
            let fraction = mantissa.split(separator: ".").dropFirst().first?.count ?? 0
            guard let digits = Int128(mantissa.filter { $0 != "." }) else { return nil }
            self.init(digits: digits, places: fraction - power)
        }

        func subtracting(_ other: Self) -> Self? {
            let places = max(places, other.places, 0)
            guard let left = scaled(to: places), let right = other.scaled(to: places) else {
                return nil
            }
            let (digits, overflow) = left.subtractingReportingOverflow(right)
            return overflow ? nil : Self(digits: digits, places: places)
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

        var text: String {
            let all = String(digits.magnitude)
            let padded = String(repeating: "0", count: max(0, places + 1 - all.count)) + all
            var fraction = String(padded.suffix(places))
            while fraction.hasSuffix("0") { fraction.removeLast() }
            let whole = (digits < 0 ? "-" : "+") + padded.dropLast(places)
            return fraction.isEmpty ? whole : "\(whole).\(fraction)"
        }
    }
}

extension SealJSON {
    /// How many figures in it are measured or computed.
    var calculatedFigures: Int {
        switch self {
        case .object(let members):
            let isOne = ["measured", "computed"].contains(self["source"]?.string)
            // What figures of a document rest on is no figure itself.
            return members.filter { $0.name != "bases" }
                .reduce(isOne ? 1 : 0) { $0 + $1.value.calculatedFigures }
        case .array(let elements): return elements.reduce(0) { $0 + $1.calculatedFigures }
        default: return 0
        }
    }
}
