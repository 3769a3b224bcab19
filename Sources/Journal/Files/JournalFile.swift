internal import Glibc

/// An open file that belongs to one owner and is closed with it.
struct JournalFile: ~Copyable {
    let path: String
    private let descriptor: Int32
    private let calls: SystemCalls

    private init(path: String, descriptor: Int32, calls: SystemCalls) {
        self.path = path
        self.descriptor = descriptor
        self.calls = calls
    }

    deinit {
        close(descriptor)
    }

    /// Opens a file or directory that exists, or with `O_CREAT` one that does not.
    static func open(
        _ path: String, flags: Int32 = O_RDONLY, mode: mode_t = 0, calls: SystemCalls = .kernel
    ) throws(JournalError) -> JournalFile {
        let descriptor = uninterrupted { unsafe Glibc.open(path, flags | O_CLOEXEC, mode) }
        guard descriptor >= 0 else { throw .last(call: "open", path: path) }
        return JournalFile(path: path, descriptor: descriptor, calls: calls)
    }

    /// Makes an empty file in place of any that has the name.
    static func create(
        _ path: String, calls: SystemCalls
    ) throws(JournalError) -> JournalFile {
        let descriptor = uninterrupted { calls.create(path) }
        guard descriptor >= 0 else { throw .last(call: "create", path: path) }
        return JournalFile(path: path, descriptor: descriptor, calls: calls)
    }

    /// Its size in bytes.
    func size() throws(JournalError) -> Int {
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { throw .last(call: "lseek", path: path) }
        return end
    }

    /// Appends up to `count` bytes from a place in the file; gives fewer only at its end.
    func read(
        _ count: Int, at offset: Int, appendingTo bytes: inout [UInt8]
    ) throws(JournalError) -> Int {
        var total = 0
        var failed = false
        bytes.reserve(count)
        bytes.append(addingCapacity: count) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
                while total < count, let base = buffer.baseAddress {
                    let got = uninterrupted {
                        unsafe pread(descriptor, base + total, count - total, offset + total)
                    }
                    failed = got < 0
                    guard got > 0 else { break }
                    total += got
                }
                initialized = total
            }
        }
        guard !failed else { throw .last(call: "read", path: path) }
        return total
    }

    /// Writes all bytes at a place in the file.
    func write(_ bytes: Span<UInt8>, at offset: Int) throws(JournalError) {
        var written = 0
        while written < bytes.count {
            let rest = bytes.extracting(droppingFirst: written)
            let count = unsafe rest.withUnsafeBytes { source in
                guard let base = source.baseAddress else { return 0 }
                return uninterrupted {
                    unsafe calls.write(descriptor, base, source.count, offset + written)
                }
            }
            guard count > 0 else {
                if count == 0 { errno = EIO }
                throw .last(call: "write", path: path)
            }
            written += count
        }
    }

    /// Makes the file end at an offset.
    func truncate(to size: Int) throws(JournalError) {
        guard uninterrupted({ calls.truncate(descriptor, size) }) == 0 else {
            throw .last(call: "truncate", path: path)
        }
    }

    /// Makes its bytes and size durable.
    ///
    /// After a failure nothing is known about them. Not repeated when interrupted: an interrupted
    /// sync has no known result.
    func syncData() throws(JournalError) {
        guard calls.syncData(descriptor) == 0 else { throw .sync("fdatasync", path) }
    }

    /// Makes a directory's names, or a new file, durable.
    func sync() throws(JournalError) {
        guard calls.sync(descriptor) == 0 else { throw .sync("fsync", path) }
    }

    /// Takes the exclusive lock of the file, or tells that another holds it.
    func tryLock() throws(JournalError) -> Bool {
        if uninterrupted({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw .last(call: "flock", path: path) }
        return false
    }
}

extension JournalError {
    /// A failed sync is never "no room": what was written may be gone.
    fileprivate static func sync(_ call: String, _ path: String) -> JournalError {
        .system(call: call, path: path, systemError: errno)
    }
}
