internal import Glibc

/// The calls that can lose data, so that tests can let each of them fail.
///
/// Results are those of the calls: a negative number stands for failure, `errno` says why.
@safe struct SystemCalls: Sendable {
    var write: @Sendable (Int32, UnsafeRawPointer, Int, Int) -> Int
    var truncate: @Sendable (Int32, Int) -> Int32
    var syncData: @Sendable (Int32) -> Int32
    var sync: @Sendable (Int32) -> Int32
    var create: @Sendable (String) -> Int32
    var rename: @Sendable (String, String) -> Int32

    /// The kernel's.
    static let kernel = unsafe SystemCalls(
        write: { unsafe pwrite($0, $1, $2, $3) },
        truncate: { ftruncate($0, $1) },
        syncData: { fdatasync($0) },
        sync: { fsync($0) },
        create: { unsafe open($0, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640) },
        rename: { unsafe Glibc.rename($0, $1) })
}

/// Repeats a call that a signal interrupted.
func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
    while true {
        let result = call()
        guard result < 0, errno == EINTR else { return result }
    }
}

extension JournalError {
    /// The failure that `errno` tells; want of room has a case of its own.
    static func last(call: String, path: String) -> JournalError {
        let systemError = errno
        return systemError == ENOSPC || systemError == EDQUOT
            ? .storeFull(path: path, systemError: systemError)
            : .system(call: call, path: path, systemError: systemError)
    }
}

/// The system's words for an error number.
func systemErrorText(_ systemError: Int32) -> String {
    unsafe String(cString: strerror(systemError))
}
