import Engine
import Foundation
import Testing

@Suite struct TruthTests {
    private static let noon = SimulatedShift.morning + 4 * SimulatedShift.hour

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func elementsAddUpToTheSpan(seed: UInt64) throws {
        let truth = try SimulatedShift(seed: seed, length: 24 * SimulatedShift.hour).truth
        #expect(truth.results.count == 12 && truth.totals.count == 4)
        for result in truth.results + truth.totals {
            let times = result.times
            #expect(times.span == result.to - result.from)
            #expect(times.plannedDown + times.apt + times.aust + times.adet == times.span)
            #expect(times.apt > 0 && times.adet > 0)
        }
    }

    @Test func breaksOfTheThreeShiftsArePlannedDown() throws {
        let truth = try SimulatedShift(seed: 1, length: 24 * SimulatedShift.hour).truth
        let down = truth.results.filter { $0.unit == 3 }.map {
            [$0.shift ?? "", "\($0.times.plannedDown / 60_000)"]
        }
        #expect(down == [["day", "45"], ["evening", "30"], ["night", "30"]])
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func shiftsAddUpToTheTotalAndToTheCounters(seed: UInt64) throws {
        let shift = try SimulatedShift(seed: seed, length: 24 * SimulatedShift.hour)
        for total in shift.truth.totals {
            let parts = shift.truth.results.filter { $0.unit == total.unit }
            #expect(parts.reduce(0) { $0 + $1.times.apt } == total.times.apt)
            #expect(parts.reduce(0) { $0 + $1.stops } == total.stops)
            #expect(parts.reduce(0) { $0 + $1.pieces.made } == total.pieces.made)
            #expect(parts.reduce(0) { $0 + $1.idealGood } == total.idealGood)
            let last = try #require(shift.statuses(of: total.unit).last)
            #expect(total.pieces.made + total.outside.made == last.total - 100_000)
            #expect(total.pieces.scrap + total.outside.scrap == last.bad - 1000)
            #expect(total.pieces.made == total.pieces.good + total.pieces.scrap)
        }
    }

    @Test func lineBehavesLikeALine() throws {
        let truth = try SimulatedShift(seed: 11, length: 72 * SimulatedShift.hour).truth
        for total in truth.totals {
            let oee = Double(total.idealGood) / Double(total.times.pbt) / 1e6
            let scrap = Double(total.pieces.scrap) / Double(total.pieces.made)
            let speed = Double(total.idealMade) / Double(total.times.apt) / 1e6
            #expect((0.5...0.9).contains(oee))
            #expect((0.005...0.03).contains(scrap))
            #expect((0.9...1).contains(speed))
            #expect((20...200).contains(total.minorStops / 9))
            #expect(total.failures > 0 && total.failures <= total.stops - total.minorStops)
            #expect(total.times.aust > 0)
        }
        #expect(truth.totals.contains { $0.outside.made > 0 })
    }

    @Test func stopAcrossABreakIsOneStopWithoutTheBreak() throws {
        // Stopped 12:00 - 45 s to 12:45 + 100 s: 145 s of delay, one minor stop.
        let result = try truth([
            (0, .producing, 0, 0), (-45_000, .stopped, 10, 0), (2_800_000, .producing, 10, 0),
        ])
        #expect(result.stops == 1 && result.minorStops == 1)
        #expect(result.times.adet == 145_000)
        #expect(result.times.plannedDown == 2_700_000)
    }

    @Test func stopOfFiveMinutesIsNotMinorAndStatesWithinItAreOneStop() throws {
        let result = try truth([
            (0, .producing, 0, 0), (-900_000, .stopped, 10, 0), (-800_000, .faulted, 10, 0),
            (-600_000, .producing, 10, 0), (-500_000, .blocked, 11, 0),
            (-200_001, .producing, 11, 0),
        ])
        #expect(result.stops == 2 && result.minorStops == 1 && result.failures == 1)
        #expect(result.times.adet == 300_000 + 299_999)
    }

    @Test func piecesOnTheEdgesOfABreakAreOutsideAndInside() throws {
        // One before the break, two in it of which one is scrap, one at its end.
        let result = try truth([
            (0, .producing, 0, 0), (-1, .producing, 1, 0), (0, .producing, 2, 0),
            (2_699_999, .producing, 3, 1), (2_700_000, .producing, 4, 1),
        ])
        #expect(result.pieces.made == 2 && result.pieces.scrap == 0)
        #expect(result.outside.made == 2 && result.outside.scrap == 1)
        #expect(result.idealMade == 1_000_000_000 && result.idealGood == 1_000_000_000)
    }

    @Test func jsonIsValidAndExact() throws {
        let shift = try SimulatedShift(seed: 3)
        let json = shift.truth.json(line: "mask-1", published: 8, acknowledged: 7)
        let text = String(decoding: json, as: UTF8.self)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
        #expect((object["messages"] as? [String: Int]) == ["published": 8, "acknowledged": 7])
        let apt = shift.truth.totals[1].times.apt
        let digits = String(format: "%.3f", Double(apt) / 1000)
        let trimmed = digits.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed()
        #expect(text.contains("\"apt\": \(String(trimmed)),"))
        let units = try #require(object["units"] as? [String: [String: [[Any]]]])
        let states = try #require(units["mask-1/ear-loop-a"]?["states"])
        let covered = states.reduce(0) { $0 + (($1[1] as? Int) ?? 0) - (($1[0] as? Int) ?? 0) }
        #expect(covered == 28_800_000)
    }

    /// The day shift of the packer; first status at its start, later ones relative to noon.
    private func truth(
        _ statuses: [(offset: Int64, state: UnitState, total: Int64, bad: Int64)]
    ) throws -> Truth.Result {
        let scenario = try #require(try Scenario.named("mask-line"))
        var recorder = Recorder(of: scenario)
        let start = SimulatedShift.morning
        let end = start + 8 * SimulatedShift.hour
        recorder.record(
            Message(time: start, unit: 1, content: .order(product: 0, number: 1)))
        for (index, status) in statuses.enumerated() {
            let time = index == 0 ? start : Self.noon + status.offset
            recorder.record(
                Message(
                    time: time, unit: 1,
                    content: .status(
                        state: status.state, word: "", made: status.total, scrap: status.bad)))
        }
        if let last = statuses.last {
            recorder.record(
                Message(
                    time: end, unit: 1,
                    content: .status(
                        state: last.state, word: "", made: last.total, scrap: last.bad)))
        }
        let settings = Line.Settings(scenario: scenario, seed: 1, start: start)
        return Truth(of: recorder, settings: settings, end: end).totals[1]
    }
}
