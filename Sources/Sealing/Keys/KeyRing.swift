/// The keys of a chain of seals and when each of them counts, from their records.
public struct KeyRing: Sendable {
    /// A key and when it counts.
    public struct Standing: Hashable, Sendable {
        /// The key.
        public var key: PublicKey
        /// Since when.
        public var from: Instant
        /// Until when, not included; nil: it still does.
        public var until: Instant?
        /// Whether it was revoked, rather than replaced.
        public var isRevoked = false
    }

    /// Why a record cannot stand where it does.
    public enum Fault: String, Error, Sendable {
        /// It cannot be read.
        case unreadable
        /// It is not the next in number, or does not name the one before.
        case chain
        /// Its signer is not known, or does not count any more.
        case signer
        /// The signature is not the signer's.
        case signature
        /// A key that is there already is made, or one is revoked that is not.
        case event
        /// It is older than the record before.
        case time
    }

    /// The records, in their order.
    public private(set) var records: [SignedText] = []
    /// In the order in which they were made.
    public private(set) var keys: [Standing] = []
    private var last: Instant?

    /// Without keys.
    public init() {}

    /// Takes records, each checked.
    ///
    /// - Returns: The ring, and the first record (from 1) that cannot stand where it does; the ring
    ///   ends before it.
    public static func read(
        _ records: [SignedText]
    ) -> (ring: KeyRing, fault: (number: Int, why: Fault)?) {
        var ring = KeyRing()
        for (place, record) in records.enumerated() {
            do throws(Fault) {
                try ring.append(record)
            } catch {
                return (ring, (place + 1, error))
            }
        }
        return (ring, nil)
    }

    /// The standing of a key; nil where it is not known.
    public func standing(of key: Digest) -> Standing? { keys.first { $0.key.id == key } }

    /// The key that seals are signed with: the last one that still counts.
    public var current: Standing? { keys.last { $0.until == nil } }

    /// What the next record must be, but for its content.
    public func next(
        _ event: KeyRecord.Event, key: PublicKey, at: Instant, signer: Digest, why: String
    ) -> KeyRecord {
        KeyRecord(
            number: Int64(records.count) + 1, previous: records.last?.hash, event: event, key: key,
            at: at, signer: signer, why: why)
    }

    /// Takes one more record.
    ///
    /// - Throws: ``Fault``; nothing is taken then.
    public mutating func append(_ signed: SignedText) throws(Fault) {
        guard let record = KeyRecord(signed.text) else { throw .unreadable }
        guard record.number == Int64(records.count) + 1, record.previous == records.last?.hash
        else { throw .chain }
        if let last, record.at < last { throw .time }
        guard let signer = try signer(of: record) else { throw .signer }
        guard signer.verifies(signed.signature, of: signed.text) else { throw .signature }
        try take(record)
        records.append(signed)
        last = record.at
    }

    /// The key that must have signed a record; nil where it does not count.
    private func signer(of record: KeyRecord) throws(Fault) -> PublicKey? {
        if record.event == .made {
            return record.signer == record.key.id ? record.key : nil
        }
        return keys.first { $0.key.id == record.signer && $0.until == nil }?.key
    }

    private mutating func take(_ record: KeyRecord) throws(Fault) {
        let place = keys.firstIndex { $0.key == record.key }
        switch record.event {
        case .made, .rotated:
            guard place == nil else { throw .event }
            if record.event == .rotated {
                for old in keys.indices where keys[old].key.id == record.signer {
                    keys[old].until = record.at
                }
            }
            keys.append(Standing(key: record.key, from: record.at))
        case .revoked(let since):
            guard let place, !keys[place].isRevoked, since >= keys[place].from else { throw .event }
            keys[place].until = min(keys[place].until ?? since, since)
            keys[place].isRevoked = true
        }
    }
}
