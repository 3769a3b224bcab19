import ArgumentParser
import Foundation
import Pipeline
import Plant
import Reporting
import Storage
import StorageSQLite
import Telemetry

/// Where commands record what somebody says about a project: with the daemon that runs on the data
/// folder, or without one under its lock.
struct RecordDesk {
    private let data: String
    private let client: ControlClient
    private let alone: (folder: DataFolder, store: SQLiteStore)?
    /// The store, for reading.
    let store: SQLiteStore

    /// - Throws: what ends the command, said: there is no store, or another process has it.
    init(data: String) async throws {
        self.data = URL(fileURLWithPath: data).standardizedFileURL.path
        client = try ControlClient(dataFolder: data)
        guard FileManager.default.fileExists(atPath: data + "/facts.sqlite") else {
            throw failure(Exit.noInput, "\(data) holds no store (facts.sqlite)")
        }
        guard try await client.answer(to: ControlRequest(ask: .version)) == nil else {
            alone = nil
            store = try openStore(data)
            return
        }
        let folder = try DataFolder(data)
        store = try SQLiteStore(path: folder.storePath)
        alone = (folder, store)
    }

    /// Records it.
    ///
    /// - Throws: ``ControlError`` where it cannot be: a conflict with what somebody else said.
    func record(_ draft: RecordDraft) async throws -> RecordedEntry {
        guard alone == nil else {
            do throws(StoreError) {
                return try store.append(draft, at: .now).entry()
            } catch {
                throw ControlError(error)
            }
        }
        let folder = try LaidRecord.lay(draft, in: data)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let answer = try await client.answer(to: ControlRequest(ask: .record, to: folder))
        guard let entry = answer?.record else {
            throw ControlError(
                "failed", Exit.unavailable,
                ["the daemon went away; nothing is known to be recorded"])
        }
        return entry
    }
}

extension RecordedEntry {
    /// Says that there is a record, and which.
    var wording: LocalizedText {
        LocalizedText(
            english: "recorded as record \(number)", traditionalChinese: "已記錄為記錄 \(number)")
    }
}

extension RecordOutcome {
    /// The record, or why there is none.
    func entry() throws(StoreError) -> RecordedEntry {
        switch self {
        case .recorded(let record):
            return RecordedEntry(number: record.number, recordedAt: record.at.rfc3339)
        case .conflict(let other):
            throw StoreError(
                code: .busy,
                message: "nothing was recorded: \(other.by) has said something of the same "
                    + "meanwhile, record \(other.number); look at it and try again")
        case .unknown(let number):
            throw StoreError(
                code: .failed, message: "there is no record \(number) of the same kind")
        }
    }
}

extension ControlDesk {
    /// Records what a command laid into the data folder.
    func recordEntry(_ folder: String) async throws -> RecordedEntry {
        guard folder.hasPrefix(dataFolder + "/record-"), !folder.contains("/..") else {
            throw ControlError(
                "bad_request", Exit.badData, ["a record must lie in the data folder"])
        }
        do {
            return try await writer.record(try LaidRecord.take(from: folder)).entry()
        } catch let error as StoreError {
            throw ControlError(error)
        }
    }
}
