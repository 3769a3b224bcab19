import Decoding
import Telemetry

@testable import Journal

/// What the journal tells, read back at the end and laid beside what really happened.
struct JournalStory {
    /// One record of a message.
    struct Delivery {
        /// Its place in the journal.
        var place: Int
        var handed: SimulatedNetwork.Handed
        var fate: Fate
    }

    enum Fate {
        case counted
        /// Told as delivered before.
        case redelivered
        case quarantined
        case rejected
    }

    /// What the fold should have seen, in the journal's order.
    private(set) var messages: [Message] = []
    private(set) var deliveries: [Delivery] = []
    /// Publications that look like another one to whoever knows packet id, topic and payload only.
    private(set) var alike: Set<Int> = []
    private(set) var lastRecord: UInt64 = 0
    private let publications: [Publication]
    /// By the time of our clock, in order.
    private var told: [Int64: [SimulatedNetwork.Told]] = [:]
    private var memory: [Remembered] = []
    private var isResumed = false
    /// Whether a connection is up, as far as the journal tells.
    private var isUp = false
    /// Whether the broker has told its age in this connection.
    private var knowsAge = false

    /// A QoS 1 message of this session, as `production.md` section 4 remembers it.
    private struct Remembered {
        var packetID: UInt16
        var topic: String
        var payload: [UInt8]
        var number: Int
        var isUsed = false
    }

    /// Reads the journal of a simulation that has ended.
    init(_ simulation: Simulation) throws {
        publications = simulation.publications
        for entry in simulation.network.told { told[entry.at, default: []].append(entry.told) }
        var reader = try JournalReader(directory: simulation.place.folder)
        var batch = JournalBatch()
        while try reader.next(into: &batch) {
            for header in batch.records { try take(header, in: batch) }
        }
    }

    private mutating func take(_ header: RecordHeader, in batch: JournalBatch) throws {
        lastRecord = header.number
        switch header.kind {
        case .message: try takeMessage(header, in: batch)
        case .rejected: try takeRejected(header)
        case .tick:
            let silence = header.value(in: batch.bytes)
            append(silence > 0 ? .quiet(silence) : .tick, header)
        case .started:
            isUp = false
            append(.started, header)
        case .stopped: append(.stopped, header)
        case .connectionLost:
            guard isUp else { throw failure(header, "a connection ends that was not there") }
            isUp = false
            append(.connectionLost(silence: header.value(in: batch.bytes)), header)
        case .connectionUp(let isPresent): try connect(header, isPresent)
        case .brokerRuns: try takeAge(header, in: batch)
        case .connecting:
            guard !isUp else { throw failure(header, "an attempt beside a connection") }
            append(.connecting, header)
        case .session(let origin):
            guard isUp, isResumed else { throw failure(header, "there is no kept session") }
            if origin == .empty { (memory, isResumed) = ([], false) }
            append(.session(origin), header)
        }
    }

    private mutating func takeAge(_ header: RecordHeader, in batch: JournalBatch) throws {
        guard isUp, !knowsAge else { throw failure(header, "an age that nobody asked for") }
        let seconds = header.value(in: batch.bytes)
        let place = told[header.receiveTime.nanoseconds]?.firstIndex {
            if case .age(seconds) = $0 { true } else { false }
        }
        guard let place else {
            throw failure(header, "no broker told that age")
        }
        told[header.receiveTime.nanoseconds]?.remove(at: place)
        knowsAge = true
        append(.brokerRuns(seconds: seconds), header)
    }

    private func failure(_ header: RecordHeader, _ text: String) -> Simulation.Failure {
        Simulation.Failure("record \(header.number): \(text)")
    }

    private mutating func append(_ content: Message.Content, _ header: RecordHeader) {
        let at = header.receiveTime.nanoseconds
        messages.append(
            Message(number: messages.count, received: at, prompt: at, content: content))
    }

    private mutating func connect(_ header: RecordHeader, _ isPresent: Bool) throws {
        guard !isUp else { throw failure(header, "the gap before it is not told") }
        let place = told[header.receiveTime.nanoseconds]?.firstIndex {
            if case .accepted(isPresent) = $0 { true } else { false }
        }
        guard let place else { throw failure(header, "no broker said that") }
        told[header.receiveTime.nanoseconds]?.remove(at: place)
        (isUp, knowsAge) = (true, false)
        isResumed = isPresent
        if !isPresent { memory = [] }
        append(.connectionUp(sessionPresent: isPresent), header)
    }

    /// What was handed over when the record was made.
    private mutating func handed(
        _ header: RecordHeader, where isRight: (SimulatedNetwork.Handed) -> Bool
    ) throws -> SimulatedNetwork.Handed {
        for (place, entry) in told[header.receiveTime.nanoseconds, default: []].enumerated() {
            guard case .message(let handed) = entry, isRight(handed) else { continue }
            told[header.receiveTime.nanoseconds]?.remove(at: place)
            return handed
        }
        throw failure(header, "no such message was delivered")
    }

    private mutating func takeRejected(_ header: RecordHeader) throws {
        let publications = publications
        let handed = try handed(header) {
            if case .tooLarge = publications[$0.number].kind { true } else { false }
        }
        deliveries.append(Delivery(place: messages.count, handed: handed, fate: .rejected))
        append(.tick, header)
    }

    private mutating func takeMessage(_ header: RecordHeader, in batch: JournalBatch) throws {
        guard isUp else { throw failure(header, "a message without a connection") }
        let topic = String(decoding: batch.bytes[header.topic], as: UTF8.self)
        let payload = Array(batch.bytes[header.payload])
        let publications = publications
        let handed = try handed(header) {
            $0.packetID == header.packetID && $0.isQoS1 == (header.qos == 1)
                && publications[$0.number].posted.topic == topic
                && publications[$0.number].posted.payload == payload
        }
        let (isRedelivery, isDoubtful) = judge(handed, topic, payload)
        var fate = Fate.counted
        if isRedelivery {
            fate = .redelivered
            append(.tick, header)
        } else if case .value(var message) = publications[handed.number].kind {
            message.number = messages.count
            message.received = header.receiveTime.nanoseconds
            message.prompt = message.received
            message.isRetained = handed.isRetained
            message.isAmbiguous = isDoubtful
            messages.append(message)
        } else {
            fate = .quarantined
            append(.tick, header)
        }
        deliveries.append(Delivery(place: messages.count - 1, handed: handed, fate: fate))
    }

    /// The rule of `production.md` section 4, with all the time in the world.
    private mutating func judge(
        _ handed: SimulatedNetwork.Handed, _ topic: String, _ payload: [UInt8]
    ) -> (isRedelivery: Bool, isDoubtful: Bool) {
        guard handed.isQoS1 else { return (false, false) }
        let equal = memory.indices.filter {
            memory[$0].packetID == handed.packetID && memory[$0].topic == topic
                && memory[$0].payload == payload
        }
        if equal.contains(where: { memory[$0].number != handed.number }) {
            alike.insert(handed.number)
        }
        let open = equal.filter { !memory[$0].isUsed }
        defer {
            memory.append(
                Remembered(
                    packetID: handed.packetID, topic: topic, payload: payload,
                    number: handed.number))
            if memory.count > 32_000 { memory.removeFirst() }
        }
        guard handed.isDuplicate, isResumed, let match = open.first else { return (false, false) }
        guard open.count == 1 else { return (false, true) }
        memory[match].isUsed = true
        return (true, false)
    }
}
