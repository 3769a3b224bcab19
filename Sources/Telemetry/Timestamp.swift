/// An instant: nanoseconds since the Unix epoch, UTC.
///
/// Range: 1677 to 2262. Sums and differences are held at the ends of the range.
public struct Timestamp: Hashable, Comparable, BitwiseCopyable, Sendable {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    public var nanoseconds: Int64

    /// Makes an instant from nanoseconds since the Unix epoch.
    @inlinable
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Makes an instant from whole seconds and nanoseconds, held at the ends of the range.
    @inlinable
    public init(clampingSeconds seconds: Int64, nanoseconds: Int64 = 0) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else {
            self.nanoseconds = seconds < 0 ? .min : .max
            return
        }
        let (sum, carried) = product.addingReportingOverflow(nanoseconds)
        self.nanoseconds = carried ? (nanoseconds < 0 ? .min : .max) : sum
    }

    /// The earliest instant that can be said; stands for "since ever".
    public static let distantPast = Timestamp(nanoseconds: .min)

    /// The latest instant that can be said; stands for "until further notice".
    public static let distantFuture = Timestamp(nanoseconds: .max)

    /// Whether one instant is before another.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The instant a duration in nanoseconds later.
    @inlinable
    public static func + (instant: Self, nanoseconds: Int64) -> Self {
        let (sum, overflow) = instant.nanoseconds.addingReportingOverflow(nanoseconds)
        return overflow ? (nanoseconds < 0 ? distantPast : distantFuture) : Self(nanoseconds: sum)
    }

    /// The instant a duration in nanoseconds earlier.
    @inlinable
    public static func - (instant: Self, nanoseconds: Int64) -> Self {
        let (rest, overflow) = instant.nanoseconds.subtractingReportingOverflow(nanoseconds)
        return overflow ? (nanoseconds < 0 ? distantFuture : distantPast) : Self(nanoseconds: rest)
    }

    /// The nanoseconds from `earlier` to `later`.
    @inlinable
    public static func - (later: Self, earlier: Self) -> Int64 {
        let (rest, overflow) = later.nanoseconds.subtractingReportingOverflow(earlier.nanoseconds)
        return overflow ? (later < earlier ? .min : .max) : rest
    }
}

/// Nanoseconds in one second.
public let nanosecondsPerSecond: Int64 = 1_000_000_000
