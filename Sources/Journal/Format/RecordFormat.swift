internal import CChecksum
internal import Telemetry

/// How a record lies in the file; all numbers little-endian.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 4 | length of the whole record |
/// | 4 | 4 | CRC-32C, seeded by the journal's session, of the length and all from offset 8 on |
/// | 8 | 8 | number |
/// | 16 | 8 | receive time, nanoseconds since the Unix epoch |
/// | 24 | 2 | records before it in its group |
/// | 26 | 2 | length of the topic |
/// | 28 | 2 | packet identifier |
/// | 30 | 1 | kind |
/// | 31 | 1 | flags: QoS in bits 0-1, retained 2, duplicate 3, session present 4 |
/// | 32 | | topic, then payload |
///
/// The place in the group tells an unfinished write from damage: what follows a torn record
/// within its group was never durable, what follows in a later group proves that it was.
enum RecordFormat {
    static let headerBytes = 32
    static let maxBytes = headerBytes + JournalLimits.topicBytes + JournalLimits.payloadBytes

    /// The kind of the record that closes a segment; never given to a caller.
    static let sealKind: UInt8 = 255

    /// What the fixed part of a record says.
    struct Fields {
        var length: Int
        var number: UInt64
        var receiveTime: Timestamp
        var placeInGroup: UInt16
        var topicBytes: Int
        var packetID: UInt16
        var kind: UInt8
        var flags: UInt8

        /// The number of the first record of the same group.
        var groupStart: UInt64 { number &- UInt64(placeInGroup) }
    }

    /// What stands at a place in the file.
    enum Reading {
        case record(Fields)
        /// More bytes are needed to tell; the whole record has this many.
        case short(needed: Int)
        case bad(DamageReason)
    }

    /// Reads and checks the record that begins at an offset, with any number.
    static func read(_ bytes: Span<UInt8>, at offset: Int, seed: UInt32) -> Reading {
        let available = bytes.count - offset
        guard available >= headerBytes else { return .short(needed: headerBytes) }
        let length = Int(bytes.load(at: offset, as: UInt32.self))
        guard length >= headerBytes, length <= maxBytes else { return .bad(.length) }
        guard length <= available else { return .short(needed: length) }
        let stored = bytes.load(at: offset + 4, as: UInt32.self)
        guard stored == checksum(bytes, of: offset..<(offset + length), seed: seed) else {
            return .bad(.checksum)
        }
        let fields = Fields(
            length: length,
            number: bytes.load(at: offset + 8, as: UInt64.self),
            receiveTime: Timestamp(nanoseconds: bytes.load(at: offset + 16, as: Int64.self)),
            placeInGroup: bytes.load(at: offset + 24, as: UInt16.self),
            topicBytes: Int(bytes.load(at: offset + 26, as: UInt16.self)),
            packetID: bytes.load(at: offset + 28, as: UInt16.self),
            kind: bytes.load(at: offset + 30, as: UInt8.self),
            flags: bytes.load(at: offset + 31, as: UInt8.self))
        guard headerBytes + fields.topicBytes <= length else { return .bad(.length) }
        return .record(fields)
    }

    /// Appends a record with its checksum.
    static func append(
        _ fields: Fields, topic: Span<UInt8>, payload: Span<UInt8>, seed: UInt32,
        to bytes: inout [UInt8]
    ) {
        let length = headerBytes + topic.count + payload.count
        bytes.reserve(length)
        bytes.append(addingCapacity: length) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                let target = UnsafeMutableRawBufferPointer(buffer)
                unsafe store(fields, length: length, in: target)
                unsafe copy(topic, to: target, at: headerBytes)
                unsafe copy(payload, to: target, at: headerBytes + topic.count)
                let whole = unsafe UnsafeRawBufferPointer(rebasing: target[..<length])
                let sum = unsafe checksum(whole, seed: seed)
                unsafe target.storeBytes(of: sum.littleEndian, toByteOffset: 4, as: UInt32.self)
                count = length
            }
        }
    }

    private static func store(
        _ fields: Fields, length: Int, in target: UnsafeMutableRawBufferPointer
    ) {
        unsafe target.storeBytes(of: UInt32(length).littleEndian, as: UInt32.self)
        unsafe target.storeBytes(of: fields.number.littleEndian, toByteOffset: 8, as: UInt64.self)
        unsafe target.storeBytes(
            of: fields.receiveTime.nanoseconds.littleEndian, toByteOffset: 16, as: Int64.self)
        unsafe target.storeBytes(
            of: fields.placeInGroup.littleEndian, toByteOffset: 24, as: UInt16.self)
        unsafe target.storeBytes(
            of: UInt16(fields.topicBytes).littleEndian, toByteOffset: 26, as: UInt16.self)
        unsafe target.storeBytes(
            of: fields.packetID.littleEndian, toByteOffset: 28, as: UInt16.self)
        unsafe target.storeBytes(of: fields.kind, toByteOffset: 30, as: UInt8.self)
        unsafe target.storeBytes(of: fields.flags, toByteOffset: 31, as: UInt8.self)
    }

    private static func copy(
        _ bytes: Span<UInt8>, to target: UnsafeMutableRawBufferPointer, at offset: Int
    ) {
        guard bytes.count > 0 else { return }
        unsafe bytes.withUnsafeBytes { source in
            unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset...])
                .copyMemory(from: source)
        }
    }

    private static func checksum(_ bytes: Span<UInt8>, of range: Range<Int>, seed: UInt32) -> UInt32
    {
        unsafe bytes.extracting(range).withUnsafeBytes { unsafe checksum($0, seed: seed) }
    }

    private static func checksum(_ record: UnsafeRawBufferPointer, seed: UInt32) -> UInt32 {
        guard let base = record.baseAddress else { return seed }
        let sum = unsafe lineside_crc32c(seed, base, 4)
        return unsafe lineside_crc32c(sum, base + 8, record.count - 8)
    }
}

extension Span where Element == UInt8 {
    /// A little-endian number at any offset.
    func load<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, as type: Number.Type
    ) -> Number {
        Number(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }
}

extension [UInt8] {
    /// Makes room for more bytes, growing by doubling.
    mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        reserveCapacity(Swift.max(count + more, 2 * capacity))
    }
}
