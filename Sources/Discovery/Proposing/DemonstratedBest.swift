public import Telemetry

/// The best that was sustained for a while: the fastest tenth of what was heard.
public enum DemonstratedBest {
    /// Windows of the largest power of two of seconds within a tenth of a span, laid from the epoch
    /// on; together they cover the span.
    public static func windows(in span: TimeSpan) -> [TimeSpan] {
        var length = nanosecondsPerSecond
        while 2 * length <= span.duration / 10 { length *= 2 }
        var from = Timestamp(nanoseconds: span.from.nanoseconds / length * length)
        var windows: [TimeSpan] = []
        while from <= span.to {
            windows.append(TimeSpan(from: from, to: from + length))
            from = from + length
        }
        return windows
    }

    /// The rates of products by their millionths made in each window of a length.
    ///
    /// The time of an item is cut to a microsecond, so that the best window is not above it.
    public static func rates(_ made: [[Int32: Int64]], window: Int64) -> [ProposedRate] {
        var best: [Int32: Int64] = [:]
        for window in made { best.merge(window, uniquingKeysWith: max) }
        return best.sorted { $0.key < $1.key }.compactMap { product, millionths in
            guard product >= 0, millionths > 0 else { return nil }
            let (high, low) = (window / 1000).multipliedFullWidth(by: 1_000_000)
            let micro = UInt64(millionths).dividingFullWidth((UInt64(high), low)).quotient
            guard micro > 0 else { return nil }
            return ProposedRate(
                product: Int(product), itemTime: Int64(micro) * 1000, window: window)
        }
    }
}
