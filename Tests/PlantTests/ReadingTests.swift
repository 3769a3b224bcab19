import Foundation
import Plant
import Telemetry
import Testing

@Suite struct ReadingTests {
    private func example() throws -> Plant {
        let file = Fixtures.repository.appending(path: "config/examples/mask-line.yaml")
        let yaml = try String(contentsOf: file, encoding: .utf8)
        return try Plant.read(yaml: yaml, file: "mask-line.yaml")
    }

    @Test func readsTheExampleLineWithoutWarning() throws {
        let plant = try example()
        #expect(plant.warnings.isEmpty)
        #expect(
            plant.name
                == LocalizedText(english: "Demonstration mask plant", traditionalChinese: "示範口罩廠"))
        #expect(
            plant.workUnits.map(\.path)
                == ["mask-1/body", "mask-1/ear-loop-a", "mask-1/ear-loop-b", "mask-1/packer"])
        #expect(plant.lines[0].constraint == [1, 2])
        #expect(plant.lines[0].output == [3])
        #expect(plant.lines[0].targetOEE == 750_000)
        #expect(plant.workUnits.map(\.feeds) == [[1, 2], [3], [3], []])
        #expect(plant.brokers[0].port == 18830)
        #expect(plant.workUnits[1].rates.map(\.itemTime) == [500_000_000, 600_000_000])
        #expect(plant.workUnits[1].heartbeat == 10_000_000_000)
        #expect(plant.workUnits[1].staleAfter == 20_000_000_000)
    }

    @Test func signalsOfOneTopicShareItsTime() throws {
        let plant = try example()
        let time = TimeField(path: FieldPath(.key("ts")), unit: .ms)
        for signal in plant.signals {
            guard case .topic(_, _, let found) = signal.source else {
                Issue.record("\(signal.path) has no topic")
                continue
            }
            #expect(found == time, "\(signal.path)")
        }
    }

    @Test func signalsOfOtherTopicsKeepTheReceiveTime() throws {
        let plant = try Fixtures.read(
            Fixtures.plant(
                signals: """
                    state: { kind: state, topic: t, field: s, time: ts, states: packml },
                    made: { kind: counter, counts: made, topic: t, field: m, type: cumulative },
                    good: { kind: counter, counts: good, topic: other, field: m, type: cumulative },
                    scrap: { kind: counter, counts: scrap, topic: t, type: cumulative }
                    """))
        let times = plant.signals.map { signal -> String? in
            guard case .topic(_, _, let time) = signal.source else { return nil }
            return time.map { "\($0.path)" }
        }
        #expect(times == ["ts", "ts", nil, nil])
    }

    @Test func replacesLineAndUnitInTopics() throws {
        guard case .topic(let topic, let value, _) = try example().signals[0].source else {
            Issue.record("a topic was expected")
            return
        }
        #expect(topic == "mask-1/body/status")
        #expect(value == FieldPath(.key("state")))
    }

    @Test func readsEveryWorkedCase() throws {
        let cases = Fixtures.repository.appending(path: "../shared/cases").standardized
        guard FileManager.default.fileExists(atPath: cases.path) else {
            Fixtures.note("SKIPPED: the worked cases are not here")
            return
        }
        var read = 0
        for folder in try FileManager.default.contentsOfDirectory(atPath: cases.path) {
            let file = cases.appending(path: "\(folder)/plant.yaml")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            let yaml = try String(contentsOf: file, encoding: .utf8)
            let plant = try Plant.read(yaml: yaml, file: folder)
            #expect(plant.workUnits.map(\.path) == ["l1/u1"], "\(folder)")
            read += 1
        }
        #expect(read >= 12)
    }

    @Test func readsTheExampleOfTheInterfaces() throws {
        let file = Fixtures.repository.appending(path: "../shared/interfaces.md").standardized
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let start = text.range(of: "```yaml\n"),
            let end = text.range(of: "```", range: start.upperBound..<text.endIndex)
        else {
            Fixtures.note("SKIPPED: the description of the interfaces is not here")
            return
        }
        // The example leaves the other work units of its line out.
        let rest = "      ear-loop-b: { feeds: [packer] }\n      packer: { heartbeat: 10 s }\n"
        let plant = try Fixtures.read(text[start.upperBound..<end.lowerBound] + rest)
        #expect(plant.signals.count == 10)
        let made = plant.signals[2]
        let path = FieldPath(.key("total"))
        let time = TimeField(path: FieldPath(.key("ts")), unit: .guess)
        #expect(made.source == .topic("mask-1/ear-loop-a/status", value: path, time: time))
        #expect(plant.calendars[0].exceptions.count == 2)
        #expect(plant.calendars[0].maintenance.count == 1)
    }

    @Test func fillsInTheDefaults() throws {
        let plant = try Fixtures.read(Fixtures.plant())
        #expect(plant.convention == .iso22400)
        #expect(plant.clockTolerance == 300_000_000_000)
        #expect(plant.lateness == 604_800_000_000_000)
        #expect(plant.retention.facts == 3660 * 86_400_000_000_000)
        #expect(plant.retention.seconds == 400 * 86_400_000_000_000)
        #expect(plant.brokers[0].clientID == "lineside-test")
        #expect(plant.brokers[0].port == 1883)
        #expect(plant.name.english == "test")
        #expect(plant.calendars[0].shifts[0].days == DayCycle(weekdays: Set(1...7)))
        #expect(plant.lines[0].constraint == [0])
        #expect(plant.lines[0].output == [0])
        #expect(plant.workUnits[0].minorStop == .time(300_000_000_000))
        #expect(plant.workUnits[0].prefer == [.made, .scrap])
        let counter = try #require(plant.signals[1].meaning.counter)
        #expect(counter.step == 1_000_000)
        #expect(counter.jitter == 1_000_000)
        #expect(counter.piecesPerCount == 1_000_000)
        #expect(counter.modulus == nil)
        #expect(counter.maxRate == nil)
    }

    @Test func jitterIsOneStepByDefault() throws {
        let plant = try Fixtures.read(
            Fixtures.plant(
                signals: Fixtures.standardSignals.replacing(
                    "cumulative", with: "cumulative, step: 0.25"))
        )
        #expect(plant.signals[1].meaning.counter?.jitter == 250_000)
    }

    @Test(arguments: [
        ("500 ms", 500_000_000, 1), ("0.5 s", 500_000_000, 1), ("1/3 s", 1_000_000_000, 3),
        ("7500/h", 480_000_000, 1), ("3 / s", 1_000_000_000, 3), ("2.5/min", 24_000_000_000, 1),
        ("2/4 s", 500_000_000, 1), ("1/7 ms", 1_000_000, 7), ("0.000000001 s", 1, 1),
        ("0.5 ns", 1, 2), ("1 min", 60_000_000_000, 1), ("500ms", 500_000_000, 1),
    ])
    func keepsItemTimesAsExactFractions(text: String, time: Int64, items: Int64) throws {
        let plant = try Fixtures.read(
            Fixtures.plant().replacing("item_time: 1 s", with: "item_time: \(text)"))
        #expect(plant.workUnits[0].rates[0].itemTime == time)
        #expect(plant.workUnits[0].rates[0].items == items)
    }

    @Test func readsRateDatesInThePlantsZone() throws {
        for (text, second) in [
            ("2026-01-01", 1_767_196_800), ("2026-01-01T06:00", 1_767_218_400),
            ("2026-01-01T06:00:00Z", 1_767_247_200),
        ] as [(String, Int64)] {
            let plant = try Fixtures.read(
                Fixtures.plant().replacing("from: 2026-01-01", with: "from: \"\(text)\""))
            #expect(plant.workUnits[0].rates[0].from == Timestamp(clampingSeconds: second))
        }
    }

    @Test func blockAndFlowStyleAreTheSame() throws {
        let flow = try Fixtures.read(Fixtures.plant())
        let block = try Fixtures.read(
            Fixtures.plant().replacing(
                "brokers: { b: { url: \"mqtt://127.0.0.1\" } }",
                with: "brokers:\n  b:\n    url: mqtt://127.0.0.1"))
        #expect(flow.brokers == block.brokers)
    }

    @Test func readsWhatNobodyUsesYet() throws {
        let plant = try Fixtures.read(
            Fixtures.plant(
                unit: "minor_stop: 3 items, prefer: [good, scrap], stale_after: 1 min,",
                signals: """
                    state: { kind: state, sparkplug: "g/{line}/{unit}", metric: State, states: { 1: producing, off: not_scheduled } },
                    mode: { kind: mode, topic: m, states: { 1: production } },
                    made: { kind: counter, counts: made, topic: t, field: "a.b[0].c", type: resettable, modulus: 10000, max_rate: 1.5/min, pieces_per_count: 4 },
                    reason: { kind: reason, topic: r, reasons: { 17: jam } },
                    energy: { kind: meter, topic: e, field: kwh, unit: kWh, type: cumulative, step: 0.001 },
                    temperature: { kind: measurement, topic: x, unit: Cel, normal: [18, 26.5] },
                    gate: { kind: actuator, topic: g, command: cmd, feedback: pos, unit: mm, within: 2 s, tolerance: 0.5 }
                    """))
        #expect(plant.workUnits[0].minorStop == .items(3))
        #expect(plant.workUnits[0].prefer == [.good, .scrap])
        #expect(plant.workUnits[0].staleAfter == 60_000_000_000)
        #expect(plant.signals[0].source == .sparkplug(node: "g/l/u", metric: "State"))
        #expect(
            plant.signals[0].meaning == .state(.custom(["1": .producing, "off": .notScheduled])))
        #expect(plant.signals[1].meaning == .mode(["1": .production]))
        let path = FieldPath(.key("a"), .key("b"), .index(0), .key("c"))
        #expect(plant.signals[2].source == .topic("t", value: path, time: nil))
        let counter = try #require(plant.signals[2].meaning.counter)
        #expect(counter.modulus == 10_000_000_000)
        #expect(counter.maxRate == MaxRate(count: 1_500_000, per: 60_000_000_000))
        #expect(counter.piecesPerCount == 4_000_000)
        #expect(plant.signals[3].meaning == .reason(["17": 0]))
        #expect(plant.signals[4].meaning.counter?.step == 1000)
        #expect(plant.signals[5].meaning == .measurement(unit: "Cel", normal: 18...26.5))
        #expect(
            plant.signals[6].meaning
                == .actuator(
                    Actuator(
                        command: FieldPath(.key("cmd")), feedback: FieldPath(.key("pos")),
                        unit: "mm", within: 2_000_000_000, tolerance: 500_000)))
    }

    @Test func readsEncryptedBrokers() throws {
        let plant = try Fixtures.read(
            Fixtures.plant().replacing(
                "{ url: \"mqtt://127.0.0.1\" }",
                with: """
                    { url: "mqtts://[::1]", client_id: x, username: u, password_file: /p, ca_file: /a, certificate_file: /c, key_file: /k }
                    """))
        let broker = plant.brokers[0]
        #expect(broker.usesTLS)
        #expect(broker.host == "::1")
        #expect(broker.port == 8883)
        #expect(
            [broker.passwordFile, broker.caFile, broker.certificateFile, broker.keyFile]
                == ["/p", "/a", "/c", "/k"])
    }
}
