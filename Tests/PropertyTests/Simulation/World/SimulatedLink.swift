import Telemetry

@testable import Intake

/// A connection as the session sees one: the library's queues, and a network that may be cut.
final class SimulatedLink: BrokerLink {
    /// Codes of the library.
    private enum Code {
        static let success: Int32 = 0
        static let connectionLost: Int32 = 7
        static let systemError: Int32 = 14
        static let noPong: Int32 = 19
    }

    private let network: SimulatedNetwork
    private unowned let session: Session
    /// Queued by the library, not written yet.
    private var queued: [PacketToBroker] = []
    /// At our socket.
    private var arrived: [PacketToUs] = []
    private var isCut = false
    private var isClosed = false
    private var isLogging = false
    private var messageID: Int32 = 0
    /// Whether nobody answers: neither accepted nor refused.
    private let isIgnored: Bool
    /// Whether nothing reaches anybody any more, and neither side knows.
    private(set) var isHalfOpen = false
    /// When a ping was sent that has no answer yet; when something was sent last.
    private var (pingedAt, sentAt): (Int64?, Int64)

    init(_ network: SimulatedNetwork, session: Session) {
        self.network = network
        self.session = session
        isIgnored = network.isSilent
        (pingedAt, sentAt) = (nil, network.world.now)
    }

    deinit { network.broker.lose(self) }

    // MARK: For the network

    /// A packet comes to our socket.
    func arrive(_ packet: PacketToUs) {
        if !isCut, !isClosed, !isHalfOpen { arrived.append(packet) }
    }

    /// From now on nothing that either side sends comes.
    func fallSilent() { isHalfOpen = true }

    /// The other end is found to be gone.
    func surface() {
        guard isHalfOpen else { return }
        isHalfOpen = false
        cut()
    }

    /// The connection ends; of what is on its way some may come yet.
    func cut() {
        network.broker.lose(self)
        guard !isCut, !isHalfOpen else { return }
        isCut = true
        arrived.removeLast(Int(network.world.dice.int(0...Int64(arrived.count))))
    }

    /// What poll says.
    func readiness(for events: Int32) -> Int32 {
        let (input, output, hangUp): (Int32, Int32, Int32) = (1, 4, 16)
        guard !isIgnored else { return 0 }
        var ready: Int32 = 0
        if events & input != 0, !arrived.isEmpty || isCut { ready |= input }
        if events & output != 0, !isCut { ready |= output }
        if events & peerLeft != 0, isCut { ready |= peerLeft }
        if isCut, arrived.isEmpty { ready |= hangUp }
        return ready
    }

    /// Whether something is there to read or to write.
    var isBusy: Bool {
        !isIgnored && !isClosed && (!arrived.isEmpty || !queued.isEmpty || isCut)
    }

    // MARK: BrokerLink

    func open(_ options: IntakeOptions, ipv4Only: Bool) -> Int32 {
        guard network.broker.isUp || isIgnored else { return Code.systemError }
        queued.append(.connect(receiveMaximum: options.receiveMaximum))
        return Code.success
    }

    /// No descriptor of ours has the number.
    var descriptor: Int32 { isClosed ? -1 : .max - 1 }

    var wantsToWrite: Bool { !queued.isEmpty }
    var holdsBytes: Bool { false }
    var distrust: String? { nil }

    func read() -> Int32 {
        guard !arrived.isEmpty else {
            guard isCut else { return Code.success }
            isClosed = true
            return Code.connectionLost
        }
        switch arrived.removeFirst() {
        case .accepted(let sessionPresent):
            guard network.takesAnswer() else {
                (arrived, isClosed) = ([], true)
                network.broker.lose(self)
                return Code.connectionLost
            }
            network.noteAccepted(sessionPresent: sessionPresent)
            session.brokerAnswered(reason: 0, sessionPresent: sessionPresent)
        case .subscribed(let messageID, let reasons):
            session.subscriptionsAnswered(messageID: messageID, reasons: reasons)
        case .unsubscribed(let messageID): session.unsubscriptionsAnswered(messageID: messageID)
        case .publish(let message, let packetID, let isDuplicate):
            hand(message, packetID, isDuplicate)
        case .age(let seconds, let isRetained): hand(age: seconds, isRetained)
        case .pong: pingedAt = nil
        case .version:
            let (topic, payload) = (Array(SessionMark.topic.utf8), Array("mosquitto".utf8))
            session.received(
                topic: topic.span, payload: payload.span, packetID: 0, qos: 0, retained: true)
        }
        return Code.success
    }

    private func hand(age seconds: Int, _ isRetained: Bool) {
        let (topic, payload) = (Array("$SYS/broker/uptime".utf8), Array("\(seconds) seconds".utf8))
        if !isRetained { network.note(age: seconds) }
        session.received(
            topic: topic.span, payload: payload.span, packetID: 0, qos: 0, retained: isRetained)
    }

    /// As the library does: the log line, the acknowledgement into the queue, then the message.
    private func hand(_ message: Posted, _ packetID: UInt16, _ isDuplicate: Bool) {
        let topic = Array(message.topic.utf8)
        if isLogging {
            let line =
                "Client \(session.options.clientID) received PUBLISH (d\(isDuplicate ? 1 : 0), "
                + "q\(message.isQoS1 ? 1 : 0), r\(message.isRetained ? 1 : 0), m\(packetID), "
                + "'\(message.topic)', ... (\(message.payload.count) bytes))"
            session.logged(Array(line.utf8).span)
        }
        if message.isQoS1 { queued.append(.acknowledge(packetID)) }
        network.noteHanded(message, packetID: packetID, isDuplicate: isDuplicate)
        session.received(
            topic: topic.span, payload: message.payload.span, packetID: packetID,
            qos: message.isQoS1 ? 1 : 0, retained: message.isRetained)
    }

    func write() -> Int32 {
        guard !isCut, !network.world.isDead else {
            isClosed = true
            return Code.connectionLost
        }
        let isLeaving = queued.contains { if case .disconnect = $0 { true } else { false } }
        let all = isLeaving || !network.world.dice.oneIn(8)
        let count = all ? queued.count : Int(network.world.dice.int(0...Int64(queued.count)))
        let written = queued.prefix(count)
        queued.removeFirst(count)
        sentAt = network.world.now
        guard !isHalfOpen else { return Code.success }
        for packet in written {
            network.broker.take(packet, from: self)
            if case .mark = packet { network.noteMarked() }
            if case .disconnect = packet { isClosed = true }
        }
        return Code.success
    }

    /// As the library does: a ping where nothing was sent for long, and the end where it has no
    /// answer.
    func keepAlive() -> Int32 {
        let patience = Int64(session.options.keepAliveSeconds) * nanosecondsPerSecond
        let now = network.world.now
        if let pingedAt {
            guard now - pingedAt > patience else { return Code.success }
            isClosed = true
            network.broker.lose(self)
            return Code.noPong
        }
        guard now - sentAt >= patience else { return Code.success }
        (pingedAt, sentAt) = (now, now)
        queued.append(.ping)
        return Code.success
    }

    func stayAwake(topic: String) -> Int32 { Code.success }

    func send(_ change: TopicChange) -> SubscriptionRound {
        var round = SubscriptionRound()
        messageID += 1
        round.subscribing(change.wanted, messageID: messageID)
        queued.append(.subscribe(messageID: messageID, change.wanted))
        if !change.stale.isEmpty {
            messageID += 1
            round.unsubscribing(change.stale, messageID: messageID)
            queued.append(.unsubscribe(messageID: messageID, change.stale))
        }
        return round
    }

    func askAge() { queued.append(.askAge) }

    func mark() { queued.append(.mark) }

    func leave() -> Int32 {
        queued.append(.disconnect)
        return Code.success
    }

    func log(_ isOn: Bool) { isLogging = isOn }
}

/// What lies between the process and the broker, and the record of what really happened there.
final class SimulatedNetwork: SessionWorld {
    /// A message as it was handed to the session.
    struct Handed {
        var number: Int
        var packetID: UInt16
        var isDuplicate: Bool
        var isRetained: Bool
        var isQoS1: Bool
    }

    /// What the session was told, under the time of our clock at which it was told.
    enum Told {
        case message(Handed)
        case accepted(sessionPresent: Bool)
        /// How long the broker has run, in seconds.
        case age(Int64)
    }

    let world: World
    let broker: SimulatedBroker
    /// Whether whoever connects gets no answer.
    var isSilent = false
    /// Whether the next answer to a CONNECT is lost on its way.
    var losesAnswer = false
    /// Whether we end as soon as the broker has our mark, and before we know what it says to it.
    var endsBehindMark = false
    private(set) var link: SimulatedLink?
    /// In order, with the time of our clock.
    private(set) var told: [(at: Int64, told: Told)] = []

    init(_ world: World, _ broker: SimulatedBroker) {
        self.world = world
        self.broker = broker
    }

    /// Whether an answer to a CONNECT reaches us.
    fileprivate func takesAnswer() -> Bool {
        guard !losesAnswer else {
            losesAnswer = false
            return false
        }
        return true
    }

    /// The broker has our mark.
    fileprivate func noteMarked() {
        if endsBehindMark { world.fuse = 0 }
        endsBehindMark = false
    }

    func noteHanded(_ message: Posted, packetID: UInt16, isDuplicate: Bool) {
        let handed = Handed(
            number: message.number, packetID: packetID, isDuplicate: isDuplicate,
            isRetained: message.isRetained, isQoS1: message.isQoS1)
        world.trace("handed \(message.number) as \(packetID), duplicate \(isDuplicate)")
        told.append((world.wallClock.nanoseconds, .message(handed)))
    }

    func noteAccepted(sessionPresent: Bool) {
        world.trace("accepted, session present \(sessionPresent)")
        told.append((world.wallClock.nanoseconds, .accepted(sessionPresent: sessionPresent)))
    }

    func note(age seconds: Int) {
        world.trace("broker runs for \(seconds) s")
        told.append((world.wallClock.nanoseconds, .age(Int64(seconds))))
    }

    /// The process is gone, and its socket with it.
    func drop() {
        link?.cut()
        link = nil
    }

    // MARK: SessionWorld

    /// Each look at the clock takes a little time, so that no two messages have the same.
    func wallClock() -> Timestamp {
        let now = world.wallClock
        world.advance(by: 1)
        return now
    }

    func monotonicNanoseconds() -> Int64 { world.now }

    func wait(for events: Int32, on link: (any BrokerLink)?, atMost nanoseconds: Int64) -> Int32 {
        (link as? SimulatedLink)?.readiness(for: events) ?? 0
    }

    func link(_ options: IntakeOptions, owner: Session) -> any BrokerLink {
        let fresh = SimulatedLink(self, session: owner)
        link = fresh
        return fresh
    }
}
