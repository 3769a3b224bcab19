import NIOPosix

/// The newest values of what is read from the store, for all who look: each read again at most
/// every two seconds, and so that reading takes at most a tenth of the time, however much there is
/// to read.
actor FreshCache<Key: Hashable & Sendable, Value: Sendable> {
    /// What is known of how far the data behind a value have come; the same: nothing new came.
    typealias Position = UInt64

    private struct Entry {
        var value: Value
        var position: Position?
        var revision: UInt64
        var next: ContinuousClock.Instant
        var used: ContinuousClock.Instant
    }

    private let limit: Int
    private let position: @Sendable (Key) -> Position?
    private let revision: @Sendable () -> UInt64
    private let make: @Sendable (Key) throws -> Value
    private var entries: [Key: Entry] = [:]
    private var reading: [Key: (revision: UInt64, task: Task<Value, any Error>)] = [:]

    /// Makes an empty cache.
    ///
    /// - Parameters:
    ///   - limit: the most values kept; beyond it the one goes that was asked for longest ago.
    ///   - position: how far the data behind a value have come; nil: nobody knows.
    ///   - revision: changes when people change what data mean: a value of an earlier one is never
    ///     given, however young it is.
    ///   - read: reads a value, on a thread that may wait.
    init(
        limit: Int, position: @escaping @Sendable (Key) -> Position?,
        revision: @escaping @Sendable () -> UInt64 = { 0 },
        read: @escaping @Sendable (Key) throws -> Value
    ) {
        self.limit = limit
        self.position = position
        self.revision = revision
        make = read
    }

    /// The value at hand where nothing came since or it is young enough; else it is read.
    func value(_ key: Key) async throws -> Value {
        let position = position(key)
        let revision = revision()
        if let entry = entries[key], entry.revision == revision {
            let isSame = position != nil && entry.position == position
            if isSame || ContinuousClock.now < entry.next {
                entries[key]?.used = .now
                return entry.value
            }
        }
        if let running = reading[key], running.revision == revision {
            return try await running.task.value
        }
        let task = Task { try await self.read(key, position, revision) }
        reading[key] = (revision, task)
        defer { if reading[key]?.revision == revision { reading[key] = nil } }
        return try await task.value
    }

    private func read(
        _ key: Key, _ position: Position?, _ revision: UInt64
    ) async throws -> Value {
        let begin = ContinuousClock.now
        let make = make
        let value = try await offEventLoops { try make(key) }
        let end = ContinuousClock.now
        let pause = max(FreshCacheLimits.shortestInterval, (end - begin) * FreshCacheLimits.share)
        if entries[key].map({ $0.revision <= revision }) ?? true {
            entries[key] = Entry(
                value: value, position: position, revision: revision, next: end + pause, used: end)
        }
        if entries.count > limit, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
            entries[oldest.key] = nil
        }
        return value
    }
}

/// What holds for every cache.
enum FreshCacheLimits {
    /// A value is at least this old before it is read again.
    static let shortestInterval = Duration.seconds(2)
    /// Reading takes at most one part in so many of the time.
    static let share = 10
}

/// Does what waits for a disk on a thread that may wait, for the same visitor.
func offEventLoops<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    let visitor = Visitor.current
    return try await NIOThreadPool.singleton.runIfActive {
        try Visitor.$current.withValue(visitor) { try body() }
    }
}
