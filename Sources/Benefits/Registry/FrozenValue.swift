internal import Plant
internal import Reporting
internal import Sealing

/// A value of a project file that later reports are compared with: of its baseline, of the
/// headcount at application, of its targets.
public struct FrozenValue: Hashable, Sendable {
    /// What it is.
    public enum Content: Hashable, Sendable {
        /// The days of the baseline.
        case days(BenefitPeriod)
        /// Millionths; of a target in its unit, with the figure that it is about.
        case amount(Int64, unit: String? = nil, figure: FigureID? = nil)
    }

    /// Its place in the project file: `targets.turnover`.
    public var key: String
    /// What it is.
    public var content: Content
}

extension FrozenValue {
    static let days = "baseline.days"
    static let goodPerHour = "baseline.good_per_hour."
    static let goodPerOperatorHour = "baseline.good_per_operator_hour"
    static let headcount = "agreement.baseline_headcount"
    static let target = "targets."
}

extension Project {
    /// What of it is frozen when a report is checked; what it does not say is not.
    var frozenValues: [FrozenValue] {
        func amount(_ key: String, _ millionths: Int64?) -> [FrozenValue] {
            millionths.map { [FrozenValue(key: key, content: .amount($0))] } ?? []
        }
        let days = baseline?.period.map {
            FrozenValue(key: FrozenValue.days, content: .days($0))
        }
        let rates = (baseline?.rates ?? [:]).sorted { $0.key < $1.key }
        return (days.map { [$0] } ?? [])
            + rates.flatMap { amount(FrozenValue.goodPerHour + $0.key, $0.value) }
            + amount(FrozenValue.goodPerOperatorHour, baseline?.goodPerOperatorHour)
            + amount(
                FrozenValue.headcount, agreement.baselineHeadcount.map { Int64($0) * 1_000_000 })
            + targets.map {
                FrozenValue(
                    key: FrozenValue.target + $0.id,
                    content: .amount($0.value, unit: $0.unit, figure: $0.figure))
            }
    }
}

/// As a record keeps it.
extension FrozenValue {
    /// Readable, and the same for the same value.
    var json: SealJSON {
        switch content {
        case .days(let days):
            return .members(["from": .string("\(days.from)"), "to": .string("\(days.to)")])
        case .amount(let millionths, let unit, let figure):
            var members: [String: SealJSON] = [
                "value": .string(decimalText(millionths, digits: 6))
            ]
            members["unit"] = unit.map { .string($0) }
            members["figure"] = figure.map { .string($0.rawValue) }
            return .members(members)
        }
    }

    /// Nil where it cannot be read.
    init?(_ key: String, _ json: SealJSON) {
        self.key = key
        if let text = json["value"]?.string {
            guard let millionths = try? Amounts.quantity(text) else { return nil }
            content = .amount(
                millionths, unit: json["unit"]?.string,
                figure: json["figure"]?.string.flatMap(FigureID.init))
        } else {
            guard let from = json["from"]?.string.flatMap(calendarDate),
                let to = json["to"]?.string.flatMap(calendarDate), from <= to
            else { return nil }
            content = .days(BenefitPeriod(from: from, to: to))
        }
    }
}

/// As people read it.
extension FrozenValue.Content {
    /// In what it is counted; nil: its name says so.
    private var unitName: LocalizedText? {
        guard case .amount(let millionths, let unit?, _) = self else { return nil }
        return Target.name(ofUnit: unit, of: millionths)
    }

    /// In a sentence beside another, with the figure that a target is about where that differs.
    func figure(beside other: Self?) -> RuleFigure {
        switch self {
        case .days(let days): return .text("\(days.from) – \(days.to)")
        case .amount(let millionths, _, let about):
            guard let unitName else { return .quantity(millionths) }
            guard case .amount(_, _, let differing)? = other, differing != about else {
                return .amount(millionths, unitName)
            }
            let name = about?.name ?? words("no figure", "沒有指定數字")
            return .amount(
                millionths,
                words(
                    "\(unitName.english) (\(name.english))",
                    "\(unitName.traditionalChinese)（\(name.traditionalChinese)）"))
        }
    }
}
