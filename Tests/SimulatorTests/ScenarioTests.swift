import Engine
import Foundation
import Testing

/// Every scenario, over half a day.
@Suite struct ScenarioTests {
    private static let halfDay = 12 * SimulatedShift.hour

    @Test(arguments: Scenario.names)
    func sameSeedGivesSameMessages(name: String) throws {
        let first = try SimulatedShift(of: name, seed: 1, length: Self.halfDay)
        let isSame = first.messages == first.again().messages
        #expect(isSame)
        #expect(first.messages.count > 1000)
        let second = try SimulatedShift(of: name, seed: 2, length: Self.halfDay)
        let isOther = first.messages != second.messages
        #expect(isOther)
    }

    /// The truth against another count, over nothing but the bytes that were sent.
    @Test(arguments: Scenario.names, [UInt64(1), 2])
    func truthIsWhatThePayloadsSay(name: String, seed: UInt64) throws {
        let shift = try SimulatedShift(of: name, seed: seed, length: Self.halfDay)
        let recount = try Recount(of: shift)
        for total in shift.truth.totals {
            let unit = recount.units[total.unit]
            #expect(unit.differences(from: total, of: shift.settings.scenario) == [])
        }
    }

    @Test(arguments: Scenario.names)
    func elementsAddUpToTheSpan(name: String) throws {
        let truth = try SimulatedShift(of: name, seed: 2, length: Self.halfDay).truth
        for result in truth.results + truth.totals {
            let times = result.times
            let busy = times.apt + times.aust + times.adet + times.adot + times.unknown
            #expect(times.span == result.to - result.from)
            #expect(times.pbt == busy)
            #expect(times.pbt + times.plannedDown + times.notScheduled == times.span)
            #expect(result.stops >= result.minorStops)
        }
    }

    /// In half a day something of everything happens, at a sensible rate.
    @Test(arguments: Scenario.names, [UInt64(1), 2])
    func lineBehavesLikeALine(name: String, seed: UInt64) throws {
        let shift = try SimulatedShift(of: name, seed: seed, length: Self.halfDay)
        let totals = shift.truth.totals
        for total in totals {
            let oee = Double(total.idealGood) / Double(total.times.pbt) / 1e6
            let scrap = Double(total.pieces.scrap) / Double(total.pieces.made)
            #expect((0.3...0.95).contains(oee), "\(total.unit)")
            #expect(scrap < 0.06, "\(total.unit)")
            #expect(total.minorStops >= 3, "\(total.unit)")
        }
        #expect(totals.reduce(0) { $0 + $1.pieces.scrap } > 0)
        #expect(totals.reduce(0) { $0 + $1.failures } > 0)
        #expect(totals.reduce(0) { $0 + $1.stops - $1.minorStops } > 0)
        #expect(totals.contains { $0.times.aust > 0 })
    }

    @Test(arguments: Scenario.names.filter { $0 != "mask-line" })
    func signalsLeaveTheirBandsNowAndThen(name: String) throws {
        let shift = try SimulatedShift(of: name, seed: 1, length: Self.halfDay)
        var inside = 0
        var outside = 0
        for message in shift.messages {
            guard case .reading(let signal, let value) = message.content else { continue }
            let profile = shift.settings.scenario.stations[message.unit].signals[signal]
            guard case .sensor(let sensor) = profile.kind, let normal = sensor.normal else {
                continue
            }
            if normal.contains(value) { inside += 1 } else { outside += 1 }
        }
        #expect(outside > 5)
        #expect(inside > 20 * outside)
    }

    @Test(arguments: ["machining": 2, "sic-wafer": 2, "hydroponics": 2, "yarn": 3])
    func nobodyMendsMoreThanThereAreOperators(name: String, count: Int64) throws {
        let shift = try SimulatedShift(of: name, seed: 2, length: Self.halfDay)
        var busy: [Int64] = []
        var isPossible = true
        for message in shift.messages {
            guard case .reading(let signal, let value) = message.content else { continue }
            switch shift.settings.scenario.stations[message.unit].signals[signal].kind {
            case .operatorsPresent: isPossible = isPossible && (1...count).contains(value)
            case .operatorsBusy: busy.append(value)
            default: break
            }
        }
        #expect(isPossible)
        #expect(busy.max() == count, "now and then one is waited for")
    }

    @Test func actuatorsFollowLateOrNotAtAll() throws {
        let totals = try SimulatedShift(of: "hydroponics", seed: 2, length: Self.halfDay).truth
            .totals
        var sums = (commands: 0, followed: 0, late: 0, notFollowed: 0)
        for signal in totals.flatMap(\.signals) {
            guard
                case .actuator(let commands, let followed, let late, let not) = signal.figures
            else { continue }
            #expect(commands == followed + late + not)
            sums.commands += commands
            sums.followed += followed
            sums.late += late
            sums.notFollowed += not
        }
        #expect(sums.commands > 100 && sums.followed > sums.commands * 3 / 4)
        #expect(sums.late > 2 && sums.notFollowed > 1)
    }

    @Test(arguments: [(5, 3_520), (6, 35_200), (7, 352_000), (8, 3_520_000)])
    func cleanRoomLimitIsTheStandards(isoClass: Int64, limit: Int64) throws {
        let found = try #require(CleanRoom.limit(isoClass: isoClass))
        #expect(found == limit)
        // 10^N · (0.1 / D)^2.08 at D = 0.5 µm, to three significant figures.
        let exact = pow(10, Double(isoClass)) * pow(0.1 / 0.5, 2.08)
        let unit = pow(10, Double(isoClass) - 4)
        #expect(Double(found) == (exact / unit).rounded() * unit)
    }

    @Test(arguments: [
        ("heartbeat: 10 s", "heartbeat: 10", "2: a time like 250 ms is expected"),
        ("heartbeat: 10 s", "heartbeat: 10 s\nheart: 1", "3: `heart` is not known here"),
        ("prefix: WO-, ", "", "`prefix` is missing"),
        ("from: masks", "from: mask", "there is no such buffer"),
        ("$ms", "$tick", "`$tick` stands for nothing here"),
        ("$state", "$code", "`$code` stands for nothing here"),
        ("  alarm:", "  reading:", "`$code` stands for nothing here"),
        ("item_time: { L1-BLUE: 250 ms", "item_time: { L1-BLUE: 0.25 ms", "whole milliseconds"),
        ("every: 5 h", "every: 0 h", "a time above 0 is expected"),
        ("17: 60", "17: 0", "a number above 0 is expected"),
        ("08:00-16:00", "09:00-16:00", "shifts fill the day"),
    ])
    func mistakeIsToldWithItsLine(old: String, new: String, message: String) throws {
        let yaml = try Self.file("mask-line").replacing(old, with: new, maxReplacements: 1)
        let error = #expect(throws: ScenarioError.self) { try Scenario(yaml: yaml, name: "x") }
        #expect(error?.description.contains(message) ?? false, "\(String(describing: error))")
    }

    /// The file of a scenario, without its first line, a comment.
    private static func file(_ name: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let url = root.appendingPathComponent("simulators/scenarios/\(name).yaml")
        let text = try String(contentsOf: url, encoding: .utf8)
        return String(text.drop { $0 != "\n" }.dropFirst())
    }
}
