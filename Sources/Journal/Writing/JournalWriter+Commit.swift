internal import Telemetry

extension JournalWriter {
    /// Makes the pending group durable: from its return on no crash loses it.
    ///
    /// - Throws: ``JournalError/storeFull(path:systemError:)``: nothing was written, the group
    ///   stays pending, commit again when there is room. Any other error is final: the writer
    ///   refuses all further work, and only opening the journal anew tells what is durable.
    public mutating func commit() throws(JournalError) {
        try checkAlive()
        guard isPending else { return }
        do throws(JournalError) {
            if isSealed || current.bytes + group.bytes.count > options.segmentBytes {
                try rotate()
            }
            try write(group.bytes, ahead: Self.aheadBytes)
        } catch {
            if case .storeFull = error { counters.storeFull += 1 } else { failure = error }
            throw error
        }
        segments[segments.count - 1].add(group.records, encoded: group.bytes.count)
        isPending = false
        counters.commits += 1
        counters.records += UInt64(group.records.count)
        counters.bytes += UInt64(group.bytes.count)
    }

    private var current: SegmentSummary { segments[segments.count - 1] }

    /// Writes and syncs at the end of the records; for want of room nothing stays in the file.
    private mutating func write(_ bytes: [UInt8], ahead: Int) throws(JournalError) {
        let end = current.bytes + bytes.count
        do throws(JournalError) {
            try file.write(bytes.span, at: current.bytes)
        } catch {
            try cutBack(to: current.bytes, after: error)
        }
        if end > fileBytes {
            fileBytes = end
            try writeAhead(from: end, to: min(end + ahead, options.segmentBytes))
        }
        let begin = ContinuousClock.now
        try file.syncData()
        counters.syncs += 1
        let took = (ContinuousClock.now - begin).components
        counters.syncNanoseconds +=
            UInt64(took.seconds) * 1_000_000_000 + UInt64(took.attoseconds / 1_000_000_000)
    }

    /// Writes zeros, because overwriting syncs faster than growing; without room it goes without.
    private mutating func writeAhead(from start: Int, to end: Int) throws(JournalError) {
        guard start < end else { return }
        do throws(JournalError) {
            while fileBytes < end {
                let count = min(Self.zeros.count, end - fileBytes)
                try file.write(Self.zeros.span.extracting(first: count), at: fileBytes)
                fileBytes += count
            }
        } catch {
            guard case .storeFull = error else { throw error }
            try file.truncate(to: start)
            fileBytes = start
        }
    }

    /// Takes back a write for which there was no room, and throws that there was none.
    private mutating func cutBack(to end: Int, after error: JournalError) throws(JournalError) {
        guard case .storeFull = error else { throw error }
        do throws(JournalError) {
            try file.truncate(to: end)
        } catch let second {
            throw .dead(cause: "\(error), and then \(second)")
        }
        fileBytes = end
        throw error
    }

    /// Closes the segment and begins the next; what is done already is not done again.
    private mutating func rotate() throws(JournalError) {
        if !isSealed, current.end > current.first { try seal() }
        guard isSealed else { return }
        let first = current.end
        file = try directory.createSegment(first: first, session: session)
        fileBytes = SegmentFormat.headerBytes
        segments.append(SegmentSummary(first: first))
        isSealed = false
        counters.segmentsCreated += 1
        counters.syncs += 2
    }

    private mutating func seal() throws(JournalError) {
        let payload = current.encoded
        let fields = RecordFormat.Fields(
            length: SegmentFormat.sealBytes, number: current.end, receiveTime: current.latest,
            placeInGroup: 0, topicBytes: 0, packetID: 0, kind: RecordFormat.sealKind, flags: 0)
        var record: [UInt8] = []
        RecordFormat.append(
            fields, topic: Span<UInt8>(), payload: payload.span, seed: seed, to: &record)
        let end = current.bytes + record.count
        if fileBytes > end {
            try file.truncate(to: end)
            fileBytes = end
        }
        try write(record, ahead: 0)
        isSealed = true
    }

    /// How far ahead the file is filled with zeros.
    private static var aheadBytes: Int { 1 << 20 }

    private static let zeros = [UInt8](repeating: 0, count: 256 << 10)
}
