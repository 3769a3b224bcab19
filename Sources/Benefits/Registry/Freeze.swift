public import Plant
internal import Sealing
public import Storage

/// A value that was kept when a report of its project was checked, for all later reports.
public struct Freeze: Hashable, Sendable {
    /// The value.
    public var value: FrozenValue
    /// The day of the check.
    public var day: LocalDate
    /// Who checked.
    public var officer: String
    /// The number of the check's record.
    public var record: Int64

    /// The member of a check's record that has the values.
    static let member = "frozen"

    /// The first freeze of each value: what a project's records of checks keep, in their order.
    public static func first(in records: [ProjectRecord]) -> [Freeze] {
        var found: [Freeze] = []
        var keys: Set<String> = []
        for record in records where record.kind == .signoff {
            guard let content = SealJSON(record.content),
                case .object(let values)? = content[member],
                let day = content["date"]?.string.flatMap(calendarDate)
            else { continue }
            for value in values {
                guard let frozen = FrozenValue(value.name, value.value),
                    keys.insert(frozen.key).inserted
                else { continue }
                found.append(
                    Freeze(
                        value: frozen, day: day, officer: record.by, record: record.number))
            }
        }
        return found
    }
}

/// A value of the project file beside what was frozen of it.
public struct FreezeComparison: Hashable, Sendable {
    /// Its place in the project file.
    public var key: String
    /// What it is called.
    public var name: LocalizedText
    /// What was frozen; nil: nothing yet.
    public var frozen: Freeze?
    /// What the project file says; nil: nothing any more.
    public var now: FrozenValue.Content?

    /// Whether it is another than was frozen.
    public var isChanged: Bool { frozen.map { $0.value.content != now } ?? false }
}

extension Project {
    /// Each value that is frozen, or will be with the next check, beside what was frozen: in order
    /// of the file, then those that it has no more.
    public func compared(with freezes: [Freeze], _ plant: Plant) -> [FreezeComparison] {
        let values = frozenValues
        let gone = freezes.filter { freeze in !values.contains { $0.key == freeze.value.key } }
        return values.map { value in
            FreezeComparison(
                key: value.key, name: name(ofFrozen: value.key, plant),
                frozen: freezes.first { $0.value.key == value.key }, now: value.content)
        }
            + gone.map {
                FreezeComparison(
                    key: $0.value.key, name: name(ofFrozen: $0.value.key, plant), frozen: $0)
            }
    }

    private func name(ofFrozen key: String, _ plant: Plant) -> LocalizedText {
        switch key {
        case FrozenValue.days: return words("Days of the baseline", "基準期")
        case FrozenValue.goodPerOperatorHour:
            return words("Baseline: good pieces an operator hour", "基準：每工時合格品")
        case FrozenValue.headcount:
            return words("Jobs in Hong Kong at application", "申請時在港職位")
        default: break
        }
        if let id = key.suffix(after: FrozenValue.goodPerHour) {
            let product = plant.products.first { $0.id == id }?.name ?? LocalizedText(both: id)
            return words(
                "Baseline: good pieces a planned hour, \(product.english)",
                "基準：每計劃小時合格品，\(product.traditionalChinese)")
        }
        let id = key.suffix(after: FrozenValue.target) ?? key
        let target = targets.first { $0.id == id }?.name ?? LocalizedText(both: id)
        return words("Target: \(target.english)", "目標：\(target.traditionalChinese)")
    }
}

extension String {
    /// What follows a beginning; nil where it begins otherwise.
    func suffix(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
