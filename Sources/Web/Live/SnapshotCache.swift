import NIOPosix
import Pipeline
import Plant
import Storage
import Telemetry

/// The newest snapshot of each line, for all who look at it: read again at most every two
/// seconds, and so that
/// reading takes at most a tenth of the time, however much there is to read.
actor SnapshotCache {
    /// A snapshot is at least this old before it is read again.
    static let shortestInterval = Duration.seconds(2)
    /// Reading takes at most one part in so many of the time.
    static let share = 10

    private struct Entry {
        var snapshot: LineSnapshot
        var position: UInt64?
        var next: ContinuousClock.Instant
    }

    private let context: WebContext
    private var entries: [Int: Entry] = [:]
    private var reading: [Int: Task<LineSnapshot, any Error>] = [:]

    init(_ context: WebContext) {
        self.context = context
    }

    /// A line's snapshot: the one at hand where nothing came since or it is young enough.
    func snapshot(line: Int) async throws -> LineSnapshot {
        let position = context.board(line: line)?.now.position
        if let entry = entries[line] {
            let isSame = position != nil && entry.position == position
            if isSame || ContinuousClock.now < entry.next { return entry.snapshot }
        }
        if let running = reading[line] { return try await running.value }
        let task = Task { try await self.read(line, position: position) }
        reading[line] = task
        defer { reading[line] = nil }
        return try await task.value
    }

    private func read(_ line: Int, position: UInt64?) async throws -> LineSnapshot {
        let begin = ContinuousClock.now
        let context = context
        let snapshot = try await offEventLoops {
            try LineSnapshot.read(
                line: line, figures: context.figures, store: context.store, clock: context.now())
        }
        let end = ContinuousClock.now
        let pause = max(Self.shortestInterval, (end - begin) * Self.share)
        entries[line] = Entry(snapshot: snapshot, position: position, next: end + pause)
        return snapshot
    }
}

/// Does what waits for a disk on a thread that may wait.
func offEventLoops<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive(body)
}
