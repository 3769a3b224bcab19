internal import Telemetry

extension RecordKind {
    /// The kind and the flag as they lie in the file.
    var code: (kind: UInt8, flags: UInt8) {
        switch self {
        case .message: (1, 0)
        case .tick: (2, 0)
        case .connectionUp(let sessionPresent): (3, sessionPresent ? RecordFlags.session : 0)
        case .connectionLost: (4, 0)
        case .started: (5, 0)
        case .stopped: (6, 0)
        case .rejected: (7, 0)
        case .brokerRuns: (8, 0)
        case .connecting: (9, 0)
        case .session(let origin): (10, origin.rawValue << RecordFlags.originShift)
        }
    }

    /// Nil for a number that stands for no kind.
    init?(kind: UInt8, flags: UInt8) {
        switch kind {
        case 1: self = .message
        case 2: self = .tick
        case 3: self = .connectionUp(sessionPresent: flags & RecordFlags.session != 0)
        case 4: self = .connectionLost
        case 5: self = .started
        case 6: self = .stopped
        case 7: self = .rejected
        case 8: self = .brokerRuns
        case 9: self = .connecting
        case 10:
            guard let origin = SessionOrigin(rawValue: flags >> RecordFlags.originShift) else {
                return nil
            }
            self = .session(origin)
        default: return nil
        }
    }
}

/// The bits of a record's flags.
enum RecordFlags {
    static let qos: UInt8 = 3
    static let retained: UInt8 = 4
    static let duplicate: UInt8 = 8
    static let session: UInt8 = 16
    static let originShift: UInt8 = 4
}

extension RecordHeader {
    /// Nil where the record is of a kind that callers do not see.
    init?(_ fields: RecordFormat.Fields, at offset: Int) {
        guard let kind = RecordKind(kind: fields.kind, flags: fields.flags) else { return nil }
        let topicStart = offset + RecordFormat.headerBytes
        let payloadStart = topicStart + fields.topicBytes
        self.init(
            number: fields.number, receiveTime: fields.receiveTime,
            topic: topicStart..<payloadStart, payload: payloadStart..<(offset + fields.length),
            kind: kind, packetID: fields.packetID, qos: fields.flags & RecordFlags.qos,
            retained: fields.flags & RecordFlags.retained != 0,
            duplicate: fields.flags & RecordFlags.duplicate != 0)
    }

    /// Whether it belongs to the memory for redeliveries.
    var isAcknowledgedMessage: Bool { kind == .message && qos == 1 }
}
