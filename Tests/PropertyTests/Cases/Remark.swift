import Plant
import Production
import Telemetry

/// A correction of a case as data; instants are nanoseconds since the epoch.
struct Remark: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        case reason(from: Int64, to: Int64, isOpen: Bool, reason: Int?)
        case split(from: Int64, to: Int64, isOpen: Bool, at: Int64, first: Int?, second: Int?)
        case state(from: Int64, to: Int64, UnitState, reason: Int?)
        case scrap(at: Int64, CountKind, product: Int32?, quantity: Int64)
        /// Of the findings in order of time the one with this number, where there are so many.
        case counter(Int, CounterClass, orElse: Int64)
        case rate(RateShape)
        case withdrawal
    }

    var unit: Int
    /// The place of the remark that it replaces.
    var supersedes: Int?
    var content: Content

    /// Some remarks on the units of a story between two instants.
    static func generate(
        units: Int, from start: Int64, to end: Int64, _ dice: inout Dice
    ) -> [Remark] {
        guard dice.oneIn(3) else { return [] }
        return (0..<Int(dice.int(1...8))).map { place in
            let supersedes = place > 1 && dice.oneIn(5) ? Int(dice.int(0...Int64(place - 1))) : nil
            let content =
                supersedes != nil && dice.oneIn(3)
                ? Content.withdrawal : content(from: start, to: end, &dice)
            return Remark(
                unit: Int(dice.int(0...Int64(units - 1))), supersedes: supersedes, content: content)
        }
    }

    private static func content(
        from start: Int64, to end: Int64, _ dice: inout Dice
    ) -> Content {
        let second: Int64 = 1_000_000_000
        let from = dice.int(start...end) / second * second
        let to = from + max(1, dice.int(1...max(1, (end - start) / second / 3))) * second
        let reason = dice.pick([nil, 0, 1])
        switch dice.int(0...6) {
        case 0: return .reason(from: from, to: to, isOpen: dice.oneIn(2), reason: reason)
        case 1:
            return .split(
                from: from, to: to, isOpen: dice.oneIn(2), at: from + (to - from) / 2,
                first: reason, second: 1)
        case 2, 3: return .state(from: from, to: to, dice.pick(UnitState.allCases), reason: reason)
        case 4:
            return .scrap(
                at: from, dice.pick([.scrap, .rework]), product: dice.pick([nil, 0, 1]),
                quantity: dice.int(0...9) * 1_000_000)
        case 5:
            return .counter(
                Int(dice.int(0...9)), dice.pick(CounterClass.allCases), orElse: 3_000_000)
        default:
            return .rate(
                RateShape(
                    product: Int32(dice.int(0...1)), itemTime: dice.int(1...5) * 333_333_333,
                    items: 2, from: from))
        }
    }
}

extension GeneratedCase {
    /// What holds of the remarks on a unit.
    func corrections(_ unit: Int, plant: Plant, found: [CounterFinding]) -> UnitCorrections {
        let records = remarks.enumerated().compactMap { place, remark -> Correction? in
            guard remark.unit == unit, let content = remark.content.said(plant, found) else {
                return nil
            }
            let draft = CorrectionDraft(
                unit: plant.workUnits[unit].path, by: "mei", why: "seen",
                supersedes: remark.supersedes.map { Int64($0) }, content: content)
            return Correction(
                id: Int64(place), recordedAt: Timestamp(nanoseconds: 0), draft: draft)
        }
        return UnitCorrections(records.inForce(), plant: plant, unit: unit)
    }
}

extension Remark.Content {
    /// As it is recorded; nil of a finding that is not there.
    fileprivate func said(
        _ plant: Plant, _ found: [CounterFinding]
    ) -> CorrectionDraft.Content? {
        func span(_ from: Int64, _ to: Int64) -> TimeSpan {
            TimeSpan(from: Timestamp(nanoseconds: from), to: Timestamp(nanoseconds: to))
        }
        func id(_ reason: Int?) -> String? { reason.map { plant.reasons[$0].id } }
        switch self {
        case .reason(let from, let to, let isOpen, let reason):
            return .reason(StopPart(span(from, to), isOpen: isOpen), reason: id(reason))
        case .split(let from, let to, let isOpen, let at, let first, let second):
            return .split(
                StopPart(span(from, to), isOpen: isOpen), at: Timestamp(nanoseconds: at),
                first: id(first), second: id(second))
        case .state(let from, let to, let state, let reason):
            return .state(span(from, to), state, reason: id(reason))
        case .scrap(let at, let kind, let product, let quantity):
            return .scrap(
                at: Timestamp(nanoseconds: at), kind: kind, product: product.map(productName),
                quantity: quantity)
        case .counter(let number, let judgement, let other):
            guard number < found.count else { return nil }
            let credit = judgement.credit(of: found[number], modulus: 10_000_000_000)
            return .counter(found[number], judgement, credit: credit ?? other)
        case .rate(let rate):
            return .rate(
                product: productName(rate.product), itemTime: rate.itemTime, items: rate.items,
                from: Timestamp(nanoseconds: rate.from ?? 0))
        case .withdrawal: return .withdrawal
        }
    }
}
