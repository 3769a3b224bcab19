internal import Telemetry

/// What retention and recovery know of a segment without reading its records.
struct SegmentSummary: Equatable, Sendable {
    static let encodedBytes = 40

    /// Number of its first record.
    var first: UInt64
    /// Number of the record after its last; equal to `first` while it is empty.
    var end: UInt64
    /// QoS 1 messages among its records.
    var acknowledgedMessages: UInt64 = 0
    /// The latest receive time in it.
    var latest: Timestamp = .distantPast
    /// Bytes from the header to the last record.
    var bytes: Int = SegmentFormat.headerBytes

    init(first: UInt64) {
        self.first = first
        end = first
    }

    /// Takes up records that follow; `encoded` is their length in the file.
    mutating func add(_ records: some Sequence<RecordHeader>, encoded: Int) {
        for record in records {
            end = record.number + 1
            latest = max(latest, record.receiveTime)
            if record.isAcknowledgedMessage { acknowledgedMessages += 1 }
        }
        bytes += encoded
    }

    /// The payload of its seal.
    var encoded: [UInt8] {
        var result: [UInt8] = []
        result.append(number: first)
        result.append(number: end)
        result.append(number: acknowledgedMessages)
        result.append(number: latest.nanoseconds)
        result.append(number: UInt64(bytes))
        return result
    }

    /// Reads the payload of a seal; nil where it is none.
    init?(encoded: Span<UInt8>) {
        guard encoded.count == Self.encodedBytes else { return nil }
        self.init(first: encoded.load(at: 0, as: UInt64.self))
        end = encoded.load(at: 8, as: UInt64.self)
        acknowledgedMessages = encoded.load(at: 16, as: UInt64.self)
        latest = Timestamp(nanoseconds: encoded.load(at: 24, as: Int64.self))
        guard let size = Int(exactly: encoded.load(at: 32, as: UInt64.self)) else { return nil }
        bytes = size
    }
}
