import Plant
import Telemetry

@testable import Discovery

/// Makes a hearing: one message a second on each topic, unless told otherwise.
struct Heard {
    var hearing = Hearing()
    private var at = Timestamp(clampingSeconds: 1_772_409_600)

    /// Hears the payloads of a topic, in order.
    mutating func hear(
        _ topic: String, _ payloads: [String], every seconds: Int64 = 1, isRetained: Bool = false
    ) {
        var instant = at
        for payload in payloads {
            hearing.hear(
                topic: topic, payload: Array(payload.utf8), at: instant, isRetained: isRetained)
            instant = instant + seconds * nanosecondsPerSecond
        }
    }

    /// A machine whose state and counter nobody mistakes, so that there is a work unit.
    static func beside(_ topic: String, _ payloads: [String], every seconds: Int64 = 1) -> Heard {
        var heard = Heard()
        heard.hear("hall/m1/state", ["producing", "stopped", "producing"])
        heard.hear(topic, payloads, every: seconds)
        return heard
    }

    var proposal: Proposal { Proposal(hearing) }

    /// The signals of all work units by identifier.
    var signals: [String: ProposedSignal] {
        let all = proposal.lines.flatMap(\.units).flatMap(\.signals)
        return Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What was not placed, by its last level and field.
    var unplaced: [String: Why] {
        let pairs = proposal.unplaced.map { item in
            (item.field.map(\.description) ?? item.topic, item.why)
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    /// The proposal as a plant that was read and checked.
    func plant() throws -> Plant {
        let settings = PlantFile.Settings(
            broker: [("url", "mqtt://127.0.0.1")], timeZone: "UTC", ratesFrom: "2026-01-01",
            heardFrom: "then", heardTo: "now")
        return try Plant.read(
            yaml: PlantFile.text(of: proposal, settings: settings), file: "proposal")
    }
}

/// `{"KEY":VALUE}` for each value.
func object(_ key: String, _ values: [some Any]) -> [String] {
    values.map { "{\"\(key)\":\($0)}" }
}

/// Numbers that rise unevenly.
let rising = (0..<40).map { 100 + $0 + $0 / 3 }
