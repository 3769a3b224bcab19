internal import Foundation
import GRDB
import Plant
import Production
import Storage
import StorageSQLite
import Telemetry

/// A store with so many facts of four lines, as they come: day by day, unit by unit.
///
/// The facts are put in by SQL, with nothing made durable; all else is as the daemon leaves it.
final class FilledStore {
    static let unitCount = 20
    /// Facts of one unit and day: pieces, scrap, conditions, findings; and gaps of its meter.
    static let perDay = (pieces: 4320, scrap: 288, conditions: 144, findings: 24, gaps: 96)
    static let description =
        "\(unitCount) units on 4 lines with two shifts; a day of a unit: \(perDay.pieces) counts "
        + "made, \(perDay.scrap) scrap, \(perDay.conditions) conditions, \(perDay.findings) "
        + "findings, \(perDay.gaps) readings of a meter"

    let facts: Int
    let days: Int
    let store: SQLiteStore
    let figures: Figures
    private let seconds: Double
    private let bytes: Int

    private static let start = Timestamp(clampingSeconds: 1_577_808_000)  // 2020-01-01 in +08:00

    init(path: String, facts wanted: Int) throws {
        let begin = Date()
        let daily =
            Self.unitCount
            * (Self.perDay.pieces + Self.perDay.scrap + Self.perDay.conditions
                + Self.perDay.findings + Self.perDay.gaps)
        days = max(3, wanted / daily)
        facts = days * daily
        let plant = try Self.plant()
        try Self.fill(path, plant: plant, days: days)
        store = try SQLiteStore(path: path)
        figures = Figures(plant: plant, store: store)
        seconds = Date().timeIntervalSince(begin)
        bytes =
            (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }

    /// Says how it was made.
    func report() {
        writeLine(
            "\(facts) facts of \(days) days: \(bytes / 1_000_000) MB, "
                + "\(bytes / facts) bytes a fact, filled in \(Int(seconds)) s")
    }

    /// A day: the so-manieth since the beginning.
    func day(_ number: Int) -> TimeSpan {
        let from = Self.start + Int64(number) * 86_400 * nanosecondsPerSecond
        return TimeSpan(from: from, to: from + 86_400 * nanosecondsPerSecond)
    }

    /// The first shift of a day.
    func shift(_ number: Int) -> TimeSpan {
        let day = day(number)
        let hour = 3600 * nanosecondsPerSecond
        return TimeSpan(from: day.from + 8 * hour, to: day.from + 16 * hour)
    }

    private static func plant() throws -> Plant {
        let unit = """
            heartbeat: 10 s, rates: [ { product: p, item_time: 15 s, from: 2019-01-01, by: b, \
            reason: r } ], signals: {
                  state: { kind: state, topic: "{line}/{unit}/s", states: packml },
                  made: { kind: counter, counts: made, topic: "{line}/{unit}/m", type: cumulative },
                  scrap: { kind: counter, counts: scrap, topic: "{line}/{unit}/x", type: cumulative },
                  kwh: { kind: meter, topic: "{line}/{unit}/e", unit: kWh, type: cumulative } }
            """
        let units = ["a", "b", "c", "d", "e"]
        let lines = (1...4).map { line in
            """
              l\(line):
                broker: b
                calendar: c
                product: p
                constraint: [\(units.joined(separator: ", "))]
                output: [e]
                work_units:
            \(units.map { "      \($0): { \(unit) }" }.joined(separator: "\n"))
            """
        }
        return try Plant.read(
            yaml: """
                version: 1
                plant: { id: growth, time_zone: Asia/Hong_Kong }
                brokers: { b: { url: "mqtt://127.0.0.1" } }
                calendars: { c: { shifts: [
                  { name: day, from: "08:00", to: "16:00", breaks: ["12:00-12:45"] },
                  { name: night, from: "16:00", to: "24:00" } ] } }
                products: { p: { unit: piece } }
                lines:
                \(lines.joined(separator: "\n"))
                """, file: "growth.yaml")
    }
}

/// Filling.
extension FilledStore {
    private static func fill(_ path: String, plant: Plant, days: Int) throws {
        do {
            var state = Fold(plant: plant, broker: 0).laneState
            state.now = start + Int64(days) * 86_400 * nanosecondsPerSecond
            try SQLiteStore(path: path).commit(
                LaneFlush(
                    lane: "b", state: state, units: [], signals: [], quarantine: [], topics: nil,
                    names: PlantNames(plant)))
        }
        var configuration = Configuration()
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -400000")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = OFF")
            try db.execute(sql: "PRAGMA synchronous = OFF")
            for (number, path) in plant.subjects.enumerated() {
                try db.execute(
                    sql: "INSERT INTO unit VALUES (?, ?)", arguments: [number + 1, path])
            }
        }
        for day in 0..<days {
            try queue.write { db in
                for unit in 1...unitCount { try add(day: day, unit: unit, db) }
            }
        }
        try queue.close()
    }

    private static func add(day: Int, unit: Int, _ db: Database) throws {
        // Not all at once: units have their own seconds.
        let begin =
            start.nanoseconds + Int64(day) * 86_400 * nanosecondsPerSecond
            + Int64(unit) * 370 * 1_000_000
        func rows(_ count: Int, _ insert: String, unit: Int) throws {
            let step = 86_400 * nanosecondsPerSecond / Int64(count)
            let sql = """
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT \(count))
                INSERT INTO \(insert) FROM (SELECT i, ?1 + i * \(step) AS t FROM n)
                """
            try db.cachedStatement(sql: sql).execute(arguments: [begin, unit])
        }
        try rows(
            perDay.pieces, "pieces SELECT ?2, t, t, 0, 0, 1000000, NULL, 1", unit: unit)
        try rows(perDay.scrap, "pieces SELECT ?2, t, t, 1, 2, 1000000, NULL, 1", unit: unit)
        // Producing, stopped, producing, starved …: half of the time, with a reason now and then.
        try rows(
            perDay.conditions,
            """
            condition SELECT ?2, t, t, 0, CASE i % 4 WHEN 1 THEN \(UnitState.stopped.rawValue) \
            WHEN 3 THEN \(UnitState.starved.rawValue) ELSE \(UnitState.producing.rawValue) END, \
            0, NULL, NULL, 0, 0, i % 2
            """, unit: unit)
        try rows(
            perDay.findings, "finding SELECT ?2, t, t, 9, 'counter_jitter', NULL, 2, 1, 0",
            unit: unit)
        try rows(
            perDay.gaps,
            "gap SELECT ?2, t, t, 0, 0, t - 900000000000, 250000, 900000000000, 1, NULL, 1",
            unit: unitCount + unit)
    }
}
