import Foundation
public import Production
public import Storage
import Synchronization
public import Telemetry

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
        /// Errands among them.
        var errands = 0
        var recorded: UInt64 = 0
        var busy: Set<String> = []
        var stored: [String: UInt64] = [:]
        /// Transactions with patches, by lane.
        var patched: [String: UInt64] = [:]
        var isEnding = false
        var health = StoreHealth()

        enum Taking { case taken, ended, tooMany }

        mutating func take(_ errand: Errand) -> Taking {
            guard !health.hasEnded else { return .ended }
            guard errands < PipelineLimits.errands.value else { return .tooMany }
            errands += 1
            queue.append(.errand(errand))
            return .taken
        }

        mutating func removeFirst() {
            if case .errand = queue.removeFirst() { errands -= 1 }
        }

        mutating func note(_ flush: LaneFlush) {
            busy.remove(flush.lane)
            stored[flush.lane] = flush.state.position
            if !flush.patches.isEmpty { patched[flush.lane, default: 0] += 1 }
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
    private let meter: LimitMeter

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - store: where to write.
    ///   - meter: counts how often limits are reached.
    ///   - failed: called once, on the thread, where the store cannot be written any more.
    public init(
        store: any Store, meter: LimitMeter = LimitMeter(),
        failed: @escaping @Sendable (StoreError) -> Void
    ) {
        self.meter = meter
        self.store = store
        self.failed = failed
        start()
    }

    /// Starts no thread: somebody else takes ``step()`` after step.
    init(stepping store: any Store, failed: @escaping @Sendable (StoreError) -> Void) {
        meter = LimitMeter()
        self.store = store
        self.failed = failed
    }

    private func start() {
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

    /// How many transactions of a lane with patches are stored since the start.
    ///
    /// Any thread.
    func patched(lane: String) -> UInt64 { work.withLock { $0.patched[lane, default: 0] } }

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
    ///   ``Storage/StoreError`` where the thread has ended, or as many wait as may.
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
            switch work.withLock({ $0.take(errand) }) {
            case .taken: wake.signal()
            case .ended: errand.cancel()
            case .tooMany:
                meter.reached(PipelineLimits.errands)
                continuation.resume(
                    throwing: StoreError(
                        code: .busy, message: "too much waits for the store; try again"))
            }
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
        let outcome = try await performed { () throws(StoreError) in
            try store.append(draft, seen: seen, at: .systemNow)
        }
        if case .recorded = outcome { work.withLock { $0.recorded += 1 } }
        return outcome
    }

    /// Records what somebody says about a project.
    ///
    /// Any task.
    ///
    /// - Returns: What became of it.
    /// - Throws: ``Storage/StoreError``, at once where the store is full, and where it keeps no
    ///   records.
    public func record(_ draft: RecordDraft) async throws(StoreError) -> RecordOutcome {
        guard let store = store as? any RecordStore else {
            throw StoreError(code: .failed, message: "this store keeps no records")
        }
        return try await performed { () throws(StoreError) in
            try store.append(draft, at: .systemNow)
        }
    }

    private func performed<Value: Sendable>(
        _ body: @escaping @Sendable () throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await perform { try body() }
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
            work.errands = 0
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
            var outcome = step()
            while outcome != .idle {
                if outcome == .ended {
                    ended.signal()
                    return
                }
                if outcome == .full { Thread.sleep(forTimeInterval: Self.retrySeconds) }
                outcome = step()
            }
        }
    }

    /// What became of a step.
    enum Step {
        case done
        /// Nothing waits.
        case idle
        /// There is no room: again after ``retrySeconds``.
        case full
        case ended
    }

    /// Writes what is first in the queue, or ends where an end was asked for.
    func step() -> Step {
        let (turn, isEnding) = work.withLock { ($0.queue.first, $0.isEnding) }
        switch turn {
        case .flush(let flush):
            let outcome = commit(flush)
            guard outcome == .done else { return outcome }
            work.withLock { $0.note(flush) }
        case .errand(let errand):
            if let error = errand.run() {
                // Whoever waited for it was told.
                work.withLock { $0.removeFirst() }
                failed(error)
                return end()
            }
        case nil:
            return isEnding ? end() : .idle
        }
        work.withLock { $0.removeFirst() }
        return .done
    }

    private func end() -> Step {
        let left = work.withLock { work in
            defer { (work.queue, work.busy, work.errands) = ([], [], 0) }
            work.health.hasEnded = true
            return work.queue
        }
        for case .errand(let errand) in left { errand.cancel() }
        return .ended
    }

    /// Ends where the store cannot be written any more, or the process ends while it is full.
    private func commit(_ flush: LaneFlush) -> Step {
        work.withLock { $0.health.attempts += 1 }
        do {
            try store.commit(flush)
            return .done
        } catch  where error.code == .full {
            let isEnding = work.withLock { work in
                work.health.isFull = true
                return work.isEnding
            }
            // Nothing is lost: the journal has it, and the next start folds it again.
            if isEnding { return end() }
            runErrands()
            return .full
        } catch {
            failed(error)
            return end()
        }
    }
}

extension Timestamp {
    /// The present instant by the system's clock, to the microsecond.
    static var systemNow: Timestamp {
        Timestamp(nanoseconds: Int64(Date().timeIntervalSince1970 * 1_000_000) * 1000)
    }
}
