import Foundation
import Journal
import Pipeline
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry

/// One thing that happens to a lane; times are seconds after 2026-03-02T00:00:00Z.
enum Happening {
    case message(Message)
    case event(RecordKind, second: Int64)

    struct Message {
        var topic = "t"
        var payload: String
        var second: Int64
        var packetID: UInt16 = 0
        var qos: UInt8 = 1
        var isDuplicate = false
    }

    static func at(_ second: Int64) -> Timestamp {
        Timestamp(nanoseconds: (1_772_409_600 + second) * nanosecondsPerSecond)
    }
}

/// A plant with one work unit that counts pulses beside a total, its store and journal in a
/// temporary folder.
final class Workplace {
    private(set) var plant: Plant
    let folder: String
    private(set) var store: SQLiteStore
    private(set) var lane: Lane?

    /// The folder of the journal.
    var journal: String { folder + "/journal" }

    init(replacing old: String = "", with new: String = "") throws {
        plant = try Self.makePlant(replacing: old, with: new)
        folder = FileManager.default.temporaryDirectory
            .appending(path: "lineside-lane-" + UUID().uuidString).path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try SQLiteStore(path: folder + "/facts.sqlite")
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The plant as it should be, with an edit.
    static func makePlant(replacing old: String = "", with new: String = "") throws -> Plant {
        let yaml = """
            version: 1
            plant: { id: test, time_zone: Asia/Hong_Kong }
            brokers: { shopfloor: { url: "mqtt://127.0.0.1" } }
            products: { p: { unit: piece } }
            lines:
              l:
                broker: shopfloor
                product: p
                work_units:
                  u:
                    rates: [ { product: p, item_time: 1 s, from: 2026-01-01, by: me, reason: r } ]
                    signals:
                      state: { kind: state, topic: t, field: s, time: ts, states: packml }
                      made: { kind: counter, counts: made, topic: t, field: m, type: cumulative }
                      scrap: { kind: counter, counts: scrap, topic: pulse, field: n, time: ts, type: delta }
            """
        let edited = old.isEmpty ? yaml : yaml.replacing(old, with: new)
        return try Plant.read(yaml: edited, file: "plant.yaml")
    }

    /// Closes the lane; what is opened next has the plant as it should be, with an edit.
    func mend(replacing old: String = "", with new: String = "") throws {
        lane = nil
        plant = try Self.makePlant(replacing: old, with: new)
    }

    func open() throws {
        lane = nil
        lane = try Lane(plant: plant, broker: 0, journalDirectory: journal, store: store)
    }

    /// As a kill does: nothing is stored, the journal is closed.
    func kill() { lane = nil }

    func take(_ happening: Happening) throws {
        switch happening {
        case .message(let message):
            try lane?.intake.receive(
                topic: Array(message.topic.utf8).span, payload: Array(message.payload.utf8).span,
                at: Happening.at(message.second), qos: message.qos, packetID: message.packetID,
                retained: false, duplicate: message.isDuplicate)
        case .event(let kind, let second):
            try lane?.intake.receive(event: kind, at: Happening.at(second))
        }
    }

    func commit() throws {
        try lane?.intake.commit()
        try lane?.catchUp()
    }

    /// Takes all, makes it durable and folds it.
    func takeAll(_ happenings: [Happening]) throws {
        for happening in happenings { try take(happening) }
        try commit()
    }

    func flush() throws {
        if let flush = lane?.core.takeFlush() { try store.commit(flush) }
    }

    /// Stores what was folded, and folds again what came late.
    func settle() throws { try lane?.settle(in: store) }

    /// The figures of a span in seconds.
    func sums(_ from: Int64, _ to: Int64) throws -> Sums {
        let span = TimeSpan(from: Happening.at(from), to: Happening.at(to))
        return try Figures(plant: plant, store: store).figures(unit: 0, over: [(span, nil)])[0].sums
    }

    var counts: Fold.Counts { get throws { try store.lanes()["shopfloor"]?.counts ?? .init() } }
}

/// What happens in a shift: a state and total a second, a pulse every third, something undecodable
/// now and then.
func recording(seconds: Int64) -> [Happening] {
    var happenings: [Happening] = [
        .event(.started, second: 0), .event(.connectionUp(sessionPresent: false), second: 0),
    ]
    for second in 1...seconds {
        let state = second % 50 < 40 ? 6 : 2
        let time = (1_772_409_600 + second) * 1000
        let id = UInt16(truncatingIfNeeded: second % 60_000 + 1)
        happenings.append(
            .message(
                .init(
                    payload: "{\"ts\":\(time),\"s\":\(state),\"m\":\(second / 2)}",
                    second: second, packetID: id)))
        if second % 3 == 0 {
            happenings.append(
                .message(
                    .init(
                        topic: "pulse", payload: "{\"ts\":\(time),\"n\":1}", second: second,
                        packetID: id &+ 60_000)))
        }
        if second % 40 == 7 {
            happenings.append(.message(.init(payload: "{broken", second: second, packetID: id)))
        }
        if second % 60 == 9 {
            happenings.append(
                .message(.init(topic: "nobody", payload: "1", second: second, qos: 0)))
        }
    }
    return happenings + [.event(.tick, second: seconds + 1)]
}
