import Benefits
import Foundation
import HTTPTypes
import Journal
import Logging
import Pipeline
import Plant
import Storage
import StorageSQLite
import Telemetry

@testable import Web

/// A lane and a store in a folder of their own: messages go the whole way to the pages.
final class Workshop {
    let plant: Plant
    let store: SQLiteStore
    private let folder: Folder
    let lane: Lane
    /// What records corrections.
    let writer: StoreWriter
    private(set) var now: Timestamp

    init(_ plant: Plant? = nil, at instant: String = "2026-03-02T08:00:00") throws {
        self.plant = try plant ?? MaskPlant.read()
        let plant = self.plant
        now = try plant.parse(instant: instant)
        folder = try Folder()
        store = try SQLiteStore(path: folder.path("facts.sqlite"))
        lane = try Lane(
            plant: plant, broker: 0, journalDirectory: folder.path("journal"), store: store)
        writer = StoreWriter(store: store) { _ in }
        try lane.intake.receive(event: .started, at: now)
        try lane.intake.receive(event: .connectionUp(sessionPresent: false), at: now)
    }

    deinit { writer.finish() }

    /// Lets time go on.
    func pass(seconds: Int64) { now = now + seconds * nanosecondsPerSecond }

    /// A message of a topic.
    func send(_ topic: String, _ payload: String) throws {
        let bytes = Array(payload.utf8)
        let name = Array(topic.utf8)
        try lane.intake.receive(
            topic: name.span, payload: bytes.span, at: now, qos: 1, packetID: 0, retained: false,
            duplicate: false)
    }

    /// The state (PackML) and the counters of a unit.
    func report(_ topic: String, state: Int, made: Int, scrap: Int) throws {
        let time = now.nanoseconds / 1_000_000
        try send(topic, "{\"t\":\(time),\"s\":\(state),\"m\":\(made),\"b\":\(scrap)}")
    }

    /// Makes durable, folds and stores what came.
    func settle() throws {
        try lane.intake.commit()
        _ = try lane.intake.tick(at: now)
        try lane.intake.commit()
        try lane.catchUp()
        lane.intake.tell(at: now)
        if let flush = lane.core.takeFlush() { try store.commit(flush) }
    }

    /// A shift so far: produces, stops for ten minutes with a reason, goes on, loses its
    /// connection never.
    func workThroughMorning() throws {
        for minute in 0..<150 {
            let isStopped = (60..<70).contains(minute)
            let made = 100 * min(minute, 60) + 100 * max(0, minute - 70)
            let topics = ["w", "p", "q"]
            for topic in topics {
                try report(topic, state: isStopped ? 9 : 6, made: made, scrap: made / 50)
                if minute == 61 { try send(topic, "{\"r\":17}") }
            }
            pass(seconds: 60)
        }
        try settle()
    }

    /// What the pages are made from; the clock stands where the lane's time stands.
    func context(
        age: Int64 = 0, benefit: @escaping @Sendable () throws -> BenefitReport? = { nil }
    ) -> WebContext {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let clock = now + age * nanosecondsPerSecond
        let folder = folder
        return WebContext(
            plant: plant, figures: Figures(plant: plant, store: store), boards: [lane.board],
            store: store, logger: logger, benefit: benefit, writer: writer,
            now: { folder.isThere ? clock : .distantPast })
    }
}

extension Workshop {
    /// The broker goes away.
    func loseConnection() throws {
        pass(seconds: 1)
        try lane.intake.receive(event: .connectionLost, at: now)
        try settle()
    }
}

/// A folder that is there as long as somebody holds it.
final class Folder: Sendable {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "lineside-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
    var isThere: Bool { FileManager.default.fileExists(atPath: url.path) }
}
