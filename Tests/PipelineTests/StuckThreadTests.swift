import Foundation
import Plant
import Production
import Storage
import StorageSQLite
import Synchronization
import Telemetry
import Testing

@testable import Pipeline

/// Real threads that really stand still, told from a line that says nothing.
@Suite(.serialized) struct StuckThreadTests {
    /// Keeps whoever comes through it waiting while it is shut.
    private final class Gate: Sendable {
        private let isShut = Atomic(false)

        func shut() { isShut.store(true, ordering: .releasing) }
        func open() { isShut.store(false, ordering: .releasing) }
        func pass() {
            while isShut.load(ordering: .acquiring) { Thread.sleep(forTimeInterval: 0.002) }
        }
    }

    private struct Bench {
        let place: Workplace
        let lane: Lane
        let core: CoreThread
        let refold: RefoldThread
        let writer: StoreWriter
        let gate = Gate()
        let refoldGate = Gate()
        var watch = ProgressWatch(patience: .milliseconds(300))

        init(store own: (any Store)? = nil) throws {
            place = try Workplace()
            lane = try Lane(
                plant: place.plant, broker: 0, journalDirectory: place.journal, store: place.store)
            writer = StoreWriter(store: own ?? place.store) { _ in }
            let (gate, refoldGate) = (gate, refoldGate)
            core = CoreThread(lane, writer: writer) { gate.pass() }
            refold = RefoldThread(lane, writer: writer, failed: { _ in }) { refoldGate.pass() }
        }

        /// A turn of the intake thread: what came is durable and decoded; it turns also where
        /// nothing came.
        func turn(_ count: inout UInt64, message: String?) throws {
            count += 1
            if let message {
                try lane.intake.receive(
                    topic: Array("t".utf8).span, payload: Array(message.utf8).span,
                    at: Happening.at(Int64(count)), qos: 0, packetID: 0, retained: false,
                    duplicate: false)
                try lane.intake.commit()
            } else if try lane.intake.tick(at: Happening.at(Int64(count))) {
                try lane.intake.commit()
            }
            _ = try lane.intake.pump()
            lane.health.note { health in
                health.turns = count
                health.lastDurableRecord = lane.intake.lastDurableRecord
            }
        }

        /// What the watch says over a second and a half.
        mutating func verdicts(
            message: String?, _ turns: inout UInt64, ends: ([String]) -> Bool = { _ in false }
        ) throws -> [String] {
            var found: [String] = []
            for _ in 0..<150 {
                try turn(&turns, message: message)
                let health = DaemonHealth(
                    lanes: [lane.health.reading], store: writer.health, storeBytes: 0,
                    isReloading: false, reloads: 0)
                found = watch.look(at: health, now: .now)
                if ends(found) { break }
                Thread.sleep(forTimeInterval: 0.01)
            }
            return found
        }

        func end() {
            gate.open()
            refoldGate.open()
            refold.finish()
            core.finish()
            writer.finish()
        }
    }

    private static let good = "{\"ts\":1772409601000,\"s\":6,\"m\":1}"

    @Test func aQuietLineIsNotStuck() throws {
        var bench = try Bench()
        defer { bench.end() }
        var turns: UInt64 = 0
        var all: [[String]] = []
        _ = try bench.verdicts(message: nil, &turns) {
            all.append($0)
            return false
        }
        #expect(all.count == 150 && all.allSatisfy { $0.isEmpty })
        #expect(bench.lane.health.reading.folded > 10, "ticks are folded")
    }

    @Test func namesACoreThatStandsAndForgivesIt() throws {
        var bench = try Bench()
        defer { bench.end() }
        var turns: UInt64 = 0
        #expect(try bench.verdicts(message: Self.good, &turns).isEmpty)
        bench.gate.shut()
        let stuck = try bench.verdicts(message: Self.good, &turns) { $0.count == 2 }
        #expect(stuck == ["core of shopfloor", "fold of shopfloor"])
        bench.gate.open()
        #expect(try bench.verdicts(message: Self.good, &turns).isEmpty)
    }

    /// It rests two seconds at a time, longer than the watch's patience here, and lives meanwhile.
    @Test func namesAWorkerThatStandsAndForgivesIt() throws {
        var bench = try Bench()
        defer { bench.end() }
        var turns: UInt64 = 0
        #expect(try bench.verdicts(message: Self.good, &turns).isEmpty)
        bench.refoldGate.shut()
        var found: [String] = []
        for _ in 0..<3 where found.isEmpty {
            found = try bench.verdicts(message: Self.good, &turns) { !$0.isEmpty }
        }
        #expect(found == ["refold of shopfloor"])
        bench.refoldGate.open()
        #expect(try bench.verdicts(message: Self.good, &turns).isEmpty)
    }

    /// The core turns, and yet what is durable is not folded: its intake decodes nothing.
    @Test func namesAFoldThatDoesNotFollowTheJournal() throws {
        var bench = try Bench()
        defer { bench.end() }
        var found: [String] = []
        for turn in 1...150 {
            try bench.lane.intake.receive(
                topic: Array("t".utf8).span, payload: Array(Self.good.utf8).span,
                at: Happening.at(Int64(turn)), qos: 0, packetID: 0, retained: false,
                duplicate: false)
            try bench.lane.intake.commit()
            bench.lane.health.note { health in
                health.turns = UInt64(turn)
                health.lastDurableRecord = bench.lane.intake.lastDurableRecord
            }
            let health = DaemonHealth(
                lanes: [bench.lane.health.reading], store: bench.writer.health, storeBytes: 0,
                isReloading: false, reloads: 0)
            found = bench.watch.look(at: health, now: .now)
            if !found.isEmpty { break }
            Thread.sleep(forTimeInterval: 0.01)
        }
        #expect(found == ["fold of shopfloor"])
    }

    @Test func namesAStoreWhoseWriteBlocks() throws {
        let gate = Gate()
        var bench = try Bench(store: ScriptedStore(failures: []) { gate.pass() })
        defer { bench.end() }
        var turns: UInt64 = 0
        #expect(try bench.verdicts(message: Self.good, &turns).isEmpty)
        gate.shut()
        let stuck = try bench.verdicts(message: Self.good, &turns) { !$0.isEmpty }
        #expect(stuck == ["store"])
        gate.open()
        #expect(try bench.verdicts(message: Self.good, &turns).isEmpty)
    }

    /// A lock of another program: the write waits for it, and then goes on.
    @Test(.timeLimit(.minutes(1))) func aStoreThatIsLockedWaits() throws {
        let place = try Workplace()
        let other = Process()
        other.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = """
            import sqlite3, sys, time
            db = sqlite3.connect(sys.argv[1], isolation_level=None)
            db.execute("BEGIN IMMEDIATE")
            print("locked", flush=True)
            sys.stdin.read()
            db.execute("ROLLBACK")
            """
        other.arguments = ["python3", "-c", script, place.folder + "/facts.sqlite"]
        let (input, output) = (Pipe(), Pipe())
        (other.standardInput, other.standardOutput) = (input, output)
        try other.run()
        _ = output.fileHandleForReading.availableData
        let failed = Atomic(false)
        let writer = StoreWriter(store: place.store) { _ in failed.store(true, ordering: .releasing)
        }
        try place.open()
        try place.takeAll(recording(seconds: 10))
        writer.write(try #require(place.lane?.core.takeFlush()))
        Thread.sleep(forTimeInterval: 0.5)
        #expect(writer.isBusy(lane: "shopfloor") && writer.health.attempts == 1)
        try input.fileHandleForWriting.close()
        other.waitUntilExit()
        writer.finish()
        #expect(writer.stored(lane: "shopfloor") != nil && !failed.load(ordering: .acquiring))
    }
}
