/// Seals that name each other, from the first one on.
public enum SealChain {
    /// What is wrong with a chain, in the order of its seals.
    ///
    /// Every seal must be the next in number, name the hash of the one before, and be signed with a
    /// key that counted when it was made.
    public static func findings(_ seals: [SignedText], keys: KeyRing) -> [SealFinding] {
        var findings: [SealFinding] = []
        var previous: Digest?
        for (place, seal) in seals.enumerated() {
            let name = "\(place + 1)"
            guard let manifest = Manifest(seal.text) else {
                findings.append(SealFinding(.chain, name, found: "unreadable"))
                previous = seal.hash
                continue
            }
            if manifest.number != Int64(place) + 1 {
                findings.append(SealFinding(.chain, name, found: "number \(manifest.number)"))
            } else if manifest.previous != previous {
                // What was changed is the one before, or this one's word of it.
                findings.append(
                    SealFinding(
                        .chain, place == 0 ? name : "\(place)",
                        sealed: manifest.previous?.hex ?? "none", found: previous?.hex ?? "none"))
            }
            findings += signatureFindings(seal, manifest, name: name, keys: keys)
            previous = seal.hash
        }
        return findings
    }

    private static func signatureFindings(
        _ seal: SignedText, _ manifest: Manifest, name: String, keys: KeyRing
    ) -> [SealFinding] {
        guard let standing = keys.standing(of: manifest.key) else {
            return [SealFinding(.keyUnknown, name, found: manifest.key.hex)]
        }
        var findings: [SealFinding] = []
        // In the second in which one takes another's place both count.
        let isLate =
            standing.until.map {
                standing.isRevoked ? manifest.madeAt >= $0 : manifest.madeAt > $0
            } ?? false
        if isLate || manifest.madeAt < standing.from {
            let limit = isLate ? standing.until : standing.from
            findings.append(
                SealFinding(
                    isLate && standing.isRevoked ? .keyRevoked : .keyNotInForce, name,
                    sealed: limit?.text, found: manifest.madeAt.text))
        }
        if !standing.key.verifies(seal.signature, of: seal.text) {
            findings.append(SealFinding(.signature, name))
        }
        return findings
    }
}
