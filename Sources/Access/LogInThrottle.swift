import Telemetry

/// Counts log-ins that fail, by user and by address, and says who has to wait.
///
/// The first failure opens a window; within it a limited number of them is let through to the
/// password. Whether there is such a user makes no difference.
struct LogInThrottle {
    private enum Key: Hashable {
        case user(String), address(String)
    }

    private struct Window {
        var begin: Timestamp
        var failures: Int
    }

    private var windows: [Key: Window] = [:]

    private static let length = AccessLimits.window * nanosecondsPerSecond

    /// How long somebody has to wait, and because of which limit; nil: not at all.
    func wait(
        user: String, address: String, at now: Timestamp
    ) -> (seconds: Int64, limit: Limit)? {
        let found = keys(user, address).compactMap {
            key, limit -> (seconds: Int64, limit: Limit)? in
            guard let window = windows[key], window.failures >= limit.value else { return nil }
            let left = Self.length - (now - window.begin)
            guard left > 0 else { return nil }
            let seconds = (left + nanosecondsPerSecond - 1) / nanosecondsPerSecond
            return (min(AccessLimits.window, seconds), limit)
        }
        return found.max { $0.seconds < $1.seconds }
    }

    /// Counts a failure; true where somebody else had to be forgotten for it.
    mutating func fail(user: String, address: String, at now: Timestamp) -> Bool {
        var forgotten = false
        for (key, _) in keys(user, address) {
            if let window = windows[key], now - window.begin < Self.length {
                windows[key]?.failures += 1
                continue
            }
            if windows[key] == nil, windows.count >= AccessLimits.remembered.value {
                forgotten = makeRoom(at: now) || forgotten
            }
            windows[key] = Window(begin: now, failures: 1)
        }
        return forgotten
    }

    /// A user has shown the password.
    mutating func succeed(user: String) { windows[.user(Self.key(user))] = nil }

    /// How many users and addresses are remembered.
    var count: Int { windows.count }

    /// Forgets windows that are over, or else the oldest; true where it was one that was not.
    private mutating func makeRoom(at now: Timestamp) -> Bool {
        let before = windows.count
        windows = windows.filter { now - $0.value.begin < Self.length }
        guard windows.count == before,
            let oldest = windows.min(by: { $0.value.begin < $1.value.begin })
        else { return false }
        windows[oldest.key] = nil
        return true
    }

    private func keys(_ user: String, _ address: String) -> [(Key, Limit)] {
        [
            (.user(Self.key(user)), AccessLimits.failuresOfUser),
            (.address(address), AccessLimits.failuresOfAddress),
        ]
    }

    /// No user has a longer name.
    private static func key(_ user: String) -> String {
        String(user.prefix(AccessLimits.name.value + 1))
    }
}
