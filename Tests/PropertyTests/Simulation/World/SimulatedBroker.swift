import Telemetry

/// A message as the broker has it.
struct Posted {
    /// Its number among all publications.
    var number: Int
    var topic: String
    var payload: [UInt8]
    var isQoS1: Bool
    /// Whether it is kept for those who subscribe later.
    var isKept: Bool
    /// Whether it comes because of a subscription.
    var isRetained = false
}

/// A packet on its way from the broker to us.
enum PacketToUs {
    case accepted(sessionPresent: Bool)
    case subscribed(messageID: Int32, reasons: [Int])
    case unsubscribed(messageID: Int32)
    case publish(Posted, packetID: UInt16, isDuplicate: Bool)
    /// How long the broker has run, in whole seconds.
    case age(Int, isRetained: Bool)
    /// What it has retained from its start.
    case version
    case pong
}

/// A packet on its way from us to the broker.
enum PacketToBroker {
    case connect(receiveMaximum: Int)
    case subscribe(messageID: Int32, [String])
    case unsubscribe(messageID: Int32, [String])
    case acknowledge(UInt16)
    case askAge
    case mark
    case ping
    case disconnect
}

/// A broker as mosquitto is one: a persistent session, a window, packet ids in a cycle, what was
/// not acknowledged again and marked, and a state on disk that is as old as its last saving: a
/// second at most where it tells how long it has run, else whenever it happened to save.
final class SimulatedBroker {
    private struct State {
        var hasSession = false
        /// Which of the sessions that it has made.
        var session = 0
        var topics: Set<String> = []
        /// Whether it wants to know how long the broker has run.
        var wantsAge = false
        var isMarked = false
        var inFlight: [(packetID: UInt16, message: Posted)] = []
        var queue: [Posted] = []
        var lastPacketID: UInt16 = 0
        /// By topic.
        var kept: [String: Posted] = [:]

        var waiting: [Int] { inFlight.map(\.message.number) + queue.map(\.number) }
    }

    private var state = State()
    private var saved = State()
    private(set) var isUp = true
    private weak var link: SimulatedLink?
    private var window = 1
    /// Publications that it had nobody for, or took and then lost, by its own fault.
    private(set) var lost: Set<Int> = []
    /// Publications of which it forgot that it had sent them: they come again, unmarked.
    private(set) var forgotten: Set<Int> = []
    /// Publications that we acknowledged.
    private(set) var acknowledged: Set<Int> = []
    /// When it took each publication, since we first had subscribed.
    private(set) var takenAt: [Int: Int64] = [:]
    private var hasSubscriber = false
    /// When it began, each time.
    private(set) var starts: [Int64] = []
    /// Whether it tells how long it has run.
    let tellsAge: Bool
    private let world: World
    private var savedAt: Int64 = 0
    /// How often it told its age since it began.
    private var timesTold: Int64 = 0
    private(set) var hasToldAge = false

    /// How often it tells its age, in nanoseconds.
    private static let ageInterval = 10 * nanosecondsPerSecond

    init(_ world: World, lastPacketID: UInt16, tellsAge: Bool) {
        self.world = world
        self.tellsAge = tellsAge
        starts = [world.now]
        state.lastPacketID = lastPacketID
    }

    /// Whether nothing waits for us.
    var isEmpty: Bool { state.inFlight.isEmpty && state.queue.isEmpty }

    /// What it does by itself as time goes on.
    func turn() {
        guard isUp else { return }
        if tellsAge ? world.now - savedAt >= nanosecondsPerSecond : world.dice.oneIn(100) { save() }
        guard tellsAge, age / Self.ageInterval > timesTold else { return }
        timesTold = age / Self.ageInterval
        guard let link, state.wantsAge else { return }
        link.arrive(.age(Int(age / nanosecondsPerSecond), isRetained: false))
        hasToldAge = true
    }

    private var age: Int64 { world.now - (starts.last ?? 0) }

    /// Takes a publication.
    func take(_ message: Posted) {
        if hasSubscriber { takenAt[message.number] = world.now }
        if message.isKept { state.kept[message.topic] = message }
        guard state.hasSession, state.topics.contains(message.topic) else {
            lost.insert(message.number)
            return
        }
        guard message.isQoS1 else {
            link?.arrive(.publish(message, packetID: 0, isDuplicate: false))
            return
        }
        state.queue.append(message)
    }

    /// Takes a message that was kept before anybody came.
    func keep(_ message: Posted) { state.kept[message.topic] = message }

    /// Sends what the window allows; false where there is nothing to send.
    func send() -> Bool {
        guard isUp, let link, !state.queue.isEmpty, state.inFlight.count < window else {
            return false
        }
        let message = state.queue.removeFirst()
        var id = state.lastPacketID
        repeat {
            id = id == .max ? 1 : id + 1
        } while state.inFlight.contains { $0.packetID == id }
        state.lastPacketID = id
        state.inFlight.append((id, message))
        link.arrive(.publish(message, packetID: id, isDuplicate: false))
        return true
    }

    /// Takes a packet of ours.
    func take(_ packet: PacketToBroker, from sender: SimulatedLink) {
        guard isUp else { return }
        if case .connect(let window) = packet { return accept(sender, window) }
        guard sender === link else { return }
        switch packet {
        case .connect: break
        case .subscribe(let messageID, let topics):
            subscribe(topics)
            sender.arrive(.subscribed(messageID: messageID, reasons: topics.map { _ in 1 }))
        case .unsubscribe(let messageID, let topics):
            state.topics.subtract(topics)
            sender.arrive(.unsubscribed(messageID: messageID))
        case .acknowledge(let id):
            guard let place = state.inFlight.firstIndex(where: { $0.packetID == id }) else {
                return
            }
            acknowledged.insert(state.inFlight.remove(at: place).message.number)
        case .askAge: tellKeptAge(sender)
        case .mark:
            guard tellsAge else { break }
            if !state.isMarked { sender.arrive(.version) }
            state.isMarked = true
            sender.arrive(.version)
        case .ping: sender.arrive(.pong)
        case .disconnect: link = nil
        }
    }

    /// What it told last is kept for those who subscribe: it may be as old as its interval.
    private func tellKeptAge(_ sender: SimulatedLink) {
        state.wantsAge = true
        guard tellsAge, timesTold > 0 else { return }
        let seconds = timesTold * Self.ageInterval / nanosecondsPerSecond
        sender.arrive(.age(Int(seconds), isRetained: true))
    }

    private func accept(_ sender: SimulatedLink, _ window: Int) {
        if let link, link !== sender { link.cut() }
        link = sender
        hasToldAge = false
        self.window = window
        sender.arrive(.accepted(sessionPresent: state.hasSession))
        if !state.hasSession {
            (state.hasSession, state.session) = (true, state.session + 1)
        }
        for (id, message) in state.inFlight {
            sender.arrive(.publish(message, packetID: id, isDuplicate: true))
        }
    }

    private func subscribe(_ topics: [String]) {
        hasSubscriber = true
        for topic in topics where state.topics.insert(topic).inserted {
            guard var message = state.kept[topic] else { continue }
            message.isRetained = true
            if message.isQoS1 {
                state.queue.append(message)
            } else {
                link?.arrive(.publish(message, packetID: 0, isDuplicate: false))
            }
        }
    }

    /// The connection was lost.
    func lose(_ old: SimulatedLink) {
        if link === old { link = nil }
    }

    private func save() { (saved, savedAt) = (state, world.now) }

    /// Forgets our session, as when it has expired or somebody deletes it.
    func forgetSession() {
        link?.cut()
        lost.formUnion(state.waiting)
        let (kept, id, session) = (state.kept, state.lastPacketID, state.session)
        state = State()
        (state.kept, state.lastPacketID, state.session) = (kept, id, session)
    }

    /// Ends in good order.
    func stop() {
        save()
        fail()
    }

    /// Is killed; what it has is what it saved last.
    func kill() {
        let (before, after) = (state.waiting, saved.waiting)
        let found = Set(after)
        lost.formUnion(before.filter { !found.contains($0) })
        forgotten.formUnion(Set(saved.queue.map(\.number)).subtracting(state.queue.map(\.number)))
        if saved.session != state.session {
            // The packet ids of a session that was gone are in use again.
            forgotten.formUnion(saved.inFlight.map(\.message.number))
        }
        state = saved
        fail()
    }

    private func fail() {
        isUp = false
        link?.cut()
        link = nil
    }

    func start() {
        guard !isUp else { return }
        isUp = true
        starts.append(world.now)
        timesTold = 0
    }
}
