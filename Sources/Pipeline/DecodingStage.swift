import Decoding
import Journal
import LockFree
import Plant
import Storage
import Telemetry

/// From journal records to samples in the ring: tells redeliveries, counts fates, keeps what is
/// refused.
///
/// Owned by one thread. It never waits: where the ring has no room it stops, and goes on from the
/// journal.
struct DecodingStage: ~Copyable {
    /// The number of the next record to decode.
    private(set) var nextRecord: UInt64
    private let lane: String
    private var decoder: Decoder
    private var memory = RedeliveryMemory()
    private var producer: RingProducer<Sample>
    private var samples: [Sample] = []
    private var tallies = InlineArray<7, Int64>(repeating: 0)
    private let quarantine: QuarantineBox
    private let meter: LimitMeter
    /// What came on each topic.
    private(set) var ledger: TopicLedger
    /// Whether it waits where the quarantine is full; else somebody takes all of it in time.
    var isHeldByQuarantine = false
    /// For how long the broker was not heard at the last record.
    private var silence: Int64
    private var mayBeFull = false
    /// The record before the next, once there was one.
    private var previous: RecordHeader?
    /// The most samples that one record gives, tallies and mark included.
    private let margin: Int

    /// Samples are handed over in batches of about this many.
    private static let batchSize = 256

    init(
        plant: Plant, broker: Int, from nextRecord: UInt64, silence: Int64 = 0,
        producer: consuming RingProducer<Sample>,
        quarantine: QuarantineBox, meter: LimitMeter = LimitMeter()
    ) {
        self.meter = meter
        lane = plant.brokers[broker].id
        decoder = Decoder(plant: plant, broker: broker)
        ledger = TopicLedger(names: decoder.allTopics)
        // An actuator gives two.
        margin = 2 * plant.signals.count + 16
        (self.nextRecord, self.silence) = (nextRecord, silence)
        self.producer = producer
        self.quarantine = quarantine
        samples.reserveCapacity(Self.batchSize + margin)
    }

    /// The topics to subscribe to.
    var topics: [String] { decoder.topics }

    /// Takes note of a record that was decoded before the start, for redeliveries to come.
    mutating func remember(_ header: RecordHeader, in batch: JournalBatch) {
        switch header.kind {
        case .connectionUp(let sessionPresent): memory.resumed(sessionPresent)
        case .message where header.qos > 0:
            let mark = mark(of: header, in: batch)
            _ = memory.judge(mark, duplicate: header.duplicate)
            memory.remember(mark)
        default: break
        }
    }

    /// Decodes a batch from ``nextRecord`` on, as far as the ring has room; false where it stopped
    /// early.
    mutating func decode(_ batch: JournalBatch) -> Bool {
        guard let first = batch.records.first, first.number <= nextRecord else { return false }
        let start = Int(nextRecord - first.number)
        var index = start
        var hasRoom = true
        while index < batch.records.count {
            guard samples.count + margin < producer.free else {
                meter.reached(PipelineLimits.ring)
                hasRoom = false
                break
            }
            guard !isHeldByQuarantine || !isQuarantineFull() else {
                hasRoom = false
                break
            }
            take(batch.records[index], in: batch)
            index += 1
            if samples.count >= Self.batchSize { handOver() }
        }
        if index > start { mark(batch.records[index - 1]) }
        return hasRoom
    }

    /// Asks only where something was put in since it had room.
    private mutating func isQuarantineFull() -> Bool {
        guard mayBeFull else { return false }
        mayBeFull = !quarantine.hasRoom
        if mayBeFull { meter.reached(PipelineLimits.quarantine) }
        return mayBeFull
    }

    private mutating func refuse(_ header: RecordHeader, in batch: JournalBatch, reason: String) {
        quarantine.add(header, in: batch, reason: reason, lane: lane)
        mayBeFull = true
    }

    private mutating func take(_ header: RecordHeader, in batch: JournalBatch) {
        nextRecord = header.number + 1
        defer { previous = header }
        if header.kind != .started, header.kind != .stopped { silence = 0 }
        switch header.kind {
        case .message: takeMessage(header, in: batch)
        case .rejected:
            count(.rejected)
            enter(header, in: batch) { $0.rejected &+= 1 }
            refuse(header, in: batch, reason: "payload_too_large")
        case .tick: silence = header.value(in: batch.bytes)
        case .connectionUp(let sessionPresent):
            memory.resumed(sessionPresent)
            event(.connectionUp, header, value: sessionPresent ? 1 : 0)
        case .connectionLost: event(.connectionLost, header, value: header.value(in: batch.bytes))
        case .started:
            // The process before was there until its last record, be it a tick, and however the
            // records fall into batches.
            if let previous { mark(previous) }
            silence = 0
            event(.started, header)
        case .stopped: event(.stopped, header)
        case .connecting: event(.connecting, header)
        case .session(let origin):
            // Its packet identifiers began anew.
            if origin == .empty { memory.resumed(false) }
            event(.session, header, value: Int64(origin.rawValue))
        case .brokerRuns:
            event(.brokerRuns, header, value: header.value(in: batch.bytes))
        }
    }

    private mutating func takeMessage(_ header: RecordHeader, in batch: JournalBatch) {
        var redelivery = Redelivery.none
        if header.qos > 0 {
            let mark = mark(of: header, in: batch)
            redelivery = memory.judge(mark, duplicate: header.duplicate)
            // Also a redelivery may come again.
            memory.remember(mark)
            guard redelivery != .certain else {
                enter(header, in: batch) { $0.redelivered &+= 1 }
                return count(.redelivered)
            }
        }
        let message = MessageInfo(
            record: header.number, receiveTime: header.receiveTime, retained: header.retained,
            acknowledged: header.qos > 0)
        let before = samples.count
        let verdict = decoder.decode(
            topic: batch.bytes.span.extracting(header.topic),
            payload: batch.bytes.span.extracting(header.payload), message: message, into: &samples)
        switch verdict {
        case .decoded:
            count(.decoded)
            if redelivery == .doubtful {
                for index in before..<samples.count { samples[index].flags.insert(.ambiguous) }
            }
            tallies[Int(Tally.samples.rawValue)] += Int64(samples.count - before)
            enter(header, from: before)
        case .unbound:
            count(.unbound)
            enter(header, in: batch)
        case .quarantined(let reason):
            count(.quarantined)
            if reason.kind == .tooDeep { meter.reached(DecodingLimits.depth) }
            ledger.receive(at: decoder.place, instant: header.receiveTime) { $0.quarantined &+= 1 }
            refuse(header, in: batch, reason: reason.code)
        }
    }

    /// Notes a decoded message of the topic at hand, and how late its first sample was.
    private mutating func enter(_ header: RecordHeader, from first: Int) {
        let sample = first < samples.count ? samples[first] : nil
        let lag = sample.flatMap {
            $0.flags.contains(.ownTime) ? $0.receiveTime - $0.eventTime : nil
        }
        ledger.receive(at: decoder.place, instant: header.receiveTime) { $0.lag = lag ?? $0.lag }
    }

    /// Notes a message that was not decoded.
    private mutating func enter(
        _ header: RecordHeader, in batch: JournalBatch,
        _ change: (inout TopicHealth) -> Void = { _ in }
    ) {
        let topic = batch.bytes.span.extracting(header.topic)
        let place = decoder.place(of: topic)
        if place >= 0 {
            ledger.receive(at: place, instant: header.receiveTime, change)
        } else if !ledger.receive(unbound: topic, instant: header.receiveTime) {
            meter.reached(PipelineLimits.unboundTopics)
        }
    }

    /// How often the memory of redeliveries became full.
    var timesMemoryFull: UInt64 { memory.timesFull }

    private func mark(of header: RecordHeader, in batch: JournalBatch) -> DeliveryMark {
        DeliveryMark(
            packetID: header.packetID, topic: batch.bytes.span.extracting(header.topic),
            payload: batch.bytes.span.extracting(header.payload))
    }

    private mutating func count(_ fate: Tally) {
        tallies[Int(Tally.received.rawValue)] += 1
        tallies[Int(fate.rawValue)] += 1
    }

    private mutating func event(_ kind: SampleKind, _ header: RecordHeader, value: Int64 = 0) {
        samples.append(
            Sample(event: kind, record: header.number, at: header.receiveTime, value: value))
    }

    /// Says that everything up to a record is in the ring: only there may the fold be stored.
    private mutating func mark(_ header: RecordHeader) {
        for tally in Tally.allCases where tallies[Int(tally.rawValue)] != 0 {
            samples.append(
                Sample(
                    tally: tally, count: tallies[Int(tally.rawValue)], record: header.number,
                    at: header.receiveTime))
            tallies[Int(tally.rawValue)] = 0
        }
        event(.tick, header, value: silence)
        quarantine.seal()
        handOver()
    }

    private mutating func handOver() {
        var batch: [Sample] = []
        swap(&batch, &samples)
        let count = producer.push(contentsOf: batch.span)
        precondition(count == batch.count, "room in the ring was seen before")
        batch.removeAll(keepingCapacity: true)
        swap(&batch, &samples)
    }
}
