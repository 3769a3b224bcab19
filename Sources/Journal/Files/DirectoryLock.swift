internal import Glibc

/// The exclusive right to write in a directory; ends with the value or the process.
struct DirectoryLock: ~Copyable {
    private let file: JournalFile

    /// Takes the lock and leaves this process's number in the file for others to name.
    init(directory: String) throws(JournalError) {
        let path = directory + "/lock"
        let file = try JournalFile.open(path, flags: O_RDWR | O_CREAT, mode: 0o640)
        var attempts = 0
        while try !file.tryLock() {
            attempts += 1
            guard attempts < Self.maxAttempts else {
                throw .locked(directory: directory, process: Self.owner(in: file))
            }
            usleep(Self.pauseMicroseconds)
        }
        let text = [UInt8]("\(getpid())\n".utf8)
        try file.truncate(to: 0)
        try file.write(text.span, at: 0)
        self.file = file
    }

    /// Half a second: a child of the last owner holds its lock too, from fork until exec.
    private static let maxAttempts = 50
    private static let pauseMicroseconds: UInt32 = 10_000

    private static func owner(in file: borrowing JournalFile) -> Int32? {
        var bytes: [UInt8] = []
        guard (try? file.read(32, at: 0, appendingTo: &bytes)) != nil else { return nil }
        return Int32(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber })
    }
}
