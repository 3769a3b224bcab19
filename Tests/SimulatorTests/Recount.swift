import Engine
import Foundation
import Testing

/// A second count of a run, over topics and payloads alone, in the plant file's understanding.
struct Recount {
    /// How one scenario says things: field names, what its words mean, and when it pauses.
    struct Dialect {
        let time: String
        let state: String
        let made: String
        let scrap: String
        let order: String
        /// Words beside the state that decide: setup as a mode, a fault as a condition.
        var companions: [(field: String, word: String, means: Element)] = []
        let words: [String: Element]
        /// In minutes of the day at UTC+8.
        var breaks: [Range<Int64>] = []
    }

    enum Element { case apt, aust, adet, failed, idle, unknown, notScheduled }

    /// Unit by unit, in the order of the flow.
    private(set) var units: [UnitCount]

    init(of shift: SimulatedShift) throws {
        let scenario = shift.settings.scenario
        let dialect = try #require(Self.dialects[scenario.name])
        units = scenario.stations.map { _ in UnitCount(dialect: dialect) }
        for (topic, payload) in shift.texts {
            let levels = topic.split(separator: "/").map(String.init)
            #expect(levels[0] == scenario.line)
            let unit = try #require(scenario.stations.firstIndex { $0.name == levels[1] })
            let object = try JSONSerialization.jsonObject(with: Data(payload.utf8))
            let fields = try #require(object as? [String: Any])
            units[unit].take(fields, signal: levels[levels.count - 1])
        }
        for unit in units.indices { units[unit].close(at: shift.truth.end) }
    }

    private static let dialects: [String: Dialect] = [
        "mask-line": Dialect(
            time: "ts", state: "state", made: "total", scrap: "bad", order: "id",
            words: [
                "producing": .apt, "setup": .aust, "idle": .idle, "starved": .adet,
                "blocked": .adet, "stopped": .adet, "faulted": .failed,
            ], breaks: [240..<270, 720..<765, 1200..<1230]),
        "machining": Dialect(
            time: "timestamp", state: "execution", made: "partCount", scrap: "rejectCount",
            order: "job",
            companions: [
                ("functionalMode", "SETUP", .aust), ("condition", "FAULT", .failed),
            ],
            words: [
                "ACTIVE": .apt, "READY": .idle, "PROGRAM_COMPLETED": .adet, "STOPPED": .adet,
                "INTERRUPTED": .adet, "FEED_HOLD": .adet, "OPTIONAL_STOP": .adet,
                "UNAVAILABLE": .unknown,
            ], breaks: [30..<75, 750..<795]),
        "sic-wafer": Dialect(
            time: "clock", state: "e10", made: "wafers", scrap: "scrapped", order: "lot",
            words: [
                "PRD": .apt, "SBY": .idle, "ENG": .aust, "SDT": .aust, "UDT": .failed,
                "NST": .notScheduled,
            ]),
        "hydroponics": Dialect(
            time: "t", state: "is", made: "heads", scrap: "culled", order: "batch",
            words: [
                "run": .apt, "rinse": .aust, "ready": .idle, "wait-in": .adet,
                "wait-out": .adet, "stop": .adet, "fault": .failed,
            ], breaks: [0..<30, 720..<765]),
        "yarn": Dialect(
            time: "ms", state: "state", made: "metres", scrap: "waste", order: "lot",
            words: [
                "SPINNING": .apt, "DOFFING": .aust, "READY": .idle, "NO-BOBBINS": .adet,
                "CREEL-FULL": .adet, "STOPPED": .adet, "YARN-BREAK": .adet, "TRIPPED": .failed,
            ]),
    ]
}
