import ArgumentParser
import Decoding
import Foundation
import Plant
import Reporting
import Synchronization
import Telemetry

/// Decodes the messages of one broker and prints their samples.
///
/// One thread; only the count is shared with the taps of other brokers.
final class Tap {
    /// How many more lines there may be, shared by all taps of a command.
    final class Budget: Sendable {
        private let left: Mutex<Int>

        init(_ count: Int?) {
            left = Mutex(count ?? .max)
        }

        /// Takes one; false where none is left.
        func take() -> Bool {
            left.withLock {
                guard $0 > 0 else { return false }
                $0 -= 1
                return true
            }
        }

        var isEmpty: Bool { left.withLock { $0 <= 0 } }
    }

    private let plant: Plant
    private let texts: SampleText
    private let pattern: SignalPattern
    private let isJSON: Bool
    private let budget: Budget
    private var decoder: Decoder
    private var memory = RedeliveryMemory()
    private var samples: [Sample] = []

    init(
        plant: Plant, broker: Int, pattern: SignalPattern, isJSON: Bool, budget: Budget
    ) {
        self.plant = plant
        texts = SampleText(plant: plant)
        self.pattern = pattern
        self.isJSON = isJSON
        self.budget = budget
        decoder = Decoder(plant: plant, broker: broker)
    }

    /// The topics that its signals are on.
    var topics: [String] { decoder.topics }

    /// A new connection; only on a session that was kept can messages come again.
    func connected(sessionPresent: Bool) { memory.resumed(sessionPresent) }

    /// Takes a message.
    func take(
        topic: Span<UInt8>, payload: Span<UInt8>, _ message: MessageInfo, packetID: UInt16,
        isDuplicate: Bool
    ) {
        var isRedelivered = false
        if message.acknowledged {
            let mark = DeliveryMark(packetID: packetID, topic: topic, payload: payload)
            isRedelivered = memory.isRedelivery(mark, duplicate: isDuplicate)
            memory.remember(mark)
        }
        samples.removeAll(keepingCapacity: true)
        switch decoder.decode(topic: topic, payload: payload, message: message, into: &samples) {
        case .decoded: for sample in samples { write(sample, isRedelivered) }
        case .quarantined(let reason): write(reason, topic, message)
        case .unbound: break
        }
    }

    private func write(_ sample: Sample, _ isRedelivered: Bool) {
        let path = plant.signals[Int(sample.signal.rawValue)].path
        guard pattern.matches(path), budget.take() else { return }
        let flags = texts.flags(sample, isRedelivered: isRedelivered)
        let value = texts.value(sample)
        guard isJSON else {
            let tail = flags.isEmpty ? "" : "  [\(flags.joined(separator: ", "))]"
            return output("\(sample.eventTime.rfc3339)  \(path)  \(value)\(tail)")
        }
        output(
            JSON.object([
                ("at", .string(sample.eventTime.rfc3339)),
                ("received", .string(sample.receiveTime.rfc3339)), ("signal", .string(path)),
                ("value", .string(value)), ("flags", .array(flags.map { .string($0) })),
            ]).text())
    }

    private func write(_ reason: QuarantineReason, _ topic: Span<UInt8>, _ message: MessageInfo) {
        let signal = reason.signal.map { plant.signals[Int($0.rawValue)].path }
        guard pattern.isEverything || signal.map(pattern.matches) ?? false, budget.take() else {
            return
        }
        var bytes: [UInt8] = []
        for place in topic.indices { bytes.append(topic[place]) }
        let name = String(decoding: bytes, as: UTF8.self)
        guard isJSON else {
            return output(
                "\(message.receiveTime.rfc3339)  \(signal ?? name)  quarantined: \(reason.text)")
        }
        output(
            JSON.object([
                ("at", .string(message.receiveTime.rfc3339)), ("topic", .string(name)),
                ("signal", signal.map { .string($0) } ?? .null),
                ("quarantined", .string(reason.code)),
            ]).text())
    }
}

/// Which signals are meant: `*` stands for anything, also across `/`.
struct SignalPattern: ExpressibleByArgument {
    private let parts: [String]
    /// Whether every signal is meant.
    var isEverything: Bool { parts == ["", ""] }

    /// Everything.
    static let all = SignalPattern(argument: "*")

    init(argument: String) {
        parts = argument.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    }

    var defaultValueDescription: String { parts.joined(separator: "*") }

    /// Whether a signal's path matches.
    func matches(_ path: String) -> Bool {
        guard let first = parts.first, let last = parts.last, parts.count > 1 else {
            return path == parts.first
        }
        guard path.hasPrefix(first) else { return false }
        var rest = path.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
