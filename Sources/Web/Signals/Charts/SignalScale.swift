import Foundation

/// From values to heights, and how many decimals are worth showing.
struct SignalScale: Equatable, Sendable {
    /// The least and the greatest value that has a place.
    let domain: ClosedRange<Double>

    /// A scale that holds values, a normal band and a little room.
    init(values: [Double], normal: ClosedRange<Double>? = nil, fromZero: Bool = false) {
        var all = values
        if let normal { all += [normal.lowerBound, normal.upperBound] }
        if fromZero { all.append(0) }
        let least = all.min() ?? 0
        let most = all.max() ?? 1
        let spread = most - least
        let room = spread > 0 ? spread * 0.08 : max(abs(most) * 0.05, 0.5)
        domain = (fromZero ? 0 : least - room)...(most + room)
    }

    /// A place from the top, in thousandths of the height.
    func place(_ value: Double) -> Int {
        let share = (domain.upperBound - value) / (domain.upperBound - domain.lowerBound)
        return Int((min(1, max(0, share)) * 1000).rounded())
    }

    /// Decimals with which neighbouring values can be told apart.
    var digits: Int {
        let spread = domain.upperBound - domain.lowerBound
        guard spread > 0, spread.isFinite else { return 0 }
        return min(6, max(0, 2 - Int(log10(spread).rounded(.down))))
    }
}
