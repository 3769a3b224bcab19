import Logging
import Pipeline
import Production
import Storage
import Telemetry

/// Lets the store's facts grow old as the plant file says.
///
/// Looks once an hour; what is due is done by the store's own thread in small transactions, which
/// take at most a fifth of the time. Interrupted, the next look goes on.
struct Ageing {
    let lanes: LaneSet
    let store: any AgeingStore
    let writer: StoreWriter
    let logger: Logger

    /// How often it looks.
    static let interval = Duration.seconds(3600)
    /// About how many rows a transaction touches.
    static let portion = 2000
    /// How long it rests after a transaction: so many times as long as that took.
    static let rest = 4

    /// Runs until it is cancelled.
    func run() async {
        while !Task.isCancelled {
            do {
                try await ageAll()
            } catch is CancellationError {
                return
            } catch {
                // Nothing hangs on it: the store's own thread meets what is really wrong.
                logger.warning("facts do not grow old", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: Self.interval)
        }
    }

    private func ageAll() async throws {
        // A clock that stands ahead, ours or that of the lanes, must not make facts old.
        guard let came = try store.lanes().values.map(\.now).max() else { return }
        let rule = try AgeRule(plant: lanes.plant, now: min(came, .now), store: store)
        var hasMore = true
        while hasMore, !Task.isCancelled {
            let begin = ContinuousClock.now
            let store = store
            hasMore = try await writer.perform { try store.age(rule, limit: Self.portion) }
            let pause = max((ContinuousClock.now - begin) * Self.rest, .milliseconds(10))
            try await Task.sleep(for: pause)
        }
    }
}
