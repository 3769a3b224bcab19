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
    let world: any SessionWorld
    let clientIDBytes: Int

    var phase = Phase.down(retryAt: 0)
    var connection: (any BrokerLink)?
    var ending: ConnectionEnd?
    var refusal: ConnectionEnd?
    /// What the library last wrote of a fault, while an encrypted connection is being made.
    var complaint: String?
    var prefersIPv4 = false
    var backoff: ReconnectBackoff
    var rivalry: Rivalry
    var nextKeepAlive: Int64 = 0
    /// When the broker was last heard for certain, by the monotonic clock.
    var heardAt: Int64 = 0
    /// Whether the connection is known to bring nothing new: what waits in it may be old.
    var hasPeerLeft = false

    var batch = Batch()
    var packets = 0
    var hasMoreToRead = false
    /// Whether reading was held since the socket was last empty: what comes now may be old.
    var isBehind = false
    var retryCommitAt: Int64?
    var watch: RedeliveryWatch
    var round: SubscriptionRound?
    var heldTopics: [String]
    /// Whether the broker has told its age since the connection was made, or need not.
    var knowsAge = true
    /// Whether the delegate knows that we are connecting.
    var isConnectingTold = false
    /// What tells whose the session is; nil: nobody asks.
    var mark: SessionMark?
    var statistics = IntakeStatistics()
    var fatal: IntakeError?

    /// Makes a session that is not connected; the same seed gives the same pauses.
    init(
        options: IntakeOptions, delegate: any IntakeDelegate, stopSignal: StopSignal,
        world: (any SessionWorld)? = nil, seed: UInt64 = .random(in: .min ... .max)
    ) {
        self.world = world ?? SystemWorld(stopSignal: stopSignal)
        self.options = options
        self.delegate = delegate
        self.stopSignal = stopSignal
        clientIDBytes = options.clientID.utf8.count
        backoff = ReconnectBackoff(
            firstMilliseconds: options.backoffFirstMilliseconds,
            lastMilliseconds: options.backoffLastMilliseconds,
            seed: seed)
        rivalry = Rivalry(options: options, seed: seed)
        watch = RedeliveryWatch(window: options.receiveMaximum)
        heldTopics = options.previousTopics
    }

    /// Runs until a stop is asked for or the delegate cannot commit.
    func run() {
        while turn() {}
        end()
    }

    /// One turn of the loop; false where it is the last.
    func turn() -> Bool {
        guard !stopSignal.isRequested, fatal == nil else { return false }
        step()
        statistics.turns += 1
        statistics.silence = silence
        do throws(CommitFailure) {
            try delegate.turn(at: wallClock(), statistics: statistics)
        } catch {
            if case .failed(let cause) = error { fail(cause) }
        }
        return true
    }

    /// Leaves in good order where that is possible, and tells of the end.
    func end() {
        if fatal == nil { stop() }
        connection = nil
        delegate.ended(fatal, at: wallClock())
    }

    /// Does what the phase asks for.
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
    mutating func note(at now: @autoclosure () -> Int64) {
        if !isDirty { since = now() }
        isDirty = true
    }

    /// Notes a message.
    mutating func note(messageOf bytes: Int, at now: @autoclosure () -> Int64) {
        note(at: now())
        messages += 1
        self.bytes += bytes
    }
}
