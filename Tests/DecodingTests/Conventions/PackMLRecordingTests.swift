import Plant
import Telemetry
import Testing

@testable import Decoding

/// The recording of a real simulator through the decoder, against a recount of the file's text.
@Suite struct PackMLRecordingTests {
    private static let plant = """
        version: 1
        plant: { id: p, time_zone: UTC }
        brokers: { b: { url: "mqtt://127.0.0.1" } }
        lines:
          line1:
            work_units:
              unit:
                signals:
                  name: { kind: state, topic: PlantA/Packaging/Line1/Status/StateCurrentStr, convention: packml }
                  number: { kind: state, topic: PlantA/Packaging/Line1/Status/StateCurrent, convention: packml, states: packml-libremfg, fallback: true }
                  mode: { kind: mode, topic: PlantA/Packaging/Line1/Status/UnitModeCurrentStr, convention: packml, states: packml }
                  good: { kind: counter, counts: good, topic: PlantA/Packaging/Line1/Admin/ProdProcessedCount/0/AccCount, convention: packml, type: cumulative, step: 0.000001 }
                  scrap: { kind: counter, counts: scrap, topic: PlantA/Packaging/Line1/Admin/ProdDefectiveCount/0/AccCount, convention: packml, type: cumulative }
                  speed: { kind: measurement, unit: "1", topic: PlantA/Packaging/Line1/Status/CurMachSpeed, convention: packml }
        """

    /// One line: `receive-time r<retain> topic payload`; a payload may hold spaces.
    private struct Line {
        var tag: String
        var payload: String

        init?(_ text: Substring) {
            let parts = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, parts[2].hasPrefix("PlantA/Packaging/Line1/") else {
                return nil
            }
            tag = String(parts[2].dropFirst("PlantA/Packaging/Line1/".count))
            payload = String(parts[3])
        }
    }

    @Test func givesEveryMessageAFateAndTheFiguresOfARecount() throws {
        guard let text = Recording.read("packml-simulator/recording.txt") else { return }
        let lines = text.split(separator: "\n").compactMap { Line($0) }
        var decoder = Decoder(plant: try Plant.read(yaml: Self.plant, file: "p"), broker: 0)
        var samples: [[Int64]] = Array(repeating: [], count: 6)
        var unbound = 0
        for line in lines {
            let outcome = decoder.decode(line.payload, topic: "PlantA/Packaging/Line1/" + line.tag)
            if outcome.verdict == .unbound { unbound += 1 }
            #expect(outcome.verdict.refusal == nil)
            let tags = [
                "Status/StateCurrentStr", "Status/StateCurrent", "Status/UnitModeCurrentStr",
                "Admin/ProdProcessedCount/0/AccCount", "Admin/ProdDefectiveCount/0/AccCount",
                "Status/CurMachSpeed",
            ]
            guard let place = tags.firstIndex(of: line.tag) else { continue }
            samples[place] += outcome.values
        }
        func payloads(_ tag: String) -> [String] { lines.filter { $0.tag == tag }.map(\.payload) }
        let words = [
            "Stopped": 6, "Clearing": 7, "Resetting": 2, "Idle": 3, "Starting": 2, "Execute": 1,
        ]
        #expect(samples[0] == payloads("Status/StateCurrentStr").map { Int64(words[$0] ?? -1) })
        // The simulator's numbers say the same as its names, message by message.
        #expect(samples[1] == samples[0] && samples[0].count == 7)
        #expect(samples[2] == [1, 1])
        let good = payloads("Admin/ProdProcessedCount/0/AccCount").compactMap(Self.millionths)
        #expect(samples[3] == good && good.count == 279)
        let scrap = payloads("Admin/ProdDefectiveCount/0/AccCount").compactMap(Self.millionths)
        #expect(samples[4] == scrap.map { $0 / 1_000_000 * 1_000_000 } && scrap.count == 20)
        #expect(unbound + samples.map(\.count).reduce(0, +) == lines.count)
    }

    /// The millionths in a decimal text, cut.
    private static func millionths(_ text: String) -> Int64? {
        let parts = text.split(separator: ".")
        let fraction = (parts.count > 1 ? parts[1] : "") + "000000"
        return Int64(parts[0] + fraction.prefix(6))
    }
}
