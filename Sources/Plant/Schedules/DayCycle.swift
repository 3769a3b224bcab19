/// Days that come again: those of a week, or of the cycle of a shift rotation.
///
/// Two cycles that mean the same dates are equal, however they are written.
public struct DayCycle: Hashable, Sendable {
    /// After how many days it begins again; the least that says the same.
    public let length: Int
    /// The days on which something begins: days after Monday, 1970-01-05, from 0 to below
    /// ``length``.
    public let days: Set<Int>

    /// The longest cycle in days.
    public static let longest = 366

    /// The first day of the cycles as they are kept: a Monday, so that weeks begin on one.
    private static let epoch = LocalDate(year: 1970, month: 1, day: 5).dayNumber

    /// Days of the week; 1 is Monday, 7 Sunday.
    public init(weekdays: Set<Int>) {
        self.init(length: 7, days: weekdays, start: LocalDate(dayNumber: Self.epoch))
    }

    /// Days of a cycle, counted from 1; `start` is a first day of the cycle, before and after which
    /// it goes on without end.
    ///
    /// - Precondition: `length` is from 1 to ``longest``, the days from 1 to `length`.
    public init(length: Int, days: Set<Int>, start: LocalDate) {
        precondition((1...Self.longest).contains(length), "a cycle has 1 to 366 days")
        precondition(days.allSatisfy { (1...length).contains($0) }, "days are within the cycle")
        let offset = start.dayNumber - Self.epoch - 1
        let own = Set(days.map { ($0 + offset).remainder(of: length) })
        let least = (1...length).first { shorter in
            length % shorter == 0
                && own.allSatisfy { own.contains(($0 + shorter).remainder(of: length)) }
        }
        let kept = least ?? length
        self.length = kept
        self.days = Set(own.map { $0 % kept })
    }

    /// Whether a date is one of its days.
    public func contains(_ date: LocalDate) -> Bool {
        days.contains((date.dayNumber - Self.epoch).remainder(of: length))
    }

    /// Whether some date is a day of this cycle, and the date `shift` days later one of another.
    func meets(_ other: DayCycle, shiftedBy shift: Int) -> Bool {
        // Two cycles meet on all pairs of days that agree in what both lengths have in common.
        let common = length.commonDivisor(other.length)
        let own = Set(days.map { ($0 + shift).remainder(of: common) })
        return other.days.contains { own.contains($0 % common) }
    }

    /// After how many days this and another cycle begin again together.
    func repetition(with other: DayCycle) -> Int {
        length / length.commonDivisor(other.length) * other.length
    }
}

extension Int {
    /// What is left of a division that rounds towards the past; never negative.
    fileprivate func remainder(of divisor: Int) -> Int {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }

    fileprivate func commonDivisor(_ other: Int) -> Int {
        var (left, right) = (self, other)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
