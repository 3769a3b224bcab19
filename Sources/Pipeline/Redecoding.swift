import Decoding
import Journal
import Plant
import Production
import Storage
import Telemetry

/// What became of messages that were refused under an earlier mapping.
public enum Remapping: Hashable, Sendable {
    /// The mapping is the same, or it understands nothing that the earlier one refused.
    case none
    /// The lane is folded again from the first record of its journal; so many messages were in
    /// quarantine.
    case rebuilding(quarantined: Int64)
    /// The journal does not reach back: so many messages were decoded late, and so many stay in
    /// quarantine although one like them could be read.
    case late(decoded: Int64, left: Int64)
}

/// Decodes again what was refused, once the mapping is mended.
///
/// Where the journal still has all of the lane, the lane is reset and folded from it, exactly as if
/// the mapping had been right from the start. Where it has not, the refused messages alone are put
/// into the fold as late ones.
struct Redecoding: ~Copyable {
    /// What is to be done.
    enum Plan {
        case nothing
        /// The lane was reset and resumes from here.
        case rebuild(ResumePoint?)
        /// These can be read now.
        case late([QuarantineEntry])
    }

    private let lane: String
    private let plant: Plant
    private let broker: Int
    private let directory: String
    /// The records that the journal keeps, where it has any.
    private let kept: ClosedRange<UInt64>
    private let store: any Store
    private var decoder: Decoder
    private var samples: [Sample] = []
    private var quarantined: Int64 = 0

    init(
        plant: Plant, broker: Int, journal directory: String, records kept: ClosedRange<UInt64>,
        store: any Store
    ) {
        lane = plant.brokers[broker].id
        self.plant = plant
        self.broker = broker
        self.directory = directory
        self.kept = kept
        self.store = store
        decoder = Decoder(plant: plant, broker: broker)
    }

    /// Compares the mappings and looks whether what was refused can be read now; resets the lane
    /// where that helps.
    mutating func plan(_ resume: ResumePoint?) throws -> Plan {
        guard let resume, resume.mapping != plant.mappingHash(broker: broker),
            // Of another journal the record numbers would mean other messages.
            (1...kept.upperBound).contains(resume.state.position)
        else { return .nothing }
        let entries = try store.quarantine().filter { $0.lane == lane }
        var readable: [QuarantineEntry] = []
        for entry in entries where try reads(entry) { readable.append(entry) }
        guard !readable.isEmpty else { return .nothing }
        quarantined = entries.map(\.count).reduce(0, +)
        guard try reachesBack, try losesNothing(resume.state) else { return .late(readable) }
        try store.reset(lane: lane, paths: paths)
        return .rebuild(try store.resumePoint(lane: lane))
    }

    /// Puts late messages into the fold; each entry leaves the quarantine in the transaction that
    /// stores what it made.
    mutating func carryOut(
        _ plan: consuming Plan, in fold: inout Fold, mapping: String
    ) throws -> Remapping {
        switch plan {
        case .nothing: return .none
        case .rebuild: return .rebuilding(quarantined: quarantined)
        case .late(let entries):
            var (decoded, left): (Int64, Int64) = (0, 0)
            for entry in entries {
                let count = try takeLate(entry, into: &fold, mapping: mapping)
                decoded += count
                left += entry.count - count
            }
            return .late(decoded: decoded, left: left)
        }
    }

    /// Whether the last message of an entry, or the first, is understood now.
    private mutating func reads(_ entry: QuarantineEntry) throws -> Bool {
        var batch = JournalBatch()
        for number in Set([entry.records.upperBound, entry.records.lowerBound])
        where kept.contains(number) {
            var reader = try JournalReader(directory: directory, from: number)
            guard try reader.next(into: &batch, through: number) else { continue }
            guard let header = batch.records.first, header.kind == .message,
                batch.bytes[header.topic].elementsEqual(entry.topic.utf8)
            else { continue }
            if case .decoded = decode(header, in: batch) { return true }
        }
        return false
    }

    /// Whether the journal has all that the lane's facts were made of: where the store knows
    /// another lane, a line may have come from its broker before.
    private var reachesBack: Bool {
        get throws {
            let lanes = Set(try store.lanes().keys)
            return kept.lowerBound == 1 && lanes == [lane]
        }
    }

    /// Whether the mapping of now understands all that earlier ones did: a topic that the plant
    /// file does not name any more must not take its facts with it.
    private mutating func losesNothing(_ state: Fold.LaneState) throws -> Bool {
        var (decoded, unbound, made): (UInt64, UInt64, UInt64) = (0, 0, 0)
        var batch = JournalBatch()
        var reader = try JournalReader(directory: directory, from: 1)
        while try reader.next(into: &batch, through: state.position) {
            for header in batch.records where header.kind == .message {
                switch decode(header, in: batch) {
                case .decoded(let samples):
                    decoded += 1
                    made += UInt64(samples)
                case .unbound: unbound += 1
                case .quarantined: break
                }
            }
        }
        let counts = state.counts
        guard unbound <= counts[.unbound], decoded >= counts[.decoded] else { return false }
        // What is read now and was not before gives a sample a message, at the least.
        return made >= counts[.samples] + (decoded - counts[.decoded])
    }

    /// Everything that has facts of the lane.
    private var paths: [String] {
        let units = plant.workUnits.indices.filter {
            plant.lines[plant.workUnits[$0].line].broker == broker
        }
        let signals = plant.signals.filter { units.contains($0.workUnit) }
        let paths = units.map { plant.workUnits[$0].path }
        let ages = paths.flatMap { path in SampleAge.allCases.map { $0.path(of: path) } }
        return paths + signals.map(\.path) + ages
    }

    private mutating func decode(_ header: RecordHeader, in batch: JournalBatch) -> Verdict {
        samples.removeAll(keepingCapacity: true)
        return decoder.decode(
            topic: batch.bytes.span.extracting(header.topic),
            payload: batch.bytes.span.extracting(header.payload),
            message: MessageInfo(
                record: header.number, receiveTime: header.receiveTime, retained: header.retained,
                acknowledged: header.qos > 0), into: &samples)
    }
}

/// The way of late messages.
extension Redecoding {
    /// Decodes the messages of an entry; returns how many were understood.
    ///
    /// Only where every message of the topic between its first and its last was refused is it known
    /// which ones they are.
    private mutating func takeLate(
        _ entry: QuarantineEntry, into fold: inout Fold, mapping: String
    ) throws -> Int64 {
        guard kept.contains(entry.records.lowerBound), kept.contains(entry.records.upperBound),
            try count(of: entry) == entry.count
        else { return 0 }
        var decoded: Int64 = 0
        try forEachMessage(of: entry) { this, header, batch in
            // A retained message says what was when it was delivered: late, it says nothing.
            guard !header.retained, case .decoded = this.decode(header, in: batch) else { return }
            decoded += 1
            this.hand(to: &fold, header)
        }
        guard decoded > 0 else { return 0 }
        var released = entry
        released.count = decoded
        let units = fold.takeFlush()
        var flush = LaneFlush(
            lane: lane, state: fold.laneState, units: units, signals: fold.takeSignals(),
            quarantine: [], topics: nil, names: PlantNames(plant), mapping: mapping,
            released: [released])
        flush.settledSeconds = plant.settledSeconds
        try store.commit(flush)
        return decoded
    }

    private mutating func count(of entry: QuarantineEntry) throws -> Int64 {
        var count: Int64 = 0
        try forEachMessage(of: entry) { _, _, _ in count += 1 }
        return count
    }

    private mutating func forEachMessage(
        of entry: QuarantineEntry, _ body: (inout Self, RecordHeader, JournalBatch) -> Void
    ) throws {
        let topic = Array(entry.topic.utf8)
        var batch = JournalBatch()
        var reader = try JournalReader(directory: directory, from: entry.records.lowerBound)
        while try reader.next(into: &batch, through: entry.records.upperBound) {
            for header in batch.records
            where header.kind == .message && batch.bytes[header.topic].elementsEqual(topic) {
                body(&self, header, batch)
            }
        }
    }

    /// Hands the samples at hand over as what comes now: time does not go back.
    private func hand(to fold: inout Fold, _ header: RecordHeader) {
        for sample in samples { fold.takeLate(sample) }
        let moved: [(Tally, Int64)] = [
            (.quarantined, -1), (.decoded, 1), (.samples, Int64(samples.count)),
        ]
        for (tally, count) in moved {
            fold.take(Sample(tally: tally, count: count, record: header.number, at: fold.now))
        }
    }
}
