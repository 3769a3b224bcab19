internal import Glibc

/// How many files and sockets the process may have open.
public enum OpenFiles {
    /// Takes as many as the system lets it have.
    ///
    /// What a shell or a service manager gives by default, 1,024, is for programs that use
    /// `select`: the pages alone may have 2,000 connections.
    ///
    /// - Returns: How many there may be, or nil where the system does not tell.
    @discardableResult
    public static func allowAll() -> Int? {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        limit.rlim_cur = limit.rlim_max
        guard unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        return Int(clamping: limit.rlim_cur)
    }
}
