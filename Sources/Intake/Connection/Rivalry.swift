/// Whether another client fights us for our session, and how long we leave it in peace.
///
/// A broker gives a session to whoever came last with its client id, and sends the other away. Two
/// clients that both come back at once would take it from each other for ever: so the pause doubles
/// from takeover to takeover, and only a connection that stood long enough ends the contest. Pure.
struct Rivalry {
    /// Whether a takeover came since a connection last stood long enough.
    private(set) var isContested = false
    private var pauses: ReconnectBackoff
    private let settledAfter: Int64

    init(options: IntakeOptions, seed: UInt64) {
        pauses = ReconnectBackoff(
            firstMilliseconds: options.rivalPauseFirstMilliseconds,
            lastMilliseconds: options.rivalPauseLastMilliseconds, seed: seed)
        settledAfter = Int64(options.rivalGoneMilliseconds) * nanosecondsPerMillisecond
    }

    /// Another client took the session: gives the pause before we take it back, in milliseconds.
    mutating func takenOver() -> Int {
        isContested = true
        return pauses.next()
    }

    /// The connection has stood for so long, in nanoseconds.
    mutating func stood(for nanoseconds: Int64) {
        guard isContested, nanoseconds >= settledAfter else { return }
        isContested = false
        pauses.reset()
    }
}
