/// Stands for the signatures of swift-crypto while fuzzing: repeatable, and no secure ones.
public enum Curve25519 {
    /// Keys that sign.
    public enum Signing {
        /// What is no key.
        public struct KeyError: Error {}

        /// A key that signs.
        public struct PrivateKey: Sendable {
            /// Its seed.
            public let rawRepresentation: [UInt8]

            /// Always the same.
            public init() { rawRepresentation = SHA256.hash(data: []) }

            /// Takes 32 bytes.
            public init(rawRepresentation: [UInt8]) throws {
                guard rawRepresentation.count == 32 else { throw KeyError() }
                self.rawRepresentation = rawRepresentation
            }

            /// The key that checks.
            public var publicKey: PublicKey { PublicKey(of: SHA256.hash(data: rawRepresentation)) }

            /// 64 bytes that depend on both.
            public func signature(for bytes: [UInt8]) throws -> [UInt8] {
                publicKey.signature(of: bytes)
            }
        }

        /// A key that checks.
        public struct PublicKey: Sendable {
            /// Its bytes.
            public let rawRepresentation: [UInt8]

            /// Takes 32 bytes.
            public init(rawRepresentation: [UInt8]) throws {
                guard rawRepresentation.count == 32 else { throw KeyError() }
                self.rawRepresentation = rawRepresentation
            }

            init(of bytes: [UInt8]) { rawRepresentation = bytes }

            /// Whether a signature is the key's.
            public func isValidSignature(_ signature: [UInt8], for bytes: [UInt8]) -> Bool {
                signature == self.signature(of: bytes)
            }

            func signature(of bytes: [UInt8]) -> [UInt8] {
                let hash = SHA256.hash(data: rawRepresentation + bytes)
                return hash + hash
            }
        }
    }
}
