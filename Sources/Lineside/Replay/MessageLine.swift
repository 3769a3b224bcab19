import Foundation
import Plant
import Telemetry

/// Reads one line of `messages.jsonl`.
struct MessageLine {
    /// What is wrong with a line.
    struct Mistake: Error {
        var message: String
    }

    let plant: Plant

    func entry(_ line: String) throws(Mistake) -> RecordingEntry {
        guard let members = JSONMembers(line) else {
            throw Mistake(message: "expected a JSON object")
        }
        guard let text = members.string("at"), let at = plant.parse(eventTime: text) else {
            throw Mistake(message: "expected \"at\" with an RFC 3339 time")
        }
        if let event = members.string("event") { return try entry(event, at: at, members) }
        if members.value("end") == "true" { return .end(at: at) }
        guard let topic = members.string("topic") else {
            throw Mistake(message: "expected \"topic\", \"event\" or \"end\"")
        }
        var message = RecordedMessage(at: at, topic: Array(topic.utf8), payload: [])
        message.payload = try payload(members)
        message.qos = UInt8(try number(members, "qos", upTo: 2))
        message.packetID = UInt16(try number(members, "mid", upTo: 65_535))
        message.retained = try flag(members, "retain")
        message.duplicate = try flag(members, "dup")
        return .message(message)
    }

    private func entry(
        _ event: String, at: Timestamp, _ members: JSONMembers
    ) throws(Mistake) -> RecordingEntry {
        switch event {
        case "connection_lost":
            let silence = try number(members, "silence_ns", upTo: .max)
            return .connectionLost(at: at, silence: Int64(silence))
        case "connection_up":
            return .connectionUp(at: at, sessionPresent: try flag(members, "session_present"))
        case "broker_runs":
            let seconds = try number(members, "seconds", upTo: .max)
            return .brokerRuns(at: at, seconds: seconds)
        case "connecting": return .connecting(at: at)
        case "session":
            guard let text = members.string("origin"),
                let origin = SessionOrigin.allCases.first(where: { "\($0)" == text })
            else { throw Mistake(message: "expected \"origin\": empty, ours or unknown") }
            return .session(at: at, origin)
        case "restart": return .restart(at: at)
        default:
            throw Mistake(
                message: "unknown event \"\(event)\"; expected broker_runs, connecting, "
                    + "connection_lost, connection_up, restart or session")
        }
    }

    private func payload(_ members: JSONMembers) throws(Mistake) -> [UInt8] {
        if let raw = members.value("payload") {
            return members.string("payload").map { Array($0.utf8) } ?? Array(raw.utf8)
        }
        if let base64 = members.string("payload_base64") {
            guard let data = Data(base64Encoded: base64) else {
                throw Mistake(message: "\"payload_base64\" is not base64")
            }
            return [UInt8](data)
        }
        if let hex = members.string("payload_hex") {
            guard let bytes = bytes(hex: hex) else {
                throw Mistake(message: "\"payload_hex\" is not pairs of hexadecimal digits")
            }
            return bytes
        }
        throw Mistake(message: "expected \"payload\", \"payload_base64\" or \"payload_hex\"")
    }

    private func number(
        _ members: JSONMembers, _ key: String, upTo limit: Int
    ) throws(Mistake) -> Int {
        guard let text = members.value(key) else { return 0 }
        guard let number = Int(text), (0...limit).contains(number) else {
            throw Mistake(message: "expected \"\(key)\" from 0 to \(limit)")
        }
        return number
    }

    private func flag(_ members: JSONMembers, _ key: String) throws(Mistake) -> Bool {
        switch members.value(key) {
        case nil, "false", "0": return false
        case "true", "1": return true
        default: throw Mistake(message: "expected \"\(key)\" to be true or false")
        }
    }

    private func bytes(hex: String) -> [UInt8]? {
        let digits = Array(hex.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}

/// The members of one JSON object with their values as compact text: a payload must stay as it was
/// written, to the last digit, which decoding it into numbers would not do.
struct JSONMembers {
    private var members: [String: String] = [:]

    /// Nil where the text is no JSON object.
    init?(_ text: String) {
        let isObject =
            (try? JSONSerialization.jsonObject(with: Data(text.utf8))) is [String: Any]
        guard isObject else { return nil }
        // The text is valid JSON, so members are what stands between commas at depth one.
        var part: [UInt8] = []
        var key: String?
        var depth = 0
        var isInString = false
        var isEscaped = false
        for byte in text.utf8 {
            if isInString {
                part.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                continue
            case UInt8(ascii: "\""):
                isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth == 1 { continue }
            case UInt8(ascii: ":") where depth == 1 && key == nil:
                key = Self.unquoted(part)
                part = []
                continue
            case UInt8(ascii: ",") where depth == 1:
                if let key { members[key] = String(decoding: part, as: UTF8.self) }
                (key, part) = (nil, [])
                continue
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0, let key { members[key] = String(decoding: part, as: UTF8.self) }
            default: break
            }
            part.append(byte)
        }
    }

    /// The compact text of a value.
    func value(_ key: String) -> String? { members[key] }

    /// The characters of a string value.
    func string(_ key: String) -> String? {
        guard let text = members[key], text.hasPrefix("\"") else { return nil }
        return Self.unquoted(Array(text.utf8))
    }

    private static func unquoted(_ text: [UInt8]) -> String? {
        let options: JSONSerialization.ReadingOptions = [.fragmentsAllowed]
        return (try? JSONSerialization.jsonObject(with: Data(text), options: options)) as? String
    }
}
