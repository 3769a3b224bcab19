import Sealing

/// Keys, records and manifests to begin with.
enum Example {
    static func key(_ number: UInt8) -> SigningKey {
        guard let key = SigningKey(seed: Array(repeating: number, count: 32)) else {
            preconditionFailure("32 bytes are a seed")
        }
        return key
    }

    static func instant(_ day: Int) -> Instant {
        guard let instant = Instant("2026-03-\(day < 10 ? "0" : "")\(day)T00:00:00Z") else {
            preconditionFailure("it has the form")
        }
        return instant
    }

    static func signed(_ text: [UInt8], _ key: SigningKey) -> SignedText {
        guard let signed = SignedText(text, by: key) else {
            preconditionFailure("the system has randomness")
        }
        return signed
    }

    static func manifest(
        _ number: Int64, after previous: SignedText?, key: SigningKey, day: Int,
        format: String = Manifest.formats[1]
    ) -> Manifest {
        Manifest(
            format: format, number: number, previous: previous?.hash,
            subject: Manifest.Subject(
                plant: "p", line: "l", project: number == 1 ? nil : "G-1", from: "2026-03-01",
                to: "2026-03-02", span: 5..<7),
            madeAt: instant(day), software: "lineside 0", report: "benefit 1",
            tree: Manifest.Tree(root: Digest(of: [1]), counts: [.pieces: 3, .claim: 13]),
            journals: [Manifest.JournalSpan(lane: "b", first: number == 1 ? 1 : nil, last: 9)],
            definitions: ["l/a": "h"], lastCorrection: 4, lastChange: 0,
            evidence: ["plant.yaml": Digest(of: [2])], key: key.publicKey.id)
    }

    /// Seals 1, 2, … of a day each, all by one key.
    static func chain(_ days: [Int], key: SigningKey) -> [SignedText] {
        days.enumerated().reduce(into: []) { chain, day in
            let manifest = manifest(
                Int64(day.offset) + 1, after: chain.last, key: key, day: day.element)
            chain.append(signed(manifest.bytes, key))
        }
    }

    /// A ring of one key from the first day on.
    static func ring(_ key: SigningKey) throws -> KeyRing {
        var ring = KeyRing()
        try ring.take(.made, key, by: key, day: 1)
        return ring
    }
}

extension KeyRing {
    mutating func take(
        _ event: KeyRecord.Event, _ key: SigningKey, by signer: SigningKey, day: Int
    ) throws(Fault) {
        let record = next(
            event, key: key.publicKey, at: Example.instant(day), signer: signer.publicKey.id,
            why: "")
        try append(Example.signed(record.bytes, signer))
    }
}
