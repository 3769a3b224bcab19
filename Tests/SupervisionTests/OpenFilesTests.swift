import Glibc
import Testing

@testable import Supervision

/// How many files may be open.
@Suite struct OpenFilesTests {
    private func limit() -> rlimit {
        var limit = rlimit()
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return limit
    }

    @Test func takesWhatTheSystemGives() {
        var lower = limit()
        lower.rlim_cur = lower.rlim_max - 1
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &lower)
        #expect(OpenFiles.allowAll() == Int(clamping: lower.rlim_max))
        #expect(limit().rlim_cur == lower.rlim_max)
    }
}
