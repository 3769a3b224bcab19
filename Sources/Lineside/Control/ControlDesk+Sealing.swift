import Evidence
import Foundation
import NIOPosix
import Pipeline
import Sealing
import Storage
import StorageSQLite
import Telemetry

extension ControlDesk {
    /// Records the seal of a pack that a command made; a number later than another's is refused.
    func seal(_ path: String) async throws -> RecordedSeal {
        guard path.hasPrefix("/") else {
            throw ControlError("bad_request", Exit.badData, ["a pack needs an absolute path"])
        }
        let packs = KeptPacks(dataFolder: dataFolder)
        return try await recording { store in
            let pack = try CheckedPack(path, for: store, in: packs, at: .now)
            return { () throws(StoreError) in
                try pack.record(in: store)
                return RecordedSeal(number: pack.seal.number)
            }
        }
    }

    /// Records what became of a key.
    func key(_ order: SignedOrder?) async throws -> RecordedSeal {
        guard let order else {
            throw ControlError("bad_request", Exit.badData, ["there is no record of a key"])
        }
        return try await recording { store in
            let record = try SealRecording.record(
                SignedText(text: [UInt8](order.text), signature: [UInt8](order.signature)),
                for: store)
            return { () throws(StoreError) in
                try store.append(record)
                return RecordedSeal(number: record.number)
            }
        }
    }

    /// Checks on a thread of its own, writes on the store's.
    private func recording(
        _ check:
            @escaping @Sendable (SQLiteStore) throws ->
            @Sendable () throws(StoreError) ->
            RecordedSeal
    ) async throws -> RecordedSeal {
        let store = store
        do {
            let write = try await NIOThreadPool.singleton.runIfActive { try check(store) }
            return try await writer.perform { try write() }
        } catch let error as SealError {
            throw ControlError(error)
        } catch let error as StoreError {
            throw ControlError(error)
        }
    }
}
