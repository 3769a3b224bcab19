import Engine
import Foundation

/// Writes messages as `messages.jsonl`: what a network lets through, and when.
struct MessageFile: MessageSink {
    private let file: FileHandle
    private let wording: Wording
    private let qos: Int
    private var network: Network
    private var received: [Reception] = []
    private var buffer: [UInt8] = []
    private var sent = 0
    private static let chunk = 256 * 1024

    init(path: String, wording: Wording, qos: Int, network: Network) throws {
        self.wording = wording
        self.network = network
        self.qos = qos
        guard path != "-" else {
            file = .standardOutput
            return
        }
        if !FileManager.default.fileExists(atPath: path) {
            try Data().write(to: URL(fileURLWithPath: path))
        }
        file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        let type = try FileManager.default.attributesOfItem(atPath: path)[.type]
        // A device has no length to cut.
        if type as? FileAttributeType == .typeRegular { try file.truncate(atOffset: 0) }
    }

    mutating func send(_ message: Message, at instant: Milliseconds) throws {
        sent += 1
        network.take(message, at: instant, into: &received)
        try writeReceived()
    }

    private mutating func writeReceived() throws {
        for reception in received { write(reception) }
        received.removeAll(keepingCapacity: true)
        if buffer.count >= Self.chunk { try flush() }
    }

    private mutating func write(_ reception: Reception) {
        switch reception {
        case .message(let message, let instant, let packet, let isMarked):
            write(message, at: instant, packet: packet, isMarked: isMarked)
        case .connectionLost(let instant): write(#""event":"connection_lost""#, at: instant)
        case .restart(let instant): write(#""event":"restart""#, at: instant)
        case .connectionUp(let instant):
            write(#""event":"connection_up","session_present":true"#, at: instant)
        }
    }

    private mutating func write(_ members: String, at instant: Milliseconds) {
        buffer.append(text: "{\"at\":\"\(wording.local(instant))\",\(members)}\n")
    }

    private mutating func write(
        _ message: Message, at instant: Milliseconds, packet: Int, isMarked: Bool
    ) {
        buffer.append(text: #"{"at":""#)
        buffer.append(text: wording.local(instant))
        buffer.append(text: #"","topic":""#)
        buffer.append(text: wording.topic(of: message))
        buffer.append(text: #"","payload":"#)
        wording.appendPayload(of: message, to: &buffer)
        if qos > 0 {
            buffer.append(text: #","qos":1,"mid":"#)
            buffer.append(number: Int64(packet))
        }
        if isMarked { buffer.append(text: #","dup":true"#) }
        buffer.append(text: "}\n")
    }

    mutating func pause(until deadline: ContinuousClock.Instant) throws {
        try flush()
        let seconds = (deadline - ContinuousClock.now) / .seconds(1)
        Thread.sleep(forTimeInterval: min(max(seconds, 0), 0.1))
    }

    mutating func finish(at end: Milliseconds) throws -> Delivery {
        network.finish(at: end, into: &received)
        try writeReceived()
        write(#""end":true"#, at: end)
        try flush()
        return Delivery(published: sent, acknowledged: sent)
    }

    private mutating func flush() throws {
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
