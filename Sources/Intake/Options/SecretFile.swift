internal import Glibc

/// Reads a password file: at most 64 KiB, without its last line end.
func readSecret(path: String) throws(IntakeError) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
        throw IntakeError(.unreadableFile, "cannot open the password file \(path)")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= 64 << 10 {
        let count = unsafe read(descriptor, &chunk, chunk.count)
        guard count >= 0 else {
            throw IntakeError(.unreadableFile, "cannot read the password file \(path)")
        }
        guard count > 0 else { return try password(in: bytes, path: path) }
        bytes += chunk[..<count]
    }
    throw IntakeError(.unreadableFile, "the password file \(path) is over 64 KiB")
}

private func password(in bytes: [UInt8], path: String) throws(IntakeError) -> String {
    var bytes = bytes
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    guard !bytes.isEmpty, !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self)
    else { throw IntakeError(.unreadableFile, "the password file \(path) holds no password") }
    return text
}
