import Plant
import Telemetry
import Testing

@testable import Discovery

@Suite struct ProposalTests {
    private func line(_ units: [String]) -> Heard {
        var heard = Heard()
        for unit in units {
            heard.hear("mask 1/\(unit)/status", object("state", ["\"producing\"", "\"stopped\""]))
            heard.hear("mask 1/\(unit)/count", rising.map(String.init))
        }
        return heard
    }

    @Test func levelsOfTopicsNameLinesAndUnits() throws {
        let heard = line(["Body", "Ear Loop"])
        #expect(heard.proposal.lines.map(\.id) == ["mask-1"])
        #expect(heard.proposal.lines[0].units.map(\.id) == ["body", "ear-loop"])
        let plant = try heard.plant()
        #expect(plant.workUnits.map(\.feeds).joined().isEmpty)
        #expect(plant.lines[0].constraint == [0, 1])
    }

    /// Found by the fuzzer: the proposed file could not be read.
    @Test(arguments: ["mask 1/s+atus/status", "mask 1/{line}/status", "#", "sparkplug", ""])
    func leavesOutATopicThatNoPlantFileCanName(topic: String) throws {
        var heard = line(["Body"])
        heard.hear(topic, object("state", ["\"producing\"", "\"stopped\""]))
        #expect(try heard.plant().workUnits.map(\.path) == ["mask-1/body"])
        #expect(heard.hearing.beyond.topics == [topic])
        #expect(heard.hearing.beyond.messages == 2)
    }

    @Test func unitMayStandInTheTopicItself() throws {
        var heard = Heard()
        for machine in ["m1", "m2"] {
            heard.hear(
                "plant/hall/\(machine)", rising.map { "{\"state\":\"idle\",\"total\":\($0)}" })
        }
        #expect(heard.proposal.lines.map(\.id) == ["hall"])
        #expect(heard.proposal.lines[0].units.map(\.id) == ["m1", "m2"])
        _ = try heard.plant()
    }

    @Test func sensorBelowAUnitBelongsToIt() {
        var heard = line(["body"])
        heard.hear("mask 1/body/oven/temp", (0..<20).map { "\(180 + $0 % 3)" })
        heard.hear("roof/temp", (0..<20).map { "\(18 + $0 % 3)" })
        #expect(heard.signals["temp"]?.topic == "mask 1/body/oven/temp")
        #expect(heard.unplaced["roof/temp"] == .noUnit)
    }

    @Test func partWasherIsAUnit() {
        let heard = line(["part-washer"])
        #expect(heard.proposal.lines[0].units.map(\.id) == ["part-washer"])
    }

    @Test(arguments: ["\n- x: y", "\u{2028}z", "\"]}", "\u{202E}", "'#'", "\u{1}\u{7F}", "{x}"])
    func hostilePayloadsStayWithinComments(text: String) throws {
        var heard = line(["body"])
        heard.hear("mask 1/body/note\(text)", [text, text + "1"])
        heard.hear("mask 1/body/sku", [text, text, text])
        let plant = try heard.plant()
        #expect(plant.lines.count == 1)
    }

    @Test func foldsOfTheFastestTenthGiveTheRate() {
        let span = TimeSpan(
            from: Timestamp(clampingSeconds: 1_000_001), to: Timestamp(clampingSeconds: 1_000_101))
        let windows = DemonstratedBest.windows(in: span)
        #expect(windows.allSatisfy { $0.duration == 8 * nanosecondsPerSecond })
        #expect(windows.first?.from.nanoseconds == 1_000_000 * nanosecondsPerSecond)
        #expect(windows.last.map { $0.to > span.to } == true)
        let made: [[Int32: Int64]] = [[0: 10_000_000], [0: 30_000_000, 1: 1], [-1: 99_000_000]]
        let rates = DemonstratedBest.rates(made, window: 8 * nanosecondsPerSecond)
        #expect(rates.map(\.itemTime) == [266_666_000, 8_000_000_000_000_000])
    }

    @Test func heartbeatIsARoundTimeAboveTheLongestSilence() {
        var heard = Heard()
        heard.hear("hall/m1/state", (0..<20).map { $0 % 2 == 0 ? "idle" : "producing" }, every: 7)
        var proposal = heard.proposal
        var signs = SignsOfLife(proposal)
        let begin = Timestamp(clampingSeconds: 1_772_409_600)
        for place in 0..<20 {
            signs.note("hall/m1/state", at: begin + Int64(place) * 7_000_000_000)
        }
        proposal.apply(signs, heard: TimeSpan(from: begin, to: begin + 140_000_000_000))
        #expect(proposal.lines[0].units[0].longestGap == 7_000_000_000)
        #expect(proposal.lines[0].units[0].heartbeat == 10_000_000_000)
        var few = SignsOfLife(proposal)
        few.note("hall/m1/state", at: begin)
        proposal.apply(few, heard: TimeSpan(from: begin, to: begin + 140_000_000_000))
        #expect(proposal.lines[0].units[0].heartbeat == nil)
    }
}
