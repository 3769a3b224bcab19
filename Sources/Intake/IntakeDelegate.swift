public import Telemetry

/// Takes what the session receives, makes it durable, and follows the session's fate.
///
/// Every call comes on the intake thread, one at a time; none may block for long except
/// ``commit()``. Bytes handed over are valid during the call only.
public protocol IntakeDelegate: AnyObject {
    /// A message came; it is acknowledged after the next ``commit()`` that succeeds.
    func received(topic: Span<UInt8>, payload: Span<UInt8>, delivery: Delivery)

    /// A payload over the limit came; it is gone, and acknowledged like a message.
    func rejected(topic: Span<UInt8>, payloadBytes: Int, delivery: Delivery)

    /// We are about to connect; the broker may make a session before we have its answer.
    ///
    /// Told once until the broker answers, and again after an attempt that reached a broker and
    /// had no answer. Committed before anything leaves.
    func connecting(at now: Timestamp)

    /// The broker took us; `sessionPresent` says whether it had kept the session.
    func connected(sessionPresent: Bool, at now: Timestamp)

    /// Whose the session is that the broker had kept; once per such connection, before
    /// ``subscribed(_:at:)``.
    func found(session origin: SessionOrigin, at now: Timestamp)

    /// The broker told how long it has run; once per connection, where it is asked and answers.
    func brokerRuns(seconds: Int, at now: Timestamp)

    /// The broker has answered for every topic; once per connection.
    func subscribed(_ report: SubscriptionReport, at now: Timestamp)

    /// A connection that was reported as made has ended; the broker had not been heard for so many
    /// nanoseconds, less than a second counted as none.
    func disconnected(_ reason: ConnectionEnd, silence: Int64, at now: Timestamp)

    /// An attempt to connect failed; the next one comes after the pause.
    func connectionFailed(_ reason: ConnectionEnd, retryMilliseconds: Int, at now: Timestamp)

    /// Makes durable whatever was handed over since the last commit.
    ///
    /// Acknowledgements leave only after it returned. Called only where something was handed
    /// over, connections and subscriptions included.
    ///
    /// - Throws: ``CommitFailure/noRoom`` stops reading, writing and pings until a later call
    ///   succeeds; the broker may drop us meanwhile, keeps the session and sends again.
    ///   ``CommitFailure/failed(_:)`` ends the intake.
    func commit() throws(CommitFailure)

    /// The loop went round; comes at least every ``IntakeOptions/turnMilliseconds`` or so.
    ///
    /// - Throws: ``CommitFailure/failed(_:)`` ends the intake, also where nothing comes that would
    ///   have to be committed; ``CommitFailure/noRoom`` changes nothing.
    func turn(at now: Timestamp, statistics: IntakeStatistics) throws(CommitFailure)

    /// False stops the reading; the connection is kept, and nothing is lost.
    var wantsMore: Bool { get }

    /// The last call: the intake ended in good order, or with an error.
    func ended(_ error: IntakeError?, at now: Timestamp)
}

extension IntakeDelegate {
    /// Nothing, where nobody is told what was lost.
    public func connecting(at now: Timestamp) {}

    /// Nothing, where nobody is told what was lost.
    public func found(session origin: SessionOrigin, at now: Timestamp) {}

    /// Nothing, where ``IntakeOptions/asksBrokerAge`` is not set.
    public func brokerRuns(seconds: Int, at now: Timestamp) {}
}

/// What is known of a message besides its topic and payload.
public struct Delivery: Sendable, Equatable {
    /// When we read it, by our clock.
    public var receiveTime: Timestamp
    /// The broker's number for it, 1 to 65,535; 0 at quality of service 0.
    public var packetID: UInt16
    /// Quality of service, 0 or 1.
    public var qos: UInt8
    /// The broker had kept it and delivers it because we subscribed.
    public var retained: Bool
    /// The broker had sent it before and had no acknowledgement.
    public var duplicate: Bool

    /// Makes the description of a delivery.
    public init(
        receiveTime: Timestamp, packetID: UInt16, qos: UInt8, retained: Bool, duplicate: Bool
    ) {
        self.receiveTime = receiveTime
        self.packetID = packetID
        self.qos = qos
        self.retained = retained
        self.duplicate = duplicate
    }
}

/// Why a commit made nothing durable.
public enum CommitFailure: Error {
    /// There is no room now; the same commit is tried again later.
    case noRoom
    /// Nothing can be made durable any more.
    case failed(any Error)
}
