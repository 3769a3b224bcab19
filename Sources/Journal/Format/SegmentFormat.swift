internal import CChecksum
internal import Telemetry

/// How a segment file begins and ends.
///
/// The name is the number of its first record, twenty digits, and `.journal`. The header:
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | `LNSDJRNL` |
/// | 8 | 4 | version |
/// | 12 | 4 | CRC-32C of the other 60 bytes |
/// | 16 | 16 | the journal's session: random, the same in all its segments |
/// | 32 | 8 | number of the first record |
/// | 40 | 24 | zero |
///
/// A closed segment ends with its seal, a record whose payload is a ``SegmentSummary``; the last
/// segment ends with zeros, written ahead because overwriting syncs faster than growing.
enum SegmentFormat {
    static let headerBytes = 64
    static let version: UInt32 = 1
    static let suffix = ".journal"
    static let magic = [UInt8]("LNSDJRNL".utf8)
    static let sealBytes = RecordFormat.headerBytes + SegmentSummary.encodedBytes

    /// The file name of the segment that begins with a record.
    static func name(first: UInt64) -> String {
        let digits = String(first)
        return String(repeating: "0", count: 20 - digits.count) + digits + suffix
    }

    /// The first record that a file name tells, or nil for another file.
    static func first(ofName name: String) -> UInt64? {
        guard name.utf8.count == 20 + suffix.utf8.count, name.hasSuffix(suffix) else { return nil }
        let digits = name.dropLast(suffix.count)
        guard digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return UInt64(digits)
    }

    /// The header's bytes.
    static func header(session: JournalSession, first: UInt64) -> [UInt8] {
        var bytes = magic
        bytes.append(number: version)
        bytes.append(number: UInt32(0))
        bytes.append(number: session.high)
        bytes.append(number: session.low)
        bytes.append(number: first)
        bytes.append(contentsOf: repeatElement(0, count: headerBytes - bytes.count))
        let sum = checksum(ofHeader: bytes)
        for place in 0..<4 {
            bytes[12 + place] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(place)))
        }
        return bytes
    }

    /// Reads a header; says what is wrong where it is none.
    static func readHeader(
        _ bytes: [UInt8], first: UInt64
    ) -> Result<JournalSession, HeaderFault> {
        let raw = bytes.span
        guard bytes.count == headerBytes, bytes.starts(with: magic) else {
            return .failure(.damage(.header))
        }
        guard raw.load(at: 12, as: UInt32.self) == checksum(ofHeader: bytes) else {
            return .failure(.damage(.header))
        }
        let found = raw.load(at: 8, as: UInt32.self)
        guard found == version else { return .failure(.version(found)) }
        guard raw.load(at: 32, as: UInt64.self) == first else {
            return .failure(.damage(.sequence))
        }
        return .success(
            JournalSession(
                high: raw.load(at: 16, as: UInt64.self), low: raw.load(at: 24, as: UInt64.self)))
    }

    /// Why bytes are no header.
    enum HeaderFault: Error {
        case damage(DamageReason)
        /// It is a header, but of a version that this program does not know.
        case version(UInt32)
    }

    private static func checksum(ofHeader bytes: [UInt8]) -> UInt32 {
        let before = crc32c(bytes.span.extracting(0..<12), seed: 0)
        return crc32c(bytes.span.extracting(16..<headerBytes), seed: before)
    }
}

/// The identity of a journal: 128 random bits, made with it.
struct JournalSession: Equatable {
    var high: UInt64
    var low: UInt64

    static func random() -> JournalSession {
        JournalSession(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    /// Where checksums begin, so that a payload cannot pass for a record of this journal.
    var seed: UInt32 {
        var bytes: [UInt8] = []
        bytes.append(number: high)
        bytes.append(number: low)
        return crc32c(bytes.span, seed: 0)
    }
}

/// CRC-32C of bytes, continued from a seed.
func crc32c(_ bytes: Span<UInt8>, seed: UInt32) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
        guard let base = buffer.baseAddress else { return seed }
        return unsafe lineside_crc32c(seed, base, buffer.count)
    }
}

extension [UInt8] {
    /// Appends a number, little-endian.
    mutating func append<Number: FixedWidthInteger>(number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }
}
