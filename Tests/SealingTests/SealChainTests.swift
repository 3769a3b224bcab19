import Sealing
import Testing

/// Seals that name each other, and checkpoints of them.
@Suite struct SealChainTests {
    private let a = Example.key(1)
    private let b = Example.key(2)

    private func codes(_ chain: [SignedText], _ ring: KeyRing) -> [String] {
        SealChain.findings(chain, keys: ring).map { "\($0.code.rawValue) \($0.subject)" }
    }

    @Test func aWholeChainHasNoFinding() throws {
        #expect(codes(Example.chain([2, 3, 4], key: a), try Example.ring(a)).isEmpty)
    }

    @Test func namesTheSealThatIsAnother() throws {
        let (chain, ring) = (Example.chain([2, 3, 4], key: a), try Example.ring(a))
        var changed = chain
        changed[1].signature[5] ^= 1
        #expect(codes(changed, ring) == ["signature 2"])
        changed = chain
        let other = Example.manifest(2, after: chain[0], key: a, day: 9)
        changed[1] = Example.signed(other.bytes, a)
        #expect(codes(changed, ring) == ["chain 2"])
        changed = chain
        changed.remove(at: 1)
        #expect(codes(changed, ring) == ["chain 2"])
        changed = chain
        changed[0].text = [1]
        #expect(codes(changed, ring).contains("chain 1"))
    }

    @Test func aKeyThatDoesNotCountIsAFinding() throws {
        var ring = try Example.ring(a)
        let chain = Example.chain([2, 4, 5], key: a)
        #expect(codes(chain, try Example.ring(b)).allSatisfy { $0.hasPrefix("key_unknown") })
        try ring.take(.rotated, b, by: a, day: 4)
        #expect(codes(chain, ring) == ["key_not_in_force 3"])
        try ring.take(.revoked(since: Example.instant(3)), a, by: b, day: 5)
        #expect(codes(chain, ring) == ["key_revoked 2", "key_revoked 3"])
        #expect(codes(Example.chain([1], key: b), ring) == ["key_not_in_force 1"])
    }

    @Test func aCheckpointHoldsForOlderAndNewerChains() throws {
        let chain = Example.chain([2, 3, 4], key: a)
        let note = try #require(
            Checkpoint(plant: "p", seals: Array(chain.prefix(2))).note(signedBy: a))
        let read = try #require(CheckpointNote(note))
        #expect(read.isSigned(by: [b.publicKey, a.publicKey]))
        let checkpoint = read.checkpoint
        #expect(checkpoint.origin == "lineside/p" && checkpoint.leaves.count == 2)
        #expect(checkpoint.firstOther(than: chain) == nil)
        #expect(checkpoint.firstOther(than: Array(chain.prefix(1))) == nil)
        #expect(checkpoint.firstOther(than: Example.chain([2, 4], key: a)) == 2)
        #expect(!read.isSigned(by: [b.publicKey]))
        for (place, _) in note.utf8.enumerated() {
            var bytes = Array(note.utf8)
            bytes[place] ^= 1
            let changed = String(decoding: bytes, as: UTF8.self)
            let isTaken = CheckpointNote(changed)?.isSigned(by: [a.publicKey]) ?? false
            #expect(!isTaken, "byte \(place)")
        }
    }

    /// The first lines are those of C2SP tlog-checkpoint; the name of the key that of signed-note.
    @Test func writesTheFormOfC2SP() throws {
        let chain = Example.chain([2], key: a)
        let note = try #require(Checkpoint(plant: "p", seals: chain).note(signedBy: a))
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "lineside/p" && lines[1] == "1")
        #expect(lines[2] == Base64.text(MerkleTree.leaf(chain[0].text).bytes))
        #expect(lines[4].isEmpty && lines[5].hasPrefix("\u{2014} lineside/p "))
        let named = Digest(of: Array("lineside/p\n\u{1}".utf8) + a.publicKey.bytes)
        let signature = try #require(Base64.bytes(String(lines[5].split(separator: " ")[2])))
        #expect(Array(signature.prefix(4)) == Array(named.bytes.prefix(4)))
    }

    /// The example of Go's package `note`, on which C2SP signed-note rests.
    @Test func knowsAKeyAsOthersDo() throws {
        let encoded = try #require(
            Base64.bytes("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
        let key = try #require(PublicKey(bytes: Array(encoded.dropFirst())))
        let named = Digest(of: Array("PeterNeumann\n".utf8) + encoded)
        #expect(Hex.text(Array(named.bytes.prefix(4))) == "c74f20a3")
        let text =
            "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n"
        let signature = try #require(
            Base64.bytes(
                "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6K"
                    + "E6RyyBwJnAM="))
        #expect(key.verifies(Array(signature.dropFirst(4)), of: Array(text.utf8)))
    }

    @Test func base64IsThatOfTheRFC() {
        for (plain, text) in [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ] {
            #expect(Base64.text(Array(plain.utf8)) == text)
            #expect(Base64.bytes(text) == Array(plain.utf8))
        }
        for text in ["Zg", "Zh==", "Zg=", "Z===", "Z g=", "=Zg="] {
            #expect(Base64.bytes(text) == nil)
        }
    }
}
