import Crypto
import CryptoExtras
import Telemetry

/// What is kept of a password: scrypt with its parameters and salt, as
/// `scrypt:15:8:3:SALT:CODE`.
///
/// The code is the HMAC of a fixed word under scrypt's key, so that the comparison is that of the
/// library, which takes the same time wherever two codes differ.
///
/// Source: RFC 7914; the parameters are those that OWASP's Password Storage Cheat Sheet gives for
/// 32 MiB.
public struct PasswordHash: Hashable, Sendable {
    /// What finding a key costs.
    public struct Cost: Hashable, Sendable {
        /// The power of two of the rounds.
        public var power: Int
        /// The size of a block; memory is 128 bytes × rounds × this.
        public var blockSize: Int
        /// How often it is done.
        public var times: Int

        /// 32 MiB.
        public static let usual = Cost(power: 15, blockSize: 8, times: 3)

        /// Makes a cost.
        public init(power: Int, blockSize: Int, times: Int) {
            self.power = power
            self.blockSize = blockSize
            self.times = times
        }

        var isSensible: Bool {
            (1...20).contains(power) && (1...32).contains(blockSize) && (1...16).contains(times)
        }
    }

    private static let word = Array("lineside password".utf8)

    /// Of this password.
    public let cost: Cost
    private let salt: [UInt8]
    private let code: [UInt8]

    /// The hash of a new password, under a salt of its own; takes a fifth of a second.
    ///
    /// - Throws: ``AccessError`` where the password is too short or too long, or there is no memory
    ///   for it.
    public init(of password: String, cost: Cost = .usual) throws(AccessError) {
        guard password.count >= AccessLimits.shortestPassword else {
            throw AccessError(
                .badPassword,
                "a password has at least \(AccessLimits.shortestPassword) characters")
        }
        guard password.utf8.count <= AccessLimits.password.value else {
            throw AccessError(
                .badPassword, "a password has at most \(AccessLimits.password.value) bytes",
                limit: AccessLimits.password)
        }
        let salt = Self.randomBytes(16)
        guard let key = Self.key(password, salt, cost) else {
            throw AccessError(.failed, "scrypt failed; is there memory?")
        }
        self.cost = cost
        self.salt = salt
        code = Array(HMAC<SHA256>.authenticationCode(for: Self.word, using: key))
    }

    /// A hash that no password has: what an unknown user is compared with, so that it takes as
    /// long.
    init(ofNothing cost: Cost) {
        self.cost = cost
        salt = Self.randomBytes(16)
        code = Self.randomBytes(32)
    }

    /// Reads ``text``.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let power = Int(parts[1]),
            let blockSize = Int(parts[2]), let times = Int(parts[3]),
            let salt = Hexadecimal.bytes(parts[4]), let code = Hexadecimal.bytes(parts[5]),
            salt.count == 16, code.count == 32
        else { return nil }
        cost = Cost(power: power, blockSize: blockSize, times: times)
        guard cost.isSensible else { return nil }
        self.salt = salt
        self.code = code
    }

    /// As it is kept.
    public var text: String {
        "scrypt:\(cost.power):\(cost.blockSize):\(cost.times):"
            + "\(Hexadecimal.text(salt)):\(Hexadecimal.text(code))"
    }

    /// Whether it is the hash of a password; takes a fifth of a second either way.
    func matches(_ password: String) -> Bool {
        // The library takes the address of the first byte. No hash is of an empty password.
        let text = password.isEmpty ? " " : password
        guard let key = Self.key(text, salt, cost) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Self.word, using: key)
    }

    private static func key(_ password: String, _ salt: [UInt8], _ cost: Cost) -> SymmetricKey? {
        try? KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost.power,
            blockSize: cost.blockSize, parallelism: cost.times)
    }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        var random = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    }
}
