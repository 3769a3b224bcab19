/// The head of a chain of seals, to be left with somebody else: a checkpoint as C2SP
/// tlog-checkpoint has it, in a note signed with Ed25519 (C2SP signed-note).
///
/// The log's leaves are the seals' manifests. Their hashes follow as extension lines, `leaf …`,
/// so that an older pack can be held against a newer checkpoint, too.
public struct Checkpoint: Hashable, Sendable {
    /// Names the log: `lineside/PLANT`.
    public var origin: String
    /// The leaves, one a seal.
    public var leaves: [Digest]

    /// The checkpoint of a chain.
    public init(plant: String, seals: [SignedText]) {
        origin = Self.origin(of: plant)
        leaves = seals.map { MerkleTree.leaf($0.text) }
    }

    /// The text that is signed.
    public var text: String {
        let head = [origin, "\(leaves.count)", Base64.text(MerkleTree.root(of: leaves).bytes)]
        let lines = head + leaves.map { "leaf " + Base64.text($0.bytes) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Reads such a text; nil where it is none.
    fileprivate init?(text: String) {
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3, let count = Int(lines[1]), lines.count == 3 + count else {
            return nil
        }
        origin = String(lines[0])
        leaves = lines.dropFirst(3).compactMap { line in
            guard line.hasPrefix("leaf ") else { return nil }
            return Base64.bytes(String(line.dropFirst(5))).flatMap { Digest(bytes: $0) }
        }
        guard leaves.count == count, self.text == text else { return nil }
    }

    /// Whether it is of a plant's log.
    public func isOf(plant: String) -> Bool { origin == Self.origin(of: plant) }

    private static func origin(of plant: String) -> String { "lineside/" + plant }

    /// The whole note; nil where the system gives no randomness.
    public func note(signedBy key: SigningKey) -> String? {
        guard let signature = key.signature(of: Array(text.utf8)) else { return nil }
        let name = Self.hint(key.publicKey, origin: origin)
        return text + "\n\u{2014} \(origin) \(Base64.text(name + signature))\n"
    }

    /// The first four bytes of the hash by which a note names a key.
    fileprivate static func hint(_ key: PublicKey, origin: String) -> [UInt8] {
        Array(Digest(of: Array(origin.utf8) + [0x0A, 0x01] + key.bytes).bytes.prefix(4))
    }

    /// The first seal (from 1) of a chain that is not the one that the checkpoint has; nil: all
    /// that both have are the same.
    public func firstOther(than seals: [SignedText]) -> Int? {
        zip(leaves, seals).enumerated()
            .first { $0.element.0 != MerkleTree.leaf($0.element.1.text) }.map { $0.offset + 1 }
    }
}

/// A checkpoint with its signatures, as somebody kept it: who signed it is another question.
public struct CheckpointNote: Sendable {
    /// What was signed.
    public let checkpoint: Checkpoint
    /// Each with the hint of its key before it, 68 bytes.
    private let signatures: [[UInt8]]

    /// Reads a note; nil where it is none, or where the root is not that of the leaves.
    public init?(_ note: String) {
        let parts = note.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let checkpoint = Checkpoint(text: parts[0] + "\n") else {
            return nil
        }
        let start = "\u{2014} \(checkpoint.origin) "
        signatures = parts[1].split(separator: "\n").compactMap { line in
            guard line.hasPrefix(start) else { return nil }
            return Base64.bytes(String(line.dropFirst(start.count))).flatMap {
                $0.count == 68 ? $0 : nil
            }
        }
        guard !signatures.isEmpty else { return nil }
        self.checkpoint = checkpoint
    }

    /// Whether one of some keys has signed it.
    public func isSigned(by keys: [PublicKey]) -> Bool {
        let text = Array(checkpoint.text.utf8)
        return keys.contains { key in
            let hint = Checkpoint.hint(key, origin: checkpoint.origin)
            return signatures.contains {
                $0.starts(with: hint) && key.verifies(Array($0.dropFirst(4)), of: text)
            }
        }
    }
}

/// Base 64 of RFC 4648, with its padding.
public enum Base64 {
    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The text of bytes.
    public static func text(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(
                    place <= group.count
                        ? digits[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil where it is not exactly what ``text(_:)`` gives.
    public static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let digit = digits.firstIndex(of: byte) else { return nil }
            (bits, count) = ((bits << 6 | digit) & 0xFFFF, count + 6)
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        return Self.text(bytes) == text ? bytes : nil
    }
}
