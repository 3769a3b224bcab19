/// What stands behind the last whole record of a segment.
enum SegmentTail: Equatable {
    /// Nothing but zeros.
    case unwritten
    /// A group that was being written: it was never durable.
    case torn(bytes: Int, records: Int)
    /// Records of a later group follow: what is unreadable had been durable.
    case damaged

    /// Judges the rest of a segment, from the first byte that is no whole record.
    ///
    /// - Parameters:
    ///   - rest: All bytes up to the file's end.
    ///   - expected: The number of the record that should begin there.
    ///   - seed: Where this journal's checksums begin.
    init(_ rest: [UInt8], expected: UInt64, seed: UInt32) {
        guard let lastByte = rest.lastIndex(where: { $0 != 0 }) else {
            self = .unwritten
            return
        }
        let bytes = rest.span
        var survivors = 0
        var place = 1
        while place + RecordFormat.headerBytes <= bytes.count {
            guard Self.mayBeRecord(bytes, at: place, after: expected),
                case .record(let fields) = RecordFormat.read(bytes, at: place, seed: seed)
            else {
                place += 1
                continue
            }
            guard fields.groupStart <= expected else {
                self = .damaged
                return
            }
            survivors += 1
            place += fields.length
        }
        self = .torn(bytes: lastByte + 1, records: survivors)
    }

    /// A cheap look at the number, so that checksums are computed of almost nothing else.
    private static func mayBeRecord(
        _ bytes: Span<UInt8>, at place: Int, after expected: UInt64
    ) -> Bool {
        let number = bytes.load(at: place + 8, as: UInt64.self)
        let most = UInt64(bytes.count / RecordFormat.headerBytes)
        return number > expected && number - expected <= most
    }
}
