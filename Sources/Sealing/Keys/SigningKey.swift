internal import Crypto

/// An Ed25519 key (RFC 8032) that can sign.
///
/// Its seed is secret: it is written to one file and nowhere else.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new one of the system's randomness.
    public init() { key = Curve25519.Signing.PrivateKey() }

    /// Takes a seed of 32 bytes; nil where it is none.
    public init?(seed: [UInt8]) {
        guard seed.count == 32,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        else { return nil }
        self.key = key
    }

    /// Reads what ``der`` writes; nil where it is anything else.
    public init?(der: [UInt8]) {
        guard der.starts(with: Self.prefix) else { return nil }
        self.init(seed: Array(der.dropFirst(Self.prefix.count)))
    }

    /// PKCS #8 of RFC 8410: what `openssl genpkey -algorithm ed25519` writes.
    public var der: [UInt8] { Self.prefix + Array(key.rawRepresentation) }

    private static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04,
        0x20,
    ]

    /// The half of it that everyone may know.
    public var publicKey: PublicKey { PublicKey(of: Array(key.publicKey.rawRepresentation)) }

    /// Signs bytes; nil where the system gives no randomness.
    public func signature(of bytes: [UInt8]) -> [UInt8]? {
        (try? key.signature(for: bytes)).map { Array($0) }
    }
}

/// An Ed25519 key that can check signatures.
public struct PublicKey: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    init(of bytes: [UInt8]) { self.bytes = bytes }

    /// Takes 32 bytes; nil where it is no key.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32,
            (try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)) != nil
        else { return nil }
        self.bytes = bytes
    }

    /// Names the key: the SHA-256 of its bytes.
    public var id: Digest { Digest(of: bytes) }

    /// Subject public key info of RFC 8410: what openssl reads.
    public var der: [UInt8] {
        [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00] + bytes
    }

    /// Whether a signature is the key's over some bytes.
    public func verifies(_ signature: [UInt8], of bytes: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: self.bytes) else {
            return false
        }
        return key.isValidSignature(signature, for: bytes)
    }
}

/// A text and the signature over its bytes.
public struct SignedText: Hashable, Sendable {
    /// The text, UTF-8.
    public var text: [UInt8]
    /// 64 bytes.
    public var signature: [UInt8]

    /// Takes both.
    public init(text: [UInt8], signature: [UInt8]) {
        (self.text, self.signature) = (text, signature)
    }

    /// Signs a text; nil where the system gives no randomness.
    public init?(_ text: [UInt8], by key: SigningKey) {
        guard let signature = key.signature(of: text) else { return nil }
        self.init(text: text, signature: signature)
    }

    /// The hash of the text: by it the next one in a chain names it.
    public var hash: Digest { Digest(of: text) }
}
