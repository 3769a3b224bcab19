import Foundation
import Plant
import Production
import Storage
import Telemetry

/// Plants, instants and flushes that the tests begin with; times are seconds after
/// 2026-03-02T00:00:00Z.
enum Fixtures {
    static let start: Int64 = 1_772_409_600

    static func at(_ second: Int64) -> Timestamp {
        Timestamp(nanoseconds: (start + second) * nanosecondsPerSecond)
    }

    static func span(_ from: Int64, _ to: Int64) -> TimeSpan {
        TimeSpan(from: at(from), to: at(to))
    }

    /// Two work units, `a` and `b`, on one line; both are its constraint, `b` is its output.
    static func plant(
        products: [String] = ["p", "q"], calendar: String = "", unit: String = "",
        more: String? = nil
    ) throws -> Plant {
        let signals = """
            state: { kind: state, topic: "{unit}", field: s, states: packml },
                made: { kind: counter, counts: made, topic: "{unit}", field: m, type: cumulative },
                scrap: { kind: counter, counts: scrap, topic: "{unit}", field: x, type: cumulative },
                reason: { kind: reason, topic: "{unit}", field: c, reasons: { 1: jam } },
                mode: { kind: mode, topic: "{unit}", field: o, states: { 1: production } },
                product: { kind: product, topic: "{unit}", field: p, products: { p: p, q: q } }
            """
        let rates = products.map {
            "{ product: \($0), item_time: 1 s, from: 2026-01-01, by: me, reason: r }"
        }
        let body =
            "\(unit) rates: [ \(rates.joined(separator: ", ")) ], "
            + "signals: { \([signals, more].compactMap(\.self).joined(separator: ", ")) }"
        let yaml = """
            version: 1
            plant: { id: test, time_zone: Asia/Hong_Kong }
            brokers: { shopfloor: { url: "mqtt://127.0.0.1" } }
            \(calendar.isEmpty ? "" : "calendars: { c: { \(calendar) } }")
            products: { \(products.map { "\($0): { unit: piece }" }.joined(separator: ", ")) }
            reasons: { jam: { class: breakdown }, belt: { class: breakdown } }
            lines:
              l:
                broker: shopfloor
                \(calendar.isEmpty ? "" : "calendar: c")
                product: p
                constraint: [a, b]
                output: [b]
                work_units:
                  a: { \(body) }
                  b: { \(body) }
            """
        return try Plant.read(yaml: yaml, file: "plant.yaml")
    }
}

/// A lane by hand: folds samples and commits what changed to a store.
struct HandLane {
    let plant: Plant
    let store: any Store
    var fold: Fold
    var settledSeconds: Int64 = 8 * 86_400
    private var record: UInt64 = 0

    init(_ plant: Plant, _ store: any Store) {
        self.plant = plant
        self.store = store
        fold = Fold(plant: plant, broker: 0)
    }

    mutating func say(
        _ unit: String, _ signal: String, _ value: Int64, at second: Int64, received: Int64? = nil,
        flags: SampleFlags = []
    ) {
        record += 1
        let path = "l/\(unit)/\(signal)"
        guard let index = plant.signals.firstIndex(where: { $0.path == path }) else {
            preconditionFailure("the plant has no signal \(path)")
        }
        fold.take(
            Sample(
                record: record, signal: SignalIndex(rawValue: UInt32(index)), value: value,
                eventTime: Fixtures.at(second), receiveTime: Fixtures.at(received ?? second),
                flags: flags.union([.ownTime, .acknowledged])))
    }

    mutating func state(_ unit: String, _ state: UnitState, at second: Int64) {
        say(unit, "state", Int64(state.rawValue), at: second)
    }

    mutating func count(_ unit: String, _ signal: String, _ pieces: Int64, at second: Int64) {
        say(unit, signal, pieces * quantityScale, at: second)
    }

    /// Time goes on to a second, and all is stored.
    mutating func commit(
        at second: Int64, quarantine: [QuarantineEntry] = [], topics: [String]? = nil,
        released: [QuarantineEntry] = [], mapping: String = "", patches: [UnitPatch] = []
    ) throws {
        record += 1
        fold.take(Sample(event: .tick, record: record, at: Fixtures.at(second)))
        let units = fold.takeFlush()
        var flush = LaneFlush(
            lane: "shopfloor", state: fold.laneState, units: units, signals: fold.takeSignals(),
            quarantine: quarantine, topics: topics, names: PlantNames(plant),
            mapping: mapping, released: released)
        flush.patches = patches
        flush.settledSeconds = settledSeconds
        try store.commit(flush)
    }
}

/// A folder that is deleted with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory
            .appending(path: "lineside-store-" + UUID().uuidString).path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
