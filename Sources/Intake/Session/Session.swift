internal import Telemetry

/// One MQTT session: its loop, its connections one after another, its batch.
///
/// Everything happens on the thread that calls ``run()``.
///
/// The one rule that all else serves: the library's queue is written only while `isDirty` is
/// false. It queues the acknowledgement of a message before it hands the message over and
/// writes the queue as a whole, so nothing at all may leave between a message and its commit.
final class Session {
    /// Where the connection stands.
    enum Phase {
        /// None; the next attempt comes at the instant.
        case down(retryAt: Int64)
        /// Waiting for the broker's consent until the instant.
        case connecting(deadline: Int64, hasReachedPeer: Bool)
        /// The broker took us at the instant.
        case up(since: Int64)
    }

    let options: IntakeOptions
    let delegate: any IntakeDelegate
    let stopSignal: StopSignal
    let clientIDBytes: Int

    var phase = Phase.down(retryAt: 0)
    var connection: Connection?
    var ending: ConnectionEnd?
    var refusal: ConnectionEnd?
    /// What the library last wrote of a fault, while an encrypted connection is being made.
    var complaint: String?
    var prefersIPv4 = false
    var backoff: ReconnectBackoff
    var nextKeepAlive: Int64 = 0

    var batch = Batch()
    var packets = 0
    var hasMoreToRead = false
    var retryCommitAt: Int64?
    var watch: RedeliveryWatch
    var round: SubscriptionRound?
    var heldTopics: [String]
    /// Whether the broker has told its age since the connection was made, or need not.
    var knowsAge = true
    var statistics = IntakeStatistics()
    var fatal: IntakeError?

    /// Makes a session that is not connected.
    init(options: IntakeOptions, delegate: any IntakeDelegate, stopSignal: StopSignal) {
        self.options = options
        self.delegate = delegate
        self.stopSignal = stopSignal
        clientIDBytes = options.clientID.utf8.count
        backoff = ReconnectBackoff(
            firstMilliseconds: options.backoffFirstMilliseconds,
            lastMilliseconds: options.backoffLastMilliseconds,
            seed: UInt64.random(in: .min ... .max))
        watch = RedeliveryWatch(window: options.receiveMaximum)
        heldTopics = options.previousTopics
    }

    /// Runs until a stop is asked for or the delegate cannot commit.
    func run() {
        while !stopSignal.isRequested, fatal == nil {
            step()
            statistics.turns += 1
            delegate.turn(at: wallClock(), statistics: statistics)
        }
        if fatal == nil { stop() }
        connection = nil
        delegate.ended(fatal, at: wallClock())
    }

    /// One turn of the loop.
    private func step() {
        if retryCommitAt != nil {
            retryCommit()
            return
        }
        switch phase {
        case .down(let retryAt): stayDown(until: retryAt)
        case .connecting(let deadline, let hasReachedPeer):
            goOnConnecting(until: deadline, hasReachedPeer: hasReachedPeer)
        case .up: goOnReceiving()
        }
        if let reason = ending { finishConnection(reason) }
    }
}

/// What was handed over since the last commit.
struct Batch {
    /// Something must be committed before anything may be written.
    private(set) var isDirty = false
    /// Messages, rejected ones included.
    private(set) var messages = 0
    /// Bytes of their topics and payloads.
    private(set) var bytes = 0
    /// When the first thing was handed over, by the monotonic clock.
    private(set) var since: Int64 = 0

    /// Notes that something other than a message was handed over.
    mutating func note() {
        if !isDirty { since = monotonicNanoseconds() }
        isDirty = true
    }

    /// Notes a message.
    mutating func note(messageOf bytes: Int) {
        note()
        messages += 1
        self.bytes += bytes
    }
}
