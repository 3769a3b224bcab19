import Foundation
import Synchronization

/// A broker of a few lines that shows every byte and answers as told, for what mosquitto never
/// does.
final class ScriptedBroker: Sendable {
    struct Script: Sendable {
        /// Sent as soon as CONNECT came; empty: the peer says nothing.
        var consent: [UInt8] = [0x20, 3, 0, 0, 0]
        /// Reason codes of the SUBACK.
        var reasons: [UInt8] = [1]
        /// Sent a tenth of a second behind the SUBACK.
        var messages: [[UInt8]] = []
        /// In so many connections; none in later ones.
        var messageRounds = Int.max
    }

    let port: Int
    private let listener: Int32
    private let script: Script
    /// First bytes of the packets that came.
    private let commands = Mutex<[UInt8]>([])
    private let rounds = Mutex(0)

    init(_ script: Script) throws {
        (listener, port) = try listening()
        self.script = script
        Thread.detachNewThread { [self] in serve() }
    }

    deinit { close(listener) }

    /// How many PUBACKs came.
    var acknowledgements: Int { commands.withLock { $0.count { $0 == 0x40 } } }

    /// A PUBLISH of quality of service 1.
    static func publish(_ topic: [UInt8], packetID: UInt8) -> [UInt8] {
        let body = [0, UInt8(topic.count)] + topic + [0, packetID, 0, 0x78]
        return [0x32, UInt8(body.count)] + body
    }

    /// Ends the listening; a connection in progress ends with its client.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func serve() {
        while true {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            while let packet = packet(from: client) { answer(packet, to: client) }
            close(client)
        }
    }

    private func answer(_ packet: [UInt8], to client: Int32) {
        commands.withLock { $0.append(packet[0]) }
        switch packet[0] & 0xF0 {
        case 0x10: write(script.consent, to: client)
        case 0x80:
            let reasons = script.reasons
            let answer = [0x90, UInt8(3 + reasons.count), packet[1], packet[2], 0] + reasons
            write(answer, to: client)
            usleep(100_000)
            let round = rounds.withLock { rounds in
                rounds += 1
                return rounds
            }
            guard round <= script.messageRounds else { break }
            for message in script.messages { write(message, to: client) }
        default: break
        }
    }

    /// The command byte and the body of a packet.
    private func packet(from client: Int32) -> [UInt8]? {
        guard let command = bytes(1, from: client)?.first else { return nil }
        var length = 0
        var shift = 0
        while true {
            guard let byte = bytes(1, from: client)?.first else { return nil }
            length |= Int(byte & 0x7F) << shift
            shift += 7
            if byte & 0x80 == 0 { break }
        }
        guard let body = bytes(length, from: client) else { return nil }
        return [command] + body
    }

    private func bytes(_ count: Int, from client: Int32) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: count)
        let got = unsafe recv(client, &buffer, count, Int32(MSG_WAITALL))
        return got == count ? buffer : nil
    }

    private func write(_ bytes: [UInt8], to client: Int32) {
        _ = unsafe send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}
