/// What became of a key: a record that is only ever added, signed, and names the one before.
public struct KeyRecord: Hashable, Sendable {
    /// What happened.
    public enum Event: Hashable, Sendable {
        /// A key was made; it signs for itself.
        case made
        /// A key takes the place of the one that signs this.
        case rotated
        /// A key counts for nothing from an instant on; a key that still counts signs this, if need
        /// be itself.
        case revoked(since: Instant)
    }

    /// The place among the records, from 1.
    public var number: Int64
    /// ``SignedText/hash`` of the record before; nil of the first.
    public var previous: Digest?
    /// What happened.
    public var event: Event
    /// To which key.
    public var key: PublicKey
    /// When it was recorded.
    public var at: Instant
    /// ``PublicKey/id`` of the key that signs this.
    public var signer: Digest
    /// What for, in people's words; may be empty.
    public var why: String

    /// Names the layout.
    public static let format = "lineside key 1"

    /// Makes a record.
    public init(
        number: Int64, previous: Digest?, event: Event, key: PublicKey, at: Instant,
        signer: Digest, why: String = ""
    ) {
        (self.number, self.previous, self.event, self.key) = (number, previous, event, key)
        (self.at, self.signer, self.why) = (at, signer, why)
    }

    /// Its bytes: canonical JSON.
    public var bytes: [UInt8] {
        let (name, since): (String, Instant?) =
            switch event {
            case .made: ("made", nil)
            case .rotated: ("rotated", nil)
            case .revoked(let since): ("revoked", since)
            }
        let json = SealJSON.members([
            "format": .string(Self.format), "number": .integer(number),
            "previous": previous.map { .string($0.hex) } ?? .null, "event": .string(name),
            "since": since.map { .string($0.text) } ?? .null,
            "public_key": .string(Hex.text(key.bytes)), "at": .string(at.text),
            "signer": .string(signer.hex), "why": .string(why),
        ])
        return Array(json.canonical.utf8)
    }

    /// Reads a record; nil where the bytes are not exactly those of one.
    public init?(_ bytes: [UInt8]) {
        guard let json = SealJSON(bytes), json["format"]?.string == Self.format,
            let number = json["number"]?.integer,
            let event = Event(
                json["event"]?.string, since: json["since"]?.string.flatMap(Instant.init)),
            let key = json["public_key"]?.string.flatMap(Hex.bytes)
                .flatMap({ PublicKey(bytes: $0) }),
            let at = json["at"]?.string.flatMap(Instant.init),
            let signer = json["signer"]?.string.flatMap({ Digest(hex: $0) }),
            let why = json["why"]?.string
        else { return nil }
        self.init(
            number: number, previous: json["previous"]?.string.flatMap { Digest(hex: $0) },
            event: event, key: key, at: at, signer: signer, why: why)
        guard self.bytes == bytes else { return nil }
    }
}

extension KeyRecord.Event {
    fileprivate init?(_ name: String?, since: Instant?) {
        switch (name, since) {
        case ("made", nil): self = .made
        case ("rotated", nil): self = .rotated
        case ("revoked", let since?): self = .revoked(since: since)
        default: return nil
        }
    }
}
