public import Telemetry

/// One log-in of a user in one browser.
public struct Session: Hashable, Sendable {
    /// Of the secret in the browser's cookie.
    public var hash: String
    /// Whose.
    public var user: String
    /// When the log-in was.
    public var madeAt: Timestamp
    /// When it was used last; kept to the minute.
    public var usedAt: Timestamp

    /// Makes a session.
    public init(hash: String, user: String, madeAt: Timestamp, usedAt: Timestamp) {
        self.hash = hash
        self.user = user
        self.madeAt = madeAt
        self.usedAt = usedAt
    }

    /// Whether it lasts.
    func isActive(at now: Timestamp) -> Bool {
        now - usedAt < Int64(AccessLimits.sessionIdle.value) * nanosecondsPerSecond
            && now - madeAt < Int64(AccessLimits.sessionAge.value) * nanosecondsPerSecond
    }
}
