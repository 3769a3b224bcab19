/// Whether another client seems to fight us for our session, and how long we leave it in peace.
///
/// A broker gives a session to whoever came last with its client id, and sends the other away.
/// MQTT 5 has a reason for it, then it is certain; mosquitto 2.0.11 just closes the connection.
/// So connections that the other side ends soon after it took us, several in a row, tell it too:
/// a broker that restarts or a network that fails lets attempts to connect fail in between. Pure.
struct Rivalry {
    /// Whether another client seems to want our session; until a connection stands long enough.
    private(set) var isContested = false
    private var shortInARow = 0
    private var pauses: ReconnectBackoff
    private let shortBelow: Int64
    private let settledAfter: Int64

    /// So many short connections in a row are no accident.
    static let telling = 3

    init(options: IntakeOptions, seed: UInt64) {
        pauses = ReconnectBackoff(
            firstMilliseconds: options.rivalPauseFirstMilliseconds,
            lastMilliseconds: options.rivalPauseLastMilliseconds, seed: seed)
        shortBelow = Int64(options.stableMilliseconds) * nanosecondsPerMillisecond
        settledAfter = Int64(options.rivalGoneMilliseconds) * nanosecondsPerMillisecond
    }

    /// The other side ended a connection after it stood for so long, in nanoseconds.
    ///
    /// - Returns: Where it is certain that another client has the session, the pause before we
    ///   take it back, in milliseconds: it doubles up to its limit.
    mutating func ended(_ kind: ConnectionEnd.Kind, stood nanoseconds: Int64) -> Int? {
        shortInARow = nanoseconds < shortBelow ? shortInARow + 1 : 0
        if kind == .takenOver || shortInARow >= Self.telling { isContested = true }
        return kind == .takenOver ? pauses.next() : nil
    }

    /// An attempt to connect failed: nobody who has our session makes it fail.
    mutating func attemptFailed() { shortInARow = 0 }

    /// The connection has stood for so long, in nanoseconds.
    mutating func stood(for nanoseconds: Int64) {
        guard isContested, nanoseconds >= settledAfter else { return }
        isContested = false
        pauses.reset()
    }
}
