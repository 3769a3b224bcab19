/// Reads the records of one segment in order and stops where they stop.
struct SegmentCursor: ~Copyable {
    /// Why reading stopped.
    enum Stop: Equatable {
        /// The batch is full; more may follow.
        case full
        /// The seal follows: the segment is closed.
        case sealed(SegmentSummary)
        /// Unwritten space, the file's end or the caller's limit follows.
        case end
        /// Something follows that is no whole record: unfinished yet, torn or damaged.
        case bad(DamageReason)
    }

    let file: JournalFile
    let first: UInt64
    private let seed: UInt32
    /// Where the next record begins.
    private(set) var offset = SegmentFormat.headerBytes
    /// The number of the next record.
    private(set) var next: UInt64
    /// Where the group of the last record begins.
    private(set) var groupOffset = SegmentFormat.headerBytes

    init(file: consuming JournalFile, first: UInt64, seed: UInt32) {
        self.file = file
        self.first = first
        self.seed = seed
        next = first
    }

    /// Fills a batch with whole records up to a number; of any size, where it is the first.
    mutating func read(
        into batch: inout JournalBatch, maxBytes: Int, through last: UInt64 = .max
    ) throws(JournalError) -> Stop {
        batch.recycle(keeping: 2 * max(maxBytes, 4 << 20))
        var wanted = max(maxBytes, RecordFormat.headerBytes)
        while true {
            let missing = wanted - batch.bytes.count
            let got = try file.read(
                missing, at: offset + batch.bytes.count, appendingTo: &batch.bytes)
            let (step, used) = parse(&batch, through: last)
            if case .short(let needed) = step, got == missing, used == 0 {
                wanted = needed
                continue
            }
            batch.bytes.removeLast(batch.bytes.count - used)
            offset += used
            switch step {
            case .short where got == missing: return .full
            case .short: return .bad(.truncated)
            case .stop(let stop): return stop
            }
        }
    }

    private enum Step {
        case short(needed: Int)
        case stop(Stop)
    }

    /// Takes up the whole records in the bytes; gives what follows and the bytes used.
    private mutating func parse(
        _ batch: inout JournalBatch, through last: UInt64
    ) -> (Step, used: Int) {
        var used = 0
        while used < batch.bytes.count {
            guard next <= last else { return (.stop(.end), used) }
            switch RecordFormat.read(batch.bytes.span, at: used, seed: seed) {
            case .short(let needed):
                return (.short(needed: needed), used)
            case .bad(.length) where isUnwritten(batch.bytes, at: used):
                return (.stop(.end), used)
            case .bad(let reason):
                return (.stop(.bad(reason)), used)
            case .record(let fields):
                guard fields.number == next else { return (.stop(.bad(.sequence)), used) }
                if fields.kind == RecordFormat.sealKind {
                    return (.stop(readSeal(batch.bytes, at: used, fields)), used)
                }
                guard let header = RecordHeader(fields, at: used) else {
                    return (.stop(.bad(.kind)), used)
                }
                batch.records.append(header)
                if fields.placeInGroup == 0 { groupOffset = offset + used }
                used += fields.length
                next += 1
            }
        }
        // At the file's end nothing was read at all; otherwise the batch ends with a record.
        return (.stop(used == 0 ? .end : .full), used)
    }

    private func isUnwritten(_ bytes: [UInt8], at place: Int) -> Bool {
        bytes.span.load(at: place, as: UInt32.self) == 0
    }

    private func readSeal(
        _ bytes: [UInt8], at place: Int, _ fields: RecordFormat.Fields
    ) -> Stop {
        let payload = (place + RecordFormat.headerBytes)..<(place + fields.length)
        guard let summary = SegmentSummary(encoded: bytes.span.extracting(payload)) else {
            return .bad(.length)
        }
        let isOurs =
            summary.first == first && summary.end == next && summary.bytes == offset + place
        return isOurs ? .sealed(summary) : .bad(.sequence)
    }
}
