/// An amount of Hong Kong dollars in whole cents.
public struct Money: Hashable, Comparable, Sendable {
    /// Cents.
    public var cents: Int64

    /// Makes an amount.
    public init(cents: Int64) {
        self.cents = cents
    }

    /// By amount.
    public static func < (left: Self, right: Self) -> Bool { left.cents < right.cents }
}
