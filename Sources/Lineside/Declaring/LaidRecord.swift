import Crypto
import Foundation
import Storage

/// A record on its way to the daemon: a folder within the data folder, in which its files lie by
/// their places.
struct LaidRecord: Codable {
    private struct File: Codable {
        var role: String
        var name: String
        var sha256: String
    }

    private var by: String
    private var project: String
    private var kind: String
    private var subject: String
    private var content: Data
    private var supersedes: Int64?
    private var why: String
    private var seen: Int64?
    private var files: [File]

    private static let name = "record.json"

    /// Lays a draft into a new folder, where the daemon's user can read it.
    ///
    /// - Returns: The folder's path.
    static func lay(_ draft: RecordDraft, in data: String) throws -> String {
        let folder = data + "/record-" + UUID().uuidString.lowercased()
        let readable: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: readable)
        for (place, file) in draft.files.enumerated() {
            try write(Data(file.bytes ?? []), to: "\(folder)/\(place)")
        }
        let laid = LaidRecord(
            by: draft.by, project: draft.project, kind: draft.kind.rawValue,
            subject: draft.subject, content: Data(draft.content), supersedes: draft.supersedes,
            why: draft.why, seen: draft.seen,
            files: draft.files.map { File(role: $0.role, name: $0.name, sha256: $0.sha256) })
        try write(try JSONEncoder.control.encode(laid), to: "\(folder)/\(name)")
        return folder
    }

    private static func write(_ data: Data, to path: String) throws {
        try data.write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
    }

    /// Takes the draft from a folder again.
    ///
    /// - Throws: ``ControlError`` where it is not as it was laid.
    static func take(from folder: String) throws -> RecordDraft {
        func bytes(_ name: String) throws -> Data {
            try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
        let laid = try JSONDecoder.control.decode(LaidRecord.self, from: try bytes(name))
        guard let kind = ProjectRecord.Kind(rawValue: laid.kind) else {
            throw ControlError(
                "bad_request", Exit.badData, ["there are no records of the kind \(laid.kind)"])
        }
        let files = try laid.files.enumerated().map { place, file in
            let bytes = try bytes("\(place)")
            let hash = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
            guard hash == file.sha256 else {
                throw ControlError(
                    "bad_request", Exit.badData, ["\(file.name) changed on its way"])
            }
            return RecordFile(
                role: file.role, name: file.name, sha256: hash, bytes: [UInt8](bytes))
        }
        return RecordDraft(
            by: laid.by, project: laid.project, kind: kind, subject: laid.subject,
            content: [UInt8](laid.content), supersedes: laid.supersedes, why: laid.why,
            seen: laid.seen, files: files)
    }
}
