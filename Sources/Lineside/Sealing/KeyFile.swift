import Evidence
import Foundation
import Sealing
import SystemPackage

extension SigningKey {
    /// Reads a key from its file, which nobody else may read.
    ///
    /// - Throws: `SealError` where there is none, or where others may read it.
    init(file path: String) throws {
        let files = FileManager.default
        guard let data = files.contents(atPath: path) else {
            throw SealError(.key, "cannot read the key \(path)")
        }
        let mode = try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        guard let mode, mode & 0o077 == 0 else {
            throw SealError(.key, "others may read the key \(path): give it the mode 0600")
        }
        guard let key = SigningKey(pem: String(decoding: data, as: UTF8.self)) else {
            throw SealError(.key, "\(path) holds no Ed25519 key")
        }
        self = key
    }

    /// Writes the key to a new file that its owner alone may read.
    ///
    /// - Throws: `SealError` where there is such a file already, or none can be made.
    func write(to path: String) throws {
        do {
            let file = try FileDescriptor.open(
                FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
                permissions: .ownerReadWrite)
            let handle = FileHandle(fileDescriptor: file.rawValue, closeOnDealloc: true)
            try handle.write(contentsOf: Data(pem.utf8))
            try handle.synchronize()
            try handle.close()
        } catch {
            throw SealError(.key, "the key \(path) cannot be made: \(error)")
        }
    }
}
