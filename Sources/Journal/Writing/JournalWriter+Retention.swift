public import Telemetry

extension JournalWriter {
    /// Removes old segments that are stored elsewhere and need not be kept.
    ///
    /// - Parameters:
    ///   - stored: The last record that is stored elsewhere for good.
    ///   - now: The time against which age is judged.
    ///   - rule: How long what is stored is kept.
    /// - Returns: The segments removed.
    /// - Throws: A failure of the system; the journal goes on working, the call may be repeated.
    @discardableResult
    public mutating func retain(
        stored: UInt64, now: Timestamp, rule: JournalRetention = JournalRetention()
    ) throws(JournalError) -> Int {
        var (removed, removedForSize) = (0, 0)
        while let oldest = removable(stored: stored, now: now, rule: rule) {
            try directory.remove(SegmentFormat.name(first: oldest.first))
            segments.removeFirst()
            removed += 1
            if !isOld(oldest, now: now, rule: rule) { removedForSize += 1 }
        }
        guard removed > 0 else { return 0 }
        try directory.sync()
        counters.segmentsRemoved += UInt64(removed)
        counters.segmentsRemovedForSize += UInt64(removedForSize)
        counters.syncs += 1
        return removed
    }

    /// The oldest segment, if it may and should go.
    private func removable(
        stored: UInt64, now: Timestamp, rule: JournalRetention
    ) -> SegmentSummary? {
        guard segments.count > 1, let oldest = segments.first, oldest.end <= stored + 1 else {
            return nil
        }
        guard isOld(oldest, now: now, rule: rule) || sizeInBytes > rule.maxBytes else {
            return nil
        }
        let kept = segments.dropFirst().reduce(UInt64(0)) { $0 + $1.acknowledgedMessages }
        return kept >= rule.minMessages ? oldest : nil
    }

    private func isOld(
        _ segment: SegmentSummary, now: Timestamp, rule: JournalRetention
    ) -> Bool {
        let (age, overflow) = now.nanoseconds.subtractingReportingOverflow(
            segment.latest.nanoseconds)
        return overflow ? now > segment.latest : age > rule.maxAge
    }
}
