import Journal
import Storage
import Synchronization
import Telemetry

/// What the decoder refused and the store does not have yet: the one place that both threads lock,
/// off the hot path.
///
/// Bounded by ``PipelineLimits/quarantine``: where it is full, decoding waits until the store has
/// what is in it. Counted by topic and reason between two marks.
final class QuarantineBox: Sendable {
    private struct Contents {
        var entries: [QuarantineEntry] = []
        /// Entries from here on may still be counted up: no mark came since.
        var open = 0
    }

    private let contents = Mutex(Contents())

    /// Whether there is room for another entry.
    var hasRoom: Bool {
        contents.withLock { $0.entries.count < PipelineLimits.quarantine.value }
    }

    func add(_ header: RecordHeader, in batch: JournalBatch, reason: String, lane: String) {
        let topic = String(decoding: batch.bytes[header.topic], as: UTF8.self)
        contents.withLock { contents in
            let open = contents.entries[contents.open...]
            if let index = open.lastIndex(where: { $0.topic == topic && $0.reason == reason }) {
                contents.entries[index].countUp(header)
                return
            }
            contents.entries.append(
                QuarantineEntry(
                    lane: lane, topic: topic, reason: reason, count: 1,
                    records: header.number...header.number,
                    received: header.receiveTime...header.receiveTime,
                    sample: Array(
                        batch.bytes[header.payload].prefix(QuarantineEntry.sampleLimit))))
        }
    }

    /// Says that the fold may be stored here: nothing is counted up across.
    func seal() {
        contents.withLock { $0.open = $0.entries.count }
    }

    /// Takes what lies at or before a mark.
    func take(through record: UInt64) -> [QuarantineEntry] {
        contents.withLock { contents in
            let count = contents.entries.prefix { $0.records.upperBound <= record }.count
            let taken = Array(contents.entries.prefix(count))
            contents.entries.removeFirst(count)
            contents.open -= min(count, contents.open)
            return taken
        }
    }
}

extension QuarantineEntry {
    fileprivate mutating func countUp(_ header: RecordHeader) {
        count += 1
        records = records.lowerBound...header.number
        received = received.lowerBound...max(received.lowerBound, header.receiveTime)
    }
}
