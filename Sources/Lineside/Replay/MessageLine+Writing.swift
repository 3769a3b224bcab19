import Foundation
import Reporting
import Telemetry

extension MessageLine {
    /// One line of `messages.jsonl` that reads back as the same entry.
    func text(of entry: RecordingEntry) -> String {
        var members: [(String, JSON)] = [("at", .string(entry.at.rfc3339))]
        switch entry {
        case .message(let message): return text(of: message)
        case .connectionLost(_, let silence):
            members.append(("event", .string("connection_lost")))
            if silence > 0 { members.append(("silence_ns", .integer(silence))) }
        case .connectionUp(_, let sessionPresent):
            members += [
                ("event", .string("connection_up")), ("session_present", .bool(sessionPresent)),
            ]
        case .brokerRuns(_, let seconds):
            members += [
                ("event", .string("broker_runs")), ("seconds", .integer(Int64(seconds))),
            ]
        case .connecting: members.append(("event", .string("connecting")))
        case .session(_, let origin):
            members += [("event", .string("session")), ("origin", .string("\(origin)"))]
        case .restart: members.append(("event", .string("restart")))
        case .end: members.append(("end", .bool(true)))
        }
        return JSON.object(members).text()
    }

    private func text(of message: RecordedMessage) -> String {
        let topic = JSON.string(String(decoding: message.topic, as: UTF8.self)).text()
        var tail = ""
        if message.qos > 0 { tail += ",\"qos\":\(message.qos),\"mid\":\(message.packetID)" }
        if message.retained { tail += ",\"retain\":true" }
        if message.duplicate { tail += ",\"dup\":true" }
        let head = "{\"at\":\"\(message.at.rfc3339)\",\"topic\":\(topic),"
        // As people read it best, if that reads back as the same bytes.
        for payload in payloads(message.payload) {
            let line = "\(head)\(payload)\(tail)}"
            if case .message(let read)? = try? entry(line), read.payload == message.payload,
                read.topic == message.topic
            {
                return line
            }
        }
        return
            "\(head)\"payload_base64\":\"\(Data(message.payload).base64EncodedString())\"\(tail)}"
    }

    private func payloads(_ bytes: [UInt8]) -> [String] {
        guard let text = String(validating: bytes, as: UTF8.self) else { return [] }
        let isObject = bytes.first == UInt8(ascii: "{") && !text.contains(where: \.isNewline)
        let string = "\"payload\":\(JSON.string(text).text())"
        return isObject ? ["\"payload\":\(text)", string] : [string]
    }
}
