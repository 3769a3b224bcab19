internal import Telemetry

/// All that a session sees of the world: clocks, waiting, and links to the broker.
///
/// The thin line behind which a simulation may stand.
protocol SessionWorld: AnyObject {
    /// The clock of the wall, in UTC; may step.
    func wallClock() -> Timestamp

    /// A clock that only goes forward, in nanoseconds from some origin.
    func monotonicNanoseconds() -> Int64

    /// Waits for a link or a stop; returns what the link is ready for, in the bits of poll.
    func wait(for events: Int32, on link: (any BrokerLink)?, atMost nanoseconds: Int64) -> Int32

    /// Makes a link that is not open; `owner` receives its callbacks.
    func link(_ options: IntakeOptions, owner: Session) throws(IntakeError) -> any BrokerLink
}

/// One connection to the broker, as the MQTT library has it; codes are the library's.
protocol BrokerLink: AnyObject {
    /// Begins to connect without waiting for the peer.
    func open(_ options: IntakeOptions, ipv4Only: Bool) throws(IntakeError) -> Int32

    /// The socket, or a negative number once it is closed.
    var descriptor: Int32 { get }

    /// Whether packets wait to be written.
    var wantsToWrite: Bool { get }

    /// Whether bytes were read that nobody sees at the socket.
    var holdsBytes: Bool { get }

    /// Why the broker's certificate was not trusted; nil where it was.
    var distrust: String? { get }

    /// Reads a packet, if one is there.
    func read() -> Int32

    /// Writes whatever is queued, acknowledgements included, as far as the socket takes it.
    func write() -> Int32

    /// Queues a ping when one is due.
    func keepAlive() -> Int32

    /// Queues a packet that changes nothing, so that the broker hears from us.
    func stayAwake(topic: String) -> Int32

    /// Queues the packets that make the session hold the wanted topics and no stale ones.
    func send(_ change: TopicChange) throws(IntakeError) -> SubscriptionRound

    /// Queues what tells whose the session is, and marks it as ours: see ``SessionMark``.
    func mark() throws(IntakeError)

    /// Asks the broker to tell how long it has run, now and again; its answer is not waited for.
    func askAge() throws(IntakeError)

    /// Queues a DISCONNECT; the socket closes once it is written.
    func leave() -> Int32

    /// Turns the log lines on or off that tell duplicates and why TLS failed.
    func log(_ isOn: Bool)
}

extension Connection: BrokerLink {}

/// The world outside: the system's clocks and poll, the library's connections.
final class SystemWorld: SessionWorld {
    private let stopSignal: StopSignal

    init(stopSignal: StopSignal) { self.stopSignal = stopSignal }

    func wallClock() -> Timestamp { Intake.wallClock() }

    func monotonicNanoseconds() -> Int64 { Intake.monotonicNanoseconds() }

    func wait(for events: Int32, on link: (any BrokerLink)?, atMost nanoseconds: Int64) -> Int32 {
        // A negative descriptor is passed over.
        waitOrStop(
            for: events, descriptor: link?.descriptor ?? -1, stop: stopSignal.descriptor,
            atMost: nanoseconds)
    }

    func link(_ options: IntakeOptions, owner: Session) throws(IntakeError) -> any BrokerLink {
        try Connection(options: options, owner: owner)
    }
}
