import Telemetry

/// The stretch of time over which signals are shown, and how one moves along it.
struct SignalWindow: Hashable, Sendable {
    /// Begins and ends on whole minutes, because values are kept by the minute.
    let span: TimeSpan
    /// Whether it ends with the time that has come and goes on with it.
    let isLive: Bool

    /// The shortest and the longest that is shown, and what is shown where nothing is asked for.
    static let shortest = 10 * minute
    static let longest = Int64(WebLimits.signalDays.value) * day
    static let usual = 8 * hour

    static let minute = 60 * nanosecondsPerSecond
    static let hour = 60 * minute
    static let day = 24 * hour

    /// A window that does not move.
    ///
    /// Nil where its length is not between ``shortest`` and ``longest``.
    init?(from: Timestamp, to: Timestamp) {
        let span = TimeSpan(from: from.onMinute, to: max(from, to).onNextMinute)
        guard (Self.shortest...Self.longest).contains(span.duration) else { return nil }
        self.init(span: span, isLive: false)
    }

    /// A window that ends with the time that has come; its length is cut to what is shown.
    init(upTo horizon: Timestamp, length: Int64) {
        let length = min(max(length, Self.shortest), Self.longest)
        let end = horizon.onNextMinute
        self.init(
            span: TimeSpan(from: (end - length).onMinute, to: end), isLive: true)
    }

    private init(span: TimeSpan, isLive: Bool) {
        self.span = span
        self.isLive = isLive
    }

    /// Moved by half its length; never further than the time that has come.
    func moved(by steps: Int64, horizon: Timestamp) -> SignalWindow {
        let distance = steps * (span.duration / 2)
        return Self.fitted(
            from: span.from + distance, length: span.duration, horizon: horizon)
    }

    /// Around the same middle, so many times as long; one that moves on keeps its end.
    func scaled(by numerator: Int64, over denominator: Int64, horizon: Timestamp) -> SignalWindow {
        let wanted = span.duration / denominator * numerator
        let length = min(max(wanted, Self.shortest), Self.longest)
        if isLive { return SignalWindow(upTo: horizon, length: length) }
        let middle = span.from + span.duration / 2
        return Self.fitted(from: middle - length / 2, length: length, horizon: horizon)
    }

    private static func fitted(from: Timestamp, length: Int64, horizon: Timestamp) -> SignalWindow {
        let from = from.onMinute
        guard from + length < horizon else { return SignalWindow(upTo: horizon, length: length) }
        return SignalWindow(
            span: TimeSpan(from: from, to: (from + length).onNextMinute), isLive: false)
    }
}

extension Timestamp {
    /// The whole minute in which it lies.
    var onMinute: Timestamp {
        let rest = nanoseconds % SignalWindow.minute
        return self - (rest < 0 ? rest + SignalWindow.minute : rest)
    }

    /// The first whole minute that is not before it.
    var onNextMinute: Timestamp {
        onMinute == self ? self : onMinute + SignalWindow.minute
    }
}
