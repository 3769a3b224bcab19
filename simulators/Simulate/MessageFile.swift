import Engine
import Foundation

/// Writes messages as `messages.jsonl`, received at their own time.
struct MessageFile: MessageSink {
    private let file: FileHandle
    private let wording: Wording
    private let qos: Int
    private var buffer: [UInt8] = []
    private var written = 0
    private static let chunk = 256 * 1024

    init(path: String, wording: Wording, qos: Int) throws {
        self.wording = wording
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

    mutating func send(_ message: Message) throws {
        buffer.append(text: #"{"at":""#)
        buffer.append(text: wording.local(message.time))
        buffer.append(text: #"","topic":""#)
        buffer.append(text: wording.topic(of: message))
        buffer.append(text: #"","payload":"#)
        wording.appendPayload(of: message, to: &buffer)
        if qos > 0 {
            buffer.append(text: #","qos":1,"mid":"#)
            buffer.append(number: Int64(written % 65_535 + 1))
        }
        buffer.append(text: "}\n")
        written += 1
        if buffer.count >= Self.chunk { try flush() }
    }

    mutating func pause(until deadline: ContinuousClock.Instant) throws {
        try flush()
        let seconds = (deadline - ContinuousClock.now) / .seconds(1)
        Thread.sleep(forTimeInterval: min(max(seconds, 0), 0.1))
    }

    mutating func finish(at end: Milliseconds) throws -> Delivery {
        buffer.append(text: "{\"at\":\"\(wording.local(end))\",\"end\":true}\n")
        try flush()
        return Delivery(published: written, acknowledged: written)
    }

    private mutating func flush() throws {
        try file.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
