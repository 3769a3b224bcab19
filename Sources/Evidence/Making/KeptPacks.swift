internal import Foundation
public import Plant
internal import Sealing
public import Storage

/// The packs that a data folder keeps, one for each seal that was recorded since packs are kept.
///
/// A pack is there whole and durable before its seal is recorded. The part of one that was cut
/// short goes with ``removeParts()``; a whole one stays. Any thread.
public struct KeptPacks: Sendable {
    /// The folder in which they lie; made with the first.
    public let folder: String

    /// Those of a data folder.
    public init(dataFolder: String) { folder = dataFolder + "/" + Self.folderName }

    /// What the folder is called within the data folder.
    public static let folderName = "packs"
    private static let ending = ".pack"
    private static let partEnding = ".partial"

    /// Where the pack of a seal is; nil: none is kept, or it was lost.
    public func path(of seal: StoredSeal) -> String? {
        let path = place(of: seal)
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// What is said where no pack of a seal is kept.
    public static let missing = LocalizedText(
        english: "The pack of this seal is not kept here: it was sealed before packs were kept, or "
            + "its file was removed. Who sealed it has the file that was made then.",
        traditionalChinese: "此封存的證據包不在此處：封存時尚未保存證據包，或檔案已被移除。當時製成的檔案由封存者持有。")

    /// The names of all that are there, in order; those on their way are none of them.
    public var names: [String] { found.filter { $0.hasSuffix(Self.ending) }.sorted() }

    /// How many bytes they take.
    public var bytes: Int {
        names.reduce(0) { sum, name in
            let path = folder + "/" + name
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
    }

    /// The names of whole packs whose seals are not among those that are recorded.
    ///
    /// The power went between the two, or an older store was put back. Nobody is given them, and
    /// they stay.
    public func unrecorded(_ seals: [StoredSeal]) -> [String] {
        let kept = Set(seals.map(place))
        return names.filter { !kept.contains(folder + "/" + $0) }
    }

    /// Removes what copying left behind that was cut short.
    ///
    /// Only while nothing is being recorded: at the start.
    ///
    /// - Throws: What the file system says.
    public func removeParts() throws {
        for name in found where name.hasSuffix(Self.partEnding) {
            try FileManager.default.removeItem(atPath: folder + "/" + name)
        }
    }

    private var found: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    /// Two packs that want one number have different names.
    func place(of seal: StoredSeal) -> String {
        let number = EvidenceName.digits(Int(seal.number))
        return "\(folder)/\(number)-\(Digest(of: seal.manifest).hex.prefix(16))\(Self.ending)"
    }

    /// Takes a durable copy of a file in, under a name that no seal has.
    ///
    /// - Returns: Where it is.
    func copy(_ path: String) throws -> String {
        let files = FileManager.default
        if !files.fileExists(atPath: folder) {
            try files.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try Self.sync((folder as NSString).deletingLastPathComponent)
        }
        let copy = "\(folder)/\(UUID().uuidString.lowercased())\(Self.partEnding)"
        guard
            files.createFile(
                atPath: copy, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw SealError(.request, "\(copy) cannot be written") }
        do {
            let source = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? source.close() }
            let target = try FileHandle(forWritingTo: URL(filePath: copy))
            while let piece = try source.read(upToCount: 1 << 20), !piece.isEmpty {
                try target.write(contentsOf: piece)
            }
            try target.synchronize()
            try target.close()
        } catch {
            try? files.removeItem(atPath: copy)
            throw error
        }
        return copy
    }

    /// Makes what was moved into a folder durable.
    static func sync(_ folder: String) throws {
        let handle = try FileHandle(forReadingFrom: URL(filePath: folder))
        try handle.synchronize()
        try handle.close()
    }
}
