import Sealing
import Testing

/// Keys: what they sign, what became of them, and when they count.
@Suite struct KeyTests {
    private let a = Example.key(1)
    private let b = Example.key(2)
    private let c = Example.key(3)

    /// RFC 8032, section 7.1, test 1.
    @Test func isTheKeyOfTheRFC() throws {
        let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
        let key = try #require(Hex.bytes(seed).flatMap { SigningKey(seed: $0) })
        #expect(
            Hex.text(key.publicKey.bytes)
                == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        let signature = try #require(
            Hex.bytes(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"))
        #expect(key.publicKey.verifies(signature, of: []))
        #expect(!key.publicKey.verifies(signature, of: [0]))
        #expect(!key.publicKey.verifies([], of: []))
        #expect(SigningKey(der: key.der)?.publicKey == key.publicKey)
        #expect(SigningKey(der: [1, 2]) == nil && SigningKey(seed: [1]) == nil)
    }

    @Test func aKeyCountsUntilAnotherTakesItsPlace() throws {
        var ring = try Example.ring(a)
        try ring.take(.rotated, b, by: a, day: 5)
        #expect(ring.current?.key == b.publicKey)
        let old = try #require(ring.standing(of: a.publicKey.id))
        #expect(old.until == Example.instant(5) && !old.isRevoked)
        #expect(KeyRing.read(ring.records).ring.keys == ring.keys)
    }

    @Test func aRevokedKeyCountsForNothingFromThenOn() throws {
        var ring = try Example.ring(a)
        try ring.take(.rotated, b, by: a, day: 5)
        try ring.take(.revoked(since: Example.instant(3)), a, by: b, day: 9)
        let old = try #require(ring.standing(of: a.publicKey.id))
        #expect(old.until == Example.instant(3) && old.isRevoked)
        try ring.take(.revoked(since: Example.instant(9)), b, by: b, day: 9)
        #expect(ring.current == nil)
        try ring.take(.made, c, by: c, day: 9)
        #expect(ring.current?.key == c.publicKey)
    }

    @Test func refusesRecordsThatCannotStand() throws {
        var ring = try Example.ring(a)
        func fault(_ body: (inout KeyRing) throws(KeyRing.Fault) -> Void) -> KeyRing.Fault? {
            var trial = ring
            do throws(KeyRing.Fault) {
                try body(&trial)
                return nil
            } catch { return error }
        }
        func taking(
            _ event: KeyRecord.Event, _ key: SigningKey, by signer: SigningKey, day: Int
        ) -> KeyRing.Fault? {
            fault { (trial) throws(KeyRing.Fault) in
                try trial.take(event, key, by: signer, day: day)
            }
        }
        #expect(taking(.rotated, b, by: c, day: 5) == .signer)
        #expect(taking(.made, b, by: a, day: 5) == .signer)
        #expect(taking(.made, a, by: a, day: 5) == .event)
        #expect(taking(.revoked(since: Example.instant(5)), b, by: a, day: 5) == .event)
        #expect(taking(.rotated, b, by: a, day: 0) == .time)
        let record = ring.next(
            .rotated, key: b.publicKey, at: Example.instant(5), signer: a.publicKey.id, why: "w")
        let forged = SignedText(
            text: record.bytes, signature: Example.signed(record.bytes, b).signature)
        #expect(fault { (trial) throws(KeyRing.Fault) in try trial.append(forged) } == .signature)
        var later = record
        later.number = 3
        let unlinked = Example.signed(later.bytes, a)
        #expect(fault { (trial) throws(KeyRing.Fault) in try trial.append(unlinked) } == .chain)
        let noise = Example.signed([1], a)
        #expect(fault { (trial) throws(KeyRing.Fault) in try trial.append(noise) } == .unreadable)
        try ring.take(.rotated, b, by: a, day: 5)
        #expect(taking(.rotated, c, by: a, day: 6) == .signer)
    }
}
