public import Sealing
public import Storage
public import StorageSQLite
public import Telemetry

/// Checks what is to be recorded against what is recorded.
public enum SealRecording {
    /// A pack's seal as the store keeps it: it must follow the last seal, and be signed with the
    /// key that signs now.
    ///
    /// Not the facts are checked here: whoever made the pack has the key.
    ///
    /// - Throws: ``SealError``, `StoreError`.
    public static func seal(
        of pack: PackFile, for store: some SealingStore, at instant: Timestamp
    ) throws -> StoredSeal {
        let (ring, chain) = (try store.keyRing(), try store.chain())
        return try pack.read { content in
            guard let text = try content.evidence(EvidenceName.manifest),
                let signature = try content.evidence(EvidenceName.signature),
                let manifest = Manifest(text)
            else { throw SealError(.unreadable, "the pack has no manifest") }
            guard manifest.number == Int64(chain.count) + 1, manifest.previous == chain.last?.hash
            else {
                throw SealError(
                    .conflict, "another seal was recorded meanwhile; make this one again")
            }
            guard let current = ring.current, current.key.id == manifest.key,
                current.key.verifies(signature, of: text)
            else { throw SealError(.key, "the pack is not signed with the key that signs now") }
            var files: [String: [UInt8]] = [:]
            for (name, hash) in manifest.evidence where isKept(name) {
                guard let bytes = try content.evidence(name), Digest(of: bytes) == hash else {
                    throw SealError(.unreadable, "\(name) is not as the manifest says")
                }
                files[name] = bytes
            }
            let span = manifest.subject.span
            return StoredSeal(
                number: manifest.number, line: manifest.subject.line,
                span: TimeSpan(
                    from: Timestamp(nanoseconds: span.lowerBound),
                    to: Timestamp(nanoseconds: span.upperBound)), at: instant,
                manifest: text, signature: signature, files: files)
        }
    }

    /// What the report was made from, and the report; the rest stays in the pack.
    private static func isKept(_ name: String) -> Bool {
        [EvidenceName.plant, EvidenceName.report].contains(name)
            || name.hasPrefix(PeriodicSeal.folder)
            || DeclaredRole.allCases.contains { name.hasPrefix($0.prefix) }
    }

    /// A record of a key as the store keeps it.
    ///
    /// - Throws: ``SealError``, `StoreError`.
    public static func record(
        _ signed: SignedText, for store: some SealingStore
    ) throws -> StoredKeyRecord {
        var ring = try store.keyRing()
        // Records of old may say so; a new one would end the key at once.
        if let record = KeyRecord(signed.text), case .revoked(let since) = record.event,
            record.at < since
        {
            throw SealError(.request, KeyRing.told(future: since, now: record.at))
        }
        do throws(KeyRing.Fault) {
            try ring.append(signed)
        } catch {
            throw SealError(
                error == .chain ? .conflict : .key, ring.told(error, of: signed))
        }
        return StoredKeyRecord(
            number: Int64(ring.records.count), text: signed.text, signature: signed.signature)
    }
}
