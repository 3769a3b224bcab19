import Foundation
import Pipeline
import Plant
import Production
import Storage
import StorageSQLite
import Synchronization
import Telemetry
import Testing

/// The thread that writes to the store: patient while it is full, at an end where it fails.
@Suite struct StoreWriterTests {
    @Test(.timeLimit(.minutes(1))) func triesAgainWhileTheStoreIsFull() throws {
        let store = ScriptedStore(failures: [.full])
        let writer = StoreWriter(store: store) { _ in }
        writer.write(try Self.flush(position: 7))
        #expect(writer.isBusy(lane: "shopfloor"))
        try wait { writer.isFull }
        try wait { !writer.isBusy(lane: "shopfloor") }
        #expect(!writer.isFull && writer.stored(lane: "shopfloor") == 7)
        #expect(store.positions == [7])
        writer.finish()
    }

    @Test(.timeLimit(.minutes(1))) func endsWhileTheStoreIsFull() throws {
        let store = ScriptedStore(failures: Array(repeating: .full, count: 1000))
        let writer = StoreWriter(store: store) { _ in }
        writer.write(try Self.flush(position: 7))
        try wait { writer.isFull }
        writer.finish()
        #expect(store.positions.isEmpty && writer.stored(lane: "shopfloor") == nil)
    }

    @Test(.timeLimit(.minutes(1))) func tellsOfAnyOtherFailureOnce() throws {
        let failures = Mutex<[StoreError.Code]>([])
        let store = ScriptedStore(failures: [.failed])
        let writer = StoreWriter(store: store) { error in
            failures.withLock { $0.append(error.code) }
        }
        writer.write(try Self.flush(position: 7))
        try wait { !failures.withLock { $0.isEmpty } }
        writer.finish()
        #expect(failures.withLock { $0.count } == 1 && store.positions.isEmpty)
    }

    @Test(.timeLimit(.minutes(1))) func endsWhereAnErrandFindsTheStoreBroken() async throws {
        let failures = Mutex<[StoreError.Code]>([])
        let store = ScriptedStore(failures: [])
        let writer = StoreWriter(store: store) { error in
            failures.withLock { $0.append(error.code) }
        }
        await #expect(throws: StoreError.self) {
            try await writer.perform { throw StoreError(code: .failed, message: "its own affair") }
        }
        #expect(failures.withLock { $0 } == [])
        await #expect(throws: StoreError.self) {
            try await writer.perform { throw StoreError(code: .broken, message: "a sync failed") }
        }
        writer.finish()
        #expect(failures.withLock { $0 } == [.broken])
        writer.write(try Self.flush(position: 7))
        #expect(store.positions.isEmpty && writer.health.hasEnded)
    }

    @Test(.timeLimit(.minutes(1))) func writesWhatIsQueuedBeforeItEnds() throws {
        let store = ScriptedStore(failures: [])
        let writer = StoreWriter(store: store) { _ in }
        for (lane, position) in [("a", 1), ("b", 2), ("c", 3)] as [(String, UInt64)] {
            writer.write(try Self.flush(lane: lane, position: position))
        }
        writer.finish()
        #expect(store.positions == [1, 2, 3])
    }

    @Test(.timeLimit(.minutes(1))) func doesErrandsBetweenTransactions() async throws {
        let store = ScriptedStore(failures: [])
        let writer = StoreWriter(store: store) { _ in }
        writer.write(try Self.flush(position: 1))
        let seen = try await writer.perform { store.positions }
        #expect(seen == [1])
        // Its failure is its caller's alone.
        await #expect(throws: StoreError.self) {
            try await writer.perform { throw StoreError(code: .failed, message: "mine") }
        }
        writer.write(try Self.flush(position: 2))
        writer.finish()
        #expect(store.positions == [1, 2])
        await #expect(throws: StoreError.self) { try await writer.perform {} }
    }

    fileprivate static func flush(lane: String = "shopfloor", position: UInt64) throws -> LaneFlush
    {
        let plant = try Workplace.makePlant()
        var state = Fold(plant: plant, broker: 0).laneState
        state.position = position
        return LaneFlush(
            lane: lane, state: state, units: [], signals: [], quarantine: [], topics: nil,
            names: PlantNames(plant))
    }

    private struct TookTooLong: Error {}

    private func wait(until holds: () -> Bool) throws {
        let end = ContinuousClock.now + .seconds(20)
        while !holds() {
            guard .now < end else { throw TookTooLong() }
            Thread.sleep(forTimeInterval: 0.002)
        }
    }
}

/// A store that fails as it is told, then takes everything; each write comes through a gate.
final class ScriptedStore: Store {
    private struct Script {
        var failures: [StoreError.Code]
        var positions: [UInt64] = []
    }

    private let script: Mutex<Script>

    private let gate: @Sendable () -> Void

    init(failures: [StoreError.Code], gate: @escaping @Sendable () -> Void = {}) {
        script = Mutex(Script(failures: failures))
        self.gate = gate
    }

    /// What was taken, in order.
    var positions: [UInt64] { script.withLock { $0.positions } }

    func commit(_ flush: LaneFlush) throws(StoreError) {
        gate()
        let failure: StoreError.Code? = script.withLock { script in
            guard script.failures.isEmpty else { return script.failures.removeFirst() }
            script.positions.append(flush.state.position)
            return nil
        }
        if let failure { throw StoreError(code: failure, message: "as told") }
    }

    func reset(lane: String, paths: [String]) throws(StoreError) {}
    func resumePoint(lane: String) throws(StoreError) -> ResumePoint? { nil }
    func facts(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> UnitFacts { UnitFacts([]) }
    func conditions(
        unit: String, over span: TimeSpan, names: PlantNames
    ) throws(StoreError) -> [(at: Timestamp, condition: Condition)] { [] }
    func findings(unit: String, over span: TimeSpan) throws(StoreError) -> [StoredFinding] { [] }
    func waiting(among paths: [String]) throws(StoreError) -> [String] { [] }
    func late(unit: String, limit: Int) throws(StoreError) -> LateBatch {
        LateBatch(numbers: [], events: [], names: [])
    }
    func settled(
        unit: String, from second: Int64, limit: Int
    ) throws(StoreError) -> [StoredChunk] { [] }
    func facts(
        unit: String, knownIn seconds: ClosedRange<Int64>, names: PlantNames
    ) throws(StoreError) -> [Fact] { [] }
    func changes(
        unit: String, over span: TimeSpan, limit: Int
    ) throws(StoreError) -> [StoredChange] { [] }
    func minutes(signal: String, over span: TimeSpan) throws(StoreError) -> [MinuteSummary] { [] }
    func commands(signal: String, over span: TimeSpan) throws(StoreError) -> [CommandFact] { [] }
    func firstInstant() throws(StoreError) -> Timestamp? { nil }
    func lanes() throws(StoreError) -> [String: Fold.LaneState] { [:] }
    func quarantine() throws(StoreError) -> [QuarantineEntry] { [] }
}

/// Corrections go through the same thread.
@Suite struct CorrectionWritingTests {
    private static let draft = CorrectionDraft(
        unit: "l/a", by: "mei", why: "seen",
        content: .reason(StopPart(TimeSpan(from: .distantPast, to: .distantFuture)), reason: "jam"))

    @Test(.timeLimit(.minutes(1))) func recordsAndCounts() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "lineside-writer-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteStore(path: folder.appending(path: "facts.sqlite").path())
        let writer = StoreWriter(store: store) { _ in }
        guard case .recorded(let first) = try await writer.record(Self.draft, seen: 0) else {
            Issue.record("not recorded")
            return
        }
        #expect(try await writer.record(Self.draft, seen: 0) == .conflict(first))
        #expect(writer.recorded == 1)
        writer.finish()
        await #expect(throws: StoreError.self) { try await writer.record(Self.draft, seen: 9) }
    }

    /// A full store keeps transactions waiting, but a person is told at once.
    @Test(.timeLimit(.minutes(1))) func aPersonIsToldWhileTheStoreIsFull() async throws {
        let store = ScriptedStore(failures: Array(repeating: .full, count: 1000))
        let writer = StoreWriter(store: store) { _ in }
        writer.write(try StoreWriterTests.flush(position: 7))
        await #expect(throws: StoreError.self) { try await writer.record(Self.draft, seen: 0) }
        #expect(writer.isBusy(lane: "shopfloor"))
        writer.finish()
    }
}
