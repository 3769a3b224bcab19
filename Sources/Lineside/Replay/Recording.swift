import Foundation
import Plant
import Telemetry

/// One entry of a recording, in order of receipt.
enum RecordingEntry {
    case message(RecordedMessage)
    /// The connection is lost; the broker had not been heard for so many nanoseconds.
    case connectionLost(at: Timestamp, silence: Int64)
    case connectionUp(at: Timestamp, sessionPresent: Bool)
    /// The broker tells how long it has run.
    case brokerRuns(at: Timestamp, seconds: Int)
    /// We are about to connect.
    case connecting(at: Timestamp)
    /// Whose the session is that the broker had kept.
    case session(at: Timestamp, SessionOrigin)
    /// The process is killed and started again.
    case restart(at: Timestamp)
    /// Time runs until here.
    case end(at: Timestamp)

    var at: Timestamp {
        switch self {
        case .message(let message): message.at
        case .connecting(let at), .restart(let at), .end(let at): at
        case .connectionLost(let at, _), .connectionUp(let at, _), .brokerRuns(let at, _),
            .session(let at, _):
            at
        }
    }
}

/// A message as it was received.
struct RecordedMessage {
    var at: Timestamp
    var topic: [UInt8]
    var payload: [UInt8]
    var qos: UInt8 = 0
    var retained = false
    var packetID: UInt16 = 0
    var duplicate = false
}

/// A line of a recording that cannot be read.
struct RecordingError: Error, CustomStringConvertible {
    var file: String
    var line: Int
    var message: String

    var description: String { "\(file):\(line):1: error: \(message)" }
}
