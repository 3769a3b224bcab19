import Foundation

/// A program that the test started; ended by its own id, never by its name.
final class ChildProcess {
    private let id: pid_t
    private var input: Int32
    private var status: Int32?

    /// Starts a program whose output goes nowhere.
    init(_ path: String, _ arguments: [String]) throws {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw CancellationError() }
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // The test's threads may block the signal that ends the program.
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var id = pid_t()
        let code = unsafe posix_spawn(&id, path, &actions, &attributes, &words, environ)
        close(ends[0])
        guard code == 0 else {
            close(ends[1])
            throw CancellationError()
        }
        self.id = id
        self.input = ends[1]
    }

    deinit {
        end()
        _ = wait()
    }

    /// Writes to its standard input.
    func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe Foundation.write(input, $0.baseAddress, $0.count)
            }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Asks it to end in good order.
    func end() {
        if status == nil { kill(id, SIGTERM) }
    }

    /// Closes its input and waits for its end; the status, 0 where all is well.
    func wait() -> Int32 {
        if input >= 0 { close(input) }
        input = -1
        if let status { return status }
        var result: Int32 = 0
        while unsafe waitpid(id, &result, 0) < 0, errno == EINTR {}
        status = result
        return result
    }
}
