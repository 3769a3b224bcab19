import ArgumentParser
import Benefits
import Evidence
import Foundation
import Reporting
import Sealing
import Storage
import StorageSQLite
import Telemetry

/// Where seals and keys are recorded: by the daemon that runs on the data folder, or without one
/// under its lock.
struct SealDesk {
    private let client: ControlClient
    private let alone: (folder: DataFolder, store: SQLiteStore)?
    /// The store to read from.
    let storePath: String

    init(data: String) async throws {
        client = try ControlClient(dataFolder: data)
        storePath = data + "/facts.sqlite"
        guard try await client.answer(to: ControlRequest(ask: .version)) == nil else {
            alone = nil
            return
        }
        guard FileManager.default.fileExists(atPath: storePath) else {
            throw failure(Exit.noInput, "\(data) holds no store (facts.sqlite)")
        }
        let folder = try DataFolder(data)
        let store = try SQLiteStore(path: folder.storePath)
        try folder.packs.removeParts()
        alone = (folder, store)
    }

    /// Records the seal of a pack, by its absolute path.
    func record(pack path: String) async throws {
        guard let alone else {
            _ = try await client.demand(
                ControlRequest(ask: .seal, to: path), within: .seconds(3600))
            return
        }
        try CheckedPack(path, for: alone.store, in: alone.folder.packs, at: .now)
            .record(in: alone.store)
    }

    /// Records what became of a key.
    func record(key signed: SignedText) async throws {
        guard let alone else {
            let order = SignedOrder(
                text: Data(signed.text), signature: Data(signed.signature))
            _ = try await client.demand(ControlRequest(ask: .key, key: order))
            return
        }
        try alone.store.append(try SealRecording.record(signed, for: alone.store))
    }
}

extension SealError {
    /// What a command ends with.
    var exitCode: ExitCode {
        switch code {
        case .request, .key: .validationFailure
        case .notOver, .conflict: Exit.temporary
        case .unreadable: Exit.badData
        }
    }
}

extension ControlError {
    init(_ error: SealError) {
        self.init(error.code.rawValue, error.exitCode, [error.description])
    }
}

extension Instant {
    /// By the system's clock.
    static var now: Instant {
        let second = Timestamp.now.nanoseconds / nanosecondsPerSecond
        guard let instant = Instant(Timestamp(clampingSeconds: second).rfc3339) else {
            preconditionFailure("64 bits of nanoseconds show a year of four digits")
        }
        return instant
    }
}
