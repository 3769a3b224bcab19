internal import Foundation
public import Storage
internal import StorageSQLite
public import Telemetry

/// A pack that was checked and copied into the data folder: its seal can be recorded with it.
///
/// Where it is not recorded, the copy goes with this object.
public final class CheckedPack: Sendable {
    /// What is to be recorded.
    public let seal: StoredSeal
    private let packs: KeptPacks
    private let copy: String

    /// Copies a pack and checks the copy, so that what is kept is what was looked at.
    ///
    /// Waits for the disk.
    ///
    /// - Throws: ``SealError``, `StoreError`.
    public init(
        _ path: String, for store: some SealingStore, in packs: KeptPacks, at instant: Timestamp
    ) throws {
        let copy = try packs.copy(path)
        do {
            seal = try SealRecording.seal(
                of: try PackFile(reading: copy), for: store, at: instant)
        } catch {
            try? FileManager.default.removeItem(atPath: copy)
            throw error
        }
        (self.packs, self.copy) = (packs, copy)
    }

    deinit { try? FileManager.default.removeItem(atPath: copy) }

    /// Records the seal, its pack first.
    ///
    /// Called by the thread that owns all writes.
    ///
    /// - Throws: `StoreError`; nothing is recorded or kept then, but for a pack of which the store
    ///   cannot say whether its seal is recorded.
    public func record(in store: some SealingStore) throws(StoreError) {
        let place = packs.place(of: seal)
        do {
            // Fails where something is there: that is the pack of another recording.
            try FileManager.default.moveItem(atPath: copy, toPath: place)
        } catch {
            throw StoreError(code: .failed, message: "the pack cannot be kept: \(error)")
        }
        do {
            try KeptPacks.sync(packs.folder)
            try store.append(seal)
        } catch let error as StoreError {
            // After a failed sync of the store the next start may find the seal all the same.
            if error.code != .broken { try? FileManager.default.removeItem(atPath: place) }
            throw error
        } catch {
            try? FileManager.default.removeItem(atPath: place)
            throw StoreError(code: .failed, message: "the pack cannot be kept: \(error)")
        }
    }
}
