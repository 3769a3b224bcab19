import Foundation
public import Production
public import Storage
import Synchronization
import Telemetry

/// The one thread that writes to the store.
///
/// A lane hands over one transaction at a time and goes on folding; what changes meanwhile comes
/// with the next. While the store is full it tries again every ``retrySeconds``; any other failure
/// ends the process's work.
public final class StoreWriter: Sendable {
    /// How long to wait while the store is full.
    public static let retrySeconds = 1.0

    /// What waits for its turn.
    private enum Turn: Sendable {
        case flush(LaneFlush)
        case errand(Errand)
    }

    /// Somebody's own transaction.
    private struct Errand: Sendable {
        /// Gives the error after which nothing may be written any more.
        var run: @Sendable () -> StoreError?
        var cancel: @Sendable () -> Void
    }

    private struct Work {
        var queue: [Turn] = []
        var recorded: UInt64 = 0
        var busy: Set<String> = []
        var stored: [String: UInt64] = [:]
        var isEnding = false
        var health = StoreHealth()

        mutating func note(_ flush: LaneFlush) {
            busy.remove(flush.lane)
            stored[flush.lane] = flush.state.position
            health.isFull = false
            health.commits += 1
            health.lastCommit = .systemNow
        }
    }

    private let store: any Store
    private let work = Mutex(Work())
    private let wake = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)
    private let failed: @Sendable (StoreError) -> Void

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - store: where to write.
    ///   - failed: called once, on the thread, where the store cannot be written any more.
    public init(store: any Store, failed: @escaping @Sendable (StoreError) -> Void) {
        self.store = store
        self.failed = failed
        let thread = Thread { [self] in run() }
        thread.name = "store"
        thread.start()
    }

    /// Whether a lane's last transaction is still on its way.
    ///
    /// Any thread.
    public func isBusy(lane: String) -> Bool { work.withLock { $0.busy.contains(lane) } }

    /// The last journal record of a lane that is stored; nil before the first transaction.
    ///
    /// Any thread.
    public func stored(lane: String) -> UInt64? { work.withLock { $0.stored[lane] } }

    /// Whether the store has no room at the moment.
    ///
    /// Any thread.
    public var isFull: Bool { work.withLock(\.health.isFull) }

    /// How it is.
    ///
    /// Any thread.
    public var health: StoreHealth {
        work.withLock { work in
            var health = work.health
            health.pending = work.queue.count
            return health
        }
    }

    /// Takes a transaction.
    ///
    /// - Precondition: the lane is not busy.
    public func write(_ flush: LaneFlush) {
        work.withLock { work in
            // What comes after the end is in the journal, and the next start folds it again.
            guard !work.health.hasEnded else { return }
            precondition(work.busy.insert(flush.lane).inserted, "one transaction a lane")
            work.queue.append(.flush(flush))
        }
        wake.signal()
    }

    /// Writes on this thread, between two transactions of the lanes, which wait meanwhile: a few
    /// milliseconds at most.
    ///
    /// Any task.
    ///
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, which is its caller's affair alone unless the store is broken;
    ///   ``Storage/StoreError`` where the thread has ended.
    public func perform<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let errand = Errand(
                run: {
                    let result = Result(catching: body)
                    continuation.resume(with: result)
                    guard case .failure(let error as StoreError) = result, error.code == .broken
                    else { return nil }
                    return error
                },
                cancel: {
                    continuation.resume(
                        throwing: StoreError(code: .failed, message: "the store is closed"))
                })
            let isTaken = work.withLock { work in
                guard !work.health.hasEnded else { return false }
                work.queue.append(.errand(errand))
                return true
            }
            guard isTaken else { return errand.cancel() }
            wake.signal()
        }
    }

    /// Records a correction.
    ///
    /// Any task.
    ///
    /// - Parameters:
    ///   - draft: what is said.
    ///   - seen: the last correction that its author saw.
    /// - Returns: What became of it.
    /// - Throws: ``Storage/StoreError``, at once where the store is full: a person can try again.
    public func record(
        _ draft: CorrectionDraft, seen: Int64
    ) async throws(StoreError) -> CorrectionOutcome {
        let store = store
        do {
            let outcome = try await perform {
                try store.append(draft, seen: seen, at: .systemNow)
            }
            if case .recorded = outcome { work.withLock { $0.recorded += 1 } }
            return outcome
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError(code: .failed, message: "\(error)")
        }
    }

    /// How many corrections were recorded since the start: figures read before the last one are
    /// old.
    ///
    /// Any thread.
    public var recorded: UInt64 { work.withLock(\.recorded) }

    /// Does the errands that wait, while a transaction cannot be written: whoever waits for one is
    /// told so.
    private func runErrands() {
        let errands = work.withLock { work in
            defer { work.queue.removeAll { if case .errand = $0 { true } else { false } } }
            return work.queue
        }
        for case .errand(let errand) in errands { _ = errand.run() }
    }

    /// Writes what is queued, then ends the thread; returns when it ended.
    public func finish() {
        work.withLock { $0.isEnding = true }
        wake.signal()
        ended.wait()
    }

    private func run() {
        while true {
            wake.wait()
            while let turn = work.withLock({ $0.queue.first }) {
                switch turn {
                case .flush(let flush):
                    guard commit(flush) else { return end() }
                    work.withLock { $0.note(flush) }
                case .errand(let errand):
                    guard let error = errand.run() else { break }
                    // Whoever waited for it was told.
                    work.withLock { _ = $0.queue.removeFirst() }
                    failed(error)
                    return end()
                }
                work.withLock { _ = $0.queue.removeFirst() }
            }
            if work.withLock(\.isEnding) { return end() }
        }
    }

    private func end() {
        let left = work.withLock { work in
            defer { (work.queue, work.busy) = ([], []) }
            work.health.hasEnded = true
            return work.queue
        }
        for case .errand(let errand) in left { errand.cancel() }
        ended.signal()
    }

    /// False where the store cannot be written any more, or the process ends while it is full.
    private func commit(_ flush: LaneFlush) -> Bool {
        while true {
            work.withLock { $0.health.attempts += 1 }
            do {
                try store.commit(flush)
                return true
            } catch  where error.code == .full {
                let isEnding = work.withLock { work in
                    work.health.isFull = true
                    return work.isEnding
                }
                // Nothing is lost: the journal has it, and the next start folds it again.
                if isEnding { return false }
                runErrands()
                Thread.sleep(forTimeInterval: Self.retrySeconds)
            } catch {
                failed(error)
                return false
            }
        }
    }
}

extension Timestamp {
    /// The present instant by the system's clock, to the microsecond.
    static var systemNow: Timestamp {
        Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1_000_000) * 1000)
    }
}
