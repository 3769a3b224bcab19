public import Journal
import Synchronization
public import Telemetry

/// What the threads of a lane last said of themselves.
///
/// The intake thread writes once a turn, never once a message; any thread reads.
public final class LaneHealth: Sendable {
    /// Whether the journal takes what comes.
    public enum JournalState: String, Sendable {
        case working
        /// There is no room: nothing is read and nothing acknowledged until there is.
        case full
        /// It can write nothing any more; the process ends.
        case failed
    }

    /// What the intake thread knows.
    public struct Intake: Sendable {
        /// Turns of its loop; it turns at least every second or so, whatever arrives.
        public var turns: UInt64 = 0
        /// Whether the journal takes what comes.
        public var journalState = JournalState.working
        /// Bytes of all segments, unwritten space included.
        public var journalBytes = 0
        /// Number of segments.
        public var segments = 0
        /// The last record that is durable.
        public var lastDurableRecord: UInt64 = 0
        /// Durable records that wait to be decoded.
        public var backlog: UInt64 = 0
        /// What the journal did since it was opened.
        public var journal = JournalCounters()
        /// Connections made.
        public var connections: UInt64 = 0
        /// Attempts to connect that failed.
        public var failedAttempts: UInt64 = 0
        /// Connections that the broker ended soon after it took us.
        public var shortConnections: UInt64 = 0
        /// Whether another client seems to use our client id: it takes messages that are ours.
        public var isContested = false
        /// Bytes of payloads received.
        public var receivedBytes: UInt64 = 0
        /// When the last message came, by our clock.
        public var lastMessage: Timestamp?
        /// When something was last made durable, by our clock.
        public var lastSync: Timestamp?
        /// The first record that the journal still has.
        public var oldestRecord: UInt64 = 1

        /// Nothing said yet.
        public init() {}
    }

    /// What all threads of the lane said.
    public struct Reading: Sendable {
        /// The lane: the broker's identifier.
        public var lane: String
        /// What the intake thread said.
        public var intake: Intake
        /// What came on each topic, a second old at most.
        public var topics: TopicLedger
        /// Turns of the core's loop.
        public var coreTurns: UInt64
        /// Signs of life of the worker that folds late events again.
        public var refoldTurns: UInt64
        /// The last journal record that was folded whole.
        public var folded: UInt64
        /// Samples that waited in the ring when the core last looked.
        public var ringFill: Int
        /// Samples that the ring holds at most.
        public var ringCapacity: Int

        /// Puts together what they said.
        public init(
            lane: String, intake: Intake, topics: TopicLedger = TopicLedger(names: []),
            coreTurns: UInt64, refoldTurns: UInt64 = 0, folded: UInt64 = 0, ringFill: Int,
            ringCapacity: Int
        ) {
            self.lane = lane
            self.intake = intake
            self.topics = topics
            self.coreTurns = coreTurns
            self.refoldTurns = refoldTurns
            self.folded = folded
            self.ringFill = ringFill
            self.ringCapacity = ringCapacity
        }
    }

    /// The lane: the broker's identifier.
    public let lane: String
    private let intake = Mutex(Intake())
    private let topics: Mutex<TopicLedger>
    private let coreTurns = Atomic<UInt64>(0)
    private let refoldTurns = Atomic<UInt64>(0)
    private let folded = Atomic<UInt64>(0)
    private let ringFill = Atomic(0)
    private let ringCapacity: Int

    init(lane: String, topics: [String] = [], ringCapacity: Int) {
        self.lane = lane
        self.topics = Mutex(TopicLedger(names: topics))
        self.ringCapacity = ringCapacity
    }

    /// Takes what the intake thread says.
    public func note(_ change: (inout Intake) -> Void) { intake.withLock { change(&$0) } }

    /// Takes what came on each topic; at most once a second, for it is copied.
    func note(_ ledger: TopicLedger) { topics.withLock { $0.copy(ledger) } }

    func noteCore(turns: UInt64, folded position: UInt64, ringFill fill: Int) {
        // Counts for people and the watchdog: nothing is published through them.
        coreTurns.store(turns, ordering: .relaxed)
        folded.store(position, ordering: .relaxed)
        ringFill.store(fill, ordering: .relaxed)
    }

    /// The worker that folds late events again is alive.
    func noteRefold() { refoldTurns.add(1, ordering: .relaxed) }

    /// What was said last.
    public var reading: Reading {
        Reading(
            lane: lane, intake: intake.withLock { $0 }, topics: topics.withLock { $0 },
            coreTurns: coreTurns.load(ordering: .relaxed),
            refoldTurns: refoldTurns.load(ordering: .relaxed),
            folded: folded.load(ordering: .relaxed),
            ringFill: ringFill.load(ordering: .relaxed), ringCapacity: ringCapacity)
    }
}
